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
0.9112550206189964 25.8
EOD
$e0 << EOD
0.9112550206189964 25.8 22.159620022281313 29.80939805605783
EOD
$h0 << EOD
0.9112550206189964 25.8 0.8559441149174479 0.9523664001130248
EOD
$d1 << EOD
0.892912395226966 26
EOD
$e1 << EOD
0.892912395226966 26 22.348572318538288 30.01739602361623
EOD
$h1 << EOD
0.892912395226966 26 0.8340658415831191 0.9386605637174958
EOD
$d2 << EOD
0.9066258838741548 18.4
EOD
$e2 << EOD
0.9066258838741548 18.4 15.248947937816059 22.032910379354043
EOD
$h2 << EOD
0.9066258838741548 18.4 0.8385367834324648 0.9574059186780447
EOD
$d3 << EOD
0.8839848162738205 15.8
EOD
$e3 << EOD
0.8839848162738205 15.8 12.865269786443548 19.256235101126627
EOD
$h3 << EOD
0.8839848162738205 15.8 0.809979118425331 0.9461937484124207
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…s,imitate=state) (0.0679 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.338 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (3.31 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.345 ms)'
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
0.9112550206189964 25.8
EOD
$e0 << EOD
0.9112550206189964 25.8 22.159620022281313 29.80939805605783
EOD
$h0 << EOD
0.9112550206189964 25.8 0.8559441149174479 0.9523664001130248
EOD
$d1 << EOD
0.892912395226966 26
EOD
$e1 << EOD
0.892912395226966 26 22.348572318538288 30.01739602361623
EOD
$h1 << EOD
0.892912395226966 26 0.8340658415831191 0.9386605637174958
EOD
$d2 << EOD
0.9066258838741548 18.4
EOD
$e2 << EOD
0.9066258838741548 18.4 15.248947937816059 22.032910379354043
EOD
$h2 << EOD
0.9066258838741548 18.4 0.8385367834324648 0.9574059186780447
EOD
$d3 << EOD
0.8839848162738205 15.8
EOD
$e3 << EOD
0.8839848162738205 15.8 12.865269786443548 19.256235101126627
EOD
$h3 << EOD
0.8839848162738205 15.8 0.809979118425331 0.9461937484124207
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…s,imitate=state) (0.0679 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.338 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (3.31 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (0.345 ms)'
set output
reset session
