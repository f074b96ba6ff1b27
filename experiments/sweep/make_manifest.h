#pragma once
// Makes the manifest of a sweep that is about to run: what is run, with what, on what
// (experiments/results/manifest.h reads and writes it). Reads no files.

#include <nlohmann/json.hpp>

#include "experiments/sweep/machine.h"
#include "experiments/sweep/resolved_sweep.h"

namespace streambed {

// What a results folder is about, without `runs`.
nlohmann::json make_manifest(const ResolvedSweep& plan);
// One entry of `runs`: the machine of a sweep that added rows to the folder.
nlohmann::json make_run(const ResolvedSweep& plan, const Machine& machine, int workers, int batch);

}  // namespace streambed
