// What the fused engine does to results: nothing that 500 starts could show.

#include <cmath>

#include "experiments/stats/proportions.h"
#include "experiments/sweep/runner.h"
#include "sim/builtin.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {
}  // namespace streambed

using namespace streambed;

TEST_CASE("fused and LibTorch solve the same starts", "[.slow][slow]") {
  Registry registry(shipped_assets());
  register_tasks(registry);
  register_policies(registry);
  const auto task = registry.make_task("push_t");
  for (const std::string policy :
       {"streaming_flow(", "diffusion(sampler=ddim,", "flow_matching("}) {
    INFO(policy);
    const auto run = [&](const char* engine) {
      const auto made = registry.make_policy(policy + "engine=" + engine + ")", *task);
      return evaluate(*task, *made, 200000, 500, 2);
    };
    const auto fused = run("fused"), torch = run("torch");
    int only_fused = 0, only_torch = 0;
    for (std::size_t i = 0; i < fused.size(); ++i) {
      only_fused += fused[i].success && !torch[i].success;
      only_torch += torch[i].success && !fused[i].success;
    }
    CHECK(std::abs(mean_score(fused) - mean_score(torch)) < 0.01);
    CHECK(mcnemar_exact(only_fused, only_torch) > 0.05);
  }
}
