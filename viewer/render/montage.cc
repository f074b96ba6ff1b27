#include "viewer/render/montage.h"

#include <algorithm>
#include <cassert>

namespace streambed {
namespace {

constexpr int kGapPx = 6;

}  // namespace

Image montage(const std::vector<Image>& tiles) {
  assert(!tiles.empty());
  const int count = static_cast<int>(tiles.size());
  int columns = 1;
  while (columns * columns < count) ++columns;
  const int rows = (count + columns - 1) / columns;
  const int width = tiles.front().width, height = tiles.front().height;

  Image out{columns * (width + kGapPx) - kGapPx, rows * (height + kGapPx) - kGapPx, {}};
  const auto stride = 3 * static_cast<std::ptrdiff_t>(out.width);
  out.pixels.assign(static_cast<std::size_t>(stride * out.height), 255);
  for (int i = 0; i < count; ++i) {
    const Image& tile = tiles[static_cast<std::size_t>(i)];
    assert(tile.width == width && tile.height == height);
    const std::ptrdiff_t left = 3 * (i % columns) * (width + kGapPx);
    const std::ptrdiff_t top = (i / columns) * (height + kGapPx);
    for (std::ptrdiff_t y = 0; y < height; ++y) {
      std::copy_n(tile.pixels.begin() + 3 * y * width, 3 * width,
                  out.pixels.begin() + (top + y) * stride + left);
    }
  }
  return out;
}

}  // namespace streambed
