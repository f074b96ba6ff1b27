// The forms in which measurements leave the program.

#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "experiments/bench/bench.h"
#include "experiments/results/table.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

using Json = nlohmann::json;

// Three significant digits.
// Fewer than a hundred calls have no 99th percentile.
bool has_tail(const Quantiles& q) { return q.count >= 100; }

std::string both(const Quantiles& q) {
  if (!std::isfinite(q.p50)) return "-";
  return three_digits(q.p50) + " / " + (has_tail(q) ? three_digits(q.p99) : "-");
}

// A limit and how far the figure is above it.
std::string limit(double limit, double figure) {
  if (!std::isfinite(limit)) return "-";
  return fmt::format("{} ({:.2f}x)", three_digits(limit), figure / limit);
}

std::string times(double ratio) {
  return std::isfinite(ratio) ? fmt::format("{:.2f}x", ratio) : "-";
}

std::string share_text(double share) {
  return std::isfinite(share) ? fmt::format("{:.1f} %", 100 * share) : "-";
}

std::string plan_text(const InferenceRow& row) {
  if (row.calls == 0) return fmt::format("{} actions a plan, no network", row.actions);
  return fmt::format("{} actions a plan; network calls: {} for the first action, {} in all",
                     row.actions, row.first_calls, row.calls);
}

std::string inference_tables(const std::vector<InferenceRow>& rows) {
  std::string out;
  std::vector<TableLine> lines;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const InferenceRow& row = rows[i];
    if (lines.empty()) {
      out += fmt::format("**{}**: {}\n\n", markdown_cell(row.policy), plan_text(row));
      lines.push_back({"engine", "first action p50 / p99", "limit", "per action p50 / p99", "limit",
                       "network call p50 / p99", "limit", "chunk p50 / p99", "/ fused", "tail"});
    }
    lines.push_back({markdown_cell(row.engine.empty() ? "-" : row.engine), both(row.first_action),
                     limit(row.first_action_limit, row.first_action.p50), both(row.action),
                     limit(row.action_limit, row.action.p50), both(row.network_call),
                     limit(row.call_limit, row.network_call.p50), both(row.chunk),
                     times(row.over_fused), has_tail(row.action) ? times(row.tail) : "-"});
    if (i + 1 == rows.size() || rows[i + 1].policy != row.policy) {
      out += aligned_table(lines) + "\n";
      lines.clear();
    }
  }
  return out +
         "Per action: of a streaming policy each later action, of a chunk policy the chunk over "
         "its actions. Limit: only the\nplan's reads of weights, taking turns with the plans: "
         "the observation's part once, the network once per call.\n/ fused: time per action over "
         "the fused engine's. Tail: p99/p50 of an action over that of its limit. No p99 is given\n"
         "of less than 100 calls.\n\n";
}

std::string environment_table(const std::vector<EnvironmentRow>& rows) {
  std::vector<TableLine> lines{{"policy", "workers", "tick p50 / p99 (us)", "bare p50 / p99 (us)",
                                "of bare", "ticks/s", "thinking (us/tick)",
                                "harness overhead"}};
  for (const EnvironmentRow& row : rows) {
    lines.push_back({markdown_cell(row.policy), std::to_string(row.workers), both(row.tick_us),
                     both(row.bare_us), fmt::format("{:.3f}", row.bare_us.p50 / row.tick_us.p50),
                     three_digits(row.ticks_per_s), three_digits(row.network_us),
                     share_text(row.overhead)});
  }
  return aligned_table(lines) +
         "\nBare: a loop of MuJoCo's steps from the same states with the same targets, after every "
         "tick. Of bare: the rate of\nthe median tick over that of the median loop. Overhead: of "
         "all ticks, which also observe and judge, over all loops\nand thinking.\n\n";
}

std::string image_table(const std::vector<ImageRow>& rows) {
  std::vector<TableLine> lines{{"task", "camera", "pixels", "image p50 / p99 (us)", "drawn by"}};
  for (const ImageRow& row : rows) {
    lines.push_back({markdown_cell(row.task), markdown_cell(row.camera),
                     fmt::format("{} x {}", row.width, row.height), both(row.image_us),
                     markdown_cell(row.renderer)});
  }
  return aligned_table(lines) + "\n";
}

std::string sweep_table(const std::vector<SweepRow>& rows) {
  std::vector<TableLine> lines{
      {"policy", "workers", "batch", "episodes/s", "over one worker", "cores used"}};
  for (const SweepRow& row : rows) {
    lines.push_back({markdown_cell(row.policy), std::to_string(row.workers),
                     std::to_string(row.batch), three_digits(row.episodes_per_s),
                     times(row.scaling), three_digits(row.cores_used)});
  }
  return aligned_table(lines) +
         "\nCores used: processor time over wall time. Where it stays below the workers, other "
         "programs had the rest.\n\n";
}

