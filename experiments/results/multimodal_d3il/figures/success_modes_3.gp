# Written by streambed report; gnuplot success_modes_3.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.199999999999999cm font "Sans,7" linewidth 1.2
set output 'success_modes_3.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.9988065295283215 78
EOD
$e0 << EOD
0.9988065295283215 78 73.68470079068086 81.78261072659853
EOD
$h0 << EOD
0.9988065295283215 78 0.9567570638358357 1
EOD
$d1 << EOD
0.9800190878452771 83.25
EOD
$e1 << EOD
0.9800190878452771 83.25 79.5 87
EOD
$h1 << EOD
0.9800190878452771 83.25 0.9371046866401832 0.9974890808305849
EOD
$d2 << EOD
0.9960710181998609 68.25
EOD
$e2 << EOD
0.9960710181998609 68.25 63.74999999999999 72.75
EOD
$h2 << EOD
0.9960710181998609 68.25 0.9633105147222345 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.253 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching (0.695 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim) (0.692 ms)'
reset session
# Written by streambed report; gnuplot success_modes_3.gp
set terminal svg noenhanced dynamic size 321,272 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes_3.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.9988065295283215 78
EOD
$e0 << EOD
0.9988065295283215 78 73.68470079068086 81.78261072659853
EOD
$h0 << EOD
0.9988065295283215 78 0.9567570638358357 1
EOD
$d1 << EOD
0.9800190878452771 83.25
EOD
$e1 << EOD
0.9800190878452771 83.25 79.5 87
EOD
$h1 << EOD
0.9800190878452771 83.25 0.9371046866401832 0.9974890808305849
EOD
$d2 << EOD
0.9960710181998609 68.25
EOD
$e2 << EOD
0.9960710181998609 68.25 63.74999999999999 72.75
EOD
$h2 << EOD
0.9960710181998609 68.25 0.9633105147222345 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.253 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching (0.695 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim) (0.692 ms)'
set output
reset session
