# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,8cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 5
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8957903370198191 57.49999999999999
EOD
$e0 << EOD
0.8957903370198191 57.49999999999999 50.570932647854846 64.14638745648615
EOD
$h0 << EOD
0.8957903370198191 57.49999999999999 0.8344245333729727 0.9445518370778246
EOD
$d1 << EOD
0.9553969923016028 28.999999999999996
EOD
$e1 << EOD
0.9553969923016028 28.999999999999996 23.154025607067883 35.63747810077731
EOD
$h1 << EOD
0.9553969923016028 28.999999999999996 0.888248666046597 0.9973608863508842
EOD
$d2 << EOD
0.9334156344617289 12
EOD
$e2 << EOD
0.9334156344617289 12 8.197992706375512 17.234252098296746
EOD
$h2 << EOD
0.9334156344617289 12 0.8052442127398598 1
EOD
$d3 << EOD
0.8931429591653386 8.5
EOD
$e3 << EOD
0.8931429591653386 8.5 5.374575017747561 13.189587071565567
EOD
$h3 << EOD
0.8931429591653386 8.5 0.721354028692069 1
EOD
$d4 << EOD
0.9600534968769289 100
EOD
$e4 << EOD
0.9600534968769289 100 98.11546736227334 100
EOD
$h4 << EOD
0.9600534968769289 100 0.92575826439448 0.9826869687457684
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…low.safetensors) (0.0373 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…ing.safetensors) (0.198 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…ion.safetensors) (2.04 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.200 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'push_t/expert'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,302 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 5
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8957903370198191 57.49999999999999
EOD
$e0 << EOD
0.8957903370198191 57.49999999999999 50.570932647854846 64.14638745648615
EOD
$h0 << EOD
0.8957903370198191 57.49999999999999 0.8344245333729727 0.9445518370778246
EOD
$d1 << EOD
0.9553969923016028 28.999999999999996
EOD
$e1 << EOD
0.9553969923016028 28.999999999999996 23.154025607067883 35.63747810077731
EOD
$h1 << EOD
0.9553969923016028 28.999999999999996 0.888248666046597 0.9973608863508842
EOD
$d2 << EOD
0.9334156344617289 12
EOD
$e2 << EOD
0.9334156344617289 12 8.197992706375512 17.234252098296746
EOD
$h2 << EOD
0.9334156344617289 12 0.8052442127398598 1
EOD
$d3 << EOD
0.8931429591653386 8.5
EOD
$e3 << EOD
0.8931429591653386 8.5 5.374575017747561 13.189587071565567
EOD
$h3 << EOD
0.8931429591653386 8.5 0.721354028692069 1
EOD
$d4 << EOD
0.9600534968769289 100
EOD
$e4 << EOD
0.9600534968769289 100 98.11546736227334 100
EOD
$h4 << EOD
0.9600534968769289 100 0.92575826439448 0.9826869687457684
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…low.safetensors) (0.0373 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…ing.safetensors) (0.198 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…ion.safetensors) (2.04 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.200 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'push_t/expert'
set output
reset session
