# Written by streambed report; gnuplot score_distribution.gp
set terminal pdfcairo noenhanced color size 8.5cm,7.199999999999999cm font "Sans,7" linewidth 1.2
set output 'score_distribution.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'score threshold' offset 0,0.3
set ylabel 'episodes with a higher score (%)' offset 1.2,0
set yrange [-2:102]
$d0 << EOD
0 100
0 90
0.5 76
1 0
1 0
EOD
$d1 << EOD
0 100
0 98.25
0.5 89
1 0
1 0
EOD
$d2 << EOD
0 100
0 83.25
0.5 61.5
1 0
1 0
EOD
plot $d0 using 1:2 with steps lc rgb "#0072B2" lw 1.6 dt 1 title 'streaming_flow', \
  $d1 using 1:2 with steps lc rgb "#D55E00" lw 1.6 dt 1 title 'flow_matching', \
  $d2 using 1:2 with steps lc rgb "#009E73" lw 1.6 dt 1 title 'diffusion(sampler=ddim)'
reset session
# Written by streambed report; gnuplot score_distribution.gp
set terminal svg noenhanced dynamic size 321,272 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'score_distribution.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 3
set xlabel 'score threshold' offset 0,0.3
set ylabel 'episodes with a higher score (%)' offset 1.2,0
set yrange [-2:102]
$d0 << EOD
0 100
0 90
0.5 76
1 0
1 0
EOD
$d1 << EOD
0 100
0 98.25
0.5 89
1 0
1 0
EOD
$d2 << EOD
0 100
0 83.25
0.5 61.5
1 0
1 0
EOD
plot $d0 using 1:2 with steps lc rgb "#0072B2" lw 1.6 dt 1 title 'streaming_flow', \
  $d1 using 1:2 with steps lc rgb "#D55E00" lw 1.6 dt 1 title 'flow_matching', \
  $d2 using 1:2 with steps lc rgb "#009E73" lw 1.6 dt 1 title 'diffusion(sampler=ddim)'
set output
reset session
