# Written by streambed report; gnuplot learning_curves.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'learning_curves.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
15000 0.5
30000 0.51
45000 0.44
60000 0.43
EOD
$d1 << EOD
10000 0.92
20000 0.91
EOD
$d2 << EOD
5000 1
10000 1
15000 1
EOD
$d3 << EOD
5000 1
10000 1
15000 1
EOD
plot $d0 using 1:2 with linespoints lc rgb "#E69F00" lw 1.4 dt 1 pt 11 ps 0.5 title 'diffusion', \
  $d1 using 1:2 with linespoints lc rgb "#CC79A7" lw 1.4 dt 1 pt 13 ps 0.5 title 'flow_matching', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d3 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'streaming_flow(execution_horizon=32,latent=true)'
reset session
# Written by streambed report; gnuplot learning_curves.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'learning_curves.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
15000 0.5
30000 0.51
45000 0.44
60000 0.43
EOD
$d1 << EOD
10000 0.92
20000 0.91
EOD
$d2 << EOD
5000 1
10000 1
15000 1
EOD
$d3 << EOD
5000 1
10000 1
15000 1
EOD
plot $d0 using 1:2 with linespoints lc rgb "#E69F00" lw 1.4 dt 1 pt 11 ps 0.5 title 'diffusion', \
  $d1 using 1:2 with linespoints lc rgb "#CC79A7" lw 1.4 dt 1 pt 13 ps 0.5 title 'flow_matching', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d3 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'streaming_flow(execution_horizon=32,latent=true)'
set output
reset session
