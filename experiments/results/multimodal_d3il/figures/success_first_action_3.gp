# Written by streambed report; gnuplot success_first_action_3.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'success_first_action_3.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.252809 78
0.6950635 83.25
EOD
$d1 << EOD
0.252809 78
EOD
$d2 << EOD
0.6950635 83.25
EOD
$e2 << EOD
0.6950635 83.25 79.5 87
EOD
$d3 << EOD
0.6924684999999999 68.25
EOD
$e3 << EOD
0.6924684999999999 68.25 63.74999999999999 72.75
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim)'
reset session
# Written by streambed report; gnuplot success_first_action_3.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_first_action_3.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.252809 78
0.6950635 83.25
EOD
$d1 << EOD
0.252809 78
EOD
$d2 << EOD
0.6950635 83.25
EOD
$e2 << EOD
0.6950635 83.25 79.5 87
EOD
$d3 << EOD
0.6924684999999999 68.25
EOD
$e3 << EOD
0.6924684999999999 68.25 63.74999999999999 72.75
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim)'
set output
reset session
