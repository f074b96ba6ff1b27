// Results say which policies read the simulator's state.

#include <nlohmann/json.hpp>

#include "experiments/report/report_forms.h"
#include "experiments/sweep/sweep.h"
#include "sim/clock/known_stream.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/report/read_report.h"
#include "tests/experiments/toy.h"

using namespace streambed;

namespace {

// Holds its target, and claims to read the simulator for that.
class Peeking final : public Policy {
 public:
  Peeking() {
    info_.name = info_.label = "peeking";
    info_.reads_simulator = true;
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    return stream_of({request.last_executed});
  }

 private:
  PolicyInfo info_;
};

}  // namespace

TEST_CASE("manifest and report name the policies that read the simulator") {
  Registry registry = toy_registry();
  registry.add(PolicyEntry{
      .name = "peeking",
      .summary = "reads the simulator",
      .keys = {},
      .make = [](const Params&, const Task&,
                 const Assets&) { return std::make_unique<const Peeking>(); },
      .train_keys = {},
      .train = {}});
  SweepPlan plan;
  plan.tasks = {"toy"};
  plan.clocks = {"frozen"};
  plan.episodes = 2;
  const auto report_on = [&](std::vector<std::string> policies, const TemporaryFolder& folder) {
    plan.policies = std::move(policies);
    SweepOptions options;
    options.out = folder / "out";
    run_sweep(ResolvedSweep(plan, registry), options);
    return to_markdown(read_report(folder / "out"));
  };

  const TemporaryFolder both;
  CHECK_THAT(report_on({"noisy", "peeking"}, both),
             ContainsSubstring("simulator's state instead of the observation: peeking."));
  const auto manifest = nlohmann::json::parse(contents(both / "out" / "manifest.json"));
  const auto& policies = manifest.at("policies").at("toy");
  CHECK(policies.at("peeking").at("reads_simulator") == true);
  CHECK(policies.at("noisy").at("reads_simulator") == false);

  const TemporaryFolder one;
  CHECK_THAT(report_on({"noisy"}, one), !ContainsSubstring("simulator's state"));
}
