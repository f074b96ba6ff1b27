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
8000 0.42844985551893244
16000 0.6941346601884051
24000 0.8221292464295631
32000 0.8605018516219368
40000 0.8675407770192671
48000 0.9009836947373476
EOD
$d1 << EOD
8000 0.7750198123173411
16000 0.9295361763849744
24000 0.9340587769194463
32000 0.9523719730547849
40000 0.9669144409656194
48000 0.9563152065157472
EOD
$d2 << EOD
8000 0.8781076218241093
16000 0.9540501965868219
24000 0.9113460111416043
32000 0.9541089929328934
40000 0.917761309943079
48000 0.9413875165360153
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…low-seed=0.safetensors)'
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
8000 0.42844985551893244
16000 0.6941346601884051
24000 0.8221292464295631
32000 0.8605018516219368
40000 0.8675407770192671
48000 0.9009836947373476
EOD
$d1 << EOD
8000 0.7750198123173411
16000 0.9295361763849744
24000 0.9340587769194463
32000 0.9523719730547849
40000 0.9669144409656194
48000 0.9563152065157472
EOD
$d2 << EOD
8000 0.8781076218241093
16000 0.9540501965868219
24000 0.9113460111416043
32000 0.9541089929328934
40000 0.917761309943079
48000 0.9413875165360153
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…low-seed=0.safetensors)'
set output
reset session
