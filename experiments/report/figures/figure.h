#pragma once
// Figures as data, drawn by the program gnuplot as PDF and SVG, one column of a paper wide (8.5
// cm). The script that drew each is kept beside it.

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "experiments/stats/stats.h"

namespace streambed {

struct FigureSeries {
  enum class Style {
    kLinesAndPoints,  // with error bars where `intervals` has them
    kSteps,           // x ascending; with a band where `intervals` has them
    kPoints,
    kBars,    // upright from 0, `bar_width` wide and centred at x, with error bars
    kSpread,  // at height y: a dot at x, a thick line on to `to_p95`, a thin one to `to_max`
  };

  std::string label;  // of the legend; empty: not in it
  int colour = 0;     // number of the method's colour, see Report::colours
  Style style = Style::kLinesAndPoints;
  std::vector<double> x, y;
  std::vector<Interval> intervals;     // of y; empty or one per point, NaN where there is none
  std::vector<Interval> x_intervals;   // the same for x, kPoints only
  double bar_width = 0.8;              // kBars only
  std::vector<double> to_p95, to_max;  // kSpread only
};

struct Figure {
  std::string name;              // stem of its files
  std::string caption;           // what is shown, and what to be careful about
  std::string x_label, y_label;  // with units
  bool log_x = false;
  double y_low = 0, y_high = 1;                         // range of the axis; equal: from the data
  double x_low = 0, x_high = 0;                         // the same
  std::vector<std::pair<double, std::string>> x_marks, y_marks;  // names instead of numbers
  bool whole_x = false;  // marks at whole numbers only, where x counts something
  std::vector<FigureSeries> series;
};

// What gnuplot runs. `format`: "pdf" or "svg". Writes name.format into its working folder. Numbers
// are written without the locale; labels cannot leave their quotes.
std::string gnuplot_script(const Figure& figure, const std::string& format);

// Writes name.gp, name.pdf and name.svg of every figure into an existing folder. Returns an empty
// text, or what kept gnuplot from drawing: it is not installed, or its own last words.
std::string draw_figures(const std::filesystem::path& folder, std::span<const Figure> figures,
                         const std::stop_token& stop);

}  // namespace streambed
