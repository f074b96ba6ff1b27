// Learned policies on a task whose actions are more than positions: a place, an angle, a rotation
// and a switch.

#include "sim/base/rotation.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"
#include "tests/sim/turning_task.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

constexpr const char* kQuickly =
    "steps=40,batch=16,warmup=5,validate_every=0,validation_episodes=0,threads=1,"
    "observation_noise=0.1";

struct TurningFixture : TrainedFixture {
  // The tool turns about two axes, goes round in its heading, and closes half way.
  TurningFixture() {
    task = std::make_unique<TurningTask>();
    demonstrations.episodes.clear();
    for (int episode = 0; episode < 22; ++episode) {
      Demonstration rows;
      rows.states.resize(30, kTurningSize);
      for (int n = 0; n < 30; ++n) {
        const double turn = 0.05 * n + 0.1 * episode;
        rows.states.row(n) << 0.02 * n, -0.01 * episode, 0.3 * n, std::cos(turn), -std::sin(turn),
            0, std::sin(turn) * std::cos(turn), std::cos(turn) * std::cos(turn), -std::sin(turn),
            n < 15 ? -1 : 1;
      }
      rows.actions = rows.states;
      rows.actions.topRows(29) = rows.states.bottomRows(29);
      demonstrations.episodes.push_back(std::move(rows));
    }
  }

  std::vector<Action> rollout(const std::string& spec) const {
    const auto policy = registry.make_policy(spec, *task);
    Episode episode(*task, *policy, {.context = 3});
    std::vector<Action> out;
    for (int i = 0; i < 20 && episode.tick(); ++i) out.push_back(episode.tick_view().executed);
    INFO(spec);
    CHECK(episode.result().reason == "");
    CHECK(out.size() == 20);
    return out;
  }
};

std::string spec_of(const std::string& name, const std::filesystem::path& checkpoint,
                    const std::string& more = "") {
  return name + "(checkpoint=\"" + checkpoint.string() + "\"" + more + ")";
}

}  // namespace

TEST_CASE_METHOD(TurningFixture, "every method learns rotations, angles and switches",
                 "[learned]") {
  // Every method, chunks of steps, starts at what is measured, a previous action, a U-Net.
  std::vector<std::string> specs;
  for (const std::string& name : kLearnedMethods) specs.push_back(name + "(hidden=16,blocks=2)");
  specs.push_back("flow_matching(hidden=16,blocks=2,actions=steps,previous_action=true)");
  specs.push_back("streaming_flow(hidden=16,blocks=2,imitate=state)");
  specs.push_back("streaming_flow(hidden=16,blocks=2,latent=true)");
  specs.push_back("flow_matching(network=unet,hidden=16)");
  for (const std::string& spec : specs) {
    INFO(spec);
    const auto path = train(spec, kQuickly, "turning.safetensors");
    CHECK(read_checkpoint(path).normaliser.encoded_action_size() == 11);
    for (const Action& action : rollout(spec_of(parse_spec(spec).name, path))) {
      CHECK(orthonormality_error(action.segment<6>(kTurningRotation)) < 1e-12);
    }
  }
  for (const char* control : {"replay", "nearest_neighbour"}) {
    DemonstrationSet set = demonstrations;
    const auto file = scratch("turning.h5");
    write_hdf5(file, set);
    CHECK(rollout(std::string(control) + "(demos=\"" + file.string() + "\")").size() == 20);
  }
}

TEST_CASE_METHOD(TurningFixture, "noise at a flow's start leaves switches alone", "[learned]") {
  // A network that always answers zero: a plan stays where it starts.
  const auto path = with_constant_output(
      train("streaming_flow(hidden=16,blocks=2)", kQuickly, "still.safetensors"),
      std::vector<float>(11, 0.f));
  const std::vector<Action> still = rollout(spec_of("streaming_flow", path));
  const std::vector<Action> noisy = rollout(spec_of("streaming_flow", path, ",noise=0.1"));
  CHECK(still.back()[kTurningSwitch] == -1);
  for (const Action& action : noisy) CHECK(action[kTurningSwitch] == -1);
  CHECK(still.back()[0] != noisy.back()[0]);
}
