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
0.8422625556553062 26.8
EOD
$e0 << EOD
0.8422625556553062 26.8 23.10539734363481 30.84837205378123
EOD
$h0 << EOD
0.8422625556553062 26.8 0.7800938118074047 0.896414290789809
EOD
$d1 << EOD
0.8318617569315521 18.4
EOD
$e1 << EOD
0.8318617569315521 18.4 15.248947937816059 22.032910379354043
EOD
$h1 << EOD
0.8318617569315521 18.4 0.7655654576406233 0.8965443831728925
EOD
$d2 << EOD
0.8454289589413977 16.400000000000002
EOD
$e2 << EOD
0.8454289589413977 16.400000000000002 13.412892031587173 19.899463647429137
EOD
$h2 << EOD
0.8454289589413977 16.400000000000002 0.7632967463213485 0.9154986309692121
EOD
$d3 << EOD
0.8735026991271215 45.800000000000004
EOD
$e3 << EOD
0.8735026991271215 45.800000000000004 41.481460977485106 50.18258348239194
EOD
$h3 << EOD
0.8735026991271215 45.800000000000004 0.8269206234339427 0.912287869942595
EOD
$d4 << EOD
0.8881135202721151 22
EOD
$e4 << EOD
0.8881135202721151 22 18.590093257162362 25.836869808684565
EOD
$h4 << EOD
0.8881135202721151 22 0.824643558705715 0.9395874148493352
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.506 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (30.7 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.409 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.234 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'velocity_regressi…d=0.safetensors) (0.233 ms)'
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
0.8422625556553062 26.8
EOD
$e0 << EOD
0.8422625556553062 26.8 23.10539734363481 30.84837205378123
EOD
$h0 << EOD
0.8422625556553062 26.8 0.7800938118074047 0.896414290789809
EOD
$d1 << EOD
0.8318617569315521 18.4
EOD
$e1 << EOD
0.8318617569315521 18.4 15.248947937816059 22.032910379354043
EOD
$h1 << EOD
0.8318617569315521 18.4 0.7655654576406233 0.8965443831728925
EOD
$d2 << EOD
0.8454289589413977 16.400000000000002
EOD
$e2 << EOD
0.8454289589413977 16.400000000000002 13.412892031587173 19.899463647429137
EOD
$h2 << EOD
0.8454289589413977 16.400000000000002 0.7632967463213485 0.9154986309692121
EOD
$d3 << EOD
0.8735026991271215 45.800000000000004
EOD
$e3 << EOD
0.8735026991271215 45.800000000000004 41.481460977485106 50.18258348239194
EOD
$h3 << EOD
0.8735026991271215 45.800000000000004 0.8269206234339427 0.912287869942595
EOD
$d4 << EOD
0.8881135202721151 22
EOD
$e4 << EOD
0.8881135202721151 22 18.590093257162362 25.836869808684565
EOD
$h4 << EOD
0.8881135202721151 22 0.824643558705715 0.9395874148493352
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.506 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (30.7 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.409 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.234 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'velocity_regressi…d=0.safetensors) (0.233 ms)'
set output
reset session
