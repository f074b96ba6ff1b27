#include "sim/policy.h"

#include <cassert>

#include "sim/base/error.h"

namespace streambed {

void lend_simulator(const PolicyInfo& policy, const mjModel& model, const mjData& data,
                    PlanRequest& request) {
  request.model = policy.reads_simulator ? &model : nullptr;
  request.data = policy.reads_simulator ? &data : nullptr;
}

void Policy::plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                        std::span<Answer<StreamPtr>> out) const {
  assert(requests.size() == memories.size() && requests.size() == out.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    out[i].error = error_of([&] { out[i].value = plan(requests[i], memories[i]); });
  }
}

void Policy::next_batch(std::span<ActionStream* const> streams, std::span<const Now> now,
                        std::stop_token stop,
                        std::span<Answer<std::optional<Action>>> out) const {
  assert(streams.size() == now.size() && streams.size() == out.size());
  for (std::size_t i = 0; i < streams.size(); ++i) {
    out[i].error = error_of([&] { out[i].value = streams[i]->next(now[i], stop); });
  }
}

void Policy::correct_batch(std::span<const Correction> corrections,
                           std::span<Memory* const> memories,
                           std::span<Answer<std::optional<Action>>> out) const {
  assert(corrections.size() == memories.size() && corrections.size() == out.size());
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const auto& [now, action, index] = corrections[i];
    out[i].error = error_of([&, &now = now, &action = action, index = index] {
      out[i].value = correct(now, action, index, memories[i]);
    });
  }
}

std::optional<Action> Policy::correct(const Now&, const Action&, std::int64_t, Memory*) const {
  return std::nullopt;
}

std::optional<Action> Policy::velocity(const Action&, double,
                                       std::span<const Observation>) const {
  return std::nullopt;
}

void check(const Policy& policy) {
  const PolicyInfo& info = policy.info();
  const auto require = [&](bool holds, const char* fix) {
    if (!holds) {
      throw UserError("the policy " + (info.name.empty() ? "without a name" : info.name) +
                      " contradicts itself: " + fix);
    }
  };
  require(!info.name.empty() && !info.label.empty(), "set name and label");
  require(info.observation_horizon > 0, "observation_horizon must be positive");
  require(info.execution_horizon > 0 && info.execution_horizon <= info.prediction_horizon,
          "execution_horizon must be 1 to prediction_horizon");
}

}  // namespace streambed
