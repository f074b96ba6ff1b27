#pragma once
// Shows on the terminal how far a work of more than two seconds has come. Where stderr is no
// terminal, a line a minute goes to it: enough for a log.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/progress.h"

namespace streambed {

// The text that is shown: `done` of `total` after `elapsed`, cut to `columns` characters.
std::string progress_line(std::string_view label, std::int64_t done, std::int64_t total,
                          std::chrono::duration<double> elapsed, std::string_view note,
                          int columns);

// One thread at a time, and one bar at a time.
class ProgressBar {
 public:
  // `log_period` is how often a line is written where there is no terminal.
  explicit ProgressBar(std::string label,
                       std::chrono::milliseconds log_period = std::chrono::minutes(1));
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // As ProgressCallback; cheap enough for every step. The note is printed after the remaining time.
  void update(std::int64_t done, std::int64_t total, std::string_view note = {});
  // update() as a callback, which must not outlive the bar.
  ProgressCallback callback();
  // Leaves the last state on its own line; does nothing when nothing was shown.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  void draw(Clock::time_point now);
  void log(Clock::time_point now);

  std::string label_;
  std::int64_t done_ = 0, total_ = 0;
  std::string note_;
  bool terminal_;
  bool shown_ = false;  // on the terminal
  bool finished_ = false;
  std::chrono::milliseconds log_period_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_draw_;
};

}  // namespace streambed
