#include "viewer/render/scene.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/viewer/tiny.h"
#include "viewer/render/offscreen.h"
#include "viewer/view.h"

namespace streambed {
namespace {

constexpr int kWidth = 320, kHeight = 240;

// Nothing when this machine cannot draw without a display.
std::unique_ptr<Offscreen> try_offscreen() {
  try {
    return std::make_unique<Offscreen>();
  } catch (const UserError& error) {
    WARN("skipped: " << error.what());
    return nullptr;
  }
}

struct Pixel {
  int red, green, blue;
};

Pixel pixel(const Image& image, int x, int y) {
  const auto at = 3 * static_cast<std::size_t>(y * image.width + x);
  return {image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]};
}

// Middle of the pixels for which `wanted` holds; y counts downwards.
template <class Wanted>
std::optional<Eigen::Vector2d> centroid(const Image& image, Wanted&& wanted) {
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  int count = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (!wanted(pixel(image, x, y))) continue;
      sum += Eigen::Vector2d(x + 0.5, y + 0.5);
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

bool is_white(const Pixel& p) { return std::min({p.red, p.green, p.blue}) > 150; }
bool is_orange(const Pixel& p) { return p.red > 150 && p.blue < p.red / 2; }

// Where the camera 1 m above the floor with a field of view of 90 degrees sees a point.
Eigen::Vector2d expected_pixel(const Eigen::Vector3d& at) {
  const double scale = kHeight / 2.0 / (1 - at.z());
  return {kWidth / 2.0 + scale * at.x(), kHeight / 2.0 - scale * at.y()};
}

TEST_CASE("off screen, a body is where its state says") {
  const auto offscreen = try_offscreen();
  if (!offscreen) return;
  const ModelPtr model = parse_model(kTinyModel);
  const DataPtr data = make_data(*model);
  Scene scene(*model, kWidth, kHeight);
  CHECK(scene.camera() == 0);

  for (const Eigen::Vector2d& at : {Eigen::Vector2d(0, 0), Eigen::Vector2d(-0.6, 0.4)}) {
    SceneState state = scene_state(*model, *data);
    state.qpos = {at.x(), at.y()};
    scene.pose(state);
    const Image image = scene.render(kWidth, kHeight, {});
    REQUIRE(image.pixels.size() == 3u * kWidth * kHeight);
    const auto seen = centroid(image, is_white);
    REQUIRE(seen);
    CHECK((*seen - expected_pixel({at.x(), at.y(), 0.02})).norm() < 6);
  }
}

TEST_CASE("a planned action is a mark in its colour at its place") {
  const auto offscreen = try_offscreen();
  if (!offscreen) return;
  const ModelPtr model = parse_model(kTinyModel);
  const DataPtr data = make_data(*model);
  Scene scene(*model, kWidth, kHeight);
  scene.pose(scene_state(*model, *data));

  const Eigen::Vector3d at(0.5, 0.3, 0.02);
  Overlay overlay;
  overlay.plan = {.first_tick = 0, .span_ticks = 2, .points = {{at, 1}}};
  const auto seen = centroid(scene.render(kWidth, kHeight, overlay), is_orange);
  REQUIRE(seen);
  CHECK((*seen - expected_pixel(at)).norm() < 2);

  CHECK_FALSE(centroid(scene.render(kWidth, kHeight, overlay, {.plan = false}), is_orange));
}

TEST_CASE("the free camera takes over the view of a fixed one") {
  const auto offscreen = try_offscreen();
  if (!offscreen) return;
  const ModelPtr model = parse_model(kTinyModel);
  const DataPtr data = make_data(*model);
  Scene scene(*model, kWidth, kHeight);
  SceneState state = scene_state(*model, *data);
  state.qpos = {0.5, 0.2};
  scene.pose(state);
  const auto fixed = centroid(scene.render(kWidth, kHeight, {}), is_white);
  scene.set_camera(-1);
  CHECK(scene.camera() == -1);
  const auto free = centroid(scene.render(kWidth, kHeight, {}), is_white);
  REQUIRE(fixed);
  REQUIRE(free);
  CHECK((*fixed - *free).norm() < 3);
}

TEST_CASE("between two states joints move and nothing overshoots") {
  const ModelPtr model = parse_model(kTinyModel);
  const DataPtr data = make_data(*model);
  SceneState from = scene_state(*model, *data), to = from;
  to.qpos = {1, -2};
  const SceneState middle = blend(*model, from, to, 0.25);
  CHECK(middle.qpos[0] == Approx(0.25));
  CHECK(middle.qpos[1] == Approx(-0.5));
}

TEST_CASE("sizes that no picture has are refused") {
  const auto offscreen = try_offscreen();
  if (!offscreen) return;
  const ModelPtr model = parse_model(kTinyModel);
  CHECK_THROWS_AS(Scene(*model, 0, 10), UserError);
  CHECK_THROWS_AS(Scene(*model, 10, 100000), UserError);
  Scene scene(*model, 32, 32);
  CHECK_THROWS_AS(scene.render(33, 32, {}), UserError);
}

TEST_CASE("a picture is written without a display, and nothing when that fails") {
  if (!try_offscreen()) return;
  const Registry registry = tiny_registry();
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "streambed_viewer_test.png";
  std::filesystem::remove(path);
  ViewOptions options;
  options.context = 3;
  options.width = kWidth;
  options.height = kHeight;
  options.headless_ticks = 10;
  options.screenshot = path;

  options.policies = {"thrower"};
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
  options.policies = {"broken"};
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
  CHECK_FALSE(std::filesystem::exists(path));

  // Without a name, the first policy that can be made is taken.
  options.policies = {};
  render_headless(registry, options);
  CHECK(std::filesystem::file_size(path) > 1000);
  std::filesystem::remove(path);

  // It obeys what says which episode it shows, or refuses.
  std::string asked;
  options.hooks.resolve_row = [&](const std::string& row) -> RunKey {
    asked = row;
    throw UserError("the row is looked up");
  };
  options.results_row = "folder:17";
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
  CHECK(asked == "folder:17");
  options.results_row.clear();
  options.side_by_side = 3;
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
  options.side_by_side = 1;
  options.demonstrations = "demos.h5";
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
  CHECK_FALSE(std::filesystem::exists(path));
  options.demonstrations.clear();

  options.screenshot = "/nonexistent/out.png";
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
  options.screenshot = "out.txt";
  CHECK_THROWS_AS(render_headless(registry, options), UserError);
}

}  // namespace
}  // namespace streambed
