# Written by streambed report; gnuplot latency_3.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.2cm font "Sans,7" linewidth 1.2
set output 'latency_3.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 8
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.01868 3.35
0.00926 2.35
0.072738 1.3499999999999999
EOD
$m0 << EOD
0.01868 3.35
0.08954400000000001 3.35

0.00926 2.35
0.017992 2.35

0.072738 1.3499999999999999
0.14387799999999998 1.3499999999999999

EOD
$n0 << EOD
0.01868 3.35
0.15614599999999998 3.35

0.00926 2.35
0.026131 2.35

0.072738 1.3499999999999999
0.20904599999999998 1.3499999999999999

EOD
$d1 << EOD
0.01755 3.25
0.008922000000000001 2.25
0.0689575 1.25
EOD
$m1 << EOD
0.01755 3.25
0.09264750000000001 3.25

0.008922000000000001 2.25
0.018297499999999998 2.25

0.0689575 1.25
0.14632699999999998 1.25

EOD
$n1 << EOD
0.01755 3.25
0.230614 3.25

0.008922000000000001 2.25
0.035577 2.25

0.0689575 1.25
0.284615 1.25

EOD
$d2 << EOD
0.01762 3.15
0.008779 2.15
0.0682055 1.15
EOD
$m2 << EOD
0.01762 3.15
0.090537 3.15

0.008779 2.15
0.0178915 2.15

0.0682055 1.15
0.142846 1.15

EOD
$n2 << EOD
0.01762 3.15
0.148044 3.15

0.008779 2.15
0.02647 2.15

0.0682055 1.15
0.211758 1.15

EOD
$d3 << EOD
0.0169335 3.05
0.008673 2.05
0.06774799999999999 1.0499999999999998
EOD
$m3 << EOD
0.0169335 3.05
0.0940245 3.05

0.008673 2.05
0.018578499999999998 2.05

0.06774799999999999 1.0499999999999998
0.14835050000000002 1.0499999999999998

EOD
$n3 << EOD
0.0169335 3.05
0.13841399999999998 3.05

0.008673 2.05
0.025210999999999997 2.05

0.06774799999999999 1.0499999999999998
0.201692 1.0499999999999998

EOD
$d4 << EOD
0.0844145 2.9499999999999997
0.010673 1.95
0.084828 0.95
EOD
$m4 << EOD
0.0844145 2.9499999999999997
0.1576825 2.9499999999999997

0.010673 1.95
0.020755 1.95

0.084828 0.95
0.1582405 0.95

EOD
$n4 << EOD
0.0844145 2.9499999999999997
0.24821000000000001 2.9499999999999997

0.010673 1.95
0.088271 1.95

0.084828 0.95
0.248681 0.95

EOD
$d5 << EOD
0.018550999999999998 2.8499999999999996
0.002499 1.8499999999999999
0.0189635 0.8499999999999999
EOD
$m5 << EOD
0.018550999999999998 2.8499999999999996
0.09448400000000001 2.8499999999999996

0.002499 1.8499999999999999
0.0119345 1.8499999999999999

0.0189635 0.8499999999999999
0.0949965 0.8499999999999999

EOD
$n5 << EOD
0.018550999999999998 2.8499999999999996
0.158894 2.8499999999999996

0.002499 1.8499999999999999
0.025709 1.8499999999999999

0.0189635 0.8499999999999999
0.159369 0.8499999999999999

EOD
$d6 << EOD
0.857152 2.75
0.107619 1.75
0.857607 0.7499999999999999
EOD
$m6 << EOD
0.857152 2.75
0.9264975 2.75

0.107619 1.75
0.1940405 1.75

0.857607 0.7499999999999999
0.9269335 0.7499999999999999

EOD
$n6 << EOD
0.857152 2.75
1.137972 2.75

0.107619 1.75
0.901547 1.75

0.857607 0.7499999999999999
1.1384670000000001 0.7499999999999999

EOD
$d7 << EOD
0.0840335 2.65
0.0106115 1.65
0.084451 0.6499999999999999
EOD
$m7 << EOD
0.0840335 2.65
0.159463 2.65

0.0106115 1.65
0.020470500000000003 1.65

0.084451 0.6499999999999999
0.159973 0.6499999999999999

EOD
$n7 << EOD
0.0840335 2.65
0.228836 2.65

0.0106115 1.65
0.123617 1.65

0.084451 0.6499999999999999
0.229349 0.6499999999999999

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.03)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(noise=0.1)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(latent=true)', \
  $n4 using 1:2 with lines lc rgb "#E69F00" lw 0.8 notitle, \
  $m4 using 1:2 with lines lc rgb "#E69F00" lw 3 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching', \
  $n5 using 1:2 with lines lc rgb "#56B4E9" lw 0.8 notitle, \
  $m5 using 1:2 with lines lc rgb "#56B4E9" lw 3 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'flow_matching(steps=1)', \
  $n6 using 1:2 with lines lc rgb "#000000" lw 0.8 notitle, \
  $m6 using 1:2 with lines lc rgb "#000000" lw 3 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion', \
  $n7 using 1:2 with lines lc rgb "#F0E442" lw 0.8 notitle, \
  $m7 using 1:2 with lines lc rgb "#F0E442" lw 3 notitle, \
  $d7 using 1:2 with points lc rgb "#F0E442" pt 4 ps 0.7 title 'diffusion(sampler=ddim)'
