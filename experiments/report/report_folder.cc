#include "experiments/report/report_folder.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "experiments/report/figures/figures.h"
#include "experiments/report/report_forms.h"
#include "experiments/report/report_scenes.h"
#include "experiments/results/table_file.h"
#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

void make_folders(const fs::path& folder) {
  // A report among results would look like results.
  if (table_file(folder, "results.csv")) {
    throw UserError(fmt::format(
        "--out {}: it holds results; name a folder of its own for the report", folder.string()));
  }
  std::error_code error;
  for (const char* name : {"tables", "figures"}) {
    fs::create_directories(folder / name, error);
    if (error) {
      throw UserError(fmt::format("--out {}: it cannot be made ({}); name another folder",
                                  folder.string(), error.message()));
    }
  }
}

// What an earlier report of other results would leave behind.
void remove_old(const fs::path& folder) {
  for (const char* name : {"tables", "figures"}) {
    for (const auto& entry : fs::directory_iterator(folder / name)) {
      const std::string kind = entry.path().extension().string();
      const bool ours = kind == ".tex" || kind == ".gp" || kind == ".svg" || kind == ".pdf" ||
                        entry.path().filename().string().starts_with("scene_");
      if (entry.is_regular_file() && ours) fs::remove(entry.path());
    }
  }
}

}  // namespace

WrittenReport write_report(const Report& original, const fs::path& folder,
                           const std::stop_token& stop, const ReportHooks& hooks) {
  make_folders(folder);
  remove_old(folder);
  Report report = original;
  WrittenReport written;

  // Figures come first, since the page holds them and says which are missing.
  const ReportFigures figures = report_figures(report);
  written.remarks = figures.left_out;
  const std::string trouble = draw_figures(folder / "figures", figures.figures, stop);
  if (!trouble.empty()) {
    written.remarks.insert(
        written.remarks.begin(),
        trouble + "; no figures were drawn, their scripts are in " + (folder / "figures").string());
  }
  std::vector<PageFigure> drawn =
      draw_scenes(report, hooks, folder / "figures", written.remarks);
  for (const Figure& figure : figures.figures) {
    const fs::path svg = folder / "figures" / (figure.name + ".svg");
    if (!trouble.empty() || !fs::exists(svg)) continue;
    drawn.push_back({figure.name, figure.caption, read_file(svg, 1u << 26), {}});
  }
  written.figures = drawn.size();
  for (const std::string& remark : written.remarks) {
    report.notes.push_back({"", "Left out: " + remark + "."});
  }

  const std::vector<ReportTable> tables = report_tables(report);
  for (const ReportTable& table : tables) {
    write_text_atomically(folder / "tables" / (table.name + ".tex"), to_latex(table));
  }
  write_text_atomically(folder / "main.tex", latex_main(report, tables, drawn));
  write_text_atomically(folder / "report.md", to_markdown(report) + "\n" + to_markdown(tables));
  write_text_atomically(
      folder / "report.json",
      to_json(report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  write_text_atomically(folder / "summary.csv", summary_csv(report));
  for (std::size_t i = 0; i < report.modes.size(); ++i) {
    write_text_atomically(folder / fmt::format("modes_{}.csv", i + 1),
                          mode_histogram_csv(report.modes[i]));
  }
  write_text_atomically(folder / "comparisons.csv", comparisons_csv(report.comparisons));
  write_text_atomically(folder / "index.html", to_html(report, tables, drawn));
  return written;
}

}  // namespace streambed
