# Written by streambed report; gnuplot success_per_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.2cm font "Sans,7" linewidth 1.2
set output 'success_per_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 8
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.06897149999999999 25.25
0.1492775 94.25
0.372153 97.5
EOD
$d1 << EOD
0.25233249999999996 87
EOD
$d2 << EOD
0.248316 79
EOD
$e2 << EOD
0.248316 79 75 82.75
EOD
$d3 << EOD
0.06897149999999999 25.25
EOD
$e3 << EOD
0.06897149999999999 25.25 20.5 30.25
EOD
$d4 << EOD
0.372153 97.5
EOD
$e4 << EOD
0.372153 97.5 96 99
EOD
$d5 << EOD
0.1492775 94.25
EOD
$e5 << EOD
0.1492775 94.25 91.5 96.75
EOD
$d6 << EOD
2.1768145 88.75
EOD
$e6 << EOD
2.1768145 88.75 85.25 91.75
EOD
$d7 << EOD
0.3404735 90.75
EOD
$e7 << EOD
0.3404735 90.75 87.75 93.5
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.02)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching(steps=1)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'diffusion', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion(sampler=ddim)'
reset session
# Written by streambed report; gnuplot success_per_action.gp
set terminal svg noenhanced dynamic size 321,348 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_per_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 8
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.06897149999999999 25.25
0.1492775 94.25
0.372153 97.5
EOD
$d1 << EOD
0.25233249999999996 87
EOD
$d2 << EOD
0.248316 79
EOD
$e2 << EOD
0.248316 79 75 82.75
EOD
$d3 << EOD
0.06897149999999999 25.25
EOD
$e3 << EOD
0.06897149999999999 25.25 20.5 30.25
EOD
$d4 << EOD
0.372153 97.5
EOD
$e4 << EOD
0.372153 97.5 96 99
EOD
$d5 << EOD
0.1492775 94.25
EOD
$e5 << EOD
0.1492775 94.25 91.5 96.75
EOD
$d6 << EOD
2.1768145 88.75
EOD
$e6 << EOD
2.1768145 88.75 85.25 91.75
EOD
$d7 << EOD
0.3404735 90.75
EOD
$e7 << EOD
0.3404735 90.75 87.75 93.5
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.02)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching(steps=1)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'diffusion', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion(sampler=ddim)'
set output
reset session
