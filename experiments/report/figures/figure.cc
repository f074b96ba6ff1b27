#include "experiments/report/figures/figure.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "experiments/report/markup.h"
#include "experiments/report/report_tables.h"
#include "sim/base/child_process.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

constexpr double kWidthCm = 8.5, kPlotHeightCm = 5.6, kLegendLineCm = 0.4;
constexpr std::size_t kLongestLabel = 48;  // characters that fit beside the sample
constexpr std::size_t kShortLabel = 19;    // two columns of the legend
constexpr const char* kGrey = "999999";
constexpr const char* kBreak = "\n";  // ends a line, so that the next point begins another

// Shapes differ as well as colours, for print in grey.
int point_type(int colour) {
  constexpr std::array shapes{7, 5, 9, 13, 11, 15, 6, 4};
  return shapes[static_cast<std::size_t>(std::max(colour, 0)) % shapes.size()];
}

std::string colour_text(int colour) {
  return fmt::format("\"#{}\"", colour < 0 ? kGrey : colour_hex(colour));
}

std::vector<std::string> legend(const Figure& figure) {
  std::vector<std::string> labels;
  for (const FigureSeries& series : figure.series) {
    if (!series.label.empty()) labels.push_back(shortened(series.label, kLongestLabel));
  }
  return labels;
}

// Two columns where all labels are short.
int legend_columns(const std::vector<std::string>& labels) {
  const bool wide = std::any_of(labels.begin(), labels.end(), [](const std::string& label) {
    return label.size() > kShortLabel;
  });
  return wide || labels.size() < 2 ? 1 : 2;
}

std::string numbers(std::initializer_list<double> values) {
  std::string line;
  for (const double value : values) line += (line.empty() ? "" : " ") + to_text(value);
  return line + "\n";
}

// The named data blocks of one series; gnuplot addresses them as $dN, $eN, $hN, $mN and $nN.
std::string data_blocks(const FigureSeries& series, std::size_t index, double shift) {
  std::string points, errors, x_errors, to_p95, to_max;
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    const double x = series.x[i] + shift, y = series.y[i];
    points += numbers({x, y});
    if (i < series.intervals.size() && !std::isnan(series.intervals[i].low)) {
      errors += numbers({x, y, series.intervals[i].low, series.intervals[i].high});
    }
    if (i < series.x_intervals.size() && !std::isnan(series.x_intervals[i].low)) {
      x_errors += numbers({x, y, series.x_intervals[i].low, series.x_intervals[i].high});
    }
    if (series.style == FigureSeries::Style::kSpread) {
      to_p95 += numbers({x, y}) + numbers({series.to_p95[i], y}) + kBreak;
      to_max += numbers({x, y}) + numbers({series.to_max[i], y}) + kBreak;
    }
  }
  const auto block = [&](const char* name, const std::string& lines) {
    return lines.empty() ? "" : fmt::format("${}{} << EOD\n{}EOD\n", name, index, lines);
  };
  return block("d", points) + block("e", errors) + block("h", x_errors) + block("m", to_p95) +
         block("n", to_max);
}

