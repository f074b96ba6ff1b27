# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,8.8cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.991007205094512 87
EOD
$e0 << EOD
0.991007205094512 87 83.34921544792614 89.94687477133591
EOD
$h0 << EOD
0.991007205094512 87 0.9622054073855071 1
EOD
$d1 << EOD
0.9911524557200431 79
EOD
$e1 << EOD
0.9911524557200431 79 75 82.75
EOD
$h1 << EOD
0.9911524557200431 79 0.970616578129344 1
EOD
$d2 << EOD
1 25.25
EOD
$e2 << EOD
1 25.25 20.5 30.25
EOD
$h2 << EOD
1 25.25 0.9562094623678359 1
EOD
$d3 << EOD
0.9986574501919627 97.5
EOD
$e3 << EOD
0.9986574501919627 97.5 96 99
EOD
$h3 << EOD
0.9986574501919627 97.5 0.9863122892572813 1
EOD
$d4 << EOD
0.9974866848155448 94.25
EOD
$e4 << EOD
0.9974866848155448 94.25 91.5 96.75
EOD
$h4 << EOD
0.9974866848155448 94.25 0.9795618856090792 1
EOD
$d5 << EOD
0.9968655775057348 88.75
EOD
$e5 << EOD
0.9968655775057348 88.75 85.25 91.75
EOD
$h5 << EOD
0.9968655775057348 88.75 0.9813522125735068 1
EOD
$d6 << EOD
0.9991761898248454 90.75
EOD
$e6 << EOD
0.9991761898248454 90.75 87.75 93.5
EOD
$h6 << EOD
0.9991761898248454 90.75 0.986815108926386 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.252 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.02) (0.248 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true) (0.109 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching (0.742 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching(steps=1) (0.297 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'diffusion (4.34 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion(sampler=ddim) (0.679 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,333 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.991007205094512 87
EOD
$e0 << EOD
0.991007205094512 87 83.34921544792614 89.94687477133591
EOD
$h0 << EOD
0.991007205094512 87 0.9622054073855071 1
EOD
$d1 << EOD
0.9911524557200431 79
EOD
$e1 << EOD
0.9911524557200431 79 75 82.75
EOD
$h1 << EOD
0.9911524557200431 79 0.970616578129344 1
EOD
$d2 << EOD
1 25.25
EOD
$e2 << EOD
1 25.25 20.5 30.25
EOD
$h2 << EOD
1 25.25 0.9562094623678359 1
EOD
$d3 << EOD
0.9986574501919627 97.5
EOD
$e3 << EOD
0.9986574501919627 97.5 96 99
EOD
$h3 << EOD
0.9986574501919627 97.5 0.9863122892572813 1
EOD
$d4 << EOD
0.9974866848155448 94.25
EOD
$e4 << EOD
0.9974866848155448 94.25 91.5 96.75
EOD
$h4 << EOD
0.9974866848155448 94.25 0.9795618856090792 1
EOD
$d5 << EOD
0.9968655775057348 88.75
EOD
$e5 << EOD
0.9968655775057348 88.75 85.25 91.75
EOD
$h5 << EOD
0.9968655775057348 88.75 0.9813522125735068 1
EOD
$d6 << EOD
0.9991761898248454 90.75
EOD
$e6 << EOD
0.9991761898248454 90.75 87.75 93.5
EOD
$h6 << EOD
0.9991761898248454 90.75 0.986815108926386 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.252 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.02) (0.248 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true) (0.109 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching (0.742 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching(steps=1) (0.297 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'diffusion (4.34 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion(sampler=ddim) (0.679 ms)'
set output
reset session
