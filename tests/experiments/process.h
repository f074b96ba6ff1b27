#pragma once
// The built command as a child process that a test can watch, interrupt and kill.

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/base/child_process.h"
#include "tests/experiments/folder.h"
#include "tests/paths.h"

namespace streambed {

class Process {
 public:
  // Runs `streambed ARGUMENTS` with its output in FOLDER/.stdout and its errors in FOLDER/.stderr.
  Process(const TemporaryFolder& folder, std::vector<std::string> arguments)
      : out_(folder / ".stdout"), err_(folder / ".stderr") {
    arguments.insert(arguments.begin(), (binary_dir() / "streambed").string());
    const int output = create(out_), errors = create(err_);
    child_ = ChildProcess::start(std::move(arguments), {.output = output, .errors = errors});
    close(output);
    close(errors);
    if (!child_) throw std::runtime_error("cannot run streambed");
  }

  int pid() const { return child_->pid(); }
  void send(int signal) const { child_->send(signal); }
  int wait() { return child_->wait(); }

  std::string out() const { return contents(out_); }
  std::string err() const { return contents(err_); }

 private:
  std::filesystem::path out_, err_;
  std::optional<ChildProcess> child_;

  static int create(const std::filesystem::path& path) {
    return open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  }
};

// Looks every few milliseconds; false when the condition does not come true within a minute.
template <class Condition>
bool wait_until(Condition&& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace streambed
