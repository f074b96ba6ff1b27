#pragma once
// One of several parts of a sweep plan, to run on several machines. All policies of one start are
// in the same part, so that they are compared on one machine.

#include <cstdint>
#include <string>
#include <string_view>

#include "experiments/results/key_table.h"

namespace streambed {

struct Shard {
  std::int64_t number = 1, count = 1;  // 1 <= number <= count

  bool whole() const { return count == 1; }
  bool holds(const KeyTable& keys, std::int64_t index) const;
  // Keys of the plan that this shard holds.
  std::int64_t size(const KeyTable& keys) const;

  bool operator==(const Shard&) const = default;
};

// "2/8": the second of eight. Throws UserError.
Shard parse_shard(std::string_view text);
std::string to_text(const Shard& shard);

}  // namespace streambed
