# Written by streambed report; gnuplot modes_2.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'modes_2.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('inside' 0, 'outside' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 46.30681818181818
1 53.69318181818182
EOD
$d1 << EOD
-0.2666666666666667 79.3103448275862
0.7333333333333333 20.689655172413794
1.7333333333333334 0
EOD
$e1 << EOD
-0.2666666666666667 79.3103448275862 74.2797183010835 83.57460922719636
0.7333333333333333 20.689655172413794 16.42539077280363 25.7202816989165
1.7333333333333334 0 0 0.9512294334296508
EOD
$d2 << EOD
0 57.466063348416284
1 42.53393665158371
2 0
EOD
$e2 << EOD
0 57.466063348416284 50.87500059007226 63.802007899859625
1 42.53393665158371 36.19799210014037 49.124999409927725
2 0 0 0.9512294334296508
EOD
$d3 << EOD
0.2666666666666666 41.80790960451977
1.2666666666666666 58.19209039548022
2.2666666666666666 0
EOD
$e3 << EOD
0.2666666666666666 41.80790960451977 34.79095675976953 49.172897442073776
1.2666666666666666 58.19209039548022 50.82710255792622 65.20904324023047
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
# Written by streambed report; gnuplot modes_2.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'modes_2.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'mode' offset 0,0.3
set ylabel 'share of successful episodes (%)' offset 1.2,0
set yrange [0:*]
set xtics ('inside' 0, 'outside' 1, 'spurious' 2) scale 0
set xrange [-0.6:2.6]
$d0 << EOD
0 46.30681818181818
1 53.69318181818182
EOD
$d1 << EOD
-0.2666666666666667 79.3103448275862
0.7333333333333333 20.689655172413794
1.7333333333333334 0
EOD
$e1 << EOD
-0.2666666666666667 79.3103448275862 74.2797183010835 83.57460922719636
0.7333333333333333 20.689655172413794 16.42539077280363 25.7202816989165
1.7333333333333334 0 0 0.9512294334296508
EOD
$d2 << EOD
0 57.466063348416284
1 42.53393665158371
2 0
EOD
$e2 << EOD
0 57.466063348416284 50.87500059007226 63.802007899859625
1 42.53393665158371 36.19799210014037 49.124999409927725
2 0 0 0.9512294334296508
EOD
$d3 << EOD
0.2666666666666666 41.80790960451977
1.2666666666666666 58.19209039548022
2.2666666666666666 0
EOD
$e3 << EOD
0.2666666666666666 41.80790960451977 34.79095675976953 49.172897442073776
1.2666666666666666 58.19209039548022 50.82710255792622 65.20904324023047
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
