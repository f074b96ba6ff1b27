#include "viewer/render/render_episodes.h"

#include <cstdlib>
#include <filesystem>

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"
#include "tests/viewer/tiny.h"
#include "viewer/render/montage.h"
#include "viewer/render/video_writer.h"

namespace streambed {
namespace {

RenderOptions small(const std::filesystem::path& out) {
  RenderOptions options;
  options.task = "tiny(max_ticks=200)";
  options.policies = {"circle"};
  options.out = out;
  options.width = options.height = 65;
  return options;
}

// Width and height from a PNG's header.
std::pair<int, int> png_size(const std::filesystem::path& path) {
  const std::string bytes = read_file(path);
  REQUIRE(bytes.substr(1, 3) == "PNG");
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      value = 256 * value + static_cast<unsigned char>(bytes[i]);
    }
    return value;
  };
  return {number(16), number(20)};
}

bool has_ffmpeg() { return std::system("ffmpeg -version > /dev/null 2>&1") == 0; }

// Puts another value into the environment for a while.
class Path {
 public:
  explicit Path(const char* value) : before_(std::getenv("PATH")) { setenv("PATH", value, 1); }
  ~Path() { setenv("PATH", before_.c_str(), 1); }

 private:
  std::string before_;
};

TEST_CASE("tiles stand in rows from the upper left corner") {
  std::vector<Image> tiles;
  for (std::uint8_t i = 0; i < 3; ++i) {
    tiles.push_back({2, 1, std::vector<std::uint8_t>(6, static_cast<std::uint8_t>(10 * i))});
  }
  const Image out = montage(tiles);
  CHECK(out.width == 2 + 6 + 2);
  CHECK(out.height == 1 + 6 + 1);
  const auto red = [&](int x, int y) {
    return static_cast<int>(out.pixels[static_cast<std::size_t>(3 * (y * out.width + x))]);
  };
  CHECK(red(1, 0) == 0);
  CHECK(red(5, 0) == 255);
  CHECK(red(8, 0) == 10);
  CHECK(red(0, 7) == 20);
  CHECK(red(9, 7) == 255);
  CHECK(montage({tiles[1]}).pixels == tiles[1].pixels);
}

TEST_CASE("a picture shows the tick that was asked for, and the episode runs to its end") {
  const ScratchFolder folder;
  const Registry registry = tiny_registry();
  RenderOptions options = small(folder / "end.png");
  const auto rendered = render_episodes(registry, options);
  REQUIRE(rendered.size() == 1);
  CHECK(rendered[0].result.end != End::kRunning);
  CHECK(png_size(options.out) == std::pair(65, 65));

  options.out = folder / "first.png";
  options.tick = 1;
  CHECK(render_episodes(registry, options)[0].result.ticks == rendered[0].result.ticks);
  CHECK(read_file(options.out) != read_file(folder / "end.png"));
  options.out = folder / "late.png";
  options.tick = 1'000'000;
  render_episodes(registry, options);
  CHECK(read_file(options.out) == read_file(folder / "end.png"));
}

TEST_CASE("a montage tiles policies with labels") {
  const ScratchFolder folder;
  RenderOptions options = small(folder / "two.png");
  options.policies = {"circle", "thrower"};
  options.label = true;
  const auto rendered = render_episodes(tiny_registry(), options);
  REQUIRE(rendered.size() == 2);
  CHECK(rendered[1].result.end == End::kError);
  CHECK(png_size(options.out) == std::pair(2 * 65 + 6, 65));
}

TEST_CASE("what cannot be rendered is refused") {
  const ScratchFolder folder;
  const auto refused = [&](auto change, const char* words) {
    RenderOptions options = small(folder / "out.png");
    change(options);
    CHECK_THROWS_WITH(render_episodes(tiny_registry(), options), ContainsSubstring(words));
    CHECK_FALSE(std::filesystem::exists(options.out));
  };
  refused([&](RenderOptions& o) { o.out = folder / "out.gif"; }, ".mp4");
  refused([&](RenderOptions& o) { o.out = folder / "none" / "out.png"; }, "not a folder");
  refused([](RenderOptions& o) { o.width = 0; }, "1 to 8192");
  refused([](RenderOptions& o) { o.policies = {"broken"}; }, "");
  refused([&](RenderOptions& o) { o.out = folder / "a.mp4", o.tick = 3; }, "--tick");
  const Path nothing("/nowhere");
  refused([&](RenderOptions& o) { o.out = folder / "out.mp4"; }, "install it");
}

TEST_CASE("a stop request leaves no file") {
  const ScratchFolder folder;
  std::stop_source stop;
  stop.request_stop();
  RenderOptions options = small(folder / "out.png");
  options.stop = stop.get_token();
  CHECK(render_episodes(tiny_registry(), options).empty());
  CHECK_FALSE(std::filesystem::exists(options.out));
}

TEST_CASE("a video has the frames of the episode and one second more", "[.slow]") {
  if (!has_ffmpeg()) {
    WARN("skipped: no ffmpeg");
    return;
  }
  const ScratchFolder folder;
  RenderOptions options = small(folder / "out.mp4");
  options.task = "tiny(max_ticks=40)";
  const auto rendered = render_episodes(tiny_registry(), options);
  REQUIRE(rendered.size() == 1);
  CHECK(read_file(options.out).substr(4, 4) == "ftyp");
  // 20 ms a tick: one frame each, 50 a second.
  const std::string frames = (folder / "frames").string();
  const std::string command = "ffmpeg -v error -i '" + options.out.string() +
                              "' -f rawvideo -pix_fmt gray '" + frames + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  const auto bytes = std::filesystem::file_size(frames);
  CHECK(rendered[0].result.ticks == 40);
  CHECK(bytes == 66 * 66 * (1 + static_cast<std::uintmax_t>(rendered[0].result.ticks) + 50));
}

TEST_CASE("ffmpeg's own complaint is passed on") {
  if (!has_ffmpeg()) {
    WARN("skipped: no ffmpeg");
    return;
  }
  const ScratchFolder folder;
  const auto write = [&] {
    VideoWriter video(folder / "out.nonsense", 64, 64, 30);
    const Image black{64, 64, std::vector<std::uint8_t>(3 * 64 * 64)};
    for (int i = 0; i < 200; ++i) video.add(black);
    video.finish();
  };
  CHECK_THROWS_WITH(write(), ContainsSubstring("ffmpeg could not write"));
}

}  // namespace
}  // namespace streambed
