#pragma once

#include <span>

#include "experiments/report/report.h"

namespace streambed {

// The report of one results folder.
inline Report read_report(const std::filesystem::path& folder) {
  return make_report(read_results(std::span(&folder, 1)));
}

}  // namespace streambed
