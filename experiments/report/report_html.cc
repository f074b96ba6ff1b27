#include <fmt/core.h>
#include <openssl/evp.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "experiments/report/markup.h"
#include "experiments/report/report_forms.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// A policy of the page itself forbids everything but what is inside it.
constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Streambed report</title>
<style>
body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1a1a1a; background: #fff;
       max-width: 92rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; border-bottom: 1px solid #ccc; }
p.caption, figcaption { color: #444; font-size: .87rem; margin: .2rem 0 .6rem; max-width: 60rem; }
.caveats { border-left: 4px solid #D55E00; background: #fdf3ec; padding: .5rem 1rem; }
.caveats p { margin: .25rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; text-align: right; white-space: nowrap; }
th.label, td.label { text-align: left; }
td.long { white-space: normal; overflow-wrap: anywhere; min-width: 16rem; }
thead th { border-top: 2px solid #1a1a1a; border-bottom: 1px solid #1a1a1a; vertical-align: bottom;
           white-space: normal; cursor: pointer; user-select: none; }
thead th:hover { background: #f2f2f2; }
thead th[aria-sort=ascending]::after { content: " \25B2"; }
thead th[aria-sort=descending]::after { content: " \25BC"; }
tbody tr:last-child td { border-bottom: 2px solid #1a1a1a; }
tbody tr:hover { background: #f6f9fc; }
tr.rule td { border-top: 1px solid #bbb; }
.swatch { display: inline-block; width: .75em; height: .75em; margin-right: .4em; }
.figures { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
figure { margin: 0; width: 25rem; }
figure svg, figure img { width: 100%; height: auto; display: block; }
pre { background: #f6f6f6; padding: .8rem; overflow: auto; max-height: 30rem; font-size: .78rem; }
</style>
</head>
<body>
)";

// Sorts a table by the column that was clicked: by data-value where cells have one, else as text.
constexpr const char* kScript = R"(<script>
document.querySelectorAll("thead th").forEach(th => th.addEventListener("click", () => {
  const table = th.closest("table"), body = table.tBodies[0], column = th.cellIndex;
  const down = th.getAttribute("aria-sort") === "ascending";
  table.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
  th.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const number = text => text === "" ? NaN : Number(text);
  const rows = [...body.rows];
  rows.sort((a, b) => {
    const x = key(a), y = key(b), n = number(x), m = number(y);
    if (!isNaN(n) && !isNaN(m)) return down ? m - n : n - m;
    if (isNaN(n) !== isNaN(m)) return isNaN(n) ? 1 : -1;
    return down ? y.localeCompare(x) : x.localeCompare(y);
  });
  rows.forEach(row => { row.classList.remove("rule"); body.append(row); });
}));
</script>
)";

std::string html_cell(const ReportCell& cell) {
  const bool label = std::isnan(cell.value);
  std::string out =
      label ? "<td class=\"label\">" : fmt::format("<td data-value=\"{}\">", to_text(cell.value));
  if (cell.colour >= 0) {
    out += fmt::format("<span class=\"swatch\" style=\"background:#{}\"></span>",
                       colour_hex(cell.colour));
  }
  return out + html_text(cell.text) + "</td>";
}

std::string html_table(const ReportTable& table) {
  std::string out = fmt::format("<h2 id=\"{}\">{}</h2>\n<p class=\"caption\">{}</p>\n", table.name,
                                html_text(table.title), html_text(table.caption));
  out += "<div class=\"wide\"><table>\n<thead><tr>";
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const bool label = std::isnan(table.rows[0][i].value);
    out +=
        fmt::format("<th{}>{}</th>", label ? " class=\"label\"" : "", html_text(table.header[i]));
  }
  out += "</tr></thead>\n<tbody>\n";
  std::size_t next_rule = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const bool rule = next_rule < table.rules.size() && table.rules[next_rule] == i;
    if (rule) ++next_rule;
    out += rule ? "<tr class=\"rule\">" : "<tr>";
    for (const ReportCell& cell : table.rows[i]) out += html_cell(cell);
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

// Gnuplot names parts of every picture alike; within one page the names must differ.
std::string unique_names(std::string svg, const std::string& prefix) {
  for (const char* before : {"id='", "id=\"", "href='#", "href=\"#", "url(#"}) {
    const std::string mark = before;
    for (std::size_t at = svg.find(mark); at != std::string::npos;
         at = svg.find(mark, at + mark.size() + prefix.size())) {
      svg.insert(at + mark.size(), prefix);
    }
  }
  return svg;
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string html_figure(const PageFigure& figure) {
  if (!figure.png.empty()) {
    const std::string caption = html_text(figure.caption);
    return fmt::format(
        "<figure><img src=\"data:image/png;base64,{}\" alt=\"{}\">"
        "<figcaption>{}</figcaption></figure>\n",
        base64(figure.png), caption, caption);
  }
  // What stands before the element itself belongs to a file of its own.
  const std::size_t begin = figure.svg.find("<svg");
  if (begin == std::string::npos) return {};
  return fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n",
                     unique_names(figure.svg.substr(begin), figure.name + "-"),
                     html_text(figure.caption));
}

}  // namespace

std::string to_html(const Report& report, std::span<const ReportTable> tables,
                    std::span<const PageFigure> figures) {
  std::string out = kHead;
  std::string folders, caveats, definitions;
  std::int64_t episodes = 0;
  for (const ResultsSource& source : report.sources) {
    folders += (folders.empty() ? "" : ", ") + html_text(source.folder.string());
    episodes += source.episodes;
  }
  out += fmt::format("<h1>Streambed report</h1>\n<p class=\"caption\">{} episodes in {}</p>\n",
                     episodes, folders);
  for (const ReportNote& note : report.notes) {
    if (note.heading.empty()) {
      definitions += "<li>" + html_text(note.text) + "</li>\n";
    } else {
      caveats += fmt::format("<p><strong>{}:</strong> {}</p>\n", html_text(note.heading),
                             html_text(note.text));
    }
  }
  if (!caveats.empty()) out += "<div class=\"caveats\">\n" + caveats + "</div>\n";

  // The main table first, then pictures, then the rest.
  if (!tables.empty()) out += html_table(tables[0]);
  if (!figures.empty()) {
    out += "<h2>Figures</h2>\n<div class=\"figures\">\n";
    for (const PageFigure& figure : figures) out += html_figure(figure);
    out += "</div>\n";
  }
  for (std::size_t i = 1; i < tables.size(); ++i) out += html_table(tables[i]);
  out += "<h2>What the numbers mean</h2>\n<ul>\n" + definitions + "</ul>\n";
  for (const ResultsSource& source : report.sources) {
    if (source.manifest.is_null()) continue;
    // Replaces what is not UTF-8 instead of throwing.
    const std::string text =
        source.manifest.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    // The lines of the text stay lines.
    std::string lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines += html_text(std::string_view(text).substr(at, end - at)) + "\n";
      at = end + 1;
    }
    out += fmt::format("<details><summary>Manifest of {}</summary><pre>{}</pre></details>\n",
                       html_text(source.folder.string()), lines);
  }
  return out + kScript + "</body>\n</html>\n";
}

}  // namespace streambed
