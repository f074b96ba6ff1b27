# Written by streambed report; gnuplot latency_2.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.199999999999999cm font "Sans,7" linewidth 1.2
set output 'latency_2.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.248731 3.2666666666666666
0.09994 2.2666666666666666
1.175087 1.2666666666666666
EOD
$m0 << EOD
0.248731 3.2666666666666666
0.37572400000000006 3.2666666666666666

0.09994 2.2666666666666666
0.464881 2.2666666666666666

1.175087 1.2666666666666666
5.5586535 1.2666666666666666

EOD
$n0 << EOD
0.248731 3.2666666666666666
12.390415 3.2666666666666666

0.09994 2.2666666666666666
2.3580419999999997 2.2666666666666666

1.175087 1.2666666666666666
22.024371 1.2666666666666666

EOD
$d1 << EOD
0.8112965 3
0.0687865 2
0.8234459999999999 0.9999999999999999
EOD
$m1 << EOD
0.8112965 3
4.9264125000000005 3

0.0687865 2
0.412831 2

0.8234459999999999 0.9999999999999999
4.941731 0.9999999999999999

EOD
$n1 << EOD
0.8112965 3
13.411147000000001 3

0.0687865 2
5.104001 2

0.8234459999999999 0.9999999999999999
13.417839 0.9999999999999999

EOD
$d2 << EOD
0.8258035 2.7333333333333334
0.07008600000000001 1.7333333333333334
0.834389 0.7333333333333333
EOD
$m2 << EOD
0.8258035 2.7333333333333334
4.9294335 2.7333333333333334

0.07008600000000001 1.7333333333333334
0.41282349999999995 1.7333333333333334

0.834389 0.7333333333333333
4.9417015 0.7333333333333333

EOD
$n2 << EOD
0.8258035 2.7333333333333334
16.911562 2.7333333333333334

0.07008600000000001 1.7333333333333334
5.225459 1.7333333333333334

0.834389 0.7333333333333333
16.930858 0.7333333333333333

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim)'
reset session
# Written by streambed report; gnuplot latency_2.gp
set terminal svg noenhanced dynamic size 321,272 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'latency_2.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.248731 3.2666666666666666
0.09994 2.2666666666666666
1.175087 1.2666666666666666
EOD
$m0 << EOD
0.248731 3.2666666666666666
0.37572400000000006 3.2666666666666666

0.09994 2.2666666666666666
0.464881 2.2666666666666666

1.175087 1.2666666666666666
5.5586535 1.2666666666666666

EOD
$n0 << EOD
0.248731 3.2666666666666666
12.390415 3.2666666666666666

0.09994 2.2666666666666666
2.3580419999999997 2.2666666666666666

1.175087 1.2666666666666666
22.024371 1.2666666666666666

EOD
$d1 << EOD
0.8112965 3
0.0687865 2
0.8234459999999999 0.9999999999999999
EOD
$m1 << EOD
0.8112965 3
4.9264125000000005 3

0.0687865 2
0.412831 2

0.8234459999999999 0.9999999999999999
4.941731 0.9999999999999999

EOD
$n1 << EOD
0.8112965 3
13.411147000000001 3

0.0687865 2
5.104001 2

0.8234459999999999 0.9999999999999999
13.417839 0.9999999999999999

EOD
$d2 << EOD
0.8258035 2.7333333333333334
0.07008600000000001 1.7333333333333334
0.834389 0.7333333333333333
EOD
$m2 << EOD
0.8258035 2.7333333333333334
4.9294335 2.7333333333333334

0.07008600000000001 1.7333333333333334
0.41282349999999995 1.7333333333333334

0.834389 0.7333333333333333
4.9417015 0.7333333333333333

EOD
$n2 << EOD
0.8258035 2.7333333333333334
16.911562 2.7333333333333334

0.07008600000000001 1.7333333333333334
5.225459 1.7333333333333334

0.834389 0.7333333333333333
16.930858 0.7333333333333333

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim)'
set output
reset session
