#pragma once
// Asks each lane the questions that are switched on (viewer/session/probe.h), again only if the
// answers may have changed. Belongs to the simulating thread.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "viewer/session/lane.h"
#include "viewer/session/probe.h"
#include "viewer/session/snapshot.h"

namespace streambed {

class Prober {
 public:
  void set_options(const ProbeOptions& options);
  void set_demonstrations(std::shared_ptr<const DemonstrationIndex> demonstrations);
  // A new episode with so many lanes begins; earlier answers are invalid.
  void begin(std::size_t lanes);
  // Something was changed between two ticks.
  void invalidate() { ++asked_; }

  // Adds the answers about the present state of lane number `index` to its snapshot. Adds nothing
  // if the snapshot shows the past, or if asking would make the ticks of a lane late that runs in
  // real time.
  void answer(std::size_t index, Lane& lane, bool running, Snapshot& snapshot);

 private:
  struct Answers {
    std::int64_t tick = -1, asked = -1;
    Overlay overlay;
    std::string message;
  };

  ProbeOptions options_;
  std::shared_ptr<const DemonstrationIndex> demonstrations_;
  std::vector<Answers> answers_;
  std::int64_t asked_ = 0;  // counts changes of the questions and of the states asked about
};

}  // namespace streambed
