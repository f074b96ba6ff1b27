// Keeps the target where it is: the floor that every policy must clear.

#include "sim/clock/known_stream.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class Hold final : public Policy {
 public:
  explicit Hold(const Params& params) {
    info_.name = params.name();
    info_.label = params.label();
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    return stream_of({request.last_executed});
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
      .make = [](const Params& params, const Task&,
                 const Assets&) { return std::make_unique<Hold>(params); },
      .train_keys = {},
      .train = {}});
}
