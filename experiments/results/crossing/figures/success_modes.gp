# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,12cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 15
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.9894217747811423 100
EOD
$e0 << EOD
0.9894217747811423 100 99.04877056657033 100
EOD
$h0 << EOD
0.9894217747811423 100 0.9422314417242043 1
EOD
$d1 << EOD
0.9798829792352971 100
EOD
$e1 << EOD
0.9798829792352971 100 99.04877056657033 100
EOD
$h1 << EOD
0.9798829792352971 100 0.9261579189129003 0.9993013812042904
EOD
$d2 << EOD
0 100
EOD
$e2 << EOD
0 100 99.04877056657033 100
EOD
$h2 << EOD
0 100 0 0.11322245706635971
EOD
$d3 << EOD
0.9964974768893328 100
EOD
$e3 << EOD
0.9964974768893328 100 100 100
EOD
$h3 << EOD
0.9964974768893328 100 0.9742057398674034 1
EOD
$d4 << EOD
0.9947200180052851 99.5
EOD
$e4 << EOD
0.9947200180052851 99.5 98.75 100
EOD
$h4 << EOD
0.9947200180052851 99.5 0.9712695580564542 1
EOD
$d5 << EOD
0.19375512728094982 100
EOD
$e5 << EOD
0.19375512728094982 100 100 100
EOD
$h5 << EOD
0.19375512728094982 100 0.044489700721678696 0.4554527425311565
EOD
$d6 << EOD
0.8961084685277233 100
EOD
$e6 << EOD
0.8961084685277233 100 100 100
EOD
$h6 << EOD
0.8961084685277233 100 0.8168202204905135 0.9514306153478764
EOD
$d7 << EOD
0.8938837300625455 89.25
EOD
$e7 << EOD
0.8938837300625455 89.25 86 92.25
EOD
$h7 << EOD
0.8938837300625455 89.25 0.7986085136762212 0.9565134775742014
EOD
$d8 << EOD
0.9210447644788483 89.75
EOD
$e8 << EOD
0.9210447644788483 89.75 86.75 92.5
EOD
$h8 << EOD
0.9210447644788483 89.75 0.8235500048140886 0.9711027793953232
EOD
$d9 << EOD
0.9953732363941945 88.5
EOD
$e9 << EOD
0.9953732363941945 88.5 85.5 91.5
EOD
$h9 << EOD
0.9953732363941945 88.5 0.9714919919853247 1
EOD
$d10 << EOD
1 88.5
EOD
$e10 << EOD
1 88.5 85.25 91.75
EOD
$h10 << EOD
1 88.5 0.994871169999638 1
EOD
$d11 << EOD
0.9986478873903689 63.74999999999999
EOD
$e11 << EOD
0.9986478873903689 63.74999999999999 59.75 68.25
EOD
$h11 << EOD
0.9986478873903689 63.74999999999999 0.969279885760838 1
EOD
$d12 << EOD
0.9757311938300604 83.75
EOD
$e12 << EOD
0.9757311938300604 83.75 80 87.5
EOD
$h12 << EOD
0.9757311938300604 83.75 0.9343642690720295 0.9952335753241525
EOD
$d13 << EOD
0.9623389067170274 79.75
EOD
$e13 << EOD
0.9623389067170274 79.75 76 83.5
EOD
$h13 << EOD
0.9623389067170274 79.75 0.9098067148578102 0.9916394660850035
EOD
$d14 << EOD
0.9511986397674304 74
EOD
$e14 << EOD
0.9511986397674304 74 69.75 78
EOD
$h14 << EOD
0.9511986397674304 74 0.8854427155414923 0.9854322221059281
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.0178 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ex…tion_horizon=32) (0.0260 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ex…tion_horizon=64) (0.0975 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.1) (0.0173 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ex…on=32,noise=0.1) (0.0294 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ex…on=64,noise=0.1) (0.0968 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true) (0.0177 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ex…=32,latent=true) (0.0283 ms)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h8 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ex…=64,latent=true) (0.0326 ms)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h9 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching (0.108 ms)', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h10 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(exe…tion_horizon=32) (0.117 ms)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h11 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(exe…tion_horizon=63) (0.118 ms)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h12 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion (1.45 ms)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h13 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=32) (1.46 ms)', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h14 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=63) (1.45 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,454 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 15
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.9894217747811423 100
EOD
$e0 << EOD
0.9894217747811423 100 99.04877056657033 100
EOD
$h0 << EOD
0.9894217747811423 100 0.9422314417242043 1
EOD
$d1 << EOD
0.9798829792352971 100
EOD
$e1 << EOD
0.9798829792352971 100 99.04877056657033 100
EOD
$h1 << EOD
0.9798829792352971 100 0.9261579189129003 0.9993013812042904
EOD
$d2 << EOD
0 100
EOD
$e2 << EOD
0 100 99.04877056657033 100
EOD
$h2 << EOD
0 100 0 0.11322245706635971
EOD
$d3 << EOD
0.9964974768893328 100
EOD
$e3 << EOD
0.9964974768893328 100 100 100
EOD
$h3 << EOD
0.9964974768893328 100 0.9742057398674034 1
EOD
$d4 << EOD
0.9947200180052851 99.5
EOD
$e4 << EOD
0.9947200180052851 99.5 98.75 100
EOD
$h4 << EOD
0.9947200180052851 99.5 0.9712695580564542 1
EOD
$d5 << EOD
0.19375512728094982 100
EOD
$e5 << EOD
0.19375512728094982 100 100 100
EOD
$h5 << EOD
0.19375512728094982 100 0.044489700721678696 0.4554527425311565
EOD
$d6 << EOD
0.8961084685277233 100
EOD
$e6 << EOD
0.8961084685277233 100 100 100
EOD
$h6 << EOD
0.8961084685277233 100 0.8168202204905135 0.9514306153478764
EOD
$d7 << EOD
0.8938837300625455 89.25
EOD
$e7 << EOD
0.8938837300625455 89.25 86 92.25
EOD
$h7 << EOD
0.8938837300625455 89.25 0.7986085136762212 0.9565134775742014
EOD
$d8 << EOD
0.9210447644788483 89.75
EOD
$e8 << EOD
0.9210447644788483 89.75 86.75 92.5
EOD
$h8 << EOD
0.9210447644788483 89.75 0.8235500048140886 0.9711027793953232
EOD
$d9 << EOD
0.9953732363941945 88.5
EOD
$e9 << EOD
0.9953732363941945 88.5 85.5 91.5
EOD
$h9 << EOD
0.9953732363941945 88.5 0.9714919919853247 1
EOD
$d10 << EOD
1 88.5
EOD
$e10 << EOD
1 88.5 85.25 91.75
EOD
$h10 << EOD
1 88.5 0.994871169999638 1
EOD
$d11 << EOD
0.9986478873903689 63.74999999999999
EOD
$e11 << EOD
0.9986478873903689 63.74999999999999 59.75 68.25
EOD
$h11 << EOD
0.9986478873903689 63.74999999999999 0.969279885760838 1
EOD
$d12 << EOD
0.9757311938300604 83.75
EOD
$e12 << EOD
0.9757311938300604 83.75 80 87.5
EOD
$h12 << EOD
0.9757311938300604 83.75 0.9343642690720295 0.9952335753241525
EOD
$d13 << EOD
0.9623389067170274 79.75
EOD
$e13 << EOD
0.9623389067170274 79.75 76 83.5
EOD
$h13 << EOD
0.9623389067170274 79.75 0.9098067148578102 0.9916394660850035
EOD
$d14 << EOD
0.9511986397674304 74
EOD
$e14 << EOD
0.9511986397674304 74 69.75 78
EOD
$h14 << EOD
0.9511986397674304 74 0.8854427155414923 0.9854322221059281
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.0178 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ex…tion_horizon=32) (0.0260 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ex…tion_horizon=64) (0.0975 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.1) (0.0173 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ex…on=32,noise=0.1) (0.0294 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ex…on=64,noise=0.1) (0.0968 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true) (0.0177 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ex…=32,latent=true) (0.0283 ms)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h8 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ex…=64,latent=true) (0.0326 ms)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h9 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching (0.108 ms)', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h10 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(exe…tion_horizon=32) (0.117 ms)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h11 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(exe…tion_horizon=63) (0.118 ms)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h12 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion (1.45 ms)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h13 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=32) (1.46 ms)', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h14 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=63) (1.45 ms)'
set output
reset session
