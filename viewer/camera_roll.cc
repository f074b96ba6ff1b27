#include "viewer/camera_roll.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "viewer/render/png.h"

namespace streambed {
namespace {

constexpr int kFramesPerSecond = 30;
// After a hitch the video jumps instead of standing still for long.
constexpr std::int64_t kMaxCopies = 15;

std::filesystem::path free_name(const char* extension) {
  for (int i = 1;; ++i) {
    std::filesystem::path path = fmt::format("streambed-{:03}.{}", i, extension);
    if (!std::filesystem::exists(path)) return path;
  }
}

}  // namespace

std::string CameraRoll::picture(const Image& image) {
  try {
    const std::filesystem::path file = free_name("png");
    write_png(file, image);
    return "wrote " + file.string();
  } catch (const std::exception& error) {
    return error.what();
  }
}

std::string CameraRoll::toggle_film(int width, int height) {
  try {
    if (film_) {
      const std::unique_ptr<Video> film = std::move(film_);
      film->finish();
      return fmt::format("wrote {}, {:.1f} s", file_.string(),
                         static_cast<double>(pictures_) / kFramesPerSecond);
    }
    file_ = free_name("mp4");
    film_ = std::make_unique<Video>(file_, width, height, kFramesPerSecond);
    begin_ = Clock::now();
    pictures_ = 0;
    return "writing the video " + file_.string();
  } catch (const std::exception& error) {
    film_.reset();
    return error.what();
  }
}

std::string CameraRoll::film(const std::function<Image()>& grab) {
  if (!film_) return {};
  const std::chrono::duration<double> elapsed = Clock::now() - begin_;
  const auto due = static_cast<std::int64_t>(elapsed.count() * kFramesPerSecond) + 1;
  if (due <= pictures_) return {};
  try {
    const Image image = grab();
    for (std::int64_t i = std::min(due - pictures_, kMaxCopies); i > 0; --i) film_->add(image);
    pictures_ = due;
    return {};
  } catch (const std::exception& error) {
    film_.reset();
    return error.what();
  }
}

}  // namespace streambed
