#include "viewer/render/video.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

std::filesystem::path beside(std::filesystem::path path) {
  // ffmpeg goes by the extension.
  const std::string extension = path.extension().string();
  path.replace_filename("." + path.filename().string() + ".part" + extension);
  return path;
}

// The picture's upper left part in black.
Image fitted(const Image& image, int width, int height) {
  const auto row = 3 * static_cast<std::size_t>(width);
  Image out{width, height, std::vector<std::uint8_t>(row * static_cast<std::size_t>(height))};
  const auto shared = 3 * static_cast<std::size_t>(std::min(width, image.width));
  for (int y = 0; y < std::min(height, image.height); ++y) {
    const auto line = static_cast<std::size_t>(y);
    const std::uint8_t* const from =
        image.pixels.data() + 3 * line * static_cast<std::size_t>(image.width);
    std::copy_n(from, shared, out.pixels.data() + row * line);
  }
  return out;
}

}  // namespace

Video::Video(std::filesystem::path path, int width, int height, int frames_per_second)
    : path_(std::move(path)), partial_(beside(path_)), width_(width), height_(height) {
  if (width_ < 2 || height_ < 2)
    throw UserError("a video needs at least 2 x 2 pixels; ask for a larger one");
  writer_ = std::make_unique<VideoWriter>(partial_, width_, height_, frames_per_second);
}

template <class Body>
void Video::or_nothing(Body&& body) {
  try {
    body();
  } catch (...) {
    writer_.reset();
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
    throw;
  }
}

void Video::add(const Image& image) {
  if (!writer_) throw UserError("the video is finished already");
  or_nothing([&] {
    const bool fits = image.width == width_ && image.height == height_;
    writer_->add(fits ? image : fitted(image, width_, height_));
  });
}

void Video::finish() {
  if (!writer_) return;
  or_nothing([&] {
    writer_->finish();
    std::error_code error;
    std::filesystem::rename(partial_, path_, error);
    if (error)
      throw UserError("cannot name the video " + path_.string() + "; is its folder writable?");
  });
  writer_.reset();
}

Video::~Video() {
  try {
    finish();
  } catch (const std::exception&) {
    // Nobody is left to be told.
  }
}

}  // namespace streambed
