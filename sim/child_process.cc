#include "experiments/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace streambed {

Child run_child(std::vector<std::string> arguments, const std::stop_token& stop,
                const std::filesystem::path& folder) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a child process");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);

  Child child;
  child.started = failed == 0;
  if (failed == 0) {
    char buffer[4096];
    pollfd readable{ends[0], POLLIN, 0};
    for (;;) {
      if (stop.stop_requested()) kill(pid, SIGTERM);
      if (poll(&readable, 1, 100) == 0) continue;
      const ssize_t got = read(ends[0], buffer, sizeof buffer);
      if (got <= 0) break;
      child.output.append(buffer, static_cast<std::size_t>(got));
    }
    int status = 0;
    if (waitpid(pid, &status, 0) == pid && WIFEXITED(status)) child.status = WEXITSTATUS(status);
  }
  close(ends[0]);
  return child;
}

}  // namespace streambed
