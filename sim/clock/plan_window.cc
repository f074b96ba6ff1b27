#include "sim/clock/plan_window.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace streambed {

PlanWindow::PlanWindow(const TickGrid& grid, const PolicyInfo& info, std::int64_t plan_tick,
                       std::int64_t free_tick)
    : grid_(grid),
      plan_tick_(plan_tick),
      next_tick_(std::max(plan_tick, free_tick)),
      execution_(info.execution_horizon),
      yields_(info.prediction_horizon),
      end_(info.prediction_horizon) {
  assert(grid.control_period_ns > 0 && grid.physics_step_ns > 0);
  if (grid.align == Align::kShift) end_ = std::min(end_, execution_);
}

void PlanWindow::extend(int actions) {
  assert(emitted_ == 0);
  execution_ += actions;
  end_ = grid_.align == Align::kShift ? std::min(yields_, execution_) : yields_;
}

std::int64_t PlanWindow::next_tick() const {
  return grid_.align == Align::kShift ? next_tick_ : plan_tick_ + emitted_;
}

std::optional<std::int64_t> PlanWindow::place(TimeNs ready_ns) {
  assert(open());
  const std::int64_t index = emitted_++;
  std::int64_t tick = plan_tick_ + index;
  if (grid_.align == Align::kShift) {
    // What is ready after a tick's last physics step cannot act in that tick.
    const TimeNs step = grid_.physics_step_ns;
    const std::int64_t in_time = (ready_ns + step - 1) / step * step / grid_.control_period_ns;
    tick = std::max(next_tick_, in_time);
  } else {
    if (tick < next_tick_) return std::nullopt;
    if (ready_ns >= (tick + 1) * grid_.control_period_ns) {
      ++late_;
      return std::nullopt;
    }
    if (!begun_) end_ = std::min(index + execution_, end_);
  }
  begun_ = true;
  next_tick_ = tick + 1;
  return tick;
}

std::int64_t PlanWindow::end_tick() const {
  if (grid_.align == Align::kDrop) return plan_tick_ + end_;
  return open() ? std::numeric_limits<std::int64_t>::max() : next_tick_;
}

}  // namespace streambed
