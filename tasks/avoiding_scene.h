#pragma once
// Where the posts of `avoiding` stand (assets/avoiding.xml draws them), for task and expert.

#include <algorithm>
#include <array>
#include <cstddef>

namespace streambed {

// A row of posts of equal radius. n posts leave n + 1 gaps. Metres.
struct PostRow {
  double y;
  double radius;
  std::size_t count;
  std::array<double, 3> x;  // ascending, the first `count`

  // The number of the gap at x, counted from the left; 0 is left of all posts.
  int gap(double at_x) const {
    return static_cast<int>(
        std::count_if(x.begin(), x.begin() + count, [&](double post) { return at_x >= post; }));
  }
};

constexpr std::array<PostRow, 3> kAvoidingRows = {{{-0.1, 0.03, 1, {0.5}},
                                                   {0.08, 0.025, 2, {0.425, 0.575}},
                                                   {0.26, 0.025, 3, {0.35, 0.5, 0.65}}}};
constexpr double kAvoidingFinish = 0.35;  // y, m

}  // namespace streambed
