# Written by streambed report; gnuplot success_first_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,12cm font "Sans,7" linewidth 1.2
set output 'success_first_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 15
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.017762999999999998 100
EOD
$d1 << EOD
0.025979999999999996 100
EOD
$d2 << EOD
0.097513 100
EOD
$d3 << EOD
0.017280999999999998 100
EOD
$e3 << EOD
0.017280999999999998 100 100 100
EOD
$d4 << EOD
0.029379 99.5
EOD
$e4 << EOD
0.029379 99.5 98.75 100
EOD
$d5 << EOD
0.096844 100
EOD
$e5 << EOD
0.096844 100 100 100
EOD
$d6 << EOD
0.0176995 100
EOD
$e6 << EOD
0.0176995 100 100 100
EOD
$d7 << EOD
0.028302499999999998 89.25
EOD
$e7 << EOD
0.028302499999999998 89.25 86 92.25
EOD
$d8 << EOD
0.0325635 89.75
EOD
$e8 << EOD
0.0325635 89.75 86.75 92.5
EOD
$d9 << EOD
0.108145 88.5
EOD
$e9 << EOD
0.108145 88.5 85.5 91.5
EOD
$d10 << EOD
0.1173725 88.5
EOD
$e10 << EOD
0.1173725 88.5 85.25 91.75
EOD
$d11 << EOD
0.11778999999999999 63.75
EOD
$e11 << EOD
0.11778999999999999 63.75 59.75 68.25
EOD
$d12 << EOD
1.4519164999999998 83.75
EOD
$e12 << EOD
1.4519164999999998 83.75 80 87.5
EOD
$d13 << EOD
1.4635550000000002 79.75
EOD
$e13 << EOD
1.4635550000000002 79.75 76 83.5
EOD
$d14 << EOD
1.4466745 74
EOD
$e14 << EOD
1.4466745 74 69.75 78
EOD
plot $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=32)', \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=64)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.1)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=32,noise=0.1)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=64,noise=0.1)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=32,latent=true)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=64,latent=true)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=32)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=63)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=32)', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=63)'
reset session
# Written by streambed report; gnuplot success_first_action.gp
set terminal svg noenhanced dynamic size 321,454 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_first_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 15
set xlabel 'time to first action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.017762999999999998 100
EOD
$d1 << EOD
0.025979999999999996 100
EOD
$d2 << EOD
0.097513 100
EOD
$d3 << EOD
0.017280999999999998 100
EOD
$e3 << EOD
0.017280999999999998 100 100 100
EOD
$d4 << EOD
0.029379 99.5
EOD
$e4 << EOD
0.029379 99.5 98.75 100
EOD
$d5 << EOD
0.096844 100
EOD
$e5 << EOD
0.096844 100 100 100
EOD
$d6 << EOD
0.0176995 100
EOD
$e6 << EOD
0.0176995 100 100 100
EOD
$d7 << EOD
0.028302499999999998 89.25
EOD
$e7 << EOD
0.028302499999999998 89.25 86 92.25
EOD
$d8 << EOD
0.0325635 89.75
EOD
$e8 << EOD
0.0325635 89.75 86.75 92.5
EOD
$d9 << EOD
0.108145 88.5
EOD
$e9 << EOD
0.108145 88.5 85.5 91.5
EOD
$d10 << EOD
0.1173725 88.5
EOD
$e10 << EOD
0.1173725 88.5 85.25 91.75
EOD
$d11 << EOD
0.11778999999999999 63.75
EOD
$e11 << EOD
0.11778999999999999 63.75 59.75 68.25
EOD
$d12 << EOD
1.4519164999999998 83.75
EOD
$e12 << EOD
1.4519164999999998 83.75 80 87.5
EOD
$d13 << EOD
1.4635550000000002 79.75
EOD
$e13 << EOD
1.4635550000000002 79.75 76 83.5
EOD
$d14 << EOD
1.4466745 74
EOD
$e14 << EOD
1.4466745 74 69.75 78
EOD
plot $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow', \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=32)', \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(execution_horizon=64)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.1)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=32,noise=0.1)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(execution_horizon=64,noise=0.1)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(latent=true)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=32,latent=true)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(execution_horizon=64,latent=true)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=32)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'flow_matching(execution_horizon=63)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=32)', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(execution_horizon=63)'
set output
reset session
