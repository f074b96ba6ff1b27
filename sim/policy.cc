#include "sim/policy.h"

#include <cassert>

namespace streambed {

void Policy::plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                        std::span<StreamPtr> out) const {
  assert(requests.size() == memories.size() && requests.size() == out.size());
  for (std::size_t i = 0; i < requests.size(); ++i) out[i] = plan(requests[i], memories[i]);
}

void Policy::next_batch(std::span<ActionStream* const> streams, std::stop_token stop,
                        std::span<std::optional<Action>> out) const {
  assert(streams.size() == out.size());
  for (std::size_t i = 0; i < streams.size(); ++i) out[i] = streams[i]->next(stop);
}

std::optional<Action> Policy::velocity(const Action&, double,
                                       std::span<const Observation>) const {
  return std::nullopt;
}

}  // namespace streambed
