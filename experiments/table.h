#pragma once
// Markdown tables that can also be read as plain text.

#include <string>
#include <vector>

namespace streambed {

using TableLine = std::vector<std::string>;

// Escapes a text so that Markdown shows it as it is.
std::string markdown_cell(const std::string& text);
// The first line is the header. Columns are padded to equal width; all but the first are
// right-aligned.
std::string aligned_table(const std::vector<TableLine>& lines);

}  // namespace streambed
