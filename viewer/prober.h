#pragma once
// The standing questions to the lanes (viewer/probe.h), asked again only when their answers may have
// changed. The simulating thread's.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "viewer/lane.h"
#include "viewer/probe.h"
#include "viewer/snapshot.h"

namespace streambed {

class Prober {
 public:
  void set_options(const ProbeOptions& options);
  void set_demonstrations(std::shared_ptr<const DemonstrationIndex> demonstrations);
  // Another episode of so many lanes: no answer holds any more.
  void begin(std::size_t lanes);
  // Something was changed within a tick.
  void invalidate() { ++asked_; }

  // Adds the answers about the present of lane number `index`. Nothing about the past, and nothing
  // that would make the ticks of a lane that runs in real time late.
  void answer(std::size_t index, const Lane& lane, bool running, Snapshot& snapshot);

 private:
  struct Answers {
    std::int64_t tick = -1, asked = -1;
    Overlay overlay;
    std::string message;
  };

  ProbeOptions options_;
  std::shared_ptr<const DemonstrationIndex> demonstrations_;
  std::vector<Answers> answers_;
  std::int64_t asked_ = 0;  // counts changes of what is asked and of what about
};

}  // namespace streambed
