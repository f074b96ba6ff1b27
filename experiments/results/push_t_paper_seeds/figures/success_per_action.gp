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
0.036692999999999996 46
0.085129 60.4
0.0870195 66.4
EOD
$d1 << EOD
0.085129 60.4
EOD
$e1 << EOD
0.085129 60.4 56.04958406867544 64.59182964972426
EOD
$d2 << EOD
0.0870195 66.4
EOD
$e2 << EOD
0.0870195 66.4 62.148722415566006 70.4011992172951
EOD
$d3 << EOD
0.036692999999999996 46
EOD
$e3 << EOD
0.036692999999999996 46 41.67851025299865 50.382484470693775
EOD
$d4 << EOD
0.13755250000000002 40.4
EOD
$e4 << EOD
0.13755250000000002 40.4 36.18792246930683 44.758464867554984
EOD
$d5 << EOD
0.04115649999999999 32.4
EOD
$e5 << EOD
0.04115649999999999 32.4 28.445528223181572 36.622848561065084
EOD
$d6 << EOD
3.4585060000000003 26.8
EOD
$e6 << EOD
3.4585060000000003 26.8 23.10539734363481 30.84837205378123
EOD
$d7 << EOD
0.359951 24.4
EOD
$e7 << EOD
0.359951 24.4 20.839885546022195 28.35048068560928
EOD
$d8 << EOD
0.18119799999999997 10.8
EOD
$e8 << EOD
0.18119799999999997 10.8 8.372280963705037 13.825467328480661
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoint=*,steps_per_action=2)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(checkpoin…rue,steps_per_action=4)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…ium-seed=2.safetensors)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'streaming_diffusion(chec…ion-seed=2.safetensors)'
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
0.036692999999999996 46
0.085129 60.4
0.0870195 66.4
EOD
$d1 << EOD
0.085129 60.4
EOD
$e1 << EOD
0.085129 60.4 56.04958406867544 64.59182964972426
EOD
$d2 << EOD
0.0870195 66.4
EOD
$e2 << EOD
0.0870195 66.4 62.148722415566006 70.4011992172951
EOD
$d3 << EOD
0.036692999999999996 46
EOD
$e3 << EOD
0.036692999999999996 46 41.67851025299865 50.382484470693775
EOD
$d4 << EOD
0.13755250000000002 40.4
EOD
$e4 << EOD
0.13755250000000002 40.4 36.18792246930683 44.758464867554984
EOD
$d5 << EOD
0.04115649999999999 32.4
EOD
$e5 << EOD
0.04115649999999999 32.4 28.445528223181572 36.622848561065084
EOD
$d6 << EOD
3.4585060000000003 26.8
EOD
$e6 << EOD
3.4585060000000003 26.8 23.10539734363481 30.84837205378123
EOD
$d7 << EOD
0.359951 24.4
EOD
$e7 << EOD
0.359951 24.4 20.839885546022195 28.35048068560928
EOD
$d8 << EOD
0.18119799999999997 10.8
EOD
$e8 << EOD
0.18119799999999997 10.8 8.372280963705037 13.825467328480661
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoint=*,steps_per_action=2)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(checkpoin…rue,steps_per_action=4)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…ium-seed=2.safetensors)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'streaming_diffusion(chec…ion-seed=2.safetensors)'
set output
reset session
