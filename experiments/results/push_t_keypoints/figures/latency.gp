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
0.054484 3.3
0.01858 2.3
0.14815199999999998 1.2999999999999998
EOD
$m0 << EOD
0.054484 3.3
0.068696 3.3

0.01858 2.3
0.022536999999999998 2.3

0.14815199999999998 1.2999999999999998
0.171534 1.2999999999999998

EOD
$n0 << EOD
0.054484 3.3
0.23147800000000002 3.3

0.01858 2.3
0.100081 2.3

0.14815199999999998 1.2999999999999998
0.40154199999999995 1.2999999999999998

EOD
$d1 << EOD
0.556721 3.0999999999999996
0.070618 2.0999999999999996
0.55816 1.0999999999999999
EOD
$m1 << EOD
0.556721 3.0999999999999996
32.571567 3.0999999999999996

0.070618 2.0999999999999996
4.0742935 2.0999999999999996

0.55816 1.0999999999999999
32.573826000000004 1.0999999999999999

EOD
$n1 << EOD
0.556721 3.0999999999999996
137.092842 3.0999999999999996

0.070618 2.0999999999999996
32.624436 2.0999999999999996

0.55816 1.0999999999999999
137.094091 1.0999999999999999

EOD
$d2 << EOD
31.993414 2.9
4.0034585 1.9
31.994469000000002 0.8999999999999999
EOD
$m2 << EOD
31.993414 2.9
46.5007515 2.9

4.0034585 1.9
7.163985500000001 1.9

31.994469000000002 0.8999999999999999
46.5720195 0.8999999999999999

EOD
$n2 << EOD
31.993414 2.9
210.11966800000002 2.9

4.0034585 1.9
65.786959 1.9

31.994469000000002 0.8999999999999999
210.12067000000002 0.8999999999999999

EOD
$d3 << EOD
0.5389055 2.6999999999999997
0.068109 1.6999999999999997
0.539654 0.6999999999999998
EOD
$m3 << EOD
0.5389055 2.6999999999999997
32.5228555 2.6999999999999997

0.068109 1.6999999999999997
4.0675065 1.6999999999999997

0.539654 0.6999999999999998
32.5248285 0.6999999999999998

EOD
$n3 << EOD
0.5389055 2.6999999999999997
81.29507799999999 2.6999999999999997

0.068109 1.6999999999999997
32.68396 1.6999999999999997

0.539654 0.6999999999999998
81.296436 0.6999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…low-seed=0.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)'
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
0.054484 3.3
0.01858 2.3
0.14815199999999998 1.2999999999999998
EOD
$m0 << EOD
0.054484 3.3
0.068696 3.3

0.01858 2.3
0.022536999999999998 2.3

0.14815199999999998 1.2999999999999998
0.171534 1.2999999999999998

EOD
$n0 << EOD
0.054484 3.3
0.23147800000000002 3.3

0.01858 2.3
0.100081 2.3

0.14815199999999998 1.2999999999999998
0.40154199999999995 1.2999999999999998

EOD
$d1 << EOD
0.556721 3.0999999999999996
0.070618 2.0999999999999996
0.55816 1.0999999999999999
EOD
$m1 << EOD
0.556721 3.0999999999999996
32.571567 3.0999999999999996

0.070618 2.0999999999999996
4.0742935 2.0999999999999996

0.55816 1.0999999999999999
32.573826000000004 1.0999999999999999

EOD
$n1 << EOD
0.556721 3.0999999999999996
137.092842 3.0999999999999996

0.070618 2.0999999999999996
32.624436 2.0999999999999996

0.55816 1.0999999999999999
137.094091 1.0999999999999999

EOD
$d2 << EOD
31.993414 2.9
4.0034585 1.9
31.994469000000002 0.8999999999999999
EOD
$m2 << EOD
31.993414 2.9
46.5007515 2.9

4.0034585 1.9
7.163985500000001 1.9

31.994469000000002 0.8999999999999999
46.5720195 0.8999999999999999

EOD
$n2 << EOD
31.993414 2.9
210.11966800000002 2.9

4.0034585 1.9
65.786959 1.9

31.994469000000002 0.8999999999999999
210.12067000000002 0.8999999999999999

EOD
$d3 << EOD
0.5389055 2.6999999999999997
0.068109 1.6999999999999997
0.539654 0.6999999999999998
EOD
$m3 << EOD
0.5389055 2.6999999999999997
32.5228555 2.6999999999999997

0.068109 1.6999999999999997
4.0675065 1.6999999999999997

0.539654 0.6999999999999998
32.5248285 0.6999999999999998

EOD
$n3 << EOD
0.5389055 2.6999999999999997
81.29507799999999 2.6999999999999997

0.068109 1.6999999999999997
32.68396 1.6999999999999997

0.539654 0.6999999999999998
81.296436 0.6999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…low-seed=0.safetensors)', \
  $n1 using 1:2 with lines lc rgb "#D55E00" lw 0.8 notitle, \
  $m1 using 1:2 with lines lc rgb "#D55E00" lw 3 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…ing-seed=0.safetensors)', \
  $n2 using 1:2 with lines lc rgb "#009E73" lw 0.8 notitle, \
  $m2 using 1:2 with lines lc rgb "#009E73" lw 3 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=wei…ion-seed=0.safetensors)', \
  $n3 using 1:2 with lines lc rgb "#CC79A7" lw 0.8 notitle, \
  $m3 using 1:2 with lines lc rgb "#CC79A7" lw 3 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=wei…fetensors,sampler=ddim)'
set output
reset session
