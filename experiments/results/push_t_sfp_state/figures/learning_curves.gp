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
8000 0.709909111499398
16000 0.8195344143315734
24000 0.8774478128407505
32000 0.8835865891587631
40000 0.9168340866985932
48000 0.9211487740187928
EOD
$d1 << EOD
8000 0.770111304916868
16000 0.8925458803859783
24000 0.9294695666408608
32000 0.934693442451207
40000 0.955630750971624
48000 0.9375416614226899
EOD
$d2 << EOD
4000 0.7945504632354967
8000 0.8970521791022746
12000 0.9246368075042164
16000 0.9482898460431669
20000 0.9583269723170058
24000 0.940800279385751
28000 0.9708972000706456
32000 0.9587477782147102
36000 0.9806708728651674
40000 0.973886654200003
44000 0.9621555787254477
48000 0.9604686093162753
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ium-seed=0.safetensors)', \
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
8000 0.709909111499398
16000 0.8195344143315734
24000 0.8774478128407505
32000 0.8835865891587631
40000 0.9168340866985932
48000 0.9211487740187928
EOD
$d1 << EOD
8000 0.770111304916868
16000 0.8925458803859783
24000 0.9294695666408608
32000 0.934693442451207
40000 0.955630750971624
48000 0.9375416614226899
EOD
$d2 << EOD
4000 0.7945504632354967
8000 0.8970521791022746
12000 0.9246368075042164
16000 0.9482898460431669
20000 0.9583269723170058
24000 0.940800279385751
28000 0.9708972000706456
32000 0.9587477782147102
36000 0.9806708728651674
40000 0.973886654200003
44000 0.9621555787254477
48000 0.9604686093162753
EOD
plot $d0 using 1:2 with linespoints lc rgb "#009E73" lw 1.4 dt 1 pt 9 ps 0.5 title 'diffusion(checkpoint=wei…ium-seed=0.safetensors)', \
  $d1 using 1:2 with linespoints lc rgb "#D55E00" lw 1.4 dt 1 pt 5 ps 0.5 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $d2 using 1:2 with linespoints lc rgb "#0072B2" lw 1.4 dt 1 pt 7 ps 0.5 title 'streaming_flow(checkpoin…etensors,imitate=state)'
set output
reset session
