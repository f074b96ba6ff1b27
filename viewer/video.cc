#include "viewer/video.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "sim/error.h"

extern char** environ;

namespace streambed {
namespace {

// Even sides, as the usual colour format wants them.
int even(int side) { return side - side % 2; }

// Writing to a pipe whose reader is gone must be an error, not the end of the program.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    sigset_t broken;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before_);
  }
  ~NoBrokenPipe() {
    sigset_t broken;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    const timespec now{0, 0};
    while (sigtimedwait(&broken, nullptr, &now) == SIGPIPE) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  sigset_t before_{};
};

// Starts ffmpeg with `input` as its standard input and nothing to say.
pid_t spawn_ffmpeg(int input, std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = -1;
  const int error = posix_spawnp(&process, "ffmpeg", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? process : -1;
}

}  // namespace

Video::Video(std::filesystem::path path, int width, int height, int frames_per_second)
    : path_(std::move(path)), partial_(path_), width_(even(width)), height_(even(height)) {
  if (width_ < 2 || height_ < 2) throw UserError("a film needs at least 2 x 2 pixels");
  partial_.replace_filename("." + path_.filename().string() + ".part.mp4");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw UserError("no pipe to ffmpeg: too many open files");
  const std::string size = std::to_string(width_) + "x" + std::to_string(height_);
  process_ = spawn_ffmpeg(
      ends[0], {"ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pixel_format", "rgb24",
                "-video_size", size, "-framerate", std::to_string(frames_per_second), "-i", "-",
                "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "1",
                "-movflags", "+faststart", "file:" + partial_.string()});
  close(ends[0]);
  pipe_ = ends[1];
  if (process_ < 0) {
    close(pipe_);
    throw UserError("films need ffmpeg: apt-get install ffmpeg");
  }
}

void Video::add(const Image& image) {
  if (pipe_ < 0) throw UserError("the film is finished already");
  std::vector<std::uint8_t> fitted;
  const std::uint8_t* bytes = image.pixels.data();
  const auto row = 3 * static_cast<std::size_t>(width_);
  if (image.width != width_ || image.height != height_) {
    fitted.assign(row * static_cast<std::size_t>(height_), 0);
    const auto shared = 3 * static_cast<std::size_t>(std::min(width_, image.width));
    for (int y = 0; y < std::min(height_, image.height); ++y) {
      const auto from = 3 * static_cast<std::size_t>(y * image.width);
      std::copy_n(image.pixels.begin() + static_cast<std::ptrdiff_t>(from), shared,
                  fitted.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(y)));
    }
    bytes = fitted.data();
  }

  const NoBrokenPipe guard;
  std::size_t left = row * static_cast<std::size_t>(height_);
  while (left > 0) {
    const ssize_t written = write(pipe_, bytes, left);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      throw UserError("ffmpeg cannot write " + path_.string() +
                      "; is its folder writable, and has this ffmpeg libx264?");
    }
    bytes += written;
    left -= static_cast<std::size_t>(written);
  }
}

void Video::finish() {
  if (pipe_ < 0) return;
  close(std::exchange(pipe_, -1));
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  std::error_code error;
  if (status == 0) std::filesystem::rename(partial_, path_, error);
  if (status != 0 || error) {
    std::filesystem::remove(partial_, error);
    throw UserError("ffmpeg could not write " + path_.string() + "; is its folder writable?");
  }
}

Video::~Video() {
  try {
    finish();
  } catch (const std::exception&) {
    // Nobody is left to be told.
  }
}

}  // namespace streambed
