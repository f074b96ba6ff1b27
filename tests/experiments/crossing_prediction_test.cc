// What theory says of the shipped checkpoints, on starts that nothing was chosen on.

#include <map>

#include "experiments/report/mode_table.h"
#include "tests/experiments/command.h"

using namespace streambed;

TEST_CASE(
    "where ways cross, one long noisy plan of streaming flow changes lanes, and nothing else does",
    "[.slow]") {
  // With the exact minimiser of its loss, one chunk over the whole S with noise gives 74 to 100 %
  // invented ways, replanning eight times none.
  const TemporaryFolder folder;
  const Outcome outcome = run(
      folder,
      "sweep --task crossing --policy \"streaming_flow(noise=0.1,execution_horizon=64)\" "
      "--policy \"streaming_flow(latent=true,execution_horizon=64)\" "
      "--policy \"streaming_flow(noise=0.1,execution_horizon=8)\" "
      "--policy \"flow_matching(execution_horizon=63)\" --seed 300000 --episodes 100 --out r");
  REQUIRE(outcome.status == 0);
  const std::vector<ModeGroup> groups =
      mode_groups(read_results(std::vector{folder / "r"}), shipped_assets());
  REQUIRE(groups.size() == 1);
  std::map<std::string, double> spurious;
  for (const PolicyModes& policy : groups[0].policies) {
    spurious[policy.policy] = policy.measures.spurious.value();
  }
  REQUIRE(spurious.size() == 4);
  const double whole = spurious.at("streaming_flow(execution_horizon=64,noise=0.1)");
  const double latent = spurious.at("streaming_flow(execution_horizon=64,latent=true)");
  CHECK(whole > 0.6);
  CHECK(latent < whole - 0.2);
  CHECK(spurious.at("streaming_flow(execution_horizon=8,noise=0.1)") < 0.05);
  CHECK(spurious.at("flow_matching(execution_horizon=63)") < 0.05);
}
