// An action of a learned policy allocates nothing, a plan as good as nothing.

#include "sim/policy.h"
#include "tests/allocation_counter.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;

namespace {

constexpr const char* kOneStepTraining =
    "steps=1,batch=4,warmup=0,validate_every=0,validation_episodes=0,threads=1";

// The network and its workspace, sampler and stream, and their buffers.
constexpr std::int64_t kPerPlan = 8;

}  // namespace

TEST_CASE_METHOD(TrainedFixture, "a fused action allocates nothing", "[learned]") {
  for (const std::string name : {"streaming_flow", "diffusion", "flow_matching"}) {
    INFO(name);
    const auto path = train(name, kOneStepTraining, name + "_allocations.safetensors");
    const auto policy =
        registry.make_policy(name + "(checkpoint=\"" + path.string() + "\")", *task);
    std::vector<Observation> history(2);
    for (Observation& observation : history) {
      observation.state = demonstrations.episodes[0].states.row(0).transpose();
    }
    PlanRequest request;
    request.history = history;
    request.last_executed = Action::Constant(2, 200);

    for (int plan = 0; plan < 3; ++plan) {
      const std::int64_t before = allocation_count();
      const StreamPtr stream = policy->plan(request, nullptr);
      const std::int64_t planned = allocation_count();
      int actions = 0;
      while (stream->next({}, {})) ++actions;
      CHECK(actions >= 8);
      CHECK(allocation_count() == planned);
      CHECK(planned - before <= kPerPlan);
    }
  }
}
