# Written by streambed report; gnuplot modes_3.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'modes_3.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('BR' 0, 'RB' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 44.70198675496689
1 55.29801324503312
EOD
$d1 << EOD
-0.2666666666666667 54.48717948717948
0.7333333333333333 45.51282051282051
1.7333333333333334 0
EOD
$e1 << EOD
-0.2666666666666667 54.48717948717948 48.94036999730361 59.9248372824968
0.7333333333333333 45.51282051282051 40.07516271750321 51.05963000269639
1.7333333333333334 0 0 0.9512294334296508
EOD
$d2 << EOD
0 58.85885885885885
1 41.14114114114114
2 0
EOD
$e2 << EOD
0 58.85885885885885 53.50177733522775 64.01388127952923
1 41.14114114114114 35.98611872047076 46.49822266477226
2 0 0 0.9512294334296508
EOD
$d3 << EOD
0.2666666666666666 54.94505494505495
1.2666666666666666 45.05494505494506
2.2666666666666666 0
EOD
$e3 << EOD
0.2666666666666666 54.94505494505495 49.015084930167696 60.73778955438972
1.2666666666666666 45.05494505494506 39.26221044561028 50.98491506983231
2.2666666666666666 0 0 0.9512294334296508
EOD
plot $d0 using 1:2:(0.92) with boxes fs solid 0.5 noborder lc rgb "#999999" title 'demonstrations', \
  $d1 using 1:2:(0.22666666666666666) with boxes fs solid 1 noborder lc rgb "#0072B2" title 'streaming_flow', \
  $e1 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d2 using 1:2:(0.22666666666666666) with boxes fs solid 1 noborder lc rgb "#D55E00" title 'flow_matching', \
  $e2 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d3 using 1:2:(0.22666666666666666) with boxes fs solid 1 noborder lc rgb "#009E73" title 'diffusion(sampler=ddim)', \
  $e3 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle
reset session
# Written by streambed report; gnuplot modes_3.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'modes_3.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('BR' 0, 'RB' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 44.70198675496689
1 55.29801324503312
EOD
$d1 << EOD
-0.2666666666666667 54.48717948717948
0.7333333333333333 45.51282051282051
1.7333333333333334 0
EOD
$e1 << EOD
-0.2666666666666667 54.48717948717948 48.94036999730361 59.9248372824968
0.7333333333333333 45.51282051282051 40.07516271750321 51.05963000269639
1.7333333333333334 0 0 0.9512294334296508
EOD
$d2 << EOD
0 58.85885885885885
1 41.14114114114114
2 0
EOD
$e2 << EOD
0 58.85885885885885 53.50177733522775 64.01388127952923
1 41.14114114114114 35.98611872047076 46.49822266477226
2 0 0 0.9512294334296508
EOD
$d3 << EOD
0.2666666666666666 54.94505494505495
1.2666666666666666 45.05494505494506
2.2666666666666666 0
EOD
$e3 << EOD
0.2666666666666666 54.94505494505495 49.015084930167696 60.73778955438972
1.2666666666666666 45.05494505494506 39.26221044561028 50.98491506983231
2.2666666666666666 0 0 0.9512294334296508
EOD
plot $d0 using 1:2:(0.92) with boxes fs solid 0.5 noborder lc rgb "#999999" title 'demonstrations', \
  $d1 using 1:2:(0.22666666666666666) with boxes fs solid 1 noborder lc rgb "#0072B2" title 'streaming_flow', \
  $e1 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d2 using 1:2:(0.22666666666666666) with boxes fs solid 1 noborder lc rgb "#D55E00" title 'flow_matching', \
  $e2 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle, \
  $d3 using 1:2:(0.22666666666666666) with boxes fs solid 1 noborder lc rgb "#009E73" title 'diffusion(sampler=ddim)', \
  $e3 using 1:3:(0):($4-$3) with vectors nohead lc rgb "#333333" lw 0.6 notitle
set output
reset session
