#pragma once
// A counter-based random generator whose seed is a position in a tree, never a worker or a clock.
//
//   Rng root = Rng{}.fork("push_t").fork(context).fork(repeat);
//   Rng task_noise = root.fork("task");
//
// Forks are pure: forking does not advance the parent. Equal paths give equal streams on every
// machine. Generator: Philox4x32-10 (Salmon et al., SC 2011, "Parallel random numbers: as easy as
// 1, 2, 3"). Not thread-safe; it is a value of 48 bytes, so give each thread a fork.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace streambed {

class Rng {
 public:
  Rng() = default;

  // Child streams, independent of the parent's draws and of each other.
  Rng fork(std::string_view name) const;
  Rng fork(std::int64_t index) const;

  std::uint32_t next_u32();
  std::uint64_t next_u64();
  // Uniform in [0, 1) with 53 random bits.
  double uniform();
  // Uniform in [low, high).
  double uniform(double low, double high);
  // Uniform integer in [0, bound), without modulo bias. bound > 0.
  std::uint64_t below(std::uint64_t bound);
  // Standard normal by Box-Muller (std::normal_distribution differs between libraries).
  double normal();
  void fill_normal(std::span<float> out);

  // The 64-bit key of this stream: equal keys, equal streams.
  std::uint64_t key() const { return key_; }

 private:
  explicit Rng(std::uint64_t key) : key_(key) {}

  std::uint64_t key_ = 0x53747265616d6264;
  std::uint64_t counter_ = 0;
  std::array<std::uint32_t, 4> block_{};
  int used_ = 4;
  bool has_spare_ = false;
  double spare_normal_ = 0;
};

// One Philox4x32-10 block, exposed for its known-answer test.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

}  // namespace streambed
