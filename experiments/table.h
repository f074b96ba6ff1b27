#pragma once
// Markdown tables that read well as plain text, too.

#include <string>
#include <vector>

namespace streambed {

using TableLine = std::vector<std::string>;

// Somebody else's text as a cell that Markdown shows as it is.
std::string markdown_cell(const std::string& text);
// The first line is the header. Columns are padded; all but the first stand at the right.
std::string aligned_table(const std::vector<TableLine>& lines);

}  // namespace streambed
