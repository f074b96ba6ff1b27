#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "viewer/render/video.h"

namespace streambed {

// Writes screenshots and videos of the window into the current folder; never overwrites a file.
class CameraRoll {
 public:
  // Returns a sentence: which file was written, or why none was.
  std::string picture(const Image& image);
  // Begins a video, or ends the one that is being written; returns a sentence as above.
  std::string toggle_film(int width, int height);
  bool filming() const { return film_ != nullptr; }
  // Call once per frame. Calls `grab` if the video needs a picture now. Returns what went wrong, or
  // "".
  std::string film(const std::function<Image()>& grab);

 private:
  using Clock = std::chrono::steady_clock;

  std::unique_ptr<Video> film_;
  std::filesystem::path file_;
  Clock::time_point begin_;
  std::int64_t pictures_ = 0;
};

}  // namespace streambed
