# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8747357654614845 35.8
EOD
$e0 << EOD
0.8747357654614845 35.8 31.7207603401289 40.095770928979185
EOD
$h0 << EOD
0.8747357654614845 35.8 0.8197022661097069 0.9201709720063057
EOD
$d1 << EOD
0.875662079823618 24.6
EOD
$e1 << EOD
0.875662079823618 24.6 21.02809916856707 28.559217326879782
EOD
$h1 << EOD
0.875662079823618 24.6 0.8100535639773428 0.9283438793737964
EOD
$d2 << EOD
0.9160743605049062 27
EOD
$e2 << EOD
0.9160743605049062 27 23.294853920310576 31.055865740920837
EOD
$h2 << EOD
0.9160743605049062 27 0.8635871644307503 0.9557243332203752
EOD
$d3 << EOD
0.9190661062375018 27.400000000000002
EOD
$e3 << EOD
0.9190661062375018 27.400000000000002 23.67406256658206 31.47055762228011
EOD
$h3 << EOD
0.9190661062375018 27.400000000000002 0.8695624065177191 0.9575071464843655
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…s,imitate=state) (0.0221 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.0358 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (7.21 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.743 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8747357654614845 35.8
EOD
$e0 << EOD
0.8747357654614845 35.8 31.7207603401289 40.095770928979185
EOD
$h0 << EOD
0.8747357654614845 35.8 0.8197022661097069 0.9201709720063057
EOD
$d1 << EOD
0.875662079823618 24.6
EOD
$e1 << EOD
0.875662079823618 24.6 21.02809916856707 28.559217326879782
EOD
$h1 << EOD
0.875662079823618 24.6 0.8100535639773428 0.9283438793737964
EOD
$d2 << EOD
0.9160743605049062 27
EOD
$e2 << EOD
0.9160743605049062 27 23.294853920310576 31.055865740920837
EOD
$h2 << EOD
0.9160743605049062 27 0.8635871644307503 0.9557243332203752
EOD
$d3 << EOD
0.9190661062375018 27.400000000000002
EOD
$e3 << EOD
0.9190661062375018 27.400000000000002 23.67406256658206 31.47055762228011
EOD
$h3 << EOD
0.9190661062375018 27.400000000000002 0.8695624065177191 0.9575071464843655
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…s,imitate=state) (0.0221 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.0358 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (7.21 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.743 ms)'
set output
reset session
