# Written by streambed report; gnuplot learning_curves.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.6cm font "Sans,7" linewidth 1.2
set output 'learning_curves.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
8000 0.5974122259404698
16000 0.6350361472201795
24000 0.7003144485162457
32000 0.6736545222420157
40000 0.6711779587708138
48000 0.7069063408090992
EOD
$d1 << EOD
8000 0.6657236771901972
16000 0.7068366192837239
24000 0.711025284887929
32000 0.758429860145467
40000 0.7745124418748925
48000 0.7539892937157852
EOD
$d2 << EOD
8000 0.7435519734676375
16000 0.7292338468007321
24000 0.8741271985660032
32000 0.8925494641203072
40000 0.874052638020773
48000 0.8234471446024846
EOD
$d3 << EOD
8000 0.28
16000 0.49
24000 0.615
32000 0.64
40000 0.73
48000 0.785
EOD
$d4 << EOD
8000 0.5
16000 0.605
24000 0.775
32000 0.85
40000 0.895
48000 0.91
EOD
$d5 << EOD
8000 0.24
16000 0.375
24000 0.59
32000 0.71
40000 0.775
48000 0.825
EOD
$d6 << EOD
10000 0.28
20000 0.53
30000 0.62
40000 0.635
EOD
$d7 << EOD
10000 0.46
20000 0.645
30000 0.76
40000 0.69
EOD
$d8 << EOD
10000 0.255
20000 0.6
30000 0.65
40000 0.73
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(sampler=ddim)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d3 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(sampler=ddim)', \
  $d4 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching', \
  $d5 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d6 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(sampler=ddim)', \
  $d7 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching', \
  $d8 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow'
reset session
# Written by streambed report; gnuplot learning_curves.gp
set terminal svg noenhanced dynamic size 321,363 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'learning_curves.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'training steps' offset 0,0.3
set ylabel 'mean score on validation starts' offset 1.2,0
set yrange [0:1]
$d0 << EOD
8000 0.5974122259404698
16000 0.6350361472201795
24000 0.7003144485162457
32000 0.6736545222420157
40000 0.6711779587708138
48000 0.7069063408090992
EOD
$d1 << EOD
8000 0.6657236771901972
16000 0.7068366192837239
24000 0.711025284887929
32000 0.758429860145467
40000 0.7745124418748925
48000 0.7539892937157852
EOD
$d2 << EOD
8000 0.7435519734676375
16000 0.7292338468007321
24000 0.8741271985660032
32000 0.8925494641203072
40000 0.874052638020773
48000 0.8234471446024846
EOD
$d3 << EOD
8000 0.28
16000 0.49
24000 0.615
32000 0.64
40000 0.73
48000 0.785
EOD
$d4 << EOD
8000 0.5
16000 0.605
24000 0.775
32000 0.85
40000 0.895
48000 0.91
EOD
$d5 << EOD
8000 0.24
16000 0.375
24000 0.59
32000 0.71
40000 0.775
48000 0.825
EOD
$d6 << EOD
10000 0.28
20000 0.53
30000 0.62
40000 0.635
EOD
$d7 << EOD
10000 0.46
20000 0.645
30000 0.76
40000 0.69
EOD
$d8 << EOD
10000 0.255
20000 0.6
30000 0.65
40000 0.73
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(sampler=ddim)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d3 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(sampler=ddim)', \
  $d4 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching', \
  $d5 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow', \
  $d6 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(sampler=ddim)', \
  $d7 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching', \
  $d8 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow'
set output
reset session
