# Written by streambed report; gnuplot latency.gp
set terminal pdfcairo noenhanced color size 8.5cm,6.8cm font "Sans,7" linewidth 1.2
set output 'latency.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 2
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
3.7305420000000002 3.1999999999999997
0.46697249999999996 2.1999999999999997
3.7309625 1.2
EOD
$m0 << EOD
3.7305420000000002 3.1999999999999997
3.9418275000000005 3.1999999999999997

0.46697249999999996 2.1999999999999997
0.518305 2.1999999999999997

3.7309625 1.2
3.9423235 1.2

EOD
$n0 << EOD
3.7305420000000002 3.1999999999999997
27.537997999999998 3.1999999999999997

0.46697249999999996 2.1999999999999997
3.936028 2.1999999999999997

3.7309625 1.2
27.538339 1.2

EOD
$d1 << EOD
0.037425 2.8
0.004737 1.7999999999999998
0.037845500000000004 0.7999999999999998
EOD
$m1 << EOD
0.037425 2.8
0.06434100000000001 2.8

0.004737 1.7999999999999998
0.009527 1.7999999999999998

0.037845500000000004 0.7999999999999998
0.0649465 0.7999999999999998

EOD
$n1 << EOD
0.037425 2.8
1.971194 2.8

0.004737 1.7999999999999998
0.246454 1.7999999999999998

0.037845500000000004 0.7999999999999998
1.971634 0.7999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_diffusion(chec…ium-seed=0.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'regression(checkpoint=we…ion-seed=0.safetensors)'
reset session
# Written by streambed report; gnuplot latency.gp
set terminal svg noenhanced dynamic size 321,257 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'latency.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 2
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
3.7305420000000002 3.1999999999999997
0.46697249999999996 2.1999999999999997
3.7309625 1.2
EOD
$m0 << EOD
3.7305420000000002 3.1999999999999997
3.9418275000000005 3.1999999999999997

0.46697249999999996 2.1999999999999997
0.518305 2.1999999999999997

3.7309625 1.2
3.9423235 1.2

EOD
$n0 << EOD
3.7305420000000002 3.1999999999999997
27.537997999999998 3.1999999999999997

0.46697249999999996 2.1999999999999997
3.936028 2.1999999999999997

3.7309625 1.2
27.538339 1.2

EOD
$d1 << EOD
0.037425 2.8
0.004737 1.7999999999999998
0.037845500000000004 0.7999999999999998
EOD
$m1 << EOD
0.037425 2.8
0.06434100000000001 2.8

0.004737 1.7999999999999998
0.009527 1.7999999999999998

0.037845500000000004 0.7999999999999998
0.0649465 0.7999999999999998

EOD
$n1 << EOD
0.037425 2.8
1.971194 2.8

0.004737 1.7999999999999998
0.246454 1.7999999999999998

0.037845500000000004 0.7999999999999998
1.971634 0.7999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_diffusion(chec…ium-seed=0.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'regression(checkpoint=we…ion-seed=0.safetensors)'
set output
reset session
