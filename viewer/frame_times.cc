#include "viewer/frame_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace streambed {
namespace {

constexpr std::size_t kWarmUpFrames = 10;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

}  // namespace

void FrameTimes::begin() { start_ms_ = cpu_ms(); }
void FrameTimes::end() { frame_ms_ += cpu_ms() - start_ms_; }

void FrameTimes::next() {
  frames_ms_.push_back(frame_ms_);
  frame_ms_ = 0;
}

std::string FrameTimes::summary() const {
  if (frames_ms_.size() <= kWarmUpFrames) return "too few frames to time";
  std::vector<double> sorted(frames_ms_.begin() + kWarmUpFrames, frames_ms_.end());
  std::sort(sorted.begin(), sorted.end());
  return fmt::format(
      "scene update, overlay and panels without OpenGL: median {:.2f} ms, p99 {:.2f} ms of CPU "
      "over "
      "{} frames",
      sorted_quantile(sorted, 0.5), sorted_quantile(sorted, 0.99), sorted.size());
}

double sorted_quantile(std::span<const double> sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace streambed
