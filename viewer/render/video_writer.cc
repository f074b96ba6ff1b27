#include "viewer/render/video_writer.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <string>
#include <vector>

#include "sim/base/child_process.h"
#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {

struct VideoWriter::Process {
  std::optional<ChildProcess> ffmpeg;
  int input = -1;               // our end of ffmpeg's standard input
  std::FILE* errors = nullptr;  // its standard error
  std::size_t frame_bytes = 0;

  Process() = default;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    close_input();
    if (errors != nullptr) std::fclose(errors);
  }

  void close_input() {
    if (input >= 0) close(input);
    input = -1;
  }

  [[noreturn]] void fail() {
    std::array<char, 2048> text{};
    std::rewind(errors);
    const std::size_t size = std::fread(text.data(), 1, text.size(), errors);
    throw UserError("ffmpeg could not write the video: " +
                    one_line(std::string_view(text.data(), size), 400));
  }
};

VideoWriter::VideoWriter(const std::filesystem::path& path, int width, int height,
                         double frames_per_second)
    : process_(std::make_unique<Process>()) {
  process_->frame_bytes = 3u * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  process_->errors = std::tmpfile();
  std::array<int, 2> ends{};
  // A socket, since writing to one that nobody reads can be kept from raising SIGPIPE.
  if (process_->errors == nullptr ||
      socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw UserError("cannot talk to ffmpeg; are too many files open?");
  }
  process_->input = ends[0];

  // Players want 4:2:0, which wants even sides.
  const std::string size = std::to_string(width) + "x" + std::to_string(height);
  const std::string rate = to_text(frames_per_second);
  std::vector<std::string> words{
      "ffmpeg", "-nostdin", "-loglevel", "error", "-y",     "-f",   "rawvideo",
      "-pix_fmt", "rgb24",  "-s",        size,    "-r",     rate,   "-i",
      "pipe:0",   "-an",    "-vf",       "pad=ceil(iw/2)*2:ceil(ih/2)*2",
      "-pix_fmt", "yuv420p", "-movflags", "+faststart", "file:" + path.string()};
  process_->ffmpeg =
      ChildProcess::start(std::move(words), {.input = ends[1], .errors = fileno(process_->errors)});
  close(ends[1]);
  if (!process_->ffmpeg) {
    throw UserError(
        "videos need the program ffmpeg: install it (apt-get install ffmpeg) or write a "
        "picture, --out NAME.png");
  }
}

VideoWriter::~VideoWriter() = default;

void VideoWriter::add(const Image& frame) {
  assert(frame.pixels.size() == process_->frame_bytes);
  std::size_t sent = 0;
  while (sent < frame.pixels.size()) {
    const ssize_t size = send(process_->input, frame.pixels.data() + sent,
                              frame.pixels.size() - sent, MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) {
      process_->close_input();
      process_->ffmpeg->wait();
      process_->fail();
    }
    sent += static_cast<std::size_t>(size);
  }
}

void VideoWriter::finish() {
  process_->close_input();
  if (process_->ffmpeg->wait() != 0) process_->fail();
}

}  // namespace streambed
