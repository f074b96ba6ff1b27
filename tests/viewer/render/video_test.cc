#include "viewer/render/video.h"

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"

namespace streambed {
namespace {

TEST_CASE("a video is written whole or not at all") {
  const ScratchFolder folder;
  const Image image{64, 48, std::vector<std::uint8_t>(3 * 64 * 48, 120)};
  try {
    Video video(folder.path() / "film.mp4", 64, 48, 30);
    for (int i = 0; i < 10; ++i) video.add(image);
    // A window that was resized meanwhile.
    video.add({10, 80, std::vector<std::uint8_t>(3 * 10 * 80, 10)});
    CHECK_FALSE(std::filesystem::exists(folder.path() / "film.mp4"));
    video.finish();
  } catch (const UserError& error) {
    WARN("skipped: " << error.what());
    return;
  }
  CHECK(std::filesystem::file_size(folder.path() / "film.mp4") > 500);

  Video lost("/nonexistent/film.mp4", 64, 48, 30);
  CHECK_THROWS_AS(
      [&] {
        for (int i = 0; i < 200; ++i) lost.add(image);
        lost.finish();
      }(),
      UserError);
}

}  // namespace
}  // namespace streambed
