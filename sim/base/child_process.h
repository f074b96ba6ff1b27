#pragma once
// Other programs, started without a shell in between: their arguments arrive as they are.

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace streambed {

// A program that runs. Whoever holds it waits for it; a destructor kills what is still running.
class ChildProcess {
 public:
  // File descriptors that become the child's standard streams; -1 leaves ours in place.
  struct Streams {
    int input = -1, output = -1, errors = -1;
  };
  // Looks the program up in PATH and starts it, in `folder` unless that is empty. Nothing when
  // there is no such program.
  static std::optional<ChildProcess> start(std::vector<std::string> arguments, Streams streams,
                                           const std::filesystem::path& folder = {});
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();

  int pid() const { return pid_; }
  void send(int signal) const;
  // Waits for the end. The exit status, or 128 + the number of the signal that ended it. Call it
  // once.
  int wait();

 private:
  explicit ChildProcess(int pid) : pid_(pid) {}
  int pid_ = -1;  // -1: nothing to wait for
};

// What a program that ran to its end left.
struct Finished {
  int status = -1;      // as ChildProcess::wait() has it; -1 when it was not started
  bool started = true;  // false: there is no such program
  std::string output;   // stdout and stderr together
};

// Runs a program to its end; a stop request ends it with SIGTERM. Throws std::runtime_error when
// the system has no pipe left.
Finished run_to_end(std::vector<std::string> arguments, const std::stop_token& stop,
                    const std::filesystem::path& folder = {});

}  // namespace streambed
