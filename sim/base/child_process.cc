#include "sim/base/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

extern char** environ;

namespace streambed {

std::optional<ChildProcess> ChildProcess::start(std::vector<std::string> arguments, Streams streams,
                                                const std::filesystem::path& folder) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  const auto become = [&](int ours, int theirs) {
    if (ours >= 0) posix_spawn_file_actions_adddup2(&actions, ours, theirs);
  };
  become(streams.input, STDIN_FILENO);
  become(streams.output, STDOUT_FILENO);
  become(streams.errors, STDERR_FILENO);

  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  return ChildProcess(pid);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  return *this;
}

ChildProcess::~ChildProcess() {
  if (pid_ < 0) return;
  send(SIGKILL);
  wait();
}

void ChildProcess::send(int signal) const {
  if (pid_ > 0) kill(pid_, signal);
}

int ChildProcess::wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Finished run_to_end(std::vector<std::string> arguments, const std::stop_token& stop,
                    const std::filesystem::path& folder) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a child process");
  auto child =
      ChildProcess::start(std::move(arguments), {.output = ends[1], .errors = ends[1]}, folder);
  close(ends[1]);

  Finished finished;
  finished.started = child.has_value();
  if (child) {
    char buffer[4096];
    pollfd readable{ends[0], POLLIN, 0};
    for (;;) {
      if (stop.stop_requested()) child->send(SIGTERM);
      if (poll(&readable, 1, 100) == 0) continue;
      const ssize_t got = read(ends[0], buffer, sizeof buffer);
      if (got <= 0) break;
      finished.output.append(buffer, static_cast<std::size_t>(got));
    }
    finished.status = child->wait();
  }
  close(ends[0]);
  return finished;
}

}  // namespace streambed
