# Written by streambed report; gnuplot learning_curves.gp
set terminal pdfcairo noenhanced color size 8.5cm,8.8cm font "Sans,7" linewidth 1.2
set output 'learning_curves.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
8000 0.5773734417864249
16000 0.8234857906954547
24000 0.872319978400769
32000 0.871991960937775
40000 0.9096072670719733
48000 0.9244092879985862
EOD
$d1 << EOD
8000 0.5891037907647224
16000 0.7101775579946998
24000 0.7775768085493496
32000 0.8538865024797702
40000 0.8808087561113535
48000 0.9038048447107304
EOD
$d2 << EOD
8000 0.9026748907805753
16000 0.9429212838049171
24000 0.9486631862345323
32000 0.9733181867767361
40000 0.9628216013865435
48000 0.967905592113922
EOD
$d3 << EOD
8000 0.8536782838193419
16000 0.94810473877282
24000 0.9716855414536166
32000 0.9609462284783739
40000 0.9733875084509549
48000 0.9676981416413833
EOD
$d4 << EOD
8000 0.9167124295494701
16000 0.9416370516563423
24000 0.9848025736534792
32000 0.9732406980121169
40000 0.983207429604407
48000 0.9770384682140145
EOD
$d5 << EOD
8000 0.7238855490322629
16000 0.878462704439078
24000 0.8999266706692043
32000 0.9200525667471797
40000 0.9418834576567309
48000 0.9418505518808935
EOD
$d6 << EOD
8000 0.706769428853494
16000 0.882887339390243
24000 0.8892808823628705
32000 0.9379578261566831
40000 0.9221950226706405
48000 0.918109094046419
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ium-seed=2.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#E69F00" lw 1.4 dt 1 pt 11 ps 0.5 title 'streaming_diffusion(chec…ion-seed=2.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…ors,steps_per_action=2)', \
  $d3 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…ors,steps_per_action=2)', \
  $d4 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…ors,steps_per_action=2)', \
  $d5 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'streaming_flow(checkpoin…rue,steps_per_action=4)', \
  $d6 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'streaming_flow(checkpoin…rue,steps_per_action=4)'
reset session
# Written by streambed report; gnuplot learning_curves.gp
set terminal svg noenhanced dynamic size 321,333 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'learning_curves.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
8000 0.5773734417864249
16000 0.8234857906954547
24000 0.872319978400769
32000 0.871991960937775
40000 0.9096072670719733
48000 0.9244092879985862
EOD
$d1 << EOD
8000 0.5891037907647224
16000 0.7101775579946998
24000 0.7775768085493496
32000 0.8538865024797702
40000 0.8808087561113535
48000 0.9038048447107304
EOD
$d2 << EOD
8000 0.9026748907805753
16000 0.9429212838049171
24000 0.9486631862345323
32000 0.9733181867767361
40000 0.9628216013865435
48000 0.967905592113922
EOD
$d3 << EOD
8000 0.8536782838193419
16000 0.94810473877282
24000 0.9716855414536166
32000 0.9609462284783739
40000 0.9733875084509549
48000 0.9676981416413833
EOD
$d4 << EOD
8000 0.9167124295494701
16000 0.9416370516563423
24000 0.9848025736534792
32000 0.9732406980121169
40000 0.983207429604407
48000 0.9770384682140145
EOD
$d5 << EOD
8000 0.7238855490322629
16000 0.878462704439078
24000 0.8999266706692043
32000 0.9200525667471797
40000 0.9418834576567309
48000 0.9418505518808935
EOD
$d6 << EOD
8000 0.706769428853494
16000 0.882887339390243
24000 0.8892808823628705
32000 0.9379578261566831
40000 0.9221950226706405
48000 0.918109094046419
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ium-seed=2.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#E69F00" lw 1.4 dt 1 pt 11 ps 0.5 title 'streaming_diffusion(chec…ion-seed=2.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…ors,steps_per_action=2)', \
  $d3 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…ors,steps_per_action=2)', \
  $d4 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…ors,steps_per_action=2)', \
  $d5 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'streaming_flow(checkpoin…rue,steps_per_action=4)', \
  $d6 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'streaming_flow(checkpoin…rue,steps_per_action=4)'
set output
reset session
