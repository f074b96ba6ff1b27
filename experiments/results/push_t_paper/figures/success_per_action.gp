# Written by streambed report; gnuplot success_per_action.gp
set terminal pdfcairo noenhanced color size 8.5cm,8.8cm font "Sans,7" linewidth 1.2
set output 'success_per_action.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.038599 12
0.038704 14.4
0.03874299999999999 63
EOD
$d1 << EOD
0.0402405 46
EOD
$e1 << EOD
0.0402405 46 41.67851025299865 50.382484470693775
EOD
$d2 << EOD
0.039543 49.8
EOD
$e2 << EOD
0.039543 49.8 45.43568605917084 54.16736367701378
EOD
$d3 << EOD
0.038772 43
EOD
$e3 << EOD
0.038772 43 38.73016475903593 47.37657600742581
EOD
$d4 << EOD
0.038704 14.4
EOD
$e4 << EOD
0.038704 14.4 11.593807411034975 17.749045629827545
EOD
$d5 << EOD
0.038875 15.2
EOD
$e5 << EOD
0.038875 15.2 12.319239267380162 18.611414828743875
EOD
$d6 << EOD
0.038599 12
EOD
$e6 << EOD
0.038599 12 9.437490012636914 15.141959862441059
EOD
$d7 << EOD
0.048659 26.4
EOD
$e7 << EOD
0.048659 26.4 22.726783141305194 30.43308572848008
EOD
$d8 << EOD
0.0482185 29.2
EOD
$e8 << EOD
0.0482185 29.2 25.385249383562762 33.33192317963781
EOD
$d9 << EOD
0.048039 27
EOD
$e9 << EOD
0.048039 27 23.294853920310576 31.055865740920837
EOD
$d10 << EOD
1.8286064999999998 25.4
EOD
$e10 << EOD
1.8286064999999998 25.4 21.78202549151866 29.393092059189712
EOD
$d11 << EOD
1.7808735000000002 27.2
EOD
$e11 << EOD
1.7808735000000002 27.2 23.48440922052204 31.263260704524754
EOD
$d12 << EOD
0.217082 20.8
EOD
$e12 << EOD
0.217082 20.8 17.471631170962926 24.573630311991725
EOD
$d13 << EOD
0.2109625 27.2
EOD
$e13 << EOD
0.2109625 27.2 23.48440922052204 31.263260704524754
EOD
$d14 << EOD
0.2237595 9.8
EOD
$e14 << EOD
0.2237595 9.8 7.492391886460623 12.72060508664818
EOD
$d15 << EOD
0.22267 11.4
EOD
$e15 << EOD
0.22267 11.4 8.903690099400286 14.484908984231549
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoint=*)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(checkpoint=*,latent=true)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(checkpoint=*)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle, \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle, \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=*)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 notitle, \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(checkpoint=*,sampler=ddim)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 notitle, \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'streaming_diffusion(checkpoint=*)', \
  $e15 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d15 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 notitle
reset session
# Written by streambed report; gnuplot success_per_action.gp
set terminal svg noenhanced dynamic size 321,333 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_per_action.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 7
set xlabel 'time per action, p50 (ms, log scale)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set logscale x
set format x "%g"
$d0 << EOD
0.038599 12
0.038704 14.4
0.03874299999999999 63
EOD
$d1 << EOD
0.0402405 46
EOD
$e1 << EOD
0.0402405 46 41.67851025299865 50.382484470693775
EOD
$d2 << EOD
0.039543 49.8
EOD
$e2 << EOD
0.039543 49.8 45.43568605917084 54.16736367701378
EOD
$d3 << EOD
0.038772 43
EOD
$e3 << EOD
0.038772 43 38.73016475903593 47.37657600742581
EOD
$d4 << EOD
0.038704 14.4
EOD
$e4 << EOD
0.038704 14.4 11.593807411034975 17.749045629827545
EOD
$d5 << EOD
0.038875 15.2
EOD
$e5 << EOD
0.038875 15.2 12.319239267380162 18.611414828743875
EOD
$d6 << EOD
0.038599 12
EOD
$e6 << EOD
0.038599 12 9.437490012636914 15.141959862441059
EOD
$d7 << EOD
0.048659 26.4
EOD
$e7 << EOD
0.048659 26.4 22.726783141305194 30.43308572848008
EOD
$d8 << EOD
0.0482185 29.2
EOD
$e8 << EOD
0.0482185 29.2 25.385249383562762 33.33192317963781
EOD
$d9 << EOD
0.048039 27
EOD
$e9 << EOD
0.048039 27 23.294853920310576 31.055865740920837
EOD
$d10 << EOD
1.8286064999999998 25.4
EOD
$e10 << EOD
1.8286064999999998 25.4 21.78202549151866 29.393092059189712
EOD
$d11 << EOD
1.7808735000000002 27.2
EOD
$e11 << EOD
1.7808735000000002 27.2 23.48440922052204 31.263260704524754
EOD
$d12 << EOD
0.217082 20.8
EOD
$e12 << EOD
0.217082 20.8 17.471631170962926 24.573630311991725
EOD
$d13 << EOD
0.2109625 27.2
EOD
$e13 << EOD
0.2109625 27.2 23.48440922052204 31.263260704524754
EOD
$d14 << EOD
0.2237595 9.8
EOD
$e14 << EOD
0.2237595 9.8 7.492391886460623 12.72060508664818
EOD
$d15 << EOD
0.22267 11.4
EOD
$e15 << EOD
0.22267 11.4 8.903690099400286 14.484908984231549
EOD
plot $d0 using 1:2 with steps lc rgb "#999999" lw 1 dt 3 title 'Pareto front', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(checkpoint=*)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 notitle, \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(checkpoint=*,latent=true)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 notitle, \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(checkpoint=*)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle, \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 notitle, \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpoint=*)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 notitle, \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(checkpoint=*,sampler=ddim)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 notitle, \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'streaming_diffusion(checkpoint=*)', \
  $e15 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d15 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 notitle
set output
reset session
