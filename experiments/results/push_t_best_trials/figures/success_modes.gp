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
0.9168082086606687 19.8
EOD
$e0 << EOD
0.9168082086606687 19.8 16.543112256919347 23.517397906958408
EOD
$h0 << EOD
0.9168082086606687 19.8 0.8582645386030398 0.9625482380944604
EOD
$d1 << EOD
0.8893262521093939 37.4
EOD
$e1 << EOD
0.8893262521093939 37.4 33.269999999487936 41.72213338014319
EOD
$h1 << EOD
0.8893262521093939 37.4 0.841601259340751 0.9297408904103854
EOD
$d2 << EOD
0.911263012896478 32.800000000000004
EOD
$e2 << EOD
0.911263012896478 32.800000000000004 28.829618984058982 37.03265832781843
EOD
$h2 << EOD
0.911263012896478 32.800000000000004 0.8632810448112136 0.9502584378428371
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_diffusi…d=0.safetensors) (3.73 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.0329 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'regression(checkp…d=0.safetensors) (0.0374 ms)'
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
0.9168082086606687 19.8
EOD
$e0 << EOD
0.9168082086606687 19.8 16.543112256919347 23.517397906958408
EOD
$h0 << EOD
0.9168082086606687 19.8 0.8582645386030398 0.9625482380944604
EOD
$d1 << EOD
0.8893262521093939 37.4
EOD
$e1 << EOD
0.8893262521093939 37.4 33.269999999487936 41.72213338014319
EOD
$h1 << EOD
0.8893262521093939 37.4 0.841601259340751 0.9297408904103854
EOD
$d2 << EOD
0.911263012896478 32.800000000000004
EOD
$e2 << EOD
0.911263012896478 32.800000000000004 28.829618984058982 37.03265832781843
EOD
$h2 << EOD
0.911263012896478 32.800000000000004 0.8632810448112136 0.9502584378428371
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_diffusi…d=0.safetensors) (3.73 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.0329 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'regression(checkp…d=0.safetensors) (0.0374 ms)'
set output
reset session
