#pragma once
// Markdown tables that can also be read as plain text.

#include <string>
#include <vector>

namespace streambed {

using TableLine = std::vector<std::string>;

// Escapes a text so that Markdown shows it as it is.
std::string markdown_cell(const std::string& text);
// Three significant digits, as in "12.3"; "-" for what is not finite.
std::string three_digits(double value);
// The first line is the header. Columns are padded; all but the first stand at the right, where
// numbers belong, unless they are words.
enum class Align { kLeft, kRight };
std::string aligned_table(const std::vector<TableLine>& lines, Align others = Align::kRight);

}  // namespace streambed