reset session
# Written by streambed report; gnuplot latency_3.gp
set terminal svg noenhanced dynamic size 321,348 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'latency_3.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 8
set xlabel 'time (ms, log scale)' offset 0,0.3
set yrange [0.5:3.5]
set logscale x
set format x "%g"
set ytics ('first action' 3, 'per action' 2, 'per chunk' 1) scale 0
unset grid
set grid xtics lc rgb "#dddddd" lw 0.5
$d0 << EOD
0.01868 3.35
0.00926 2.35
0.072738 1.3499999999999999
EOD
$m0 << EOD
0.01868 3.35
0.08954400000000001 3.35

0.00926 2.35
0.017992 2.35

0.072738 1.3499999999999999
0.14387799999999998 1.3499999999999999

EOD
$n0 << EOD
0.01868 3.35
0.15614599999999998 3.35

0.00926 2.35
0.026131 2.35

0.072738 1.3499999999999999
0.20904599999999998 1.3499999999999999

EOD
$d1 << EOD
0.01755 3.25
0.008922000000000001 2.25
0.0689575 1.25
EOD
$m1 << EOD
0.01755 3.25
0.09264750000000001 3.25

0.008922000000000001 2.25
0.018297499999999998 2.25

0.0689575 1.25
0.14632699999999998 1.25

EOD
$n1 << EOD
0.01755 3.25
0.230614 3.25

0.008922000000000001 2.25
0.035577 2.25

0.0689575 1.25
0.284615 1.25

EOD
$d2 << EOD
0.01762 3.15
0.008779 2.15
0.0682055 1.15
EOD
$m2 << EOD
0.01762 3.15
0.090537 3.15

0.008779 2.15
0.0178915 2.15

0.0682055 1.15
0.142846 1.15

EOD
$n2 << EOD
0.01762 3.15
0.148044 3.15

0.008779 2.15
0.02647 2.15

0.0682055 1.15
0.211758 1.15

EOD
$d3 << EOD
0.0169335 3.05
0.008673 2.05
0.06774799999999999 1.0499999999999998
EOD
$m3 << EOD
0.0169335 3.05
0.0940245 3.05

0.008673 2.05
0.018578499999999998 2.05

0.06774799999999999 1.0499999999999998
0.14835050000000002 1.0499999999999998

EOD
$n3 << EOD
0.0169335 3.05
0.13841399999999998 3.05

0.008673 2.05
0.025210999999999997 2.05

0.06774799999999999 1.0499999999999998
0.201692 1.0499999999999998

EOD
$d4 << EOD
0.0844145 2.9499999999999997
0.010673 1.95
0.084828 0.95
EOD
$m4 << EOD
0.0844145 2.9499999999999997
0.1576825 2.9499999999999997

0.010673 1.95
0.020755 1.95

0.084828 0.95
0.1582405 0.95

EOD
$n4 << EOD
0.0844145 2.9499999999999997
0.24821000000000001 2.9499999999999997

0.010673 1.95
0.088271 1.95

0.084828 0.95
0.248681 0.95

EOD
$d5 << EOD
0.018550999999999998 2.8499999999999996
0.002499 1.8499999999999999
0.0189635 0.8499999999999999
EOD
$m5 << EOD
0.018550999999999998 2.8499999999999996
0.09448400000000001 2.8499999999999996

0.002499 1.8499999999999999
0.0119345 1.8499999999999999

0.0189635 0.8499999999999999
0.0949965 0.8499999999999999

EOD
$n5 << EOD
0.018550999999999998 2.8499999999999996
0.158894 2.8499999999999996

0.002499 1.8499999999999999
0.025709 1.8499999999999999

0.0189635 0.8499999999999999
0.159369 0.8499999999999999

EOD
$d6 << EOD
0.857152 2.75
0.107619 1.75
0.857607 0.7499999999999999
EOD
$m6 << EOD
0.857152 2.75
0.9264975 2.75

0.107619 1.75
0.1940405 1.75

0.857607 0.7499999999999999
0.9269335 0.7499999999999999

EOD
$n6 << EOD
0.857152 2.75
1.137972 2.75

0.107619 1.75
0.901547 1.75

0.857607 0.7499999999999999
1.1384670000000001 0.7499999999999999

EOD
$d7 << EOD
0.0840335 2.65
0.0106115 1.65
0.084451 0.6499999999999999
EOD
$m7 << EOD
0.0840335 2.65
0.159463 2.65

0.0106115 1.65
0.020470500000000003 1.65

0.084451 0.6499999999999999
0.159973 0.6499999999999999

EOD
$n7 << EOD
0.0840335 2.65
0.228836 2.65

0.0106115 1.65
0.123617 1.65

0.084451 0.6499999999999999
0.229349 0.6499999999999999

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.03)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(noise=0.1)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(latent=true)', \
  $n4 using 1:2 with lines lc rgb "#E69F00" lw 0.8 notitle, \
  $m4 using 1:2 with lines lc rgb "#E69F00" lw 3 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching', \
  $n5 using 1:2 with lines lc rgb "#56B4E9" lw 0.8 notitle, \
  $m5 using 1:2 with lines lc rgb "#56B4E9" lw 3 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'flow_matching(steps=1)', \
  $n6 using 1:2 with lines lc rgb "#000000" lw 0.8 notitle, \
  $m6 using 1:2 with lines lc rgb "#000000" lw 3 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion', \
  $n7 using 1:2 with lines lc rgb "#F0E442" lw 0.8 notitle, \
  $m7 using 1:2 with lines lc rgb "#F0E442" lw 3 notitle, \
  $d7 using 1:2 with points lc rgb "#F0E442" pt 4 ps 0.7 title 'diffusion(sampler=ddim)'
set output
reset session
