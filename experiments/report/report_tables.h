#pragma once
// The tables of a report, once for all forms in which they leave the program.

#include <span>
#include <string>
#include <vector>

#include "experiments/report/report.h"
#include "sim/types.h"

namespace streambed {

struct ReportCell {
  std::string text;
  double value = kNotMeasured;  // to sort by; NaN: by the text
  int colour = -1;              // of the method, -1: none
};

struct ReportTable {
  std::string name;     // stem of its files
  std::string title;    // a few words
  std::string caption;  // what the numbers are
  std::vector<std::string> header;
  std::vector<std::vector<ReportCell>> rows;
  std::vector<std::size_t> rules;  // rows that begin a new scene
};

// Those that have something to say.
std::vector<ReportTable> report_tables(const Report& report);
// `colours` is Report::colours or empty.
ReportTable comparison_table(std::span<const Comparison> comparisons,
                             const std::vector<std::string>& colours);

// Okabe and Ito's palette, safe for colour-blind readers, as "0072B2"; it repeats after eight.
std::string colour_hex(int colour);

// "-" for NaN.
std::string fixed(double value, int digits);
// As the columns of timing.csv are printed: three significant digits in milliseconds.
std::string milliseconds(double microseconds);
// "[78.6, 95.7]" in per cent, "-" for none.
std::string percent_interval(const Interval& interval);
// "45/50 = 90.0 % [78.6, 95.7]"; duplicates stand in the place of the interval.
std::string success_text(const ReportRow& row);
// "45 success, 5 timeout".
std::string ends_text(const ReportRow& row);
bool went_wrong(const ReportRow& row);

}  // namespace streambed