// The parts of the plot command that draw one series.
std::vector<std::string> plot_parts(const FigureSeries& series, std::size_t index) {
  const std::string colour = colour_text(series.colour);
  const std::string title = series.label.empty()
                                ? "notitle"
                                : "title " + gnuplot_text(shortened(series.label, kLongestLabel));
  const int shape = point_type(series.colour);
  const bool errors =
      std::any_of(series.intervals.begin(), series.intervals.end(),
                  [](const Interval& interval) { return !std::isnan(interval.low); });
  // Beyond the palette's eight colours, lines are dashed.
  const int dash = series.colour < 0 ? 3 : 1 + series.colour / 8;

  std::vector<std::string> parts;
  switch (series.style) {
    case FigureSeries::Style::kLinesAndPoints:
    case FigureSeries::Style::kPoints:
      if (errors) {
        parts.push_back(fmt::format(
            "$e{} using 1:2:3:4 with yerrorbars lc rgb {} lw 0.8 pt -1 notitle", index, colour));
      }
      if (!series.x_intervals.empty()) {
        parts.push_back(fmt::format(
            "$h{} using 1:2:3:4 with xerrorbars lc rgb {} lw 0.8 pt -1 notitle", index, colour));
      }
      parts.push_back(series.style == FigureSeries::Style::kPoints
                          ? fmt::format("$d{} using 1:2 with points lc rgb {} pt {} ps 0.7 {}",
                                        index, colour, shape, title)
                          : fmt::format("$d{} using 1:2 with linespoints lc rgb {} lw 1.4 dt {} pt "
                                        "{} ps 0.5 {}",
                                        index, colour, dash, shape, title));
      break;
    case FigureSeries::Style::kBars:
      parts.push_back(
          fmt::format("$d{} using 1:2:({}) with boxes fs solid {} noborder lc rgb {} {}", index,
                      to_text(series.bar_width), series.colour < 0 ? "0.5" : "1", colour, title));
      if (errors) {
        parts.push_back(fmt::format(
            "$e{} using 1:3:(0):($4-$3) with vectors nohead lc rgb \"#333333\" lw 0.6 notitle",
            index));
      }
      break;
    case FigureSeries::Style::kSteps:
      if (errors) {
        parts.push_back(fmt::format(
            "$e{} using 1:3:4 with filledcurves fs transparent solid 0.15 noborder lc rgb {} "
            "notitle",
            index, colour));
      }
      parts.push_back(fmt::format("$d{} using 1:2 with steps lc rgb {} lw {} dt {} {}", index,
                                  colour, series.colour < 0 ? "1" : "1.6", dash, title));
      break;
    case FigureSeries::Style::kSpread:
      parts.push_back(
          fmt::format("$n{} using 1:2 with lines lc rgb {} lw 0.8 notitle", index, colour));
      parts.push_back(
          fmt::format("$m{} using 1:2 with lines lc rgb {} lw 3 notitle", index, colour));
      parts.push_back(fmt::format("$d{} using 1:2 with points lc rgb {} pt {} ps 0.7 {}", index,
                                  colour, shape, title));
      break;
  }
  return parts;
}

std::string marks_text(const std::vector<std::pair<double, std::string>>& marks) {
  std::string out;
  for (const auto& [at, name] : marks) {
    out += (out.empty() ? "" : ", ") + gnuplot_text(name) + " " + to_text(at);
  }
  return out;
}

std::string axes(const Figure& figure) {
  std::string out = fmt::format("set xlabel {} offset 0,0.3\n", gnuplot_text(figure.x_label));
  if (figure.y_marks.empty()) {
    out += fmt::format("set ylabel {} offset 1.2,0\n", gnuplot_text(figure.y_label));
  }
  const bool bars = std::ranges::any_of(figure.series, [](const FigureSeries& series) {
    return series.style == FigureSeries::Style::kBars;
  });
  if (bars) out += "set yrange [0:*]\n";
  if (figure.y_low < figure.y_high) {
    out += fmt::format("set yrange [{}:{}]\n", to_text(figure.y_low), to_text(figure.y_high));
  }
  if (figure.x_low < figure.x_high) {
    out += fmt::format("set xrange [{}:{}]\n", to_text(figure.x_low), to_text(figure.x_high));
  }
  if (!figure.x_marks.empty()) {
    // Many names stand upright.
    constexpr std::size_t kFlatMarks = 6;
    out += fmt::format("set xtics {}({}) scale 0\nset xrange [{}:{}]\n",
                       figure.x_marks.size() > kFlatMarks ? "rotate by 90 right " : "",
                       marks_text(figure.x_marks), to_text(figure.x_marks.front().first - 0.6),
                       to_text(figure.x_marks.back().first + 0.6));
  }
  if (figure.log_x) out += "set logscale x\nset format x \"%g\"\n";
  if (figure.whole_x) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const FigureSeries& series : figure.series) {
      for (const double x : series.x) {
        low = std::min(low, x);
        high = std::max(high, x);
      }
    }
    out +=
        fmt::format("set xtics 1\nset xrange [{}:{}]\n", to_text(low - 0.4), to_text(high + 0.4));
  }
  if (!figure.y_marks.empty()) {
    out += "set ytics (" + marks_text(figure.y_marks) +
           ") scale 0\nunset grid\nset grid xtics lc rgb \"#dddddd\" lw 0.5\n";
  }
  return out;
}

}  // namespace

