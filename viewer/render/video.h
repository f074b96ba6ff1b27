#pragma once
#include <filesystem>
#include <memory>

#include "sim/types.h"
#include "viewer/render/video_writer.h"

namespace streambed {

// A video of the window. It is written to a temporary file beside `path` and renamed when it is
// finished. Pictures may change their size while it is written. One thread.
class Video {
 public:
  // Width and height are the video's. Throws like VideoWriter.
  Video(std::filesystem::path path, int width, int height, int frames_per_second);
  // Finishes the video; errors are ignored.
  ~Video();
  Video(const Video&) = delete;
  Video& operator=(const Video&) = delete;

  // A picture of another size is cut or filled with black. Throws UserError if ffmpeg has failed;
  // then there is no video.
  void add(const Image& image);
  // Waits for ffmpeg. Throws UserError if it failed; then there is no video.
  void finish();

 private:
  // Runs `body`; if that throws, removes the unfinished video.
  template <class Body>
  void or_nothing(Body&& body);

  std::filesystem::path path_, partial_;
  int width_, height_;
  std::unique_ptr<VideoWriter> writer_;  // empty once the video is finished or has failed
};

}  // namespace streambed
