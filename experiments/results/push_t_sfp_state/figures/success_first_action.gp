# Written by streambed report; gnuplot success_first_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,8cm font "Sans,7" linewidth 1.2
set output 'success_first_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 5
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.06786750000000001 25.8
0.338079 26
EOD
$d1 << EOD
0.06786750000000001 25.8
EOD
$e1 << EOD
0.06786750000000001 25.8 22.159620022281313 29.80939805605783
EOD
$d2 << EOD
0.338079 26
EOD
$e2 << EOD
0.338079 26 22.348572318538288 30.01739602361623
EOD
$d3 << EOD
3.3142155000000004 18.4
EOD
$e3 << EOD
3.3142155000000004 18.4 15.248947937816059 22.032910379354043
EOD
$d4 << EOD
0.34538750000000007 15.8
EOD
$e4 << EOD
0.34538750000000007 15.8 12.865269786443548 19.256235101126627
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…etensors,imitate=state)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)'
reset session
# Written by streambed report; gnuplot success_first_action.gp
set terminal svg noenhanced dynamic size 321,302 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_first_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 5
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.06786750000000001 25.8
0.338079 26
EOD
$d1 << EOD
0.06786750000000001 25.8
EOD
$e1 << EOD
0.06786750000000001 25.8 22.159620022281313 29.80939805605783
EOD
$d2 << EOD
0.338079 26
EOD
$e2 << EOD
0.338079 26 22.348572318538288 30.01739602361623
EOD
$d3 << EOD
3.3142155000000004 18.4
EOD
$e3 << EOD
3.3142155000000004 18.4 15.248947937816059 22.032910379354043
EOD
$d4 << EOD
0.34538750000000007 15.8
EOD
$e4 << EOD
0.34538750000000007 15.8 12.865269786443548 19.256235101126627
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…etensors,imitate=state)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)'
set output
reset session
