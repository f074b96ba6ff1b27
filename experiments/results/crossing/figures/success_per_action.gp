# Written by streambed report; gnuplot success_per_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,12.4cm font "Sans,7" linewidth 1.2
set output 'success_per_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 16
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.0031165000000000003 63.75
0.00468 88.5
0.008787500000000002 89.75
0.008876 100
EOD
$d1 << EOD
0.009023 100
EOD
$d2 << EOD
0.010295 100
EOD
$d3 << EOD
0.0089265 100
EOD
$d4 << EOD
0.008876 100
EOD
$e4 << EOD
0.008876 100 100 100
EOD
$d5 << EOD
0.010283 99.5
EOD
$e5 << EOD
0.010283 99.5 98.75 100
EOD
$d6 << EOD
0.008899999999999998 100
EOD
$e6 << EOD
0.008899999999999998 100 100 100
EOD
$d7 << EOD
0.0089725 100
EOD
$e7 << EOD
0.0089725 100 100 100
EOD
$d8 << EOD
0.009467500000000002 89.25
EOD
$e8 << EOD
0.009467500000000002 89.25 86 92.25
EOD
$d9 << EOD
0.008787500000000002 89.75
EOD
$e9 << EOD
0.008787500000000002 89.75 86.75 92.5
EOD
$d10 << EOD
0.013656 88.5
EOD
$e10 << EOD
0.013656 88.5 85.5 91.5
EOD
$d11 << EOD
0.00468 88.5
EOD
$e11 << EOD
0.00468 88.5 85.25 91.75
EOD
$d12 << EOD
0.0031165000000000003 63.75
EOD
$e12 << EOD
0.0031165000000000003 63.75 59.75 68.25
EOD
$d13 << EOD
0.1823995 83.75
EOD
$e13 << EOD
0.1823995 83.75 80 87.5
EOD
$d14 << EOD
0.047508 79.75
EOD
$e14 << EOD
0.047508 79.75 76 83.5
EOD
$d15 << EOD
0.024095500000000002 74
EOD
$e15 << EOD
0.024095500000000002 74 69.75 78
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=32)', \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=64)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.1)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=32,noise=0.1)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=64,noise=0.1)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=32,latent=true)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=64,latent=true)', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=32)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=63)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=32)', \
  $e15 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d15 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=63)'
reset session
# Written by streambed report; gnuplot success_per_action.gp
set terminal svg noenhanced dynamic size 321,469 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_per_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 16
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.0031165000000000003 63.75
0.00468 88.5
0.008787500000000002 89.75
0.008876 100
EOD
$d1 << EOD
0.009023 100
EOD
$d2 << EOD
0.010295 100
EOD
$d3 << EOD
0.0089265 100
EOD
$d4 << EOD
0.008876 100
EOD
$e4 << EOD
0.008876 100 100 100
EOD
$d5 << EOD
0.010283 99.5
EOD
$e5 << EOD
0.010283 99.5 98.75 100
EOD
$d6 << EOD
0.008899999999999998 100
EOD
$e6 << EOD
0.008899999999999998 100 100 100
EOD
$d7 << EOD
0.0089725 100
EOD
$e7 << EOD
0.0089725 100 100 100
EOD
$d8 << EOD
0.009467500000000002 89.25
EOD
$e8 << EOD
0.009467500000000002 89.25 86 92.25
EOD
$d9 << EOD
0.008787500000000002 89.75
EOD
$e9 << EOD
0.008787500000000002 89.75 86.75 92.5
EOD
$d10 << EOD
0.013656 88.5
EOD
$e10 << EOD
0.013656 88.5 85.5 91.5
EOD
$d11 << EOD
0.00468 88.5
EOD
$e11 << EOD
0.00468 88.5 85.25 91.75
EOD
$d12 << EOD
0.0031165000000000003 63.75
EOD
$e12 << EOD
0.0031165000000000003 63.75 59.75 68.25
EOD
$d13 << EOD
0.1823995 83.75
EOD
$e13 << EOD
0.1823995 83.75 80 87.5
EOD
$d14 << EOD
0.047508 79.75
EOD
$e14 << EOD
0.047508 79.75 76 83.5
EOD
$d15 << EOD
0.024095500000000002 74
EOD
$e15 << EOD
0.024095500000000002 74 69.75 78
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=32)', \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=64)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.1)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=32,noise=0.1)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=64,noise=0.1)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=32,latent=true)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=64,latent=true)', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=32)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=63)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=32)', \
  $e15 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d15 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=63)'
set output
reset session
