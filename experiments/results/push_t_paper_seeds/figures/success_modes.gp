# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.2cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 8
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8350558421169716 60.4
EOD
$e0 << EOD
0.8350558421169716 60.4 56.04958406867544 64.59182964972426
EOD
$h0 << EOD
0.8350558421169716 60.4 0.7943231630653541 0.873856422416334
EOD
$d1 << EOD
0.8788193729066862 66.4
EOD
$e1 << EOD
0.8788193729066862 66.4 62.148722415566006 70.4011992172951
EOD
$h1 << EOD
0.8788193729066862 66.4 0.8450485143239717 0.9090919366124898
EOD
$d2 << EOD
0.8525557145833097 46
EOD
$e2 << EOD
0.8525557145833097 46 41.67851025299865 50.382484470693775
EOD
$h2 << EOD
0.8525557145833097 46 0.8037055339094528 0.8951764435158704
EOD
$d3 << EOD
0.8818908686092205 40.400000000000006
EOD
$e3 << EOD
0.8818908686092205 40.400000000000006 36.18792246930683 44.758464867554984
EOD
$h3 << EOD
0.8818908686092205 40.400000000000006 0.8346883401944261 0.9213234570549405
EOD
$d4 << EOD
0.8657265663513942 32.4
EOD
$e4 << EOD
0.8657265663513942 32.4 28.445528223181572 36.622848561065084
EOD
$h4 << EOD
0.8657265663513942 32.4 0.8097340252555784 0.9122717821020878
EOD
$d5 << EOD
0.8500815819577204 26.8
EOD
$e5 << EOD
0.8500815819577204 26.8 23.10539734363481 30.84837205378123
EOD
$h5 << EOD
0.8500815819577204 26.8 0.7877710090882253 0.9036063577489243
EOD
$d6 << EOD
0.838653594230729 24.4
EOD
$e6 << EOD
0.838653594230729 24.4 20.839885546022195 28.35048068560928
EOD
$h6 << EOD
0.838653594230729 24.4 0.7746044541096169 0.8975050762902212
EOD
$d7 << EOD
0.9339390466052498 10.8
EOD
$e7 << EOD
0.9339390466052498 10.8 8.372280963705037 13.825467328480661
EOD
$h7 << EOD
0.9339390466052498 10.8 0.8573668798669642 0.9899647002276578
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.203 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.202 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0749 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.264 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0746 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=2.safetensors) (27.6 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (2.87 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'streaming_diffusi…d=2.safetensors) (1.45 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,348 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 8
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8350558421169716 60.4
EOD
$e0 << EOD
0.8350558421169716 60.4 56.04958406867544 64.59182964972426
EOD
$h0 << EOD
0.8350558421169716 60.4 0.7943231630653541 0.873856422416334
EOD
$d1 << EOD
0.8788193729066862 66.4
EOD
$e1 << EOD
0.8788193729066862 66.4 62.148722415566006 70.4011992172951
EOD
$h1 << EOD
0.8788193729066862 66.4 0.8450485143239717 0.9090919366124898
EOD
$d2 << EOD
0.8525557145833097 46
EOD
$e2 << EOD
0.8525557145833097 46 41.67851025299865 50.382484470693775
EOD
$h2 << EOD
0.8525557145833097 46 0.8037055339094528 0.8951764435158704
EOD
$d3 << EOD
0.8818908686092205 40.400000000000006
EOD
$e3 << EOD
0.8818908686092205 40.400000000000006 36.18792246930683 44.758464867554984
EOD
$h3 << EOD
0.8818908686092205 40.400000000000006 0.8346883401944261 0.9213234570549405
EOD
$d4 << EOD
0.8657265663513942 32.4
EOD
$e4 << EOD
0.8657265663513942 32.4 28.445528223181572 36.622848561065084
EOD
$h4 << EOD
0.8657265663513942 32.4 0.8097340252555784 0.9122717821020878
EOD
$d5 << EOD
0.8500815819577204 26.8
EOD
$e5 << EOD
0.8500815819577204 26.8 23.10539734363481 30.84837205378123
EOD
$h5 << EOD
0.8500815819577204 26.8 0.7877710090882253 0.9036063577489243
EOD
$d6 << EOD
0.838653594230729 24.4
EOD
$e6 << EOD
0.838653594230729 24.4 20.839885546022195 28.35048068560928
EOD
$h6 << EOD
0.838653594230729 24.4 0.7746044541096169 0.8975050762902212
EOD
$d7 << EOD
0.9339390466052498 10.8
EOD
$e7 << EOD
0.9339390466052498 10.8 8.372280963705037 13.825467328480661
EOD
$h7 << EOD
0.9339390466052498 10.8 0.8573668798669642 0.9899647002276578
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.203 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.202 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0749 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.264 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0746 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=2.safetensors) (27.6 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (2.87 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'streaming_diffusi…d=2.safetensors) (1.45 ms)'
set output
reset session
