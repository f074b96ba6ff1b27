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
0.13421009730470948 99.5
EOD
$e0 << EOD
0.13421009730470948 99.5 98.1955081563757 99.86277470452897
EOD
$h0 << EOD
0.13421009730470948 99.5 0.10474254101593167 0.1922063775412054
EOD
$d1 << EOD
0.7823100108216214 70
EOD
$e1 << EOD
0.7823100108216214 70 65.25 74.5
EOD
$h1 << EOD
0.7823100108216214 70 0.7471402663785925 0.819893790789142
EOD
$d2 << EOD
0.8519590261167198 51.24999999999999
EOD
$e2 << EOD
0.8519590261167198 51.24999999999999 46.25 56.00000000000001
EOD
$h2 << EOD
0.8519590261167198 51.24999999999999 0.8072394414483595 0.8931723055049736
EOD
$d3 << EOD
0.802385842433525 46.25
EOD
$e3 << EOD
0.802385842433525 46.25 41.5 51.24999999999999
EOD
$h3 << EOD
0.802385842433525 46.25 0.7636371409752014 0.8507262219621011
EOD
$d4 << EOD
0.9651193125673131 74.75
EOD
$e4 << EOD
0.9651193125673131 74.75 69.75 79.25
EOD
$h4 << EOD
0.9651193125673131 74.75 0.9453094762675703 0.9811524324863437
EOD
$d5 << EOD
0.24370215758113642 41.5
EOD
$e5 << EOD
0.24370215758113642 41.5 36.75 46.5
EOD
$h5 << EOD
0.24370215758113642 41.5 0.20064657056954413 0.3265367619576736
EOD
$d6 << EOD
0.949148105705572 65.25
EOD
$e6 << EOD
0.949148105705572 65.25 60.75000000000001 69.75
EOD
$h6 << EOD
0.949148105705572 65.25 0.926485903773956 0.968621925345986
EOD
$d7 << EOD
0.94298459380116 54.75
EOD
$e7 << EOD
0.94298459380116 54.75 49.99375 59.75
EOD
$h7 << EOD
0.94298459380116 54.75 0.916263033101767 0.9677588066826807
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.0176 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.03) (0.0172 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(noise=0.1) (0.0181 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(latent=true) (0.0172 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching (0.0839 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'flow_matching(steps=1) (0.0208 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion (0.857 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#F0E442" pt 4 ps 0.7 title 'diffusion(sampler=ddim) (0.0854 ms)'
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
0.13421009730470948 99.5
EOD
$e0 << EOD
0.13421009730470948 99.5 98.1955081563757 99.86277470452897
EOD
$h0 << EOD
0.13421009730470948 99.5 0.10474254101593167 0.1922063775412054
EOD
$d1 << EOD
0.7823100108216214 70
EOD
$e1 << EOD
0.7823100108216214 70 65.25 74.5
EOD
$h1 << EOD
0.7823100108216214 70 0.7471402663785925 0.819893790789142
EOD
$d2 << EOD
0.8519590261167198 51.24999999999999
EOD
$e2 << EOD
0.8519590261167198 51.24999999999999 46.25 56.00000000000001
EOD
$h2 << EOD
0.8519590261167198 51.24999999999999 0.8072394414483595 0.8931723055049736
EOD
$d3 << EOD
0.802385842433525 46.25
EOD
$e3 << EOD
0.802385842433525 46.25 41.5 51.24999999999999
EOD
$h3 << EOD
0.802385842433525 46.25 0.7636371409752014 0.8507262219621011
EOD
$d4 << EOD
0.9651193125673131 74.75
EOD
$e4 << EOD
0.9651193125673131 74.75 69.75 79.25
EOD
$h4 << EOD
0.9651193125673131 74.75 0.9453094762675703 0.9811524324863437
EOD
$d5 << EOD
0.24370215758113642 41.5
EOD
$e5 << EOD
0.24370215758113642 41.5 36.75 46.5
EOD
$h5 << EOD
0.24370215758113642 41.5 0.20064657056954413 0.3265367619576736
EOD
$d6 << EOD
0.949148105705572 65.25
EOD
$e6 << EOD
0.949148105705572 65.25 60.75000000000001 69.75
EOD
$h6 << EOD
0.949148105705572 65.25 0.926485903773956 0.968621925345986
EOD
$d7 << EOD
0.94298459380116 54.75
EOD
$e7 << EOD
0.94298459380116 54.75 49.99375 59.75
EOD
$h7 << EOD
0.94298459380116 54.75 0.916263033101767 0.9677588066826807
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.0176 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.03) (0.0172 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(noise=0.1) (0.0181 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(latent=true) (0.0172 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching (0.0839 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'flow_matching(steps=1) (0.0208 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion (0.857 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#F0E442" pt 4 ps 0.7 title 'diffusion(sampler=ddim) (0.0854 ms)'
set output
reset session
