// Keeps the target where it is: the floor that every policy must clear.

#include "sim/plugin.h"

namespace streambed {
namespace {

class HoldStream final : public ActionStream {
 public:
  explicit HoldStream(Action target) : target_(std::move(target)) {}
  std::optional<Action> next(std::stop_token) override { return target_; }

 private:
  Action target_;
};

class Hold final : public Policy {
 public:
  explicit Hold(const Params& params) {
    info_.name = params.name();
    info_.label = params.label();
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    return std::make_unique<HoldStream>(request.last_executed);
  }

 private:
  PolicyInfo info_;
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(hold) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "hold",
      .summary = "repeats the position held at the start; a floor",
      .keys = {},
      .make = [](const Params& params, const Task&) { return std::make_unique<Hold>(params); },
      .train_keys = {},
      .train = {}});
}
