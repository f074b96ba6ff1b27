#pragma once
#include <span>
#include <string>
#include <vector>

namespace streambed {

// Measures how much CPU time of this thread a frame takes; for --frame-times.
class FrameTimes {
 public:
  // Time counts between begin() and end(), which may be called several times in a frame.
  void begin();
  void end();
  // The frame is over.
  void next();
  // Median, 99th percentile and count in one line; the first frames, which load, are left out.
  std::string summary() const;

 private:
  double start_ms_ = 0, frame_ms_ = 0;
  std::vector<double> frames_ms_;
};

// The quantile at `share` in [0,1] of sorted values; 0 if there are none.
double sorted_quantile(std::span<const double> sorted, double share);

}  // namespace streambed
