#pragma once
// Writes texts of unknown origin into HTML, LaTeX and gnuplot. Labels come from the command line of
// whoever made the results, so all special characters are escaped: no text can act as markup.

#include <string>
#include <string_view>

namespace streambed {

// Shortens a label of more than `longest` bytes by leaving out its middle; UTF-8 characters stay
// whole.
std::string shortened(const std::string& label, std::size_t longest);

// For element content and quoted attributes: & < > " ' as entities, control characters as spaces.
std::string html_text(std::string_view text);

// For running text: the ten special characters escaped, line breaks allowed after , = ( and /.
// Characters that pdflatex with T1 fonts lacks are shown as "?".
std::string latex_text(std::string_view text);

// A single-quoted gnuplot string, in which neither backquotes nor backslashes mean anything.
std::string gnuplot_text(std::string_view text);

}  // namespace streambed
