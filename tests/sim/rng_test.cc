#include "sim/rng.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "tests/catch.h"

using streambed::philox4x32;
using streambed::Rng;

TEST_CASE("Philox gives Random123's known answers") {
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Equal paths give equal streams, whatever was drawn before") {
  Rng root;
  const Rng before = root.fork("push_t").fork(7).fork("task");
  for (int i = 0; i < 13; ++i) root.normal();
  Rng after = root.fork("push_t").fork(7).fork("task");
  CHECK(after.key() == before.key());
  Rng copy = before;
  for (int i = 0; i < 100; ++i) CHECK(after.next_u32() == copy.next_u32());
}

TEST_CASE("Forks differ from their parent and from each other") {
  std::set<std::uint64_t> keys;
  std::size_t made = 0;
  const Rng root;
  const auto add = [&](const Rng& rng) {
    keys.insert(rng.key());
    ++made;
  };
  add(root);
  for (int i = -1000; i < 1000; ++i) add(root.fork(i));
  for (const char* name :
       {"", "a", "b", "ab", "ba", "task", "policy", "abcdefgh", "abcdefghi", "abcdefgh-abcdefgh"}) {
    add(root.fork(std::string_view(name)));
  }
  // Trailing zero bytes and the cut into eight bytes leave their trace.
  add(root.fork(std::string_view("a\0", 2)));
  add(root.fork("abcdefgh").fork("i"));
  add(root.fork(1).fork(2));
  add(root.fork(2).fork(1));
  CHECK(keys.size() == made);
}

TEST_CASE("Neighbouring streams are uncorrelated") {
  constexpr int kDraws = 20000;
  const Rng root;
  Rng parent = root;
  Rng first = root.fork(0);
  Rng second = root.fork(1);
  double with_sibling = 0;
  double with_parent = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double a = first.normal();
    with_sibling += a * second.normal();
    with_parent += a * parent.normal();
  }
  // Five standard deviations.
  CHECK(std::abs(with_sibling) < 5 * std::sqrt(kDraws));
  CHECK(std::abs(with_parent) < 5 * std::sqrt(kDraws));
}

TEST_CASE("Uniform draws keep to their bounds") {
  Rng rng = Rng{}.fork("uniform");
  double low = 1;
  double high = 0;
  double sum = 0;
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) {
    const double u = rng.uniform();
    low = std::min(low, u);
    high = std::max(high, u);
    sum += u;
  }
  CHECK(low >= 0);
  CHECK(low < 1e-3);
  CHECK(high < 1);
  CHECK(high > 1 - 1e-3);
  CHECK(sum / kDraws == Approx(0.5).margin(0.005));

  // An interval of two neighbouring numbers has one element only.
  const double one = 1;
  for (int i = 0; i < 1000; ++i) CHECK(rng.uniform(one, std::nextafter(one, 2)) == one);
  for (int i = 0; i < 1000; ++i) {
    const double v = rng.uniform(-3, 5);
    CHECK((v >= -3 && v < 5));
  }
}

TEST_CASE("Integers below a bound are equally likely") {
  Rng rng = Rng{}.fork("below");
  constexpr int kBound = 7;
  constexpr int kDraws = 70000;
  std::map<std::uint64_t, int> counts;
  for (int i = 0; i < kDraws; ++i) ++counts[rng.below(kBound)];
  REQUIRE(counts.size() == kBound);
  double chi_square = 0;
  const double expected = static_cast<double>(kDraws) / kBound;
  for (const auto& [value, count] : counts) {
    CHECK(value < kBound);
    chi_square += (count - expected) * (count - expected) / expected;
  }
  // 6 degrees of freedom: exceeded once in a million.
  CHECK(chi_square < 38.3);
  CHECK(rng.below(1) == 0);
  const std::uint64_t huge = (std::uint64_t{1} << 63) + 1;
  for (int i = 0; i < 1000; ++i) CHECK(rng.below(huge) < huge);
}

TEST_CASE("Normal draws have the moments of a normal distribution") {
  Rng rng = Rng{}.fork("normal");
  constexpr int kDraws = 400000;
  double sum = 0;
  double squares = 0;
  double cubes = 0;
  double fourths = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = rng.normal();
    REQUIRE(std::isfinite(x));
    sum += x;
    squares += x * x;
    cubes += x * x * x;
    fourths += x * x * x * x;
  }
  // Five standard errors each.
  const double error = 5 / std::sqrt(static_cast<double>(kDraws));
  CHECK(sum / kDraws == Approx(0).margin(error));
  CHECK(squares / kDraws == Approx(1).margin(error * std::sqrt(2.0)));
  CHECK(cubes / kDraws == Approx(0).margin(error * std::sqrt(15.0)));
  CHECK(fourths / kDraws == Approx(3).margin(error * std::sqrt(96.0)));
}

TEST_CASE("Filling floats equals drawing one by one") {
  Rng filled = Rng{}.fork("fill");
  Rng single = filled;
  std::vector<float> values(33);
  filled.fill_normal(values);
  for (const float value : values) CHECK(value == static_cast<float>(single.normal()));
}

TEST_CASE("A stream's first numbers are the same on every machine") {
  Rng rng = Rng{}.fork("push_t").fork(100000).fork(0).fork("task");
  CHECK(rng.next_u64() == 0xd11fdc029c0d80d6);
  CHECK(sizeof(Rng) == 48);
}
