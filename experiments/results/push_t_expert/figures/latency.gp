# Written by streambed report; gnuplot latency.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'latency.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.0372755 3.3
0.020062 2.3
0.160359 1.2999999999999998
EOD
$m0 << EOD
0.0372755 3.3
0.125547 3.3

0.020062 2.3
0.039222499999999993 2.3

0.160359 1.2999999999999998
0.313781 1.2999999999999998

EOD
$n0 << EOD
0.0372755 3.3
4.394671000000001 3.3

0.020062 2.3
1.382224 2.3

0.160359 1.2999999999999998
8.103921 1.2999999999999998

EOD
$d1 << EOD
0.198329 3.0999999999999996
0.024863499999999997 2.0999999999999996
0.198822 1.0999999999999999
EOD
$m1 << EOD
0.198329 3.0999999999999996
0.327247 3.0999999999999996

0.024863499999999997 2.0999999999999996
0.04788200000000001 2.0999999999999996

0.198822 1.0999999999999999
0.3276475 1.0999999999999999

EOD
$n1 << EOD
0.198329 3.0999999999999996
8.358932000000001 3.0999999999999996

0.024863499999999997 2.0999999999999996
2.0898429999999997 2.0999999999999996

0.198822 1.0999999999999999
8.359373 1.0999999999999999

EOD
$d2 << EOD
2.035139 2.9
0.254562 1.9
2.03554 0.8999999999999999
EOD
$m2 << EOD
2.035139 2.9
6.2147195 2.9

0.254562 1.9
0.7782455 1.9

2.03554 0.8999999999999999
6.215131499999999 0.8999999999999999

EOD
$n2 << EOD
2.035139 2.9
13.267327 2.9

0.254562 1.9
6.206739 1.9

2.03554 0.8999999999999999
13.267849 0.8999999999999999

EOD
$d3 << EOD
0.2003985 2.6999999999999997
0.025122500000000002 1.6999999999999997
0.2009135 0.6999999999999998
EOD
$m3 << EOD
0.2003985 2.6999999999999997
0.3298555 2.6999999999999997

0.025122500000000002 1.6999999999999997
0.0497115 1.6999999999999997

0.2009135 0.6999999999999998
0.33051149999999996 0.6999999999999998

EOD
$n3 << EOD
0.2003985 2.6999999999999997
8.397959 2.6999999999999997

0.025122500000000002 1.6999999999999997
1.1002049999999999 1.6999999999999997

0.2009135 0.6999999999999998
8.398370000000002 0.6999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…aming_flow.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…w_matching.safetensors)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=ass…-diffusion.safetensors)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=ass…fetensors,sampler=ddim)'
reset session
# Written by streambed report; gnuplot latency.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'latency.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.0372755 3.3
0.020062 2.3
0.160359 1.2999999999999998
EOD
$m0 << EOD
0.0372755 3.3
0.125547 3.3

0.020062 2.3
0.039222499999999993 2.3

0.160359 1.2999999999999998
0.313781 1.2999999999999998

EOD
$n0 << EOD
0.0372755 3.3
4.394671000000001 3.3

0.020062 2.3
1.382224 2.3

0.160359 1.2999999999999998
8.103921 1.2999999999999998

EOD
$d1 << EOD
0.198329 3.0999999999999996
0.024863499999999997 2.0999999999999996
0.198822 1.0999999999999999
EOD
$m1 << EOD
0.198329 3.0999999999999996
0.327247 3.0999999999999996

0.024863499999999997 2.0999999999999996
0.04788200000000001 2.0999999999999996

0.198822 1.0999999999999999
0.3276475 1.0999999999999999

EOD
$n1 << EOD
0.198329 3.0999999999999996
8.358932000000001 3.0999999999999996

0.024863499999999997 2.0999999999999996
2.0898429999999997 2.0999999999999996

0.198822 1.0999999999999999
8.359373 1.0999999999999999

EOD
$d2 << EOD
2.035139 2.9
0.254562 1.9
2.03554 0.8999999999999999
EOD
$m2 << EOD
2.035139 2.9
6.2147195 2.9

0.254562 1.9
0.7782455 1.9

2.03554 0.8999999999999999
6.215131499999999 0.8999999999999999

EOD
$n2 << EOD
2.035139 2.9
13.267327 2.9

0.254562 1.9
6.206739 1.9

2.03554 0.8999999999999999
13.267849 0.8999999999999999

EOD
$d3 << EOD
0.2003985 2.6999999999999997
0.025122500000000002 1.6999999999999997
0.2009135 0.6999999999999998
EOD
$m3 << EOD
0.2003985 2.6999999999999997
0.3298555 2.6999999999999997

0.025122500000000002 1.6999999999999997
0.0497115 1.6999999999999997

0.2009135 0.6999999999999998
0.33051149999999996 0.6999999999999998

EOD
$n3 << EOD
0.2003985 2.6999999999999997
8.397959 2.6999999999999997

0.025122500000000002 1.6999999999999997
1.1002049999999999 1.6999999999999997

0.2009135 0.6999999999999998
8.398370000000002 0.6999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…aming_flow.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…w_matching.safetensors)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=ass…-diffusion.safetensors)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=ass…fetensors,sampler=ddim)'
set output
reset session
