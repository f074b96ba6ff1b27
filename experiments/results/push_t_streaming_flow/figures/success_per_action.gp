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
0.019920999999999998 61.6
0.019969 62.8
0.037276 70.6
EOD
$d1 << EOD
0.037535 70.2
EOD
$e1 << EOD
0.037535 70.2 66.04929783319653 74.04267881215677
EOD
$d2 << EOD
0.037631 66.8
EOD
$e2 << EOD
0.037631 66.8 62.55786634624316 70.7859558142487
EOD
$d3 << EOD
0.037276 70.6
EOD
$e3 << EOD
0.037276 70.6 66.46172591655973 74.42415125642431
EOD
$d4 << EOD
0.019920999999999998 61.6
EOD
$e4 << EOD
0.019920999999999998 61.6 57.263882763071216 65.75923253822077
EOD
$d5 << EOD
0.019942500000000002 59
EOD
$e5 << EOD
0.019942500000000002 59 54.6362688124597 63.22649305923236
EOD
$d6 << EOD
0.019969 62.8
EOD
$e6 << EOD
0.019969 62.8 58.480891733036636 66.92392515114763
EOD
$d7 << EOD
0.072875 36.6
EOD
$e7 << EOD
0.072875 36.6 32.49476048822135 40.90957183614826
EOD
$d8 << EOD
0.07343899999999999 35.8
EOD
$e8 << EOD
0.07343899999999999 35.8 31.7207603401289 40.095770928979185
EOD
$d9 << EOD
0.073849 43.2
EOD
$e9 << EOD
0.073849 43.2 38.926225373658454 47.57746565661867
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoint=*,steps_per_action=2)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(checkpoint=*)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(checkpoin…rue,steps_per_action=4)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle, \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle
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
0.019920999999999998 61.6
0.019969 62.8
0.037276 70.6
EOD
$d1 << EOD
0.037535 70.2
EOD
$e1 << EOD
0.037535 70.2 66.04929783319653 74.04267881215677
EOD
$d2 << EOD
0.037631 66.8
EOD
$e2 << EOD
0.037631 66.8 62.55786634624316 70.7859558142487
EOD
$d3 << EOD
0.037276 70.6
EOD
$e3 << EOD
0.037276 70.6 66.46172591655973 74.42415125642431
EOD
$d4 << EOD
0.019920999999999998 61.6
EOD
$e4 << EOD
0.019920999999999998 61.6 57.263882763071216 65.75923253822077
EOD
$d5 << EOD
0.019942500000000002 59
EOD
$e5 << EOD
0.019942500000000002 59 54.6362688124597 63.22649305923236
EOD
$d6 << EOD
0.019969 62.8
EOD
$e6 << EOD
0.019969 62.8 58.480891733036636 66.92392515114763
EOD
$d7 << EOD
0.072875 36.6
EOD
$e7 << EOD
0.072875 36.6 32.49476048822135 40.90957183614826
EOD
$d8 << EOD
0.07343899999999999 35.8
EOD
$e8 << EOD
0.07343899999999999 35.8 31.7207603401289 40.095770928979185
EOD
$d9 << EOD
0.073849 43.2
EOD
$e9 << EOD
0.073849 43.2 38.926225373658454 47.57746565661867
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoint=*,steps_per_action=2)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(checkpoint=*)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'streaming_flow(checkpoin…rue,steps_per_action=4)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle, \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle
set output
reset session
