#pragma once
#include <stop_token>

#include "viewer/mailbox.h"
#include "viewer/session.h"

namespace streambed {

// The simulating thread's life: runs the episodes that the controls ask for at the speed that they
// name, and posts a snapshot after every tick, until `stop`.
void simulate(const Task& task, Mailbox<Controls>& controls, Mailbox<Snapshot>& snapshots,
              std::stop_token stop);

}  // namespace streambed
