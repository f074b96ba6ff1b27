#pragma once
#include <filesystem>
#include <memory>

#include "sim/types.h"
#include "viewer/video_writer.h"

namespace streambed {

// A film that takes shape while somebody watches: it is written beside `path` and takes its name when
// it is finished, and pictures may change their size on the way. One thread.
class Video {
 public:
  // The film's size. Throws like VideoWriter.
  Video(std::filesystem::path path, int width, int height, int frames_per_second);
  // Finishes the film; what goes wrong then is lost.
  ~Video();
  Video(const Video&) = delete;
  Video& operator=(const Video&) = delete;

  // A picture of another size is cut or filled with black. Throws UserError when ffmpeg has failed;
  // then there is no film.
  void add(const Image& image);
  // Waits for ffmpeg. Throws UserError when it failed; then there is no film.
  void finish();

 private:
  // Runs `body`; when it throws, nothing of the film is left.
  template <class Body>
  void or_nothing(Body&& body);

  std::filesystem::path path_, partial_;
  int width_, height_;
  std::unique_ptr<VideoWriter> writer_;  // empty once the film is finished or lost
};

}  // namespace streambed