std::string gnuplot_script(const Figure& figure, const std::string& format) {
  const std::vector<std::string> labels = legend(figure);
  const int columns = legend_columns(labels);
  const auto lines = static_cast<double>((static_cast<int>(labels.size()) + columns - 1) / columns);
  const double height = kPlotHeightCm + kLegendLineCm * (lines + 1);

  // SVG counts in pixels, 96 to the inch.
  constexpr double kPixelsPerCm = 96 / 2.54;
  std::string out = "# Written by streambed report; gnuplot " + figure.name + ".gp\n";
  out += format == "svg"
             ? fmt::format(
                   "set terminal svg noenhanced dynamic size {:.0f},{:.0f} font "
                   "\"Helvetica,DejaVu Sans,sans-serif,9\" fontscale 1 linewidth 1.2 background "
                   "\"#ffffff\"\n",
                   kWidthCm * kPixelsPerCm, height * kPixelsPerCm)
             : fmt::format(
                   "set terminal pdfcairo noenhanced color size {}cm,{}cm font \"Sans,7\" "
                   "linewidth 1.2\n",
                   to_text(kWidthCm), to_text(height));
  out += fmt::format("set output '{}.{}'\n", figure.name, format);
  out +=
      "set encoding utf8\nset border 3 lw 0.7\nset tics nomirror out scale 0.5\n"
      "set grid ytics lc rgb \"#dddddd\" lw 0.5\nset datafile missing 'nan'\n";
  out += labels.empty() ? "unset key\n"
                        : fmt::format(
                              "set key bmargin left Left reverse samplen 1.6 spacing 1.05 "
                              "width 0 maxcols {} maxrows {:.0f}\n",
                              columns, lines);
  out += axes(figure);

  // Points that count something are moved aside a little, so that their error bars do not hide each
  // other.
  std::string plot;
  const auto count = static_cast<double>(figure.series.size());
  for (std::size_t i = 0; i < figure.series.size(); ++i) {
    const double shift =
        figure.whole_x ? (static_cast<double>(i) - (count - 1) / 2) * std::min(0.06, 0.4 / count)
                       : 0;
    out += data_blocks(figure.series[i], i, shift);
    for (const std::string& part : plot_parts(figure.series[i], i)) {
      plot += (plot.empty() ? "plot " : ", \\\n  ") + part;
    }
  }
  return out + plot + "\n";
}

std::string draw_figures(const std::filesystem::path& folder, std::span<const Figure> figures,
                         const std::stop_token& stop) {
  // One process draws everything; -d keeps it from reading the user's own settings.
  std::vector<std::string> arguments{"gnuplot", "-d"};
  for (const Figure& figure : figures) {
    write_text_atomically(folder / (figure.name + ".gp"),
                          gnuplot_script(figure, "pdf") + "reset session\n" +
                              gnuplot_script(figure, "svg") + "set output\nreset session\n");
    arguments.push_back(figure.name + ".gp");
  }
  if (figures.empty()) return {};
  const Finished child = run_to_end(arguments, stop, folder);
  if (!child.started) return "gnuplot is not installed";
  if (child.status == 0) return {};
  return "gnuplot failed: " + one_line(child.output, 300);
}

}  // namespace streambed
