#include "viewer/session/punctual.h"

#ifdef __linux__
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#endif

namespace streambed {
#ifdef __linux__
namespace {

// What the kernel calls sched_attr; the C library has no name for it yet, and the kernel's own
// header cannot stand beside <sched.h>.
struct ThreadScheduling {
  std::uint32_t size = sizeof(ThreadScheduling);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime_ns = 0, deadline_ns = 0, period_ns = 0;
};

}  // namespace
#endif

void ask_for_short_turns() {
#ifdef __linux__
  // The shortest that the kernel grants. Older ones ignore the field for ordinary threads.
  ThreadScheduling scheduling;
  scheduling.nice = getpriority(PRIO_PROCESS, 0);
  scheduling.runtime_ns = 100'000;
  // A refusal leaves everything as it was: ticks are then as late as the machine makes them.
  static_cast<void>(syscall(SYS_sched_setattr, 0, &scheduling, 0U));
#endif
}

}  // namespace streambed
