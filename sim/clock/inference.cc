#include "sim/clock/inference.h"

#include <algorithm>

namespace streambed {
namespace {

// The log has room for so many plans from the start; in longer episodes it allocates as it grows.
constexpr std::int64_t kMaxReservedPlans = 1 << 16;

}  // namespace

void InferenceLog::append(const InferenceLog& later) {
  first_action_us.insert(first_action_us.end(), later.first_action_us.begin(),
                         later.first_action_us.end());
  plan_us.insert(plan_us.end(), later.plan_us.begin(), later.plan_us.end());
  plan_actions.insert(plan_actions.end(), later.plan_actions.begin(), later.plan_actions.end());
  own_us.insert(own_us.end(), later.own_us.begin(), later.own_us.end());
  correction_us.insert(correction_us.end(), later.correction_us.begin(),
                       later.correction_us.end());
  network_calls += later.network_calls;
  actions_dropped += later.actions_dropped;
  actions_continued += later.actions_continued;
  corrections_dropped += later.corrections_dropped;
}

void InferenceLog::reserve(std::int64_t plans) {
  const auto count =
      static_cast<std::size_t>(std::clamp<std::int64_t>(plans, 0, kMaxReservedPlans));
  first_action_us.reserve(count);
  plan_us.reserve(count);
  plan_actions.reserve(count);
  own_us.reserve(count);
  correction_us.reserve(count);
}

}  // namespace streambed
