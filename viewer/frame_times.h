#pragma once
#include <span>
#include <string>
#include <vector>

namespace streambed {

// CPU time of this thread for parts of a frame; for --frame-times.
class FrameTimes {
 public:
  // Between begin() and end(), which may come several times in a frame, time counts.
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

// Value at a share in [0,1] of sorted ones; 0 for none.
double sorted_quantile(std::span<const double> sorted, double share);

}  // namespace streambed
