#pragma once
// Somebody else's text inside HTML, LaTeX and gnuplot. Labels come from the command line of whoever
// made the results, so each form is written such that no text can leave its place.

#include <string>
#include <string_view>

namespace streambed {

// Cuts the middle out of a label with more than `longest` bytes, where characters of UTF-8 begin.
std::string shortened(const std::string& label, std::size_t longest);

// For element content and quoted attributes: & < > " ' as entities, control characters as spaces.
std::string html_text(std::string_view text);

// For running text: the ten special characters escaped, line breaks allowed after , = ( and /.
// Characters that pdflatex with T1 fonts lacks are shown as "?".
std::string latex_text(std::string_view text);

// A single-quoted gnuplot string, in which neither backquotes nor backslashes mean anything.
std::string gnuplot_text(std::string_view text);

}  // namespace streambed
