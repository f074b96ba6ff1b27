#include "experiments/bench/bench.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/toy.h"

using namespace streambed;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// A toy with an engine: one network call for each action, or all of them for the first one.
class CallingPolicy final : public Policy {
 public:
  explicit CallingPolicy(const Params& params) : streams_(params.flag("streams")) {
    info_.name = params.name();
    info_.label = params.label();
    info_.engine = params.text("engine");
    info_.execution_horizon = info_.prediction_horizon = 4;
    info_.weight_bytes_per_call = 1000;
    info_.weight_bytes_per_plan = 3000;
    info_.remarks = {"a toy has no network"};
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    return std::make_unique<Stream>(request.last_executed, streams_);
  }

 private:
  class Stream final : public ActionStream {
   public:
    Stream(Action action, bool streams) : action_(std::move(action)), streams_(streams) {}
    std::optional<Action> next(const Now&, std::stop_token) override {
      calls_ = streams_ ? calls_ + 1 : 4;
      return action_;
    }
    int network_calls() const override { return calls_; }

   private:
    Action action_;
    bool streams_;
    int calls_ = 0;
  };

  bool streams_;
  PolicyInfo info_;
};

// Leaves what training leaves: a checkpoint and a curve.
void pretend_to_train(const Params&, const TrainRequest& request) {
  write(request.out, "weights");
  write(std::filesystem::path(request.out).replace_extension(".csv"),
        "step,seconds\n" + request.options->value("steps") + ",0.5\n");
}

Registry bench_registry() {
  Registry registry = toy_registry();
  registry.add(
      PolicyEntry{.name = "hold",
                  .summary = "a floor",
                  .keys = {Key::choice("fault", {"none"}, "what it does")},
                  .make = [](const Params& params, const Task&, const Assets&) {
                    return std::make_unique<const ToyPolicy>(params);
                  },
                  .train_keys = {},
                  .train = {}});
  registry.add(PolicyEntry{
      .name = "calling",
      .summary = "calls a network that is not there",
      .keys = {Key::flag("streams", true, "one call an action?"),
               Key::choice("engine", {"fused", "eager"}, "what runs it"),
               Key::choice("weights", {"float32", "float16"}, "what it reads")},
      .make = [](const Params& params, const Task&, const Assets&) {
        return std::make_unique<const CallingPolicy>(params);
      },
      .train_keys = {Key::integer("steps", 1, "steps"), Key::integer("batch", 32, "windows"),
                     Key::integer("threads", 0, "threads"),
                     Key::integer("validate_every", 1, "steps"),
                     Key::integer("validation_episodes", 1, "starts")},
      .train = pretend_to_train});
  return registry;
}

BenchOptions toy_options() {
  BenchOptions options;
  options.task = "toy";
  options.policies = {"noisy", "calling", "calling(streams=false)"};
  options.engines = {"fused", "eager", "fused(weights=float16)"};
  options.workers = 2;
  options.quick = true;
  return options;
}

BenchReport run(const BenchOptions& options, const BenchHooks& hooks = {}) {
  return run_bench(bench_registry(), options, hooks, Machine{});
}

