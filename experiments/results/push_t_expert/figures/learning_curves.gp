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
8000 0.44463309841790155
16000 0.5780413816136719
24000 0.6959546989791519
32000 0.7703665715700665
40000 0.8157857649623901
48000 0.8413986233281338
EOD
$d1 << EOD
8000 0.5930855964996585
16000 0.7988619440232247
24000 0.8575005608598196
32000 0.8826759656696843
40000 0.9170637933991156
48000 0.9058286140022355
EOD
$d2 << EOD
8000 0.7757631075852356
16000 0.8497167484500827
24000 0.8767856517142448
32000 0.8919774045499296
40000 0.9175344761036253
48000 0.9090842619929204
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=ass…-diffusion.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…w_matching.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…aming_flow.safetensors)'
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
8000 0.44463309841790155
16000 0.5780413816136719
24000 0.6959546989791519
32000 0.7703665715700665
40000 0.8157857649623901
48000 0.8413986233281338
EOD
$d1 << EOD
8000 0.5930855964996585
16000 0.7988619440232247
24000 0.8575005608598196
32000 0.8826759656696843
40000 0.9170637933991156
48000 0.9058286140022355
EOD
$d2 << EOD
8000 0.7757631075852356
16000 0.8497167484500827
24000 0.8767856517142448
32000 0.8919774045499296
40000 0.9175344761036253
48000 0.9090842619929204
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=ass…-diffusion.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…w_matching.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…aming_flow.safetensors)'
set output
reset session
