# Written by streambed report; gnuplot modes_9.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.6cm font "Sans,7" linewidth 1.2
set output 'modes_9.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('right-left' 0, 'left-right' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 50.99009900990099
1 49.00990099009901
EOD
$d1 << EOD
-0.35000000000000003 43
0.65 56.99999999999999
1.65 0
EOD
$e1 << EOD
-0.35000000000000003 43 38.23760406443324 47.89556805624691
0.65 56.99999999999999 52.104431943753085 61.76239593556676
1.65 0 0 0.9512294334296508
EOD
$d2 << EOD
-0.25 44
0.75 56.00000000000001
1.75 0
EOD
$e2 << EOD
-0.25 44 39.21542625152554 48.898721280486015
0.75 56.00000000000001 51.101278719513985 60.78457374847447
1.75 0 0 0.9512294334296508
EOD
$d3 << EOD
-0.15000000000000002 45.707070707070706
0.85 54.292929292929294
1.85 0.25
EOD
$e3 << EOD
-0.15000000000000002 45.707070707070706 40.86535666586633 50.63127299823085
0.85 54.292929292929294 49.36872700176915 59.13464333413366
1.85 0.25 0.04414477868016361 1.402328507582339
EOD
$d4 << EOD
-0.04999999999999999 31
0.95 69
1.95 0
EOD
$e4 << EOD
-0.04999999999999999 31 26.666371819911973 35.6950953647913
0.95 69 64.30490463520869 73.33362818008803
1.95 0 0 0.9512294334296508
EOD
$d5 << EOD
0.04999999999999999 54.80225988700565
1.05 45.19774011299435
2.05 0
EOD
$e5 << EOD
0.04999999999999999 54.80225988700565 49.593886173465194 59.90752825516215
1.05 45.19774011299435 40.09247174483786 50.406113826534806
2.05 0 0 0.9512294334296508
EOD
$d6 << EOD
0.15000000000000002 45.07772020725388
1.15 54.92227979274611
2.15 0
EOD
$e6 << EOD
0.15000000000000002 45.07772020725388 38.22215297735199 52.125408906291945
1.15 54.92227979274611 47.87459109370805 61.777847022648004
2.15 0 0 0.9512294334296508
EOD
$d7 << EOD
0.25 59.56112852664577
1.25 40.43887147335423
2.25 0
EOD
$e7 << EOD
0.25 59.56112852664577 54.09269473358207 64.80202846052893
1.25 40.43887147335423 35.19797153947108 45.907305266417936
2.25 0 0 0.9512294334296508
EOD
$d8 << EOD
0.35 47.540983606557376
1.35 52.459016393442624
2.35 0
EOD
$e8 << EOD
0.35 47.540983606557376 40.43066017661542 54.75242174920223
1.35 52.459016393442624 45.24757825079778 59.56933982338458
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
# Written by streambed report; gnuplot modes_9.gp
set terminal svg noenhanced dynamic size 321,363 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'modes_9.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('right-left' 0, 'left-right' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 50.99009900990099
1 49.00990099009901
EOD
$d1 << EOD
-0.35000000000000003 43
0.65 56.99999999999999
1.65 0
EOD
$e1 << EOD
-0.35000000000000003 43 38.23760406443324 47.89556805624691
0.65 56.99999999999999 52.104431943753085 61.76239593556676
1.65 0 0 0.9512294334296508
EOD
$d2 << EOD
-0.25 44
0.75 56.00000000000001
1.75 0
EOD
$e2 << EOD
-0.25 44 39.21542625152554 48.898721280486015
0.75 56.00000000000001 51.101278719513985 60.78457374847447
1.75 0 0 0.9512294334296508
EOD
$d3 << EOD
-0.15000000000000002 45.707070707070706
0.85 54.292929292929294
1.85 0.25
EOD
$e3 << EOD
-0.15000000000000002 45.707070707070706 40.86535666586633 50.63127299823085
0.85 54.292929292929294 49.36872700176915 59.13464333413366
1.85 0.25 0.04414477868016361 1.402328507582339
EOD
$d4 << EOD
-0.04999999999999999 31
0.95 69
1.95 0
EOD
$e4 << EOD
-0.04999999999999999 31 26.666371819911973 35.6950953647913
0.95 69 64.30490463520869 73.33362818008803
1.95 0 0 0.9512294334296508
EOD
$d5 << EOD
0.04999999999999999 54.80225988700565
1.05 45.19774011299435
2.05 0
EOD
$e5 << EOD
0.04999999999999999 54.80225988700565 49.593886173465194 59.90752825516215
1.05 45.19774011299435 40.09247174483786 50.406113826534806
2.05 0 0 0.9512294334296508
EOD
$d6 << EOD
0.15000000000000002 45.07772020725388
1.15 54.92227979274611
2.15 0
EOD
$e6 << EOD
0.15000000000000002 45.07772020725388 38.22215297735199 52.125408906291945
1.15 54.92227979274611 47.87459109370805 61.777847022648004
2.15 0 0 0.9512294334296508
EOD
$d7 << EOD
0.25 59.56112852664577
1.25 40.43887147335423
2.25 0
EOD
$e7 << EOD
0.25 59.56112852664577 54.09269473358207 64.80202846052893
1.25 40.43887147335423 35.19797153947108 45.907305266417936
2.25 0 0 0.9512294334296508
EOD
$d8 << EOD
0.35 47.540983606557376
1.35 52.459016393442624
2.35 0
EOD
$e8 << EOD
0.35 47.540983606557376 40.43066017661542 54.75242174920223
1.35 52.459016393442624 45.24757825079778 59.56933982338458
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
