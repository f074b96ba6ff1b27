#pragma once
// How a demonstration looked.

#include <cstdint>

#include "sim/data/demonstrations.h"
#include "sim/task.h"
#include "viewer/render/overlay.h"

namespace streambed {

// Poses the scene of a demonstration row by row: exactly from its simulator states; else from the
// positions that files of version 1 hold; else as the task recovers each row.
class RecordedScene {
 public:
  // Both outlive it. Throws UserError for a demonstration of another task.
  RecordedScene(const Task& task, const Demonstration& demonstration);

  std::int64_t rows() const { return demonstration_->actions.rows(); }
  // Puts `data` where everything was at the start of tick `row`; its time is that of the row.
  // Throws UserError when that is not known.
  void put(std::int64_t row, mjData& data) const;
  // What was about to be done then, as if it had been a plan.
  PlanPath ahead(std::int64_t row) const;

 private:
  const Task* task_;
  const Demonstration* demonstration_;
  MatrixRM positions_;  // of version 1, else empty
};

}  // namespace streambed
