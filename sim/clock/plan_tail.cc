#include "sim/clock/plan_tail.h"

namespace streambed {

void PlanTail::take(std::int64_t tick, const ActionQueue& queue, const PlanWindow& window,
                    std::span<const Action> computed) {
  actions_.clear();
  first_tick_ = tick;
  plan_tick_ = window.plan_tick();
  const auto next_tick = [&] { return first_tick_ + static_cast<std::int64_t>(actions_.size()); };

  // What is promised. A corrected action stands for the one that it corrects.
  for (const Scheduled& one : queue.upcoming()) {
    while (!actions_.empty() && next_tick() < one.tick) actions_.push_back(actions_.back());
    if (next_tick() == one.tick) {
      actions_.push_back(one.action);
    } else if (next_tick() == one.tick + 1 && !actions_.empty()) {
      actions_.back() = one.action;
    }
  }
  queued_ = actions_.size();

  // What was computed beyond, except for what is over.
  std::int64_t of_tick = window.next_tick();
  first_index_ = window.emitted() - (of_tick - tick);
  for (const Action& action : computed) {
    if (of_tick++ == next_tick()) actions_.push_back(action);
  }
}

std::optional<Scheduled> PlanTail::at(std::int64_t tick, TimeNs control_period_ns) const {
  const std::int64_t i = tick - first_tick_;
  if (i < 0 || i >= static_cast<std::int64_t>(actions_.size())) return std::nullopt;
  return Scheduled{.action = actions_[static_cast<std::size_t>(i)],
                   .tick = tick,
                   .ready_ns = tick * control_period_ns,
                   .plan_tick = plan_tick_,
                   .index = first_index_ + i,
                   .observed_tick = plan_tick_};
}

bool PlanTail::stand_in(TimeNs now_ns, TimeNs control_period_ns, std::optional<Scheduled>& due) {
  if (due && due->plan_tick > plan_tick_) clear();
  if (now_ns % control_period_ns != 0) return false;
  const std::int64_t tick = now_ns / control_period_ns;
  std::optional<Scheduled> next = at(tick, control_period_ns);
  if (!next) return false;
  if (due) return tick - first_tick_ >= static_cast<std::int64_t>(queued_);
  due = std::move(next);
  return true;
}

}  // namespace streambed
