#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "viewer/video.h"

namespace streambed {

// Pictures and films of the window, in files of the present folder that do not exist yet.
class CameraRoll {
 public:
  // What was written or why not, in words.
  std::string picture(const Image& image);
  // Begins a film, or ends the one that runs.
  std::string toggle_film(int width, int height);
  bool filming() const { return film_ != nullptr; }
  // Once per frame: calls `grab` when the film wants a picture. Returns what went wrong, or "".
  std::string film(const std::function<Image()>& grab);

 private:
  using Clock = std::chrono::steady_clock;

  std::unique_ptr<Video> film_;
  std::filesystem::path file_;
  Clock::time_point begin_;
  std::int64_t pictures_ = 0;
};

}  // namespace streambed
