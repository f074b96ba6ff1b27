# Written by streambed report; gnuplot latency.gp
set terminal pdfcairo noenhanced color size 8.5cm,8cm font "Sans,7" linewidth 1.2
set output 'latency.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 5
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.505856 3.32
0.06462999999999999 2.32
0.509135 1.3199999999999998
EOD
$m0 << EOD
0.505856 3.32
31.5052105 3.32

0.06462999999999999 2.32
4.061343 2.32

0.509135 1.3199999999999998
31.506529999999998 1.3199999999999998

EOD
$n0 << EOD
0.505856 3.32
65.111033 3.32

0.06462999999999999 2.32
32.654919 2.32

0.509135 1.3199999999999998
65.113622 1.3199999999999998

EOD
$d1 << EOD
30.6886425 3.16
3.8361755 2.16
30.6894035 1.16
EOD
$m1 << EOD
30.6886425 3.16
35.2218685 3.16

3.8361755 2.16
4.4181135 2.16

30.6894035 1.16
35.2227805 1.16

EOD
$n1 << EOD
30.6886425 3.16
112.691909 3.16

3.8361755 2.16
35.343447 2.16

30.6894035 1.16
112.69289 1.16

EOD
$d2 << EOD
0.40864750000000005 3
0.0516905 2
0.409315 0.9999999999999999
EOD
$m2 << EOD
0.40864750000000005 3
28.443771 3

0.0516905 2
3.555603 2

0.409315 0.9999999999999999
28.444824999999998 0.9999999999999999

EOD
$n2 << EOD
0.40864750000000005 3
76.651234 3

0.0516905 2
10.857183000000001 2

0.409315 0.9999999999999999
76.652195 0.9999999999999999

EOD
$d3 << EOD
0.2338895 2.84
0.0641455 1.8399999999999999
0.5037665 0.8399999999999999
EOD
$m3 << EOD
0.2338895 2.84
28.222392 2.84

0.0641455 1.8399999999999999
3.6433020000000003 1.8399999999999999

0.5037665 0.8399999999999999
29.0210935 0.8399999999999999

EOD
$n3 << EOD
0.2338895 2.84
60.405452 2.84

0.0641455 1.8399999999999999
32.325565 1.8399999999999999

0.5037665 0.8399999999999999
60.704934 0.8399999999999999

EOD
$d4 << EOD
0.233202 2.6799999999999997
0.0608625 1.68
0.47950400000000004 0.6799999999999999
EOD
$m4 << EOD
0.233202 2.6799999999999997
28.291826999999998 2.6799999999999997

0.0608625 1.68
3.7889679999999997 1.68

0.47950400000000004 0.6799999999999999
29.526256500000002 0.6799999999999999

EOD
$n4 << EOD
0.233202 2.6799999999999997
56.246457 2.6799999999999997

0.0608625 1.68
16.184594 1.68

0.47950400000000004 0.6799999999999999
64.949821 0.6799999999999999

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'flow_matching(checkpoint…ion-seed=0.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(checkpoin…-k0-seed=0.safetensors)', \
  $n4 using 1:2 with lines lc rgb "#E69F00" lw 0.8 notitle, \
  $m4 using 1:2 with lines lc rgb "#E69F00" lw 3 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'velocity_regression(chec…ion-seed=0.safetensors)'
reset session
# Written by streambed report; gnuplot latency.gp
set terminal svg noenhanced dynamic size 321,302 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'latency.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 5
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.505856 3.32
0.06462999999999999 2.32
0.509135 1.3199999999999998
EOD
$m0 << EOD
0.505856 3.32
31.5052105 3.32

0.06462999999999999 2.32
4.061343 2.32

0.509135 1.3199999999999998
31.506529999999998 1.3199999999999998

EOD
$n0 << EOD
0.505856 3.32
65.111033 3.32

0.06462999999999999 2.32
32.654919 2.32

0.509135 1.3199999999999998
65.113622 1.3199999999999998

EOD
$d1 << EOD
30.6886425 3.16
3.8361755 2.16
30.6894035 1.16
EOD
$m1 << EOD
30.6886425 3.16
35.2218685 3.16

3.8361755 2.16
4.4181135 2.16

30.6894035 1.16
35.2227805 1.16

EOD
$n1 << EOD
30.6886425 3.16
112.691909 3.16

3.8361755 2.16
35.343447 2.16

30.6894035 1.16
112.69289 1.16

EOD
$d2 << EOD
0.40864750000000005 3
0.0516905 2
0.409315 0.9999999999999999
EOD
$m2 << EOD
0.40864750000000005 3
28.443771 3

0.0516905 2
3.555603 2

0.409315 0.9999999999999999
28.444824999999998 0.9999999999999999

EOD
$n2 << EOD
0.40864750000000005 3
76.651234 3

0.0516905 2
10.857183000000001 2

0.409315 0.9999999999999999
76.652195 0.9999999999999999

EOD
$d3 << EOD
0.2338895 2.84
0.0641455 1.8399999999999999
0.5037665 0.8399999999999999
EOD
$m3 << EOD
0.2338895 2.84
28.222392 2.84

0.0641455 1.8399999999999999
3.6433020000000003 1.8399999999999999

0.5037665 0.8399999999999999
29.0210935 0.8399999999999999

EOD
$n3 << EOD
0.2338895 2.84
60.405452 2.84

0.0641455 1.8399999999999999
32.325565 1.8399999999999999

0.5037665 0.8399999999999999
60.704934 0.8399999999999999

EOD
$d4 << EOD
0.233202 2.6799999999999997
0.0608625 1.68
0.47950400000000004 0.6799999999999999
EOD
$m4 << EOD
0.233202 2.6799999999999997
28.291826999999998 2.6799999999999997

0.0608625 1.68
3.7889679999999997 1.68

0.47950400000000004 0.6799999999999999
29.526256500000002 0.6799999999999999

EOD
$n4 << EOD
0.233202 2.6799999999999997
56.246457 2.6799999999999997

0.0608625 1.68
16.184594 1.68

0.47950400000000004 0.6799999999999999
64.949821 0.6799999999999999

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'flow_matching(checkpoint…ion-seed=0.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(checkpoin…-k0-seed=0.safetensors)', \
  $n4 using 1:2 with lines lc rgb "#E69F00" lw 0.8 notitle, \
  $m4 using 1:2 with lines lc rgb "#E69F00" lw 3 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'velocity_regression(chec…ion-seed=0.safetensors)'
set output
reset session
