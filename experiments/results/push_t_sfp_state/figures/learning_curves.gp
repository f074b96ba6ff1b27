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
8000 0.5962018485107377
16000 0.7321719345717159
24000 0.8394994830170828
32000 0.8603791854716428
40000 0.9117173142210389
48000 0.8992914261077868
EOD
$d1 << EOD
8000 0.7584895910449544
16000 0.8667518451264854
24000 0.9135832816114686
32000 0.9261147283856669
40000 0.943216442562118
48000 0.9486729175949457
EOD
$d2 << EOD
8000 0.8743672972884738
16000 0.8995389687595933
24000 0.9219895761201918
32000 0.9322354922737068
40000 0.9280677230723454
48000 0.9496191748713061
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…etensors,imitate=state)'
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
8000 0.5962018485107377
16000 0.7321719345717159
24000 0.8394994830170828
32000 0.8603791854716428
40000 0.9117173142210389
48000 0.8992914261077868
EOD
$d1 << EOD
8000 0.7584895910449544
16000 0.8667518451264854
24000 0.9135832816114686
32000 0.9261147283856669
40000 0.943216442562118
48000 0.9486729175949457
EOD
$d2 << EOD
8000 0.8743672972884738
16000 0.8995389687595933
24000 0.9219895761201918
32000 0.9322354922737068
40000 0.9280677230723454
48000 0.9496191748713061
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…etensors,imitate=state)'
set output
reset session
