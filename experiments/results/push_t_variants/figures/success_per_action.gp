# Written by streambed report; gnuplot success_per_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,8.4cm font "Sans,7" linewidth 1.2
set output 'success_per_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 6
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.0516905 16.4
0.0608625 22
0.0641455 45.8
EOD
$d1 << EOD
0.06462999999999999 26.8
EOD
$e1 << EOD
0.06462999999999999 26.8 23.10539734363481 30.84837205378123
EOD
$d2 << EOD
3.8361755 18.4
EOD
$e2 << EOD
3.8361755 18.4 15.248947937816059 22.032910379354043
EOD
$d3 << EOD
0.0516905 16.4
EOD
$e3 << EOD
0.0516905 16.4 13.412892031587173 19.899463647429137
EOD
$d4 << EOD
0.0641455 45.8
EOD
$e4 << EOD
0.0641455 45.8 41.481460977485106 50.18258348239194
EOD
$d5 << EOD
0.0608625 22
EOD
$e5 << EOD
0.0608625 22 18.590093257162362 25.836869808684565
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'flow_matching(checkpoint…ion-seed=0.safetensors)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(checkpoin…-k0-seed=0.safetensors)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'velocity_regression(chec…ion-seed=0.safetensors)'
reset session
# Written by streambed report; gnuplot success_per_action.gp
set terminal svg noenhanced dynamic size 321,317 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_per_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 6
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.0516905 16.4
0.0608625 22
0.0641455 45.8
EOD
$d1 << EOD
0.06462999999999999 26.8
EOD
$e1 << EOD
0.06462999999999999 26.8 23.10539734363481 30.84837205378123
EOD
$d2 << EOD
3.8361755 18.4
EOD
$e2 << EOD
3.8361755 18.4 15.248947937816059 22.032910379354043
EOD
$d3 << EOD
0.0516905 16.4
EOD
$e3 << EOD
0.0516905 16.4 13.412892031587173 19.899463647429137
EOD
$d4 << EOD
0.0641455 45.8
EOD
$e4 << EOD
0.0641455 45.8 41.481460977485106 50.18258348239194
EOD
$d5 << EOD
0.0608625 22
EOD
$e5 << EOD
0.0608625 22 18.590093257162362 25.836869808684565
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'flow_matching(checkpoint…ion-seed=0.safetensors)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(checkpoin…-k0-seed=0.safetensors)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'velocity_regression(chec…ion-seed=0.safetensors)'
set output
reset session
