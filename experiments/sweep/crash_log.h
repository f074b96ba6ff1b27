#pragma once
// Remembers which episodes crashed the process: crashes.csv in a results folder has the key of each
// and what ended the process (a bad pointer, abort() or exit() in a policy's code). The next sweep
// in that folder goes on from there, and an episode that crashed twice is not run a third time.
//
// The line is written while the process crashes, so episodes that do not crash cost nothing. A
// process that is killed from outside (SIGKILL by a person, by a cluster's time limit, or by the
// kernel for want of memory) leaves no line, since no episode is to blame; nor does _exit().

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "experiments/results/key_table.h"

namespace streambed {

// Only one may exist in a process: it handles SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT while it
// exists, and then calls the handlers that were installed before.
class CrashLog {
 public:
  // Reads what earlier sweeps left. Incomplete lines and lines with other keys are ignored. Throws
  // UserError if the folder cannot be written. `keys` must outlive this.
  CrashLog(const std::filesystem::path& folder, const KeyTable& keys);
  ~CrashLog();
  CrashLog(const CrashLog&) = delete;
  CrashLog& operator=(const CrashLog&) = delete;

  // How often this key crashed so far.
  int count(std::int64_t index) const;
  // Why this key must not be run again; empty if it may.
  std::string verdict(std::int64_t index) const;

  // Says which episodes the calling thread runs from now on. Any thread may call it.
  void running(std::span<const std::int64_t> indices);

 private:
  struct Past {
    int count = 0;
    std::string last;  // what ended the process
  };

  const KeyTable* keys_;
  std::map<std::int64_t, Past> past_;
};

}  // namespace streambed
