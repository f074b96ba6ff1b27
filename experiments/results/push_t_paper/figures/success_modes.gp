# Written by streambed report; gnuplot success_modes.gp
set terminal pdfcairo noenhanced color size 8.5cm,12.4cm font "Sans,7" linewidth 1.2
set output 'success_modes.pdf'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 16
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8642285550450801 46
EOD
$e0 << EOD
0.8642285550450801 46 41.67851025299865 50.382484470693775
EOD
$h0 << EOD
0.8642285550450801 46 0.8148667968433809 0.9052104455729209
EOD
$d1 << EOD
0.874917125814238 49.8
EOD
$e1 << EOD
0.874917125814238 49.8 45.43568605917084 54.16736367701378
EOD
$h1 << EOD
0.874917125814238 49.8 0.8300129103462935 0.9129198267384546
EOD
$d2 << EOD
0.8894124059643725 43
EOD
$e2 << EOD
0.8894124059643725 43 38.73016475903593 47.37657600742581
EOD
$h2 << EOD
0.8894124059643725 43 0.8436034381130613 0.9266565869182619
EOD
$d3 << EOD
0.8951920367394907 14.399999999999999
EOD
$e3 << EOD
0.8951920367394907 14.399999999999999 11.593807411034975 17.749045629827545
EOD
$h3 << EOD
0.8951920367394907 14.399999999999999 0.8192103304395185 0.9553459542142163
EOD
$d4 << EOD
0.8979139907180032 15.2
EOD
$e4 << EOD
0.8979139907180032 15.2 12.319239267380162 18.611414828743875
EOD
$h4 << EOD
0.8979139907180032 15.2 0.8235794443119052 0.9578747479475894
EOD
$d5 << EOD
0.836692589205354 12
EOD
$e5 << EOD
0.836692589205354 12 9.437490012636914 15.141959862441059
EOD
$h5 << EOD
0.836692589205354 12 0.7489236558005733 0.9209850734875265
EOD
$d6 << EOD
0.9012418200221807 26.400000000000002
EOD
$e6 << EOD
0.9012418200221807 26.400000000000002 22.726783141305194 30.43308572848008
EOD
$h6 << EOD
0.9012418200221807 26.400000000000002 0.8465861356057404 0.94643242735852
EOD
$d7 << EOD
0.8774447928537963 29.2
EOD
$e7 << EOD
0.8774447928537963 29.2 25.385249383562762 33.33192317963781
EOD
$h7 << EOD
0.8774447928537963 29.2 0.8214490161247986 0.9245515407215922
EOD
$d8 << EOD
0.928866093526179 27
EOD
$e8 << EOD
0.928866093526179 27 23.294853920310576 31.055865740920837
EOD
$h8 << EOD
0.928866093526179 27 0.8763916372313593 0.9676969430934972
EOD
$d9 << EOD
0.8768769910152052 25.4
EOD
$e9 << EOD
0.8768769910152052 25.4 21.78202549151866 29.393092059189712
EOD
$h9 << EOD
0.8768769910152052 25.4 0.8189453932959206 0.9279393409746854
EOD
$d10 << EOD
0.8493343920687975 27.200000000000003
EOD
$e10 << EOD
0.8493343920687975 27.200000000000003 23.48440922052204 31.263260704524754
EOD
$h10 << EOD
0.8493343920687975 27.200000000000003 0.7973271453977078 0.903062612108699
EOD
$d11 << EOD
0.8602656746032706 20.8
EOD
$e11 << EOD
0.8602656746032706 20.8 17.471631170962926 24.573630311991725
EOD
$h11 << EOD
0.8602656746032706 20.8 0.7962625357058074 0.9180660737442354
EOD
$d12 << EOD
0.8545307524193989 27.200000000000003
EOD
$e12 << EOD
0.8545307524193989 27.200000000000003 23.48440922052204 31.263260704524754
EOD
$h12 << EOD
0.8545307524193989 27.200000000000003 0.7971319793537626 0.9091093708361032
EOD
$d13 << EOD
0.8548859636765351 9.8
EOD
$e13 << EOD
0.8548859636765351 9.8 7.492391886460623 12.72060508664818
EOD
$h13 << EOD
0.8548859636765351 9.8 0.7553829226316537 0.9418528914965982
EOD
$d14 << EOD
0.9591374610098565 11.4
EOD
$e14 << EOD
0.9591374610098565 11.4 8.903690099400286 14.484908984231549
EOD
$h14 << EOD
0.9591374610098565 11.4 0.8907939930190213 0.9986538470510817
EOD
$d15 << EOD
0.8738620117026065 63
EOD
$e15 << EOD
0.8738620117026065 63 58.68399352542358 67.11777362257607
EOD
$h15 << EOD
0.8738620117026065 63 0.8355941653758352 0.9083986266397662
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.0847 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=1.safetensors) (0.0834 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=2.safetensors) (0.0818 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ors,latent=true) (0.0834 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ors,latent=true) (0.0839 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ors,latent=true) (0.0829 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.387 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(che…d=1.safetensors) (0.384 ms)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h8 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(che…d=2.safetensors) (0.381 ms)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h9 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (14.3 ms)', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h10 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…d=1.safetensors) (14.2 ms)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h11 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (1.72 ms)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h12 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (1.68 ms)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h13 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'streaming_diffusi…d=0.safetensors) (1.79 ms)', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h14 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'streaming_diffusi…d=1.safetensors) (1.78 ms)', \
  $e15 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h15 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d15 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'streaming_flow (0.0833 ms)'
