// Gradient steps, beside the matrix products that they cannot do without.

#include <cstdlib>
#include <fstream>

#include "experiments/bench/bench_setup.h"
#include "experiments/results/csv.h"
#include "experiments/stats/stats.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/types.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

constexpr int kThreads = 1;

// A folder that goes away with its last user.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "streambed-bench-XXXXXX").string();
    if (!mkdtemp(name.data())) {
      throw UserError("cannot make a folder in " + fs::temp_directory_path().string() +
                      "; set TMPDIR to a place that can be written");
    }
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Trains in a scratch folder and tells what the steps took, without the work around them.
class TrainingRun {
 public:
  TrainingRun(const BenchSetup& plan, const BenchTraining& training, std::stop_token stop)
      : plan_(plan), training_(training), stop_(std::move(stop)) {}

  fs::path checkpoint() const { return scratch_.path() / (training_.policy + ".safetensors"); }

  // Seconds for so many steps, from the last row of the training's own curve.
  double run(std::int64_t steps) const {
    const Spec spec{"train",
                    {{"steps", to_text(steps)},
                     {"threads", std::to_string(kThreads)},
                     {"validate_every", "0"},
                     {"validation_episodes", "0"}}};
    const Params options(spec, training_.entry->train_keys);
    TrainRequest request;
    request.task = plan_.task.get();
    request.demonstrations = &plan_.data.demonstrations;
    request.data_name = "bench";
    request.data_sha256 = plan_.data.sha256;
    request.out = checkpoint();
    request.options = &options;
    request.stop = stop_;
    training_.entry->train(training_.params, request);
    if (stop_.stop_requested()) return kNotMeasured;
    std::ifstream file(fs::path(checkpoint()).replace_extension(".csv"));
    const CsvTable curve = read_csv(file);
    return to_number(curve.rows.back()[curve.column("seconds")]).value();
  }

  std::int64_t batch() const {
    return Params(Spec{"train", {}}, training_.entry->train_keys).integer("batch");
  }

 private:
  const BenchSetup& plan_;
  const BenchTraining& training_;
  std::stop_token stop_;
  Scratch scratch_;
};

}  // namespace

BenchSection training_section(const BenchSetup& plan, const BenchOptions& options,
                              const BenchHooks& hooks) {
  BenchSection section;
  // A training is measured a few times at most.
  section.pace = options.quick ? BenchPace{0.1, 1} : BenchPace{3, 3};
  const std::int64_t steps = options.quick ? 10 : 100;
  std::vector<TrainingRow> rows;
  for (const BenchTraining& training : plan.training) {
    const auto run = std::make_shared<TrainingRun>(plan, training, options.stop);
    rows.push_back({.policy = training.policy, .batch = run->batch(), .threads = kThreads});
    section.cases.push_back({"training/" + training.policy, [run, steps](Samples& out) {
                               out["rate"].push_back(static_cast<double>(steps) / run->run(steps));
                             }});
    if (!hooks.training_products) continue;
    // The first step's checkpoint tells the network's shape.
    run->run(1);
    if (options.stop.stop_requested()) break;
    section.cases.push_back(
        {"limit/products/" + training.policy,
         [products = hooks.training_products(run->checkpoint(), run->batch(), kThreads)](
             Samples& out) { out["rate"].push_back(1 / seconds_of(products)); }});
  }
  const std::size_t each = hooks.training_products ? 2 : 1;
  section.report = [rows, each](std::span<const Samples> samples, BenchReport& report) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      TrainingRow row = rows[i];
      row.steps_per_s = median(samples[each * i].at("rate"));
      row.products_per_s = each == 2 ? median(samples[each * i + 1].at("rate")) : kNotMeasured;
      report.training.push_back(row);
    }
  };
  return section;
}

}  // namespace streambed
