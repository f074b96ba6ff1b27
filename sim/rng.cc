#include "sim/rng.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace streambed {
namespace {

// Multipliers and Weyl increments of Philox4x32 (table 2 of the paper).
constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

// Third counter word: keeps the blocks that are drawn apart from those that make children's keys.
constexpr std::uint32_t kDraw = 0;
constexpr std::uint32_t kForkIndex = 1;
constexpr std::uint32_t kForkName = 2;

constexpr std::uint32_t low_word(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

std::array<std::uint32_t, 4> block_of(std::uint64_t key, std::uint64_t position,
                                      std::uint32_t purpose, std::uint32_t length) {
  return philox4x32({low_word(position), high_word(position), purpose, length},
                    {low_word(key), high_word(key)});
}

std::uint64_t child_key(std::uint64_t key, std::uint64_t position, std::uint32_t purpose,
                        std::uint32_t length) {
  const auto block = block_of(key, position, purpose, length);
  return block[0] | static_cast<std::uint64_t>(block[1]) << 32;
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = kMultiplier0 * counter[0];
    const std::uint64_t product1 = kMultiplier1 * counter[2];
    counter = {high_word(product1) ^ counter[1] ^ key[0], low_word(product1),
               high_word(product0) ^ counter[3] ^ key[1], low_word(product0)};
    key = {key[0] + kWeyl0, key[1] + kWeyl1};
  }
  return counter;
}

Rng Rng::fork(std::int64_t index) const {
  return Rng(child_key(key_, static_cast<std::uint64_t>(index), kForkIndex, 0));
}

Rng Rng::fork(std::string_view name) const {
  // Absorbs eight bytes at a time together with the length still to come, so that no two names and
  // no two chains of names meet. Bytes are packed by hand: the result must not depend on
  // endianness.
  std::uint64_t key = key_;
  do {
    std::uint64_t bytes = 0;
    const std::size_t count = std::min<std::size_t>(8, name.size());
    for (std::size_t i = 0; i < count; ++i) {
      bytes |= static_cast<std::uint64_t>(static_cast<unsigned char>(name[i])) << (8 * i);
    }
    key = child_key(key, bytes, kForkName, static_cast<std::uint32_t>(name.size()));
    name.remove_prefix(count);
  } while (!name.empty());
  return Rng(key);
}

std::uint32_t Rng::next_u32() {
  if (used_ == 4) {
    block_ = block_of(key_, counter_++, kDraw, 0);
    used_ = 0;
  }
  return block_[used_++];
}

std::uint64_t Rng::next_u64() {
  const std::uint64_t low = next_u32();
  return low | static_cast<std::uint64_t>(next_u32()) << 32;
}

double Rng::uniform() { return static_cast<double>(next_u64() >> 11) * 0x1p-53; }

double Rng::uniform(double low, double high) {
  assert(low < high);
  // Rounding can reach the excluded end.
  const double value = low + (high - low) * uniform();
  return value < high ? value : std::nextafter(high, low);
}

std::uint64_t Rng::below(std::uint64_t bound) {
  assert(bound > 0);
  // The lowest 2^64 mod bound draws are refused; what is left divides evenly.
  const std::uint64_t refused = (0 - bound) % bound;
  std::uint64_t draw = next_u64();
  while (draw < refused) draw = next_u64();
  return draw % bound;
}

double Rng::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_normal_;
  }
  // 1 - u lies in (0, 1], where the logarithm is finite.
  const double radius = std::sqrt(-2 * std::log(1 - uniform()));
  const double angle = 2 * std::numbers::pi * uniform();
  spare_normal_ = radius * std::sin(angle);
  has_spare_ = true;
  return radius * std::cos(angle);
}

void Rng::fill_normal(std::span<float> out) {
  for (float& value : out) value = static_cast<float>(normal());
}

}  // namespace streambed