reset session
# Written by streambed report; gnuplot success_modes.gp
set terminal svg noenhanced dynamic size 321,469 font "Helvetica,DejaVu Sans,sans-serif,9" fontscale 1 linewidth 1.2 background "#ffffff"
set output 'success_modes.svg'
set encoding utf8
set border 3 lw 0.7
set tics nomirror out scale 0.5
set grid ytics lc rgb "#dddddd" lw 0.5
set datafile missing 'nan'
set key bmargin left Left reverse samplen 1.6 spacing 1.05 width 0 maxcols 1 maxrows 16
set xlabel 'entropy of the modes (1: as even as can be)' offset 0,0.3
set ylabel 'success (%)' offset 1.2,0
set yrange [-2:102]
set xrange [-0.02:1.02]
$d0 << EOD
0.8642285550450801 46
EOD
$e0 << EOD
0.8642285550450801 46 41.67851025299865 50.382484470693775
EOD
$h0 << EOD
0.8642285550450801 46 0.8148667968433809 0.9052104455729209
EOD
$d1 << EOD
0.874917125814238 49.8
EOD
$e1 << EOD
0.874917125814238 49.8 45.43568605917084 54.16736367701378
EOD
$h1 << EOD
0.874917125814238 49.8 0.8300129103462935 0.9129198267384546
EOD
$d2 << EOD
0.8894124059643725 43
EOD
$e2 << EOD
0.8894124059643725 43 38.73016475903593 47.37657600742581
EOD
$h2 << EOD
0.8894124059643725 43 0.8436034381130613 0.9266565869182619
EOD
$d3 << EOD
0.8951920367394907 14.399999999999999
EOD
$e3 << EOD
0.8951920367394907 14.399999999999999 11.593807411034975 17.749045629827545
EOD
$h3 << EOD
0.8951920367394907 14.399999999999999 0.8192103304395185 0.9553459542142163
EOD
$d4 << EOD
0.8979139907180032 15.2
EOD
$e4 << EOD
0.8979139907180032 15.2 12.319239267380162 18.611414828743875
EOD
$h4 << EOD
0.8979139907180032 15.2 0.8235794443119052 0.9578747479475894
EOD
$d5 << EOD
0.836692589205354 12
EOD
$e5 << EOD
0.836692589205354 12 9.437490012636914 15.141959862441059
EOD
$h5 << EOD
0.836692589205354 12 0.7489236558005733 0.9209850734875265
EOD
$d6 << EOD
0.9012418200221807 26.400000000000002
EOD
$e6 << EOD
0.9012418200221807 26.400000000000002 22.726783141305194 30.43308572848008
EOD
$h6 << EOD
0.9012418200221807 26.400000000000002 0.8465861356057404 0.94643242735852
EOD
$d7 << EOD
0.8774447928537963 29.2
EOD
$e7 << EOD
0.8774447928537963 29.2 25.385249383562762 33.33192317963781
EOD
$h7 << EOD
0.8774447928537963 29.2 0.8214490161247986 0.9245515407215922
EOD
$d8 << EOD
0.928866093526179 27
EOD
$e8 << EOD
0.928866093526179 27 23.294853920310576 31.055865740920837
EOD
$h8 << EOD
0.928866093526179 27 0.8763916372313593 0.9676969430934972
EOD
$d9 << EOD
0.8768769910152052 25.4
EOD
$e9 << EOD
0.8768769910152052 25.4 21.78202549151866 29.393092059189712
EOD
$h9 << EOD
0.8768769910152052 25.4 0.8189453932959206 0.9279393409746854
EOD
$d10 << EOD
0.8493343920687975 27.200000000000003
EOD
$e10 << EOD
0.8493343920687975 27.200000000000003 23.48440922052204 31.263260704524754
EOD
$h10 << EOD
0.8493343920687975 27.200000000000003 0.7973271453977078 0.903062612108699
EOD
$d11 << EOD
0.8602656746032706 20.8
EOD
$e11 << EOD
0.8602656746032706 20.8 17.471631170962926 24.573630311991725
EOD
$h11 << EOD
0.8602656746032706 20.8 0.7962625357058074 0.9180660737442354
EOD
$d12 << EOD
0.8545307524193989 27.200000000000003
EOD
$e12 << EOD
0.8545307524193989 27.200000000000003 23.48440922052204 31.263260704524754
EOD
$h12 << EOD
0.8545307524193989 27.200000000000003 0.7971319793537626 0.9091093708361032
EOD
$d13 << EOD
0.8548859636765351 9.8
EOD
$e13 << EOD
0.8548859636765351 9.8 7.492391886460623 12.72060508664818
EOD
$h13 << EOD
0.8548859636765351 9.8 0.7553829226316537 0.9418528914965982
EOD
$d14 << EOD
0.9591374610098565 11.4
EOD
$e14 << EOD
0.9591374610098565 11.4 8.903690099400286 14.484908984231549
EOD
$h14 << EOD
0.9591374610098565 11.4 0.8907939930190213 0.9986538470510817
EOD
$d15 << EOD
0.8738620117026065 63
EOD
$e15 << EOD
0.8738620117026065 63 58.68399352542358 67.11777362257607
EOD
$h15 << EOD
0.8738620117026065 63 0.8355941653758352 0.9083986266397662
EOD
plot $e0 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h0 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d0 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=0.safetensors) (0.0847 ms)', \
  $e1 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h1 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d1 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=1.safetensors) (0.0834 ms)', \
  $e2 using 1:2:3:4 with yerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $h2 using 1:2:3:4 with xerrorbars lc rgb "#0072B2" lw 0.8 pt -1 notitle, \
  $d2 using 1:2 with points lc rgb "#0072B2" pt 7 ps 0.7 title 'streaming_flow(ch…d=2.safetensors) (0.0818 ms)', \
  $e3 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h3 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d3 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ors,latent=true) (0.0834 ms)', \
  $e4 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h4 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d4 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ors,latent=true) (0.0839 ms)', \
  $e5 using 1:2:3:4 with yerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $h5 using 1:2:3:4 with xerrorbars lc rgb "#D55E00" lw 0.8 pt -1 notitle, \
  $d5 using 1:2 with points lc rgb "#D55E00" pt 5 ps 0.7 title 'streaming_flow(ch…ors,latent=true) (0.0829 ms)', \
  $e6 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h6 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d6 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(che…d=0.safetensors) (0.387 ms)', \
  $e7 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h7 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d7 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(che…d=1.safetensors) (0.384 ms)', \
  $e8 using 1:2:3:4 with yerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $h8 using 1:2:3:4 with xerrorbars lc rgb "#009E73" lw 0.8 pt -1 notitle, \
  $d8 using 1:2 with points lc rgb "#009E73" pt 9 ps 0.7 title 'flow_matching(che…d=2.safetensors) (0.381 ms)', \
  $e9 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h9 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d9 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…d=0.safetensors) (14.3 ms)', \
  $e10 using 1:2:3:4 with yerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $h10 using 1:2:3:4 with xerrorbars lc rgb "#CC79A7" lw 0.8 pt -1 notitle, \
  $d10 using 1:2 with points lc rgb "#CC79A7" pt 13 ps 0.7 title 'diffusion(checkpo…d=1.safetensors) (14.2 ms)', \
  $e11 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h11 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d11 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (1.72 ms)', \
  $e12 using 1:2:3:4 with yerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $h12 using 1:2:3:4 with xerrorbars lc rgb "#E69F00" lw 0.8 pt -1 notitle, \
  $d12 using 1:2 with points lc rgb "#E69F00" pt 11 ps 0.7 title 'diffusion(checkpo…rs,sampler=ddim) (1.68 ms)', \
  $e13 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h13 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d13 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'streaming_diffusi…d=0.safetensors) (1.79 ms)', \
  $e14 using 1:2:3:4 with yerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $h14 using 1:2:3:4 with xerrorbars lc rgb "#56B4E9" lw 0.8 pt -1 notitle, \
  $d14 using 1:2 with points lc rgb "#56B4E9" pt 15 ps 0.7 title 'streaming_diffusi…d=1.safetensors) (1.78 ms)', \
  $e15 using 1:2:3:4 with yerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $h15 using 1:2:3:4 with xerrorbars lc rgb "#000000" lw 0.8 pt -1 notitle, \
  $d15 using 1:2 with points lc rgb "#000000" pt 6 ps 0.7 title 'streaming_flow (0.0833 ms)'
set output
reset session
