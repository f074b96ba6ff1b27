# Written by streambed report; gnuplot success_modes_3.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.2cm font "Sans,7" linewidth 1.2
set output 'success_modes_3.pdf'
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
0.981258934010962 78
EOD
$e0 << EOD
0.981258934010962 78 73.68470079068086 81.78261072659853
EOD
$h0 << EOD
0.981258934010962 78 0.9164801768753457 1
EOD
$d1 << EOD
1 82.75
EOD
$e1 << EOD
1 82.75 79.5 86
EOD
$h1 << EOD
1 82.75 0.9856815630066958 1
EOD
$d2 << EOD
1 89.75
EOD
$e2 << EOD
1 89.75 86.75 92.5
EOD
$h2 << EOD
1 89.75 1 1
EOD
$d3 << EOD
0.9990461510135676 88.25
EOD
$e3 << EOD
0.9990461510135676 88.25 85 91.25
EOD
$h3 << EOD
0.9990461510135676 88.25 0.9774241064442997 1
EOD
$d4 << EOD
0.996250213324676 99.75
EOD
$e4 << EOD
0.996250213324676 99.75 99.25 100
EOD
$h4 << EOD
0.996250213324676 99.75 0.9747467021114705 1
EOD
$d5 << EOD
0.9592075929624114 85.25
EOD
$e5 << EOD
0.9592075929624114 85.25 81.75 88.75
EOD
$h5 << EOD
0.9592075929624114 85.25 0.9117954269380122 0.9867345990407518
EOD
$d6 << EOD
0.996250213324676 99.75
EOD
$e6 << EOD
0.996250213324676 99.75 99.25 100
EOD
$h6 << EOD
0.996250213324676 99.75 0.9747467021114705 1
EOD
$d7 << EOD
0.9932503330348593 98.25
EOD
$e7 << EOD
0.9932503330348593 98.25 97 99.5
EOD
$h7 << EOD
0.9932503330348593 98.25 0.9674008489540832 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.0187 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.03) (0.0175 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(noise=0.1) (0.0176 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(latent=true) (0.0169 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching (0.0844 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'flow_matching(steps=1) (0.0186 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion (0.857 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#F0E442" pt 4 ps 0.7 title 'diffusion(sampler=ddim) (0.0840 ms)'
reset session
# Written by streambed report; gnuplot success_modes_3.gp
set terminal svg noenhanced dynamic size 321,348 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes_3.svg'
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
0.981258934010962 78
EOD
$e0 << EOD
0.981258934010962 78 73.68470079068086 81.78261072659853
EOD
$h0 << EOD
0.981258934010962 78 0.9164801768753457 1
EOD
$d1 << EOD
1 82.75
EOD
$e1 << EOD
1 82.75 79.5 86
EOD
$h1 << EOD
1 82.75 0.9856815630066958 1
EOD
$d2 << EOD
1 89.75
EOD
$e2 << EOD
1 89.75 86.75 92.5
EOD
$h2 << EOD
1 89.75 1 1
EOD
$d3 << EOD
0.9990461510135676 88.25
EOD
$e3 << EOD
0.9990461510135676 88.25 85 91.25
EOD
$h3 << EOD
0.9990461510135676 88.25 0.9774241064442997 1
EOD
$d4 << EOD
0.996250213324676 99.75
EOD
$e4 << EOD
0.996250213324676 99.75 99.25 100
EOD
$h4 << EOD
0.996250213324676 99.75 0.9747467021114705 1
EOD
$d5 << EOD
0.9592075929624114 85.25
EOD
$e5 << EOD
0.9592075929624114 85.25 81.75 88.75
EOD
$h5 << EOD
0.9592075929624114 85.25 0.9117954269380122 0.9867345990407518
EOD
$d6 << EOD
0.996250213324676 99.75
EOD
$e6 << EOD
0.996250213324676 99.75 99.25 100
EOD
$h6 << EOD
0.996250213324676 99.75 0.9747467021114705 1
EOD
$d7 << EOD
0.9932503330348593 98.25
EOD
$e7 << EOD
0.9932503330348593 98.25 97 99.5
EOD
$h7 << EOD
0.9932503330348593 98.25 0.9674008489540832 1
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow (0.0187 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(noise=0.03) (0.0175 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(noise=0.1) (0.0176 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'streaming_flow(latent=true) (0.0169 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'flow_matching (0.0844 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'flow_matching(steps=1) (0.0186 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'diffusion (0.857 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#F0E442" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#F0E442" pt 4 ps 0.7 title 'diffusion(sampler=ddim) (0.0840 ms)'
set output
reset session
