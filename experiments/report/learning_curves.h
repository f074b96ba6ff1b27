#pragma once
// Learning curves of the checkpoints that were tested, taken from the checkpoints' training
// records.

#include <filesystem>
#include <span>

#include "experiments/report/report.h"
#include "experiments/report/report_hooks.h"

namespace streambed {

// Adds the curves of the checkpoints that the manifests name, if their files are still those that
// were tested (the hashes agree), then of those in `further`. A file of the first kind that is gone
// has no curve; one of `further` that cannot be read throws UserError.
void add_learning_curves(Report& report, const ReportHooks& hooks,
                         std::span<const std::filesystem::path> further);

}  // namespace streambed
