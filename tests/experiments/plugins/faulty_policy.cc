// A policy that holds the target and, on odd starts, goes wrong in the tick that the key says.

#include <chrono>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <thread>

#include "sim/plugin.h"

namespace {

using namespace streambed;

class FaultyStream final : public ActionStream {
 public:
  FaultyStream(Action held, std::string fault) : held_(std::move(held)), fault_(std::move(fault)) {}

  std::optional<Action> next(const Now&, std::stop_token stop) override {
    if (fault_ == "throw") throw std::runtime_error("the network is on fire");
    if (fault_ == "throw_number") throw 42;
    if (fault_ == "nan") {
      return Action::Constant(held_.size(), std::numeric_limits<double>::quiet_NaN());
    }
    if (fault_ == "abort") std::abort();
    if (fault_ == "exit") std::exit(0);
    if (fault_ == "segfault") *static_cast<volatile int*>(nullptr) = 1;
    if (fault_ == "overflow") return Action::Constant(held_.size(), recurse(1));
    // "wait" listens to the token, "sleep" does not.
    while (fault_ == "sleep" || (fault_ == "wait" && !stop.stop_requested())) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (fault_ == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return held_;
  }

 private:
  static double recurse(int depth) {
    volatile char frame[4096] = {};
    frame[0] = static_cast<char>(depth);
    return depth < 0 ? 0 : recurse(depth + 1) + frame[0];
  }

  Action held_;
  std::string fault_;
};

class FaultyPolicy final : public Policy {
 public:
  explicit FaultyPolicy(const Params& params)
      : fault_(params.text("fault")), tick_(params.integer("tick")) {
    info_.name = params.name();
    info_.label = params.label();
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    const bool now = request.context % 2 == 1 && request.tick == tick_;
    return std::make_unique<FaultyStream>(request.last_executed,
                                          now || fault_ == "slow" ? fault_ : "none");
  }

 private:
  std::string fault_;
  std::int64_t tick_;
  PolicyInfo info_;
};

}  // namespace

STREAMBED_REGISTER(faulty_policy) {
  registry.add(PolicyEntry{
      .name = "faulty",
      .summary = "goes wrong on odd starts",
      .keys = {Key::choice("fault",
                           {"none", "throw", "throw_number", "nan", "abort", "exit", "segfault",
                            "overflow", "wait", "sleep", "slow"},
                           "what happens"),
               Key::integer("tick", 1, "when", 0, 1000)},
      .make = [](const Params& params, const Task&,
                 const Assets&) -> std::unique_ptr<const Policy> {
        return std::make_unique<FaultyPolicy>(params);
      },
      .train_keys = {},
      .train = nullptr});
}
