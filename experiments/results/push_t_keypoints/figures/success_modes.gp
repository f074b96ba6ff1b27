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
0.8600272465037094 56.39999999999999
EOD
$e0 << EOD
0.8600272465037094 56.39999999999999 52.02096875439772 60.68143968769439
EOD
$h0 << EOD
0.8600272465037094 56.39999999999999 0.8184928703406867 0.8960645533434701
EOD
$d1 << EOD
0.8734272051416829 32.800000000000004
EOD
$e1 << EOD
0.8734272051416829 32.800000000000004 28.829618984058982 37.03265832781843
EOD
$h1 << EOD
0.8734272051416829 32.800000000000004 0.821189684493596 0.918391364070566
EOD
$d2 << EOD
0.9101238690033179 20
EOD
$e2 << EOD
0.9101238690033179 20 16.728549897175743 23.728910530517393
EOD
$h2 << EOD
0.9101238690033179 20 0.8496945221974919 0.9576927877025757
EOD
$d3 << EOD
0.8412747502138431 22.400000000000002
EOD
$e3 << EOD
0.8412747502138431 22.400000000000002 18.963897125990833 26.256966467486855
EOD
$h3 << EOD
0.8412747502138431 22.400000000000002 0.7677911297031274 0.9060907579028709
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.0545 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.557 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (32.0 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.539 ms)'
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
0.8600272465037094 56.39999999999999
EOD
$e0 << EOD
0.8600272465037094 56.39999999999999 52.02096875439772 60.68143968769439
EOD
$h0 << EOD
0.8600272465037094 56.39999999999999 0.8184928703406867 0.8960645533434701
EOD
$d1 << EOD
0.8734272051416829 32.800000000000004
EOD
$e1 << EOD
0.8734272051416829 32.800000000000004 28.829618984058982 37.03265832781843
EOD
$h1 << EOD
0.8734272051416829 32.800000000000004 0.821189684493596 0.918391364070566
EOD
$d2 << EOD
0.9101238690033179 20
EOD
$e2 << EOD
0.9101238690033179 20 16.728549897175743 23.728910530517393
EOD
$h2 << EOD
0.9101238690033179 20 0.8496945221974919 0.9576927877025757
EOD
$d3 << EOD
0.8412747502138431 22.400000000000002
EOD
$e3 << EOD
0.8412747502138431 22.400000000000002 18.963897125990833 26.256966467486855
EOD
$h3 << EOD
0.8412747502138431 22.400000000000002 0.7677911297031274 0.9060907579028709
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.0545 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.557 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (32.0 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.539 ms)'
set output
reset session
