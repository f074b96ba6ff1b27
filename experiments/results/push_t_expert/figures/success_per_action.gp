# Written by streambed report; gnuplot success_per_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.6cm font "Sans,7" linewidth 1.2
set output 'success_per_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.020062 57.5
EOD
$e0 << EOD
0.020062 57.5 50.570932647854846 64.14638745648615
EOD
$d1 << EOD
0.024863499999999997 29
EOD
$e1 << EOD
0.024863499999999997 29 23.154025607067883 35.63747810077731
EOD
$d2 << EOD
0.254562 12
EOD
$e2 << EOD
0.254562 12 8.197992706375512 17.234252098296746
EOD
$d3 << EOD
0.025122500000000002 8.5
EOD
$e3 << EOD
0.025122500000000002 8.5 5.374575017747561 13.189587071565567
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…aming_flow.safetensors)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…w_matching.safetensors)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=ass…-diffusion.safetensors)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=ass…fetensors,sampler=ddim)'
reset session
# Written by streambed report; gnuplot success_per_action.gp
set terminal svg noenhanced dynamic size 321,287 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_per_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 4
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.020062 57.5
EOD
$e0 << EOD
0.020062 57.5 50.570932647854846 64.14638745648615
EOD
$d1 << EOD
0.024863499999999997 29
EOD
$e1 << EOD
0.024863499999999997 29 23.154025607067883 35.63747810077731
EOD
$d2 << EOD
0.254562 12
EOD
$e2 << EOD
0.254562 12 8.197992706375512 17.234252098296746
EOD
$d3 << EOD
0.025122500000000002 8.5
EOD
$e3 << EOD
0.025122500000000002 8.5 5.374575017747561 13.189587071565567
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoin…aming_flow.safetensors)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(checkpoint…w_matching.safetensors)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpoint=ass…-diffusion.safetensors)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=ass…fetensors,sampler=ddim)'
set output
reset session
