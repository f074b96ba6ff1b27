#include <fmt/core.h>

#include <algorithm>

#include "experiments/report/markup.h"
#include "experiments/report/report_forms.h"

namespace streambed {
namespace {

constexpr std::size_t kLinesOfTabular = 26;  // more do not fit on a page

bool is_number_column(const ReportTable& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    const std::string& text = row[column].text;
    return row[column].colour < 0 && !text.empty() &&
           text.find_first_not_of("0123456789+-.,/ %[]<") == std::string::npos;
  });
}

// Columns that nobody filled with a label stand at the right; labels may break into lines.
std::string columns_of(const ReportTable& table) {
  const bool crowded = table.header.size() > 10;
  const std::size_t widest = crowded ? 22 : 34;  // characters of a label on one line
  const char* const wrapped = crowded ? ">{\\raggedright\\arraybackslash}p{3.5cm}"
                                      : ">{\\raggedright\\arraybackslash}p{5.2cm}";
  std::string columns;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    std::size_t longest = 0;
    for (const auto& row : table.rows) longest = std::max(longest, row[i].text.size());
    columns += is_number_column(table, i) ? "r" : longest > widest ? wrapped : "l";
  }
  return columns;
}

std::string latex_cell(const ReportCell& cell) {
  const std::string swatch =
      cell.colour < 0 ? ""
                      : fmt::format("\\textcolor[HTML]{{{}}}{{\\rule{{1.2ex}}{{1.2ex}}}}\\ ",
                                    colour_hex(cell.colour));
  return swatch + latex_text(cell.text);
}

// A header breaks before its parenthesis and in the middle of its words, so that a column is about
// as wide as its numbers.
std::string latex_header(const std::string& name, bool right) {
  constexpr std::size_t kLongLine = 12;
  const std::size_t bracket = name.find(" (");
  const std::size_t space = bracket != std::string::npos ? bracket
                            : name.size() > kLongLine    ? name.find(' ', name.size() / 3)
                                                         : std::string::npos;
  if (space == std::string::npos) return latex_text(name);
  return fmt::format("\\shortstack[{}]{{{}\\\\{}}}", right ? "r" : "l",
                     latex_text(name.substr(0, space)), latex_text(name.substr(space + 1)));
}

constexpr const char* kPreamble = R"(% Written by streambed report; pdflatex main.tex
\documentclass[a4paper,10pt]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern,textcomp}
\usepackage[margin=1.5cm,landscape]{geometry}
\usepackage{array,booktabs,graphicx,xcolor}
\setlength{\parindent}{0pt}
\begin{document}
)";

}  // namespace

std::string to_latex(const ReportTable& table) {
  std::string head;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    head += (i > 0 ? " & " : "") + latex_header(table.header[i], is_number_column(table, i));
  }
  const std::string begin = "\\begin{tabular}{@{}" + columns_of(table) + "@{}}\n\\toprule\n" +
                            head + " \\\\\n\\midrule\n";
  const std::string end = "\\bottomrule\n\\end{tabular}\n";

  // Several tabulars are about equally long.
  const std::size_t parts = (table.rows.size() + kLinesOfTabular - 1) / kLinesOfTabular;
  const std::size_t lines = (table.rows.size() + parts - 1) / std::max<std::size_t>(parts, 1);
  std::string out = "% " + table.name + ": needs booktabs, array, xcolor\n" + begin;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (i > 0 && i % lines == 0) {
      out += end + "\\par\\medskip\n" + begin;
    } else if (std::find(table.rules.begin(), table.rules.end(), i) != table.rules.end()) {
      out += "\\midrule\n";
    }
    for (std::size_t column = 0; column < table.rows[i].size(); ++column) {
      out += (column > 0 ? " & " : "") + latex_cell(table.rows[i][column]);
    }
    out += " \\\\\n";
  }
  return out + end;
}

std::string latex_main(const Report& report, std::span<const ReportTable> tables,
                       std::span<const PageFigure> figures) {
  std::string out = kPreamble;
  out += "\\section*{Results}\n\\begin{itemize}\n";
  for (const ReportNote& note : report.notes) {
    out += "\\item " +
           (note.heading.empty() ? "" : "\\textbf{" + latex_text(note.heading) + ":} ") +
           latex_text(note.text) + "\n";
  }
  out += "\\end{itemize}\n";
  // Tables shrink to the page where they must, never grow.
  for (const ReportTable& table : tables) {
    out += fmt::format(
        "\\subsection*{{{}}}\n{}\\par\\nopagebreak\\medskip\n{{\\footnotesize\\setlength{{"
        "\\tabcolsep}}{{3pt}}"
        "\\input{{tables/{}.tex}}}}\n\\par\\bigskip\n",
        latex_text(table.title), latex_text(table.caption), table.name);
  }
  // As many figures side by side as the page holds.
  if (!figures.empty()) out += "\\raggedright\n";
  for (const PageFigure& figure : figures) {
    out += fmt::format(
        "\\begin{{minipage}}{{8.6cm}}\\includegraphics{}{{figures/{}}}\\par "
        "\\small {}\\end{{minipage}}\\hspace{{1mm}}\n",
        figure.png.empty() ? "" : "[width=8.6cm]", figure.name, latex_text(figure.caption));
  }
  return out + "\\end{document}\n";
}

}  // namespace streambed
