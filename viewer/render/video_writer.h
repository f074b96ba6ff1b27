#pragma once
// Writes frames to a video file by the program ffmpeg, which is run without a shell.

#include <filesystem>
#include <memory>

#include "sim/types.h"

namespace streambed {

class VideoWriter {
 public:
  // Starts ffmpeg, which picks the coding that goes with the file's extension. An existing file is
  // overwritten. Throws UserError when there is no ffmpeg.
  VideoWriter(const std::filesystem::path& path, int width, int height, double frames_per_second);
  // Ends ffmpeg; what it wrote is of use only after finish().
  ~VideoWriter();

  // The frame must have the size of the video. Throws UserError with ffmpeg's last words when it
  // has failed.
  void add(const Image& frame);
  // Waits until the file is complete. Throws UserError likewise.
  void finish();

 private:
  struct Process;
  std::unique_ptr<Process> process_;
};

}  // namespace streambed
