#pragma once
// Learning curves of the checkpoints that were tested, out of the checkpoints' own records.

#include <filesystem>
#include <span>

#include "experiments/report.h"
#include "experiments/report_hooks.h"

namespace streambed {

// The checkpoints that the manifests name, where these files are still what was tested (the digests
// agree), then those in `further`. A file that is gone has no curve; one of `further` that cannot
// be read throws UserError.
void add_learning_curves(Report& report, const ReportHooks& hooks,
                         std::span<const std::filesystem::path> further);

}  // namespace streambed
