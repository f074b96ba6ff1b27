#include "experiments/results/table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace streambed {

std::string three_digits(double value) {
  if (!std::isfinite(value)) return "-";
  const double size = std::abs(value);
  const int digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
  return fmt::format("{:.{}f}", value, digits);
}

std::string markdown_cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '<' || c == '*' || c == '`') out += '\\';
    out += c;
  }
  return out;
}

std::string aligned_table(const std::vector<TableLine>& lines, Align others) {
  std::vector<std::size_t> widths(lines[0].size(), 3);
  for (const TableLine& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string out;
  for (std::size_t row = 0; row < lines.size(); ++row) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool left = i == 0 || others == Align::kLeft;
      out += left ? fmt::format("| {:<{}} ", lines[row][i], widths[i])
                  : fmt::format("| {:>{}} ", lines[row][i], widths[i]);
    }
    out += "|\n";
    if (row > 0) continue;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool left = i == 0 || others == Align::kLeft;
      out += left ? "| " + std::string(widths[i], '-') + " "
                  : "| " + std::string(widths[i] - 1, '-') + ": ";
    }
    out += "|\n";
  }
  return out;
}

}  // namespace streambed