std::string training_table(const std::vector<TrainingRow>& rows) {
  std::vector<TableLine> lines{{"policy", "batch", "threads", "steps/s",
                                "matrix products alone: steps/s", "share of a step in products"}};
  for (const TrainingRow& row : rows) {
    lines.push_back({markdown_cell(row.policy), std::to_string(row.batch),
                     std::to_string(row.threads), three_digits(row.steps_per_s),
                     three_digits(row.products_per_s),
                     share_text(row.steps_per_s / row.products_per_s)});
  }
  return aligned_table(lines) + "\n";
}

Json to_json(const Quantiles& q) { return {{"p50", q.p50}, {"p99", q.p99}, {"count", q.count}}; }

Json to_json(const InferenceRow& row) {
  return {{"policy", row.policy},
          {"engine", row.engine},
          {"engine_name", row.engine_name},
          {"actions", row.actions},
          {"network_calls", {{"first_action", row.first_calls}, {"plan", row.calls}}},
          {"weight_bytes", {{"call", row.bytes_per_call}, {"plan", row.bytes_per_plan}}},
          {"first_action_us", to_json(row.first_action)},
          {"action_us", to_json(row.action)},
          {"chunk_us", to_json(row.chunk)},
          {"network_call_us", to_json(row.network_call)},
          {"limit_us",
           {{"first_action", row.first_action_limit},
            {"action", row.action_limit},
            {"chunk", row.chunk_limit},
            {"network_call", row.call_limit}}},
          {"over_fused", row.over_fused},
          {"tail_over_read", row.tail}};
}

Json to_json(const EnvironmentRow& row) {
  return {{"policy", row.policy},
          {"workers", row.workers},
          {"tick_us", to_json(row.tick_us)},
          {"ticks_per_s", row.ticks_per_s},
          {"bare_us", to_json(row.bare_us)},
          {"bare_ticks_per_s", row.bare_per_s},
          {"thinking_us_per_tick", row.network_us},
          {"harness_overhead", row.overhead}};
}

Json to_json(const ImageRow& row) {
  return {{"task", row.task},         {"camera", row.camera},
          {"width", row.width},       {"height", row.height},
          {"renderer", row.renderer}, {"image_us", to_json(row.image_us)}};
}

Json to_json(const SweepRow& row) {
  return {{"policy", row.policy},
          {"workers", row.workers},
          {"batch", row.batch},
          {"episodes_per_s", row.episodes_per_s},
          {"over_one_worker", row.scaling},
          {"cores_used", row.cores_used}};
}

Json to_json(const TrainingRow& row) {
  return {{"policy", row.policy},
          {"batch", row.batch},
          {"threads", row.threads},
          {"steps_per_s", row.steps_per_s},
          {"products_per_s", row.products_per_s}};
}

template <class Row>
Json list(const std::vector<Row>& rows) {
  Json out = Json::array();
  for (const Row& row : rows) out.push_back(to_json(row));
  return out;
}

}  // namespace

std::string bench_head(const BenchReport& report) {
  const Machine& machine = report.machine;
  std::string set;
  for (const auto& [name, value] : machine.environment) {
    set += fmt::format("{}{}={}", set.empty() ? "" : " ", name, value);
  }
  std::string out = fmt::format(
      "Machine:      {}, {} cores, load average {:.2f}{}\nInstructions: {}\nBuild:        {}\n"
      "Threads:      1 and {}\nEnvironment:  {}\n",
      machine.cpu, machine.cores, machine.load_average,
      machine.governor.empty() ? "" : ", governor " + machine.governor, join(machine.isa, " "),
      build_text(), report.workers, set.empty() ? "nothing that steers the math libraries" : set);
  for (const std::string& warning : report.warnings) {
    out += "**Timings suffer**: " + warning + "\n";
  }
  return out + "\n";
}

std::string bench_tables(const BenchReport& report) {
  std::string out;
  if (!report.inference.empty()) {
    out += "### Inference (us)\n\n" + inference_tables(report.inference);
  }
  if (!report.environment.empty()) {
    out += "### Control ticks\n\n" + environment_table(report.environment);
  }
  if (!report.images.empty()) out += "### Images\n\n" + image_table(report.images);
  if (!report.sweep.empty()) out += "### Episodes\n\n" + sweep_table(report.sweep);
  if (!report.training.empty()) out += "### Training\n\n" + training_table(report.training);
  for (const std::string& note : report.notes) out += "- " + note + "\n";
  return out + (report.notes.empty() ? "" : "\n");
}

Json to_json(const BenchReport& report) {
  return {{"version", 1},
          {"build", build_text()},
          {"machine", to_json(report.machine)},
          {"workers", report.workers},
          {"warnings", report.warnings},
          {"inference", list(report.inference)},
          {"environment", list(report.environment)},
          {"images", list(report.images)},
          {"sweep", list(report.sweep)},
          {"training", list(report.training)},
          {"notes", report.notes}};
}

}  // namespace streambed
