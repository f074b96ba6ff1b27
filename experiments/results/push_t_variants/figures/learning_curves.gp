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
8000 0.5877076742560498
16000 0.7337103825515028
24000 0.8282823890808665
32000 0.8480912342725405
40000 0.8633420216507086
48000 0.8644386041494043
EOD
$d1 << EOD
8000 0.755607058946645
16000 0.9080552078811599
24000 0.9224250348846483
32000 0.9536568094074722
40000 0.95445172496702
48000 0.9438697451700154
EOD
$d2 << EOD
8000 0.7280521324053244
16000 0.8635334522311787
24000 0.8871910114611659
32000 0.8923348735943253
40000 0.9058594827054718
48000 0.9046578516597528
EOD
$d3 << EOD
8000 0.747557726131005
16000 0.8585977796126781
24000 0.8588667617489304
32000 0.8770268047202252
40000 0.8544946416074471
48000 0.8513610358766479
EOD
plot $d0 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'flow_matching(checkpoint…ion-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#CC79A7" lw 1.4 dt 1 pt 13 ps 0.5 title 'streaming_flow(checkpoin…-k0-seed=0.safetensors)', \
  $d3 using 1:2 with linespoints lc rgb "#E69F00" lw 1.4 dt 1 pt 11 ps 0.5 title 'velocity_regression(chec…ion-seed=0.safetensors)'
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
8000 0.5877076742560498
16000 0.7337103825515028
24000 0.8282823890808665
32000 0.8480912342725405
40000 0.8633420216507086
48000 0.8644386041494043
EOD
$d1 << EOD
8000 0.755607058946645
16000 0.9080552078811599
24000 0.9224250348846483
32000 0.9536568094074722
40000 0.95445172496702
48000 0.9438697451700154
EOD
$d2 << EOD
8000 0.7280521324053244
16000 0.8635334522311787
24000 0.8871910114611659
32000 0.8923348735943253
40000 0.9058594827054718
48000 0.9046578516597528
EOD
$d3 << EOD
8000 0.747557726131005
16000 0.8585977796126781
24000 0.8588667617489304
32000 0.8770268047202252
40000 0.8544946416074471
48000 0.8513610358766479
EOD
plot $d0 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'flow_matching(checkpoint…ion-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#CC79A7" lw 1.4 dt 1 pt 13 ps 0.5 title 'streaming_flow(checkpoin…-k0-seed=0.safetensors)', \
  $d3 using 1:2 with linespoints lc rgb "#E69F00" lw 1.4 dt 1 pt 11 ps 0.5 title 'velocity_regression(chec…ion-seed=0.safetensors)'
set output
reset session