std::string message_of(BenchOptions options) {
  try {
    run(options);
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

const InferenceRow& row_of(const BenchReport& report, const std::string& policy,
                           const std::string& engine) {
  const auto found = std::find_if(
      report.inference.begin(), report.inference.end(),
      [&](const InferenceRow& row) { return row.policy == policy && row.engine == engine; });
  REQUIRE(found != report.inference.end());
  return *found;
}

std::filesystem::path toy_demonstrations(const TemporaryFolder& folder) {
  Demonstration episode;
  episode.states = MatrixRM::Constant(3, 1, 0.5);
  episode.actions = MatrixRM::Constant(3, 1, 0.5);
  episode.model_xml = "<mujoco/>";
  DemonstrationSet set;
  set.task = "toy";
  set.episodes = {episode};
  write_hdf5(folder / "demos.h5", set);
  return folder / "demos.h5";
}

BenchReport made_up_report() {
  BenchReport report;
  report.machine.cpu = "Abacus";
  report.machine.cores = 2;
  report.machine.environment = {{"OMP_NUM_THREADS", "1"}};
  report.workers = 2;
  report.warnings = {"somebody shakes the table"};
  InferenceRow row;
  row.policy = "streaming_flow";
  row.engine = "fused";
  row.actions = 8;
  row.first_calls = 1;
  row.calls = 8;
  row.first_action = {50, 60, 1000};
  row.action = {20, 25, 7000};
  row.chunk = {190, 200, 99};
  row.network_call = {20, 25, 8000};
  row.first_action_limit = 40;
  row.action_limit = row.call_limit = 10;
  row.over_fused = 1;
  row.tail = 1.25;
  report.inference = {row};
  row.engine = "python eager";
  row.first_action_limit = row.action_limit = row.call_limit = row.tail = kNaN;
  row.over_fused = 12;
  report.inference.push_back(row);
  report.environment = {{"hold", 1, {37, 69, 300}, 26000, {36, 60, 300}, 27000, 0.06, 0.04}};
  report.sweep = {{"hold", 2, 1, 60.7, 1.94, 1.98}};
  report.training = {{"diffusion", 256, 1, 40, 80}};
  report.notes = {"a note"};
  return report;
}

}  // namespace

TEST_CASE("quantiles of single timings") {
  std::vector<double> values;
  for (int i = 0; i <= 200; ++i) values.push_back(200 - i);
  const Quantiles q = quantiles(values);
  CHECK(q.p50 == 100);
  CHECK(q.p99 == 198);
  CHECK(q.count == 201);
  CHECK(std::isnan(quantiles({}).p50));
  CHECK(quantiles({}).count == 0);
}

TEST_CASE("a report shows every figure beside its limit") {
  const BenchReport report = made_up_report();
  const std::string head = bench_head(report);
  for (const char* word : {"Abacus", "2 cores", "OMP_NUM_THREADS=1", "somebody shakes the table"}) {
    CHECK_THAT(head, ContainsSubstring(word));
  }
  const std::string tables = bench_tables(report);
  INFO(tables);
  CHECK_THAT(tables, ContainsSubstring("**streaming_flow**: 8 actions a plan"));
  for (const char* cell :
       {"| 50.0 / 60.0 | 40.0 (1.25x) |", "20.0 / 25.0 | 10.0 (2.00x) |", "190 / - |", "1.25x |",
        "12.00x |", "36.0 / 60.0 | 0.973 |", "4.0 % |", "1.94x | 1.98 |", "50.0 % |", "- a note"}) {
    std::string spaced = tables;
    spaced.erase(std::unique(spaced.begin(), spaced.end(),
                             [](char a, char b) { return a == ' ' && b == ' '; }),
                 spaced.end());
    CHECK_THAT(spaced, ContainsSubstring(cell));
  }
}

TEST_CASE("a report's JSON has its version and every row") {
  const nlohmann::json json = nlohmann::json::parse(to_json(made_up_report()).dump());
  CHECK(json.at("version") == 1);
  CHECK(json.at("machine").at("cpu") == "Abacus");
  CHECK(json.at("warnings").size() == 1);
  REQUIRE(json.at("inference").size() == 2);
  CHECK(json.at("inference")[0].at("action_us").at("p99") == 25);
  CHECK(json.at("inference")[0].at("limit_us").at("first_action") == 40);
  CHECK(json.at("inference")[1].at("limit_us").at("action").is_null());
  CHECK(json.at("environment")[0].at("harness_overhead") == 0.04);
  CHECK(json.at("environment")[0].at("bare_us").at("p99") == 60);
  CHECK(json.at("sweep")[0].at("batch") == 1);
  CHECK(json.at("training")[0].at("products_per_s") == 80);
}

TEST_CASE("what spoils timings is said") {
  Machine machine;
  machine.cores = 2;
  const std::size_t build_faults = timing_warnings(machine, 2).size();
  machine.load_average = 1.5;
  machine.governor = "powersave";
  machine.environment = {{"OPENBLAS_CORETYPE", "Haswell"}};
  std::string all;
  for (const std::string& line : timing_warnings(machine, 3)) all += line + "\n";
  CHECK(timing_warnings(machine, 3).size() == build_faults + 4);
  for (const char* word : {"1.50", "powersave", "Haswell", "3 workers share 2 cores"}) {
    CHECK_THAT(all, ContainsSubstring(word));
  }
}

TEST_CASE("an OpenBLAS older than the processor is said, with the way out") {
  Machine machine;
  machine.isa = {"avx", "avx2", "fma"};
  CHECK(blas_advice(machine).empty());
  machine.blas_core = "Zen";
  CHECK(blas_advice(machine).empty());
  machine.blas_core = "Prescott";
  CHECK_THAT(blas_advice(machine), ContainsSubstring("OPENBLAS_CORETYPE=Haswell"));
  machine.isa.push_back("avx512f");
  CHECK_THAT(blas_advice(machine), ContainsSubstring("OPENBLAS_CORETYPE=SkylakeX"));
  std::string all;
  for (const std::string& line : timing_warnings(machine, 1)) all += line + "\n";
  CHECK_THAT(all, ContainsSubstring("Prescott"));
  // A real Prescott is what it says.
  machine.isa = {"sse4_2"};
  CHECK(blas_advice(machine).empty());
}

TEST_CASE("mistakes are found before anything is measured") {
  const auto with = [](auto change) {
    BenchOptions options = toy_options();
    change(options);
    return message_of(options);
  };
  CHECK_THAT(with([](auto& o) { o.policies = {"noisi"}; }), ContainsSubstring("noisi"));
  CHECK_THAT(with([](auto& o) { o.policies = {"noisy(falt=nan)"}; }), ContainsSubstring("falt"));
  CHECK_THAT(with([](auto& o) { o.engines = {"fuzed"}; }), ContainsSubstring("fuzed"));
  CHECK_THAT(with([](auto& o) { o.engines = {"fused(wheights=1)"}; }),
             ContainsSubstring("wheights"));
  CHECK_THAT(with([](auto& o) { o.task = "tow"; }), ContainsSubstring("tow"));
  CHECK_THAT(with([](auto& o) { o.filter = "["; }), ContainsSubstring("regular expression"));
  CHECK_THAT(with([](auto& o) { o.filter = "gold"; }), ContainsSubstring("matches nothing"));
  CHECK_THAT(with([](auto& o) { o.demonstrations = "nowhere"; }), ContainsSubstring("nowhere"));
  CHECK_THAT(with([](auto& o) { o.peer_python = "./nowhere"; }),
             ContainsSubstring("--peer-python"));
}

TEST_CASE("a quick bench of toys fills every table") {
  const TemporaryFolder folder;
  BenchOptions options = toy_options();
  options.demonstrations = toy_demonstrations(folder);
  std::int64_t last = 0, announced = 0;
  options.progress = [&](std::int64_t done, std::int64_t total, std::string_view) {
    CHECK(done > last);
    last = done;
    announced = total;
  };
  std::atomic<int> crooked = 0, products = 0;
  BenchHooks hooks;
  hooks.read = [&](const void* memory, long bytes) {
    if (bytes % 512 != 0 || reinterpret_cast<std::uintptr_t>(memory) % 64 != 0) ++crooked;
    return 0.f;
  };
  hooks.training_products = [&](const std::filesystem::path& checkpoint, std::int64_t batch, int) {
    CHECK(contents(checkpoint) == "weights");
    CHECK(batch == 32);
    return [&] { ++products; };
  };
  const BenchReport report = run(options, hooks);
  CHECK(last == announced);
  CHECK(crooked == 0);

  REQUIRE(report.inference.size() == 7);
  const InferenceRow& streaming = row_of(report, "calling", "fused");
  CHECK(streaming.first_calls == 1);
  CHECK(streaming.calls == 4);
  CHECK(streaming.action.count >= 3);
  CHECK(streaming.action_limit >= 0);
  CHECK(streaming.over_fused == 1);
  const InferenceRow& chunk = row_of(report, "calling(streams=false)", "fused(weights=float16)");
  CHECK(chunk.first_calls == 4);
  CHECK(chunk.calls == 4);
  CHECK(chunk.first_action_limit >= 0);
  const InferenceRow& plain = row_of(report, "noisy", "");
  CHECK(plain.calls == 0);
  CHECK(std::isnan(plain.action_limit));
  CHECK(std::isnan(plain.network_call.p50));

  // Two numbers of workers for three policies and the one that stands still.
  REQUIRE(report.environment.size() == 8);
  CHECK(report.environment[0].policy == "hold");
  for (const EnvironmentRow& row : report.environment) {
    CHECK(row.bare_per_s > 0);
    CHECK(row.bare_us.p50 > 0);
    CHECK(row.bare_us.count == row.tick_us.count);
  }
  // The two with an engine also in batches.
  REQUIRE(report.sweep.size() == 10);
  for (const SweepRow& row : report.sweep) CHECK(row.episodes_per_s > 0);
  CHECK(report.sweep[0].scaling == 1);
  REQUIRE(report.training.size() == 1);
  CHECK(report.training[0].steps_per_s == Approx(20));
  CHECK(products > 0);
  CHECK(report.notes == std::vector<std::string>{"a toy has no network"});
}

TEST_CASE("a filter measures only what it names; an engine that a policy names stays") {
  BenchOptions options = toy_options();
  options.filter = "^inference/calling.*eager";
  BenchReport report = run(options);
  CHECK(report.inference.size() == 2);
  CHECK(report.environment.empty());
  CHECK(report.sweep.empty());
  CHECK(std::isnan(report.inference[0].over_fused));
  CHECK(std::isnan(report.inference[0].action_limit));

  options.policies = {"calling(engine=eager)"};
  options.filter = "^inference";
  report = run(options);
  REQUIRE(report.inference.size() == 1);
  CHECK(report.inference[0].policy == "calling");
  CHECK(report.inference[0].engine == "eager");
}

TEST_CASE("without demonstrations training is left out, and that is said") {
  BenchOptions options = toy_options();
  options.filter = "training";
  const BenchReport report = run(options);
  CHECK(report.training.empty());
  REQUIRE(report.notes.size() == 1);
  CHECK_THAT(report.notes[0], ContainsSubstring("--demos"));
}

TEST_CASE("a stopped bench ends soon and reports nothing half") {
  BenchOptions options = toy_options();
  std::stop_source stop;
  options.stop = stop.get_token();
  options.progress = [&](std::int64_t, std::int64_t, std::string_view) { stop.request_stop(); };
  const BenchReport report = run(options);
  CHECK(report.inference.empty());
  CHECK(report.sweep.empty());
}
