#pragma once
// Which episodes took the process down with them: crashes.csv of a results folder, with the key of
// an episode and what ended the process. A policy's code can do that with a bad pointer, abort() or
// exit(); the next sweep over the folder then goes on where this one fell, and a key that did it
// twice is not run a third time.
//
// The line is written while the process falls, so an episode costs nothing. What kills from outside
// (SIGKILL by a person, a cluster's time limit or the kernel short of memory) is no fault of an
// episode and leaves no line, nor does _exit().

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "experiments/key_table.h"

namespace streambed {

// One at a time in a process: it owns the handlers of SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT
// while it lives, and calls those it found after itself.
class CrashRecord {
 public:
  // Reads what earlier sweeps left. Lines that are torn or of other keys are passed over. Throws
  // UserError when the folder cannot be written. `keys` outlives the record.
  CrashRecord(const std::filesystem::path& folder, const KeyTable& keys);
  ~CrashRecord();
  CrashRecord(const CrashRecord&) = delete;
  CrashRecord& operator=(const CrashRecord&) = delete;

  // How often this key crashed so far.
  int count(std::int64_t index) const;
  // Empty while it may run; else why not.
  std::string verdict(std::int64_t index) const;

  // For the calling thread: what it runs from now on. Any thread.
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
