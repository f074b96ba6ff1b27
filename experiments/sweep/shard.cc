#include "experiments/sweep/shard.h"

#include <fmt/core.h>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

std::int64_t policies_of(const KeyTable& keys) { return std::ssize(keys.policies.at(0)); }

}  // namespace

bool Shard::holds(const KeyTable& keys, std::int64_t index) const {
  return index / policies_of(keys) % count == number - 1;
}

std::int64_t Shard::size(const KeyTable& keys) const {
  if (keys.size() == 0) return 0;
  const std::int64_t starts = keys.size() / policies_of(keys);
  return (starts / count + (number <= starts % count ? 1 : 0)) * policies_of(keys);
}

Shard parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != text.npos) {
    const auto number = to_integer(text.substr(0, slash));
    const auto count = to_integer(text.substr(slash + 1));
    if (number && count && *number >= 1 && *number <= *count && *count <= 1'000'000) {
      return {*number, *count};
    }
  }
  throw UserError(fmt::format("--shard {}: write i/n with 1 <= i <= n, for example 2/8",
                              one_line(text, 40)));
}

std::string to_text(const Shard& shard) { return fmt::format("{}/{}", shard.number, shard.count); }

}  // namespace streambed
