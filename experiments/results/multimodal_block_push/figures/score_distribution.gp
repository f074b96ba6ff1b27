# Written by streambed report; gnuplot score_distribution.gp
set terminal pdfcairo noenhanced color size 8.5cm,8.8cm font "Sans,7" linewidth 1.2
set output 'score_distribution.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'score threshold' offset 0,0.3
set ylabel 'episodes with a higher score (%)' offset 1.2,0
set yrange [-2:102]
$d0 << EOD
0 100
0 93.5
0.5 87
1 0
1 0
EOD
$d1 << EOD
0 100
0 86.75
0.5 79
1 0
1 0
EOD
$d2 << EOD
0 100
0 39.75
0.5 25.25
1 0
1 0
EOD
$d3 << EOD
0 100
0 99
0.5 97.5
1 0
1 0
EOD
$d4 << EOD
0 100
0 96
0.5 94.25
1 0
1 0
EOD
$d5 << EOD
0 100
0 96.75
0.5 88.75
1 0
1 0
EOD
$d6 << EOD
0 100
0 96.25
0.5 90.75
1 0
1 0
EOD
plot $d0 using 1:2 with steps lc rgb "#0072B2" lw 1.6 dt 1 title 'streaming_flow', \
  $d1 using 1:2 with steps lc rgb "#D55E00" lw 1.6 dt 1 title 'streaming_flow(noise=0.02)', \
  $d2 using 1:2 with steps lc rgb "#009E73" lw 1.6 dt 1 title 'streaming_flow(latent=true)', \
  $d3 using 1:2 with steps lc rgb "#CC79A7" lw 1.6 dt 1 title 'flow_matching', \
  $d4 using 1:2 with steps lc rgb "#E69F00" lw 1.6 dt 1 title 'flow_matching(steps=1)', \
  $d5 using 1:2 with steps lc rgb "#56B4E9" lw 1.6 dt 1 title 'diffusion', \
  $d6 using 1:2 with steps lc rgb "#000000" lw 1.6 dt 1 title 'diffusion(sampler=ddim)'
reset session
# Written by streambed report; gnuplot score_distribution.gp
set terminal svg noenhanced dynamic size 321,333 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'score_distribution.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'score threshold' offset 0,0.3
set ylabel 'episodes with a higher score (%)' offset 1.2,0
set yrange [-2:102]
$d0 << EOD
0 100
0 93.5
0.5 87
1 0
1 0
EOD
$d1 << EOD
0 100
0 86.75
0.5 79
1 0
1 0
EOD
$d2 << EOD
0 100
0 39.75
0.5 25.25
1 0
1 0
EOD
$d3 << EOD
0 100
0 99
0.5 97.5
1 0
1 0
EOD
$d4 << EOD
0 100
0 96
0.5 94.25
1 0
1 0
EOD
$d5 << EOD
0 100
0 96.75
0.5 88.75
1 0
1 0
EOD
$d6 << EOD
0 100
0 96.25
0.5 90.75
1 0
1 0
EOD
plot $d0 using 1:2 with steps lc rgb "#0072B2" lw 1.6 dt 1 title 'streaming_flow', \
  $d1 using 1:2 with steps lc rgb "#D55E00" lw 1.6 dt 1 title 'streaming_flow(noise=0.02)', \
  $d2 using 1:2 with steps lc rgb "#009E73" lw 1.6 dt 1 title 'streaming_flow(latent=true)', \
  $d3 using 1:2 with steps lc rgb "#CC79A7" lw 1.6 dt 1 title 'flow_matching', \
  $d4 using 1:2 with steps lc rgb "#E69F00" lw 1.6 dt 1 title 'flow_matching(steps=1)', \
  $d5 using 1:2 with steps lc rgb "#56B4E9" lw 1.6 dt 1 title 'diffusion', \
  $d6 using 1:2 with steps lc rgb "#000000" lw 1.6 dt 1 title 'diffusion(sampler=ddim)'
set output
reset session
