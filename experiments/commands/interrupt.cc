#include "experiments/commands/interrupt.h"

#include <time.h>
#include <unistd.h>

namespace streambed {

Interrupt::Interrupt(std::stop_source stop) {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);

  waiter_ = std::jthread([signals = signals_, stop](std::stop_token done) mutable {
    // Wakes up now and then, so that the destructor does not have to send itself a signal.
    const timespec patience{.tv_sec = 0, .tv_nsec = 50'000'000};
    while (!done.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &patience) < 0) continue;
      if (stop.stop_requested()) _exit(130);
      stop.request_stop();
    }
  });
}

}  // namespace streambed
