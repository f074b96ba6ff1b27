# Written by streambed report; gnuplot success_first_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.199999999999999cm font "Sans,7" linewidth 1.2
set output 'success_first_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
3.7305420000000002 19.8
EOD
$e0 << EOD
3.7305420000000002 19.8 16.543112256919347 23.517397906958408
EOD
$d1 << EOD
0.032909999999999995 37.4
EOD
$e1 << EOD
0.032909999999999995 37.4 33.269999999487936 41.72213338014319
EOD
$d2 << EOD
0.037425 32.8
EOD
$e2 << EOD
0.037425 32.8 28.829618984058982 37.03265832781843
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_diffusion(chec…ium-seed=0.safetensors)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…ory-seed=0.safetensors)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'regression(checkpoint=we…ion-seed=0.safetensors)'
reset session
# Written by streambed report; gnuplot success_first_action.gp
set terminal svg noenhanced dynamic size 321,272 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_first_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
3.7305420000000002 19.8
EOD
$e0 << EOD
3.7305420000000002 19.8 16.543112256919347 23.517397906958408
EOD
$d1 << EOD
0.032909999999999995 37.4
EOD
$e1 << EOD
0.032909999999999995 37.4 33.269999999487936 41.72213338014319
EOD
$d2 << EOD
0.037425 32.8
EOD
$e2 << EOD
0.037425 32.8 28.829618984058982 37.03265832781843
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_diffusion(chec…ium-seed=0.safetensors)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…ory-seed=0.safetensors)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'regression(checkpoint=we…ion-seed=0.safetensors)'
set output
reset session
