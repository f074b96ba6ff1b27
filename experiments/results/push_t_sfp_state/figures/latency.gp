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
0.06786750000000001 3.3
0.0344375 2.3
0.2751615 1.2999999999999998
EOD
$m0 << EOD
0.06786750000000001 3.3
0.1500665 3.3

0.0344375 2.3
0.049537 2.3

0.2751615 1.2999999999999998
0.389271 1.2999999999999998

EOD
$n0 << EOD
0.06786750000000001 3.3
4.411343 3.3

0.0344375 2.3
0.58509 2.3

0.2751615 1.2999999999999998
4.680719 1.2999999999999998

EOD
$d1 << EOD
0.338079 3.0999999999999996
0.042627 2.0999999999999996
0.338634 1.0999999999999999
EOD
$m1 << EOD
0.338079 3.0999999999999996
0.46325900000000003 3.0999999999999996

0.042627 2.0999999999999996
0.075619 2.0999999999999996

0.338634 1.0999999999999999
0.46392 1.0999999999999999

EOD
$n1 << EOD
0.338079 3.0999999999999996
4.780074 3.0999999999999996

0.042627 2.0999999999999996
0.597563 2.0999999999999996

0.338634 1.0999999999999999
4.780505 1.0999999999999999

EOD
$d2 << EOD
3.3142155000000004 2.9
0.4156725 1.9
3.3151374999999996 0.8999999999999999
EOD
$m2 << EOD
3.3142155000000004 2.9
3.646714 2.9

0.4156725 1.9
0.479036 1.9

3.3151374999999996 0.8999999999999999
3.6476015 0.8999999999999999

EOD
$n2 << EOD
3.3142155000000004 2.9
11.315989 2.9

0.4156725 1.9
3.533365 1.9

3.3151374999999996 0.8999999999999999
11.316691 0.8999999999999999

EOD
$d3 << EOD
0.34538750000000007 2.6999999999999997
0.043497 1.6999999999999997
0.3460445 0.6999999999999998
EOD
$m3 << EOD
0.34538750000000007 2.6999999999999997
0.463689 2.6999999999999997

0.043497 1.6999999999999997
0.07854599999999999 1.6999999999999997

0.3460445 0.6999999999999998
0.4650625 0.6999999999999998

EOD
$n3 << EOD
0.34538750000000007 2.6999999999999997
6.763602 2.6999999999999997

0.043497 1.6999999999999997
0.845538 1.6999999999999997

0.3460445 0.6999999999999998
6.764305 0.6999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…etensors,imitate=state)', \
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
0.06786750000000001 3.3
0.0344375 2.3
0.2751615 1.2999999999999998
EOD
$m0 << EOD
0.06786750000000001 3.3
0.1500665 3.3

0.0344375 2.3
0.049537 2.3

0.2751615 1.2999999999999998
0.389271 1.2999999999999998

EOD
$n0 << EOD
0.06786750000000001 3.3
4.411343 3.3

0.0344375 2.3
0.58509 2.3

0.2751615 1.2999999999999998
4.680719 1.2999999999999998

EOD
$d1 << EOD
0.338079 3.0999999999999996
0.042627 2.0999999999999996
0.338634 1.0999999999999999
EOD
$m1 << EOD
0.338079 3.0999999999999996
0.46325900000000003 3.0999999999999996

0.042627 2.0999999999999996
0.075619 2.0999999999999996

0.338634 1.0999999999999999
0.46392 1.0999999999999999

EOD
$n1 << EOD
0.338079 3.0999999999999996
4.780074 3.0999999999999996

0.042627 2.0999999999999996
0.597563 2.0999999999999996

0.338634 1.0999999999999999
4.780505 1.0999999999999999

EOD
$d2 << EOD
3.3142155000000004 2.9
0.4156725 1.9
3.3151374999999996 0.8999999999999999
EOD
$m2 << EOD
3.3142155000000004 2.9
3.646714 2.9

0.4156725 1.9
0.479036 1.9

3.3151374999999996 0.8999999999999999
3.6476015 0.8999999999999999

EOD
$n2 << EOD
3.3142155000000004 2.9
11.315989 2.9

0.4156725 1.9
3.533365 1.9

3.3151374999999996 0.8999999999999999
11.316691 0.8999999999999999

EOD
$d3 << EOD
0.34538750000000007 2.6999999999999997
0.043497 1.6999999999999997
0.3460445 0.6999999999999998
EOD
$m3 << EOD
0.34538750000000007 2.6999999999999997
0.463689 2.6999999999999997

0.043497 1.6999999999999997
0.07854599999999999 1.6999999999999997

0.3460445 0.6999999999999998
0.4650625 0.6999999999999998

EOD
$n3 << EOD
0.34538750000000007 2.6999999999999997
6.763602 2.6999999999999997

0.043497 1.6999999999999997
0.845538 1.6999999999999997

0.3460445 0.6999999999999998
6.764305 0.6999999999999998

EOD
plot $n0 using 1:2 with lines lc rgb "#0072B2" lw 0.8 notitle, \
  $m0 using 1:2 with lines lc rgb "#0072B2" lw 3 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…etensors,imitate=state)', \
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
