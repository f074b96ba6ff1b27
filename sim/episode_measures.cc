#include "sim/episode_measures.h"

#include <fmt/core.h>

#include <bit>
#include <cmath>

namespace streambed {
namespace {

constexpr std::uint64_t kFnvPrime = 0x100000001b3;

}  // namespace

void EpisodeMeasures::begin_tick(bool ready) {
  if (!ready) ++misses_;
}

void EpisodeMeasures::take(const Action& next, const Action& before, std::int64_t plan_tick,
                           TimeNs observed_ns, bool corrected) {
  if (taken_ > 0 && plan_tick != plan_tick_) {
    ++seams_;
    seam_sum_ += (next - before).norm();
  }
  if (!corrected) ++taken_;
  plan_tick_ = plan_tick;
  observed_ns_ = observed_ns;
}

void EpisodeMeasures::step(TimeNs now_ns) {
  if (taken_ == 0) return;
  age_sum_ns_ += now_ns - observed_ns_;
  ++aged_steps_;
}

void EpisodeMeasures::end_tick(const Action& target) {
  if (++ticks_ > 3) {
    jerk_sum_ += (target - 3 * last_[0] + 3 * last_[1] - last_[2]).squaredNorm();
  }
  last_[2] = last_[1];
  last_[1] = last_[0];
  last_[0] = target;
  // Adding zero makes -0 and 0 the same target.
  for (const double value : target) {
    auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    for (int byte = 0; byte < 8; ++byte, bits >>= 8) hash_ = (hash_ ^ (bits & 0xff)) * kFnvPrime;
  }
}

double EpisodeMeasures::action_age_ms() const {
  if (aged_steps_ == 0) return kNotMeasured;
  return static_cast<double>(age_sum_ns_) / static_cast<double>(aged_steps_) / 1e6;
}

double EpisodeMeasures::effective_hz(TimeNs control_period_ns) const {
  if (ticks_ == 0) return kNotMeasured;
  return static_cast<double>(taken_) * static_cast<double>(kNsPerSecond) /
         static_cast<double>(ticks_ * control_period_ns);
}

double EpisodeMeasures::jerk() const {
  return ticks_ > 3 ? std::sqrt(jerk_sum_ / static_cast<double>(ticks_ - 3)) : kNotMeasured;
}

double EpisodeMeasures::seam_jump() const {
  return seams_ > 0 ? seam_sum_ / static_cast<double>(seams_) : kNotMeasured;
}

std::string EpisodeMeasures::trajectory() const { return fmt::format("{:016x}", hash_); }

}  // namespace streambed
