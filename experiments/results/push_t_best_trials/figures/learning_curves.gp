# Written by streambed report; gnuplot learning_curves.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.199999999999999cm font "Sans,7" linewidth 1.2
set output 'learning_curves.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
8000 0.8520796465287204
16000 0.939172435377496
24000 0.9510785105928143
32000 0.9757843018935024
40000 0.9677298106993588
48000 0.9606891497958654
EOD
$d1 << EOD
8000 0.6899869579201804
16000 0.8565067215778257
24000 0.8397014965840018
32000 0.8100261710517906
40000 0.7525930134729097
48000 0.7265338385250268
EOD
$d2 << EOD
8000 0.6298340718300149
16000 0.7790886614946021
24000 0.8735712070160452
32000 0.8972389566947757
40000 0.9284914747524041
48000 0.9220182680281888
EOD
plot $d0 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ory-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'regression(checkpoint=we…ion-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_diffusion(chec…ium-seed=0.safetensors)'
reset session
# Written by streambed report; gnuplot learning_curves.gp
set terminal svg noenhanced dynamic size 321,272 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'learning_curves.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
8000 0.8520796465287204
16000 0.939172435377496
24000 0.9510785105928143
32000 0.9757843018935024
40000 0.9677298106993588
48000 0.9606891497958654
EOD
$d1 << EOD
8000 0.6899869579201804
16000 0.8565067215778257
24000 0.8397014965840018
32000 0.8100261710517906
40000 0.7525930134729097
48000 0.7265338385250268
EOD
$d2 << EOD
8000 0.6298340718300149
16000 0.7790886614946021
24000 0.8735712070160452
32000 0.8972389566947757
40000 0.9284914747524041
48000 0.9220182680281888
EOD
plot $d0 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ory-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'regression(checkpoint=we…ion-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_diffusion(chec…ium-seed=0.safetensors)'
set output
reset session
