// A target drawn uniformly from the action box for every chunk: the other floor.

#include "sim/clock/known_stream.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class Random final : public Policy {
 public:
  Random(const Params& params, const Task& task)
      : low_(task.info().action_low), high_(task.info().action_high) {
    info_.name = params.name();
    info_.label = params.label();
    info_.execution_horizon = static_cast<int>(params.integer("execution_horizon"));
    info_.prediction_horizon = info_.execution_horizon;
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    Rng rng = request.rng;
    Action target(low_.size());
    for (Eigen::Index i = 0; i < target.size(); ++i) target[i] = rng.uniform(low_[i], high_[i]);
    return stream_of(
        std::vector<Action>(static_cast<std::size_t>(info_.prediction_horizon), target));
  }

 private:
  Action low_, high_;
  PolicyInfo info_;
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(random) {
  using namespace streambed;
  registry.add(
      PolicyEntry{.name = "random",
                  .summary = "a target uniform over the action box for every chunk; a floor",
                  .keys = {Key::integer("execution_horizon", 8,
                                        "Ta: ticks for which a target is kept", 1, 256)},
                  .make = [](const Params& params, const Task& task,
                             const Assets&) { return std::make_unique<Random>(params, task); },
                  .train_keys = {},
                  .train = {}});
}
