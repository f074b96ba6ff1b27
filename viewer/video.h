#pragma once
#include <sys/types.h>

#include <filesystem>

#include "sim/types.h"

namespace streambed {

// A film that ffmpeg writes, fed with pictures through a pipe; no shell is involved. The film is
// written beside `path` and takes its name when it is finished. One thread.
class Video {
 public:
  // Every picture has this size. Throws UserError when ffmpeg is not installed or the path cannot be
  // written.
  Video(std::filesystem::path path, int width, int height, int frames_per_second);
  // Finishes the film; what goes wrong then is lost.
  ~Video();
  Video(const Video&) = delete;
  Video& operator=(const Video&) = delete;

  // Throws UserError when ffmpeg has ended. A picture of another size is cut or filled with black.
  void add(const Image& image);
  // Waits for ffmpeg. Throws UserError when it failed; then there is no film.
  void finish();

 private:
  std::filesystem::path path_, partial_;
  int width_, height_;
  int pipe_ = -1;
  pid_t process_ = -1;
};

}  // namespace streambed
