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
8000 0.015
16000 0.14
24000 0.275
32000 0.295
40000 0.375
EOD
$d1 << EOD
8000 0.045
16000 0.25
24000 0.405
32000 0.47
40000 0.53
48000 0.55
EOD
$d2 << EOD
8000 0.01
16000 0.14
24000 0.285
32000 0.23
40000 0.2
48000 0.31
EOD
$d3 << EOD
12000 0.016666666666666666
24000 0.175
36000 0.275
EOD
plot $d0 using 1:2 with linespoints lc rgb "#56B4E9" lw 1.4 dt 1 pt 15 ps 0.5 title 'diffusion', \
  $d1 using 1:2 with linespoints lc rgb "#CC79A7" lw 1.4 dt 1 pt 13 ps 0.5 title 'flow_matching', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d3 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'streaming_flow(latent=true)'
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
8000 0.015
16000 0.14
24000 0.275
32000 0.295
40000 0.375
EOD
$d1 << EOD
8000 0.045
16000 0.25
24000 0.405
32000 0.47
40000 0.53
48000 0.55
EOD
$d2 << EOD
8000 0.01
16000 0.14
24000 0.285
32000 0.23
40000 0.2
48000 0.31
EOD
$d3 << EOD
12000 0.016666666666666666
24000 0.175
36000 0.275
EOD
plot $d0 using 1:2 with linespoints lc rgb "#56B4E9" lw 1.4 dt 1 pt 15 ps 0.5 title 'diffusion', \
  $d1 using 1:2 with linespoints lc rgb "#CC79A7" lw 1.4 dt 1 pt 13 ps 0.5 title 'flow_matching', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d3 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'streaming_flow(latent=true)'
set output
reset session
