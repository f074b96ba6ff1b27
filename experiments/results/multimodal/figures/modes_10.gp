# Written by streambed report; gnuplot modes_10.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.6cm font "Sans,7" linewidth 1.2
set output 'modes_10.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('left' 0, 'right' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 47.02970297029702
1 52.97029702970298
EOD
$d1 << EOD
-0.35000000000000003 58.97435897435898
0.65 41.02564102564102
1.65 0
EOD
$e1 << EOD
-0.35000000000000003 58.97435897435898 53.439445481954195 64.29096907764664
0.65 41.02564102564102 35.709030922353364 46.56055451804582
1.65 0 0 0.9512294334296508
EOD
$d2 << EOD
-0.25 51.057401812688816
0.75 48.94259818731118
1.75 0
EOD
$e2 << EOD
-0.25 51.057401812688816 45.69097378661059 56.39956781616877
0.75 48.94259818731118 43.60043218383121 54.3090262133894
1.75 0 0 0.9512294334296508
EOD
$d3 << EOD
-0.15000000000000002 50.13927576601671
0.85 49.86072423398329
1.85 0
EOD
$e3 << EOD
-0.15000000000000002 50.13927576601671 44.99312585908348 55.28247660466204
0.85 49.86072423398329 44.71752339533796 55.00687414091653
1.85 0 0 0.9512294334296508
EOD
$d4 << EOD
-0.04999999999999999 46.742209631728045
0.95 53.25779036827195
1.95 0
EOD
$e4 << EOD
-0.04999999999999999 46.742209631728045 41.60041821248467 51.95414238257302
0.95 53.25779036827195 48.045857617426975 58.39958178751532
1.95 0 0 0.9512294334296508
EOD
$d5 << EOD
0.04999999999999999 45.614035087719294
1.05 54.385964912280706
2.05 0
EOD
$e5 << EOD
0.04999999999999999 45.614035087719294 40.79190217943574 50.519816305930334
1.05 54.385964912280706 49.480183694069666 59.20809782056426
2.05 0 0 0.9512294334296508
EOD
$d6 << EOD
0.15000000000000002 37.82991202346041
1.15 62.17008797653959
2.15 0
EOD
$e6 << EOD
0.15000000000000002 37.82991202346041 32.84514128826982 43.08582702283537
1.15 62.17008797653959 56.91417297716463 67.15485871173017
2.15 0 0 0.9512294334296508
EOD
$d7 << EOD
0.25 45.614035087719294
1.25 54.385964912280706
2.25 0
EOD
$e7 << EOD
0.25 45.614035087719294 40.79190217943574 50.519816305930334
1.25 54.385964912280706 49.480183694069666 59.20809782056426
2.25 0 0 0.9512294334296508
EOD
$d8 << EOD
0.35 44.529262086513995
1.35 55.470737913486005
2.35 0
EOD
$e8 << EOD
0.35 44.529262086513995 39.69209654087655 49.47234204177951
1.35 55.470737913486005 50.527657958220495 60.307903459123445
2.35 0 0 0.9512294334296508
EOD
plot $d0 using 1:2:(0.92) with boxes fs solid 0.5 noborder lc rgb "#999999" title 'demonstrations', \
  $d1 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#0072B2" title 'streaming_flow', \
  $e1 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d2 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#D55E00" title 'streaming_flow(noise=0.03)', \
  $e2 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d3 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#009E73" title 'streaming_flow(noise=0.1)', \
  $e3 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d4 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#CC79A7" title 'streaming_flow(latent=true)', \
  $e4 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d5 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#E69F00" title 'flow_matching', \
  $e5 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d6 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#56B4E9" title 'flow_matching(steps=1)', \
  $e6 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d7 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#000000" title 'diffusion', \
  $e7 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d8 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#F0E442" title 'diffusion(sampler=ddim)', \
  $e8 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle
reset session
# Written by streambed report; gnuplot modes_10.gp
set terminal svg noenhanced dynamic size 321,363 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'modes_10.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('left' 0, 'right' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 47.02970297029702
1 52.97029702970298
EOD
$d1 << EOD
-0.35000000000000003 58.97435897435898
0.65 41.02564102564102
1.65 0
EOD
$e1 << EOD
-0.35000000000000003 58.97435897435898 53.439445481954195 64.29096907764664
0.65 41.02564102564102 35.709030922353364 46.56055451804582
1.65 0 0 0.9512294334296508
EOD
$d2 << EOD
-0.25 51.057401812688816
0.75 48.94259818731118
1.75 0
EOD
$e2 << EOD
-0.25 51.057401812688816 45.69097378661059 56.39956781616877
0.75 48.94259818731118 43.60043218383121 54.3090262133894
1.75 0 0 0.9512294334296508
EOD
$d3 << EOD
-0.15000000000000002 50.13927576601671
0.85 49.86072423398329
1.85 0
EOD
$e3 << EOD
-0.15000000000000002 50.13927576601671 44.99312585908348 55.28247660466204
0.85 49.86072423398329 44.71752339533796 55.00687414091653
1.85 0 0 0.9512294334296508
EOD
$d4 << EOD
-0.04999999999999999 46.742209631728045
0.95 53.25779036827195
1.95 0
EOD
$e4 << EOD
-0.04999999999999999 46.742209631728045 41.60041821248467 51.95414238257302
0.95 53.25779036827195 48.045857617426975 58.39958178751532
1.95 0 0 0.9512294334296508
EOD
$d5 << EOD
0.04999999999999999 45.614035087719294
1.05 54.385964912280706
2.05 0
EOD
$e5 << EOD
0.04999999999999999 45.614035087719294 40.79190217943574 50.519816305930334
1.05 54.385964912280706 49.480183694069666 59.20809782056426
2.05 0 0 0.9512294334296508
EOD
$d6 << EOD
0.15000000000000002 37.82991202346041
1.15 62.17008797653959
2.15 0
EOD
$e6 << EOD
0.15000000000000002 37.82991202346041 32.84514128826982 43.08582702283537
1.15 62.17008797653959 56.91417297716463 67.15485871173017
2.15 0 0 0.9512294334296508
EOD
$d7 << EOD
0.25 45.614035087719294
1.25 54.385964912280706
2.25 0
EOD
$e7 << EOD
0.25 45.614035087719294 40.79190217943574 50.519816305930334
1.25 54.385964912280706 49.480183694069666 59.20809782056426
2.25 0 0 0.9512294334296508
EOD
$d8 << EOD
0.35 44.529262086513995
1.35 55.470737913486005
2.35 0
EOD
$e8 << EOD
0.35 44.529262086513995 39.69209654087655 49.47234204177951
1.35 55.470737913486005 50.527657958220495 60.307903459123445
2.35 0 0 0.9512294334296508
EOD
plot $d0 using 1:2:(0.92) with boxes fs solid 0.5 noborder lc rgb "#999999" title 'demonstrations', \
  $d1 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#0072B2" title 'streaming_flow', \
  $e1 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d2 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#D55E00" title 'streaming_flow(noise=0.03)', \
  $e2 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d3 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#009E73" title 'streaming_flow(noise=0.1)', \
  $e3 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d4 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#CC79A7" title 'streaming_flow(latent=true)', \
  $e4 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d5 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#E69F00" title 'flow_matching', \
  $e5 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d6 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#56B4E9" title 'flow_matching(steps=1)', \
  $e6 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d7 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#000000" title 'diffusion', \
  $e7 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d8 using 1:2:(0.085) with boxes fs solid 1 noborder lc rgb "#F0E442" title 'diffusion(sampler=ddim)', \
  $e8 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle
set output
reset session
