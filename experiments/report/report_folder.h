#pragma once
// A report as a folder: one page for readers, and the parts of a paper.
//
//   index.html              self-contained: sortable tables, figures, manifests, caveats
//   report.md, report.json  the same as text and as data
//   summary.csv, comparisons.csv
//   main.tex, tables/*.tex  booktabs tables; pdflatex main.tex
//   figures/*.pdf, *.svg    by gnuplot, with the *.gp that drew them
//   figures/scene_*.png     a start of every task

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "experiments/report/report.h"
#include "experiments/report/report_hooks.h"

namespace streambed {

struct WrittenReport {
  std::size_t figures = 0;
  std::vector<std::string> remarks;  // what is missing and why, one line each
};

// Makes the folder and writes into it; files of an earlier report there are replaced. Equal results
// give equal bytes, the PDFs' dates aside. Without gnuplot there are no figures and a remark.
// Throws UserError for a folder that cannot be written or holds results itself.
WrittenReport write_report(const Report& report, const std::filesystem::path& folder,
                           const std::stop_token& stop, const ReportHooks& hooks = {});

}  // namespace streambed
