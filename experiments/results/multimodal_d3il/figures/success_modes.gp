# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.199999999999999cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
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
0.9914447473163407 76
EOD
$e0 << EOD
0.9914447473163407 76 71.5799603858965 79.92540030872007
EOD
$h0 << EOD
0.9914447473163407 76 0.9564807160902805 1
EOD
$d1 << EOD
0.9906511028680952 89
EOD
$e1 << EOD
0.9906511028680952 89 85.75 92
EOD
$h1 << EOD
0.9906511028680952 89 0.9716632584206751 0.999133739005246
EOD
$d2 << EOD
0.9937612534170545 61.5
EOD
$e2 << EOD
0.9937612534170545 61.5 56.75 66
EOD
$h2 << EOD
0.9937612534170545 61.5 0.9717516073225098 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.211 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching (0.632 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim) (0.640 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,272 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
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
0.9914447473163407 76
EOD
$e0 << EOD
0.9914447473163407 76 71.5799603858965 79.92540030872007
EOD
$h0 << EOD
0.9914447473163407 76 0.9564807160902805 1
EOD
$d1 << EOD
0.9906511028680952 89
EOD
$e1 << EOD
0.9906511028680952 89 85.75 92
EOD
$h1 << EOD
0.9906511028680952 89 0.9716632584206751 0.999133739005246
EOD
$d2 << EOD
0.9937612534170545 61.5
EOD
$e2 << EOD
0.9937612534170545 61.5 56.75 66
EOD
$h2 << EOD
0.9937612534170545 61.5 0.9717516073225098 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.211 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching (0.632 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(sampler=ddim) (0.640 ms)'
set output
reset session
