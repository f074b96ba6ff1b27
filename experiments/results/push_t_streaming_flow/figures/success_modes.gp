# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,9.6cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8614979749959158 70.19999999999999
EOD
$e0 << EOD
0.8614979749959158 70.19999999999999 66.04929783319653 74.04267881215677
EOD
$h0 << EOD
0.8614979749959158 70.19999999999999 0.8247304431619509 0.896219725766847
EOD
$d1 << EOD
0.9106385732516482 66.8
EOD
$e1 << EOD
0.9106385732516482 66.8 62.55786634624316 70.7859558142487
EOD
$h1 << EOD
0.9106385732516482 66.8 0.8778526447380952 0.9382069015434031
EOD
$d2 << EOD
0.8641549361389402 70.6
EOD
$e2 << EOD
0.8641549361389402 70.6 66.46172591655973 74.42415125642431
EOD
$h2 << EOD
0.8641549361389402 70.6 0.8252515208096212 0.8981958459880821
EOD
$d3 << EOD
0.8354151509338535 61.6
EOD
$e3 << EOD
0.8354151509338535 61.6 57.263882763071216 65.75923253822077
EOD
$h3 << EOD
0.8354151509338535 61.6 0.7928235987977825 0.8736137878003155
EOD
$d4 << EOD
0.9071099033710637 59
EOD
$e4 << EOD
0.9071099033710637 59 54.6362688124597 63.22649305923236
EOD
$h4 << EOD
0.9071099033710637 59 0.8733866344174692 0.9371835081714163
EOD
$d5 << EOD
0.8220736309214407 62.8
EOD
$e5 << EOD
0.8220736309214407 62.8 58.480891733036636 66.92392515114763
EOD
$h5 << EOD
0.8220736309214407 62.8 0.7793469943712593 0.8615964293330856
EOD
$d6 << EOD
0.8863990131844257 36.6
EOD
$e6 << EOD
0.8863990131844257 36.6 32.49476048822135 40.90957183614826
EOD
$h6 << EOD
0.8863990131844257 36.6 0.8403639661830596 0.9262647655205722
EOD
$d7 << EOD
0.8475863395705542 35.8
EOD
$e7 << EOD
0.8475863395705542 35.8 31.7207603401289 40.095770928979185
EOD
$h7 << EOD
0.8475863395705542 35.8 0.7943506091934833 0.8966956438603566
EOD
$d8 << EOD
0.8642643579384388 43.2
EOD
$e8 << EOD
0.8642643579384388 43.2 38.926225373658454 47.57746565661867
EOD
$h8 << EOD
0.8642643579384388 43.2 0.8165865882978164 0.9037859613776431
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0548 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0547 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0545 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.0368 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…d=1.safetensors) (0.0370 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…d=2.safetensors) (0.0369 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0900 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0907 ms)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h8 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0911 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,363 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 9
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8614979749959158 70.19999999999999
EOD
$e0 << EOD
0.8614979749959158 70.19999999999999 66.04929783319653 74.04267881215677
EOD
$h0 << EOD
0.8614979749959158 70.19999999999999 0.8247304431619509 0.896219725766847
EOD
$d1 << EOD
0.9106385732516482 66.8
EOD
$e1 << EOD
0.9106385732516482 66.8 62.55786634624316 70.7859558142487
EOD
$h1 << EOD
0.9106385732516482 66.8 0.8778526447380952 0.9382069015434031
EOD
$d2 << EOD
0.8641549361389402 70.6
EOD
$e2 << EOD
0.8641549361389402 70.6 66.46172591655973 74.42415125642431
EOD
$h2 << EOD
0.8641549361389402 70.6 0.8252515208096212 0.8981958459880821
EOD
$d3 << EOD
0.8354151509338535 61.6
EOD
$e3 << EOD
0.8354151509338535 61.6 57.263882763071216 65.75923253822077
EOD
$h3 << EOD
0.8354151509338535 61.6 0.7928235987977825 0.8736137878003155
EOD
$d4 << EOD
0.9071099033710637 59
EOD
$e4 << EOD
0.9071099033710637 59 54.6362688124597 63.22649305923236
EOD
$h4 << EOD
0.9071099033710637 59 0.8733866344174692 0.9371835081714163
EOD
$d5 << EOD
0.8220736309214407 62.8
EOD
$e5 << EOD
0.8220736309214407 62.8 58.480891733036636 66.92392515114763
EOD
$h5 << EOD
0.8220736309214407 62.8 0.7793469943712593 0.8615964293330856
EOD
$d6 << EOD
0.8863990131844257 36.6
EOD
$e6 << EOD
0.8863990131844257 36.6 32.49476048822135 40.90957183614826
EOD
$h6 << EOD
0.8863990131844257 36.6 0.8403639661830596 0.9262647655205722
EOD
$d7 << EOD
0.8475863395705542 35.8
EOD
$e7 << EOD
0.8475863395705542 35.8 31.7207603401289 40.095770928979185
EOD
$h7 << EOD
0.8475863395705542 35.8 0.7943506091934833 0.8966956438603566
EOD
$d8 << EOD
0.8642643579384388 43.2
EOD
$e8 << EOD
0.8642643579384388 43.2 38.926225373658454 47.57746565661867
EOD
$h8 << EOD
0.8642643579384388 43.2 0.8165865882978164 0.9037859613776431
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0548 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0547 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…ps_per_action=2) (0.0545 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.0368 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…d=1.safetensors) (0.0370 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…d=2.safetensors) (0.0369 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0900 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0907 ms)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h8 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(ch…ps_per_action=4) (0.0911 ms)'
set output
reset session
