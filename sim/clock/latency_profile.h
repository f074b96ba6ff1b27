#pragma once
// A latency profile is a file that says how long policies think, measured or published, one entry
// per policy. `streambed latency` writes one; the virtual clock charges its times. JSON:
//
//   {"format": "streambed latency profile", "version": 1,
//    "source": "where the numbers come from",
//    "entries": [{"policy": "flow_matching(steps=1)",   the policy's label, as results name it
//                 "ignores": ["execution_horizon"],      keys that do not change the cost
//                 "weight_bytes": 786432,                of one network call; 0 or absent: any
//                 "engine": "fused avx512", "source": "...",
//                 "first_ns": [...],                     from the observation to the first action
//                 "later_ns": [...],                     each later action; absent: 0
//                 "correct_ns": [...]}]}                 Policy::correct(); absent: 0
//
// An entry applies to a policy with the same label, apart from the keys that the entry ignores, and
// with a network that reads as many bytes per call (a network of another size takes another time).
// The times are equally likely samples in ascending order, integer nanoseconds. Further members are
// notes for people.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/assets.h"
#include "sim/policy.h"
#include "sim/types.h"

namespace streambed {

constexpr const char* kLatencyProfileFormat = "streambed latency profile";
constexpr int kLatencyProfileVersion = 1;

struct LatencyEntry {
  std::string policy;
  std::vector<std::string> ignores;
  std::int64_t weight_bytes = 0;
  std::string engine, source;
  std::vector<TimeNs> first_ns, later_ns, correct_ns;  // never empty once read
};

// The q-quantile by nearest rank of ascending values, 0 <= q <= 1. `values` is not empty.
TimeNs sample_quantile(const std::vector<TimeNs>& values, double q);

struct LatencyProfile {
  std::string name;    // as the user wrote it
  std::string sha256;  // of the file
  std::string source;
  std::vector<LatencyEntry> entries;

  // The entry that applies to a policy. Throws UserError when none does, or more than one.
  const LatencyEntry& entry(const PolicyInfo& policy) const;
};

// The profile of that name: a file when it has a slash or ends in .json, else the one in
// experiments/profiles of what ships. Throws UserError for a file that is missing, too large or no
// profile of this version.
LatencyProfile read_latency_profile(std::string_view name, const Assets& shipped = {});
// The same for the text of a file.
LatencyProfile parse_latency_profile(std::string_view json, std::string_view name);

}  // namespace streambed
