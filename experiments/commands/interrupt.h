#pragma once
// Turns SIGINT and SIGTERM into a stop request, without a signal handler, which would need a
// global.

#include <signal.h>

#include <stop_token>
#include <thread>

namespace streambed {

// Blocks both signals in this thread and in all that it starts later, and waits for them in a
// thread of its own. The first signal requests a stop; a second one ends the process with status
// 130. Construct it before any other thread.
class Interrupt {
 public:
  explicit Interrupt(std::stop_source stop);

 private:
  sigset_t signals_;
  std::jthread waiter_;
};

}  // namespace streambed
