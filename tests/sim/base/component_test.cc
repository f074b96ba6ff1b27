// Components: what is where in a flat vector.

#include "sim/base/component.h"

#include "tests/catch.h"

using namespace streambed;

namespace {

// A hand, a cube on a table, a pan with its handle, a gripper.
const std::vector<Component> kSeen = {
    {.name = "hand", .kind = ComponentKind::kPosition, .size = 3, .unit = "m"},
    {.name = "hand_turn", .kind = ComponentKind::kRotation, .size = 6},
    {.name = "cube", .kind = ComponentKind::kPosition, .size = 2, .object = "cube"},
    {.name = "cube_yaw", .kind = ComponentKind::kDirection, .size = 2, .object = "cube"},
    {.name = "pan_speed", .kind = ComponentKind::kVelocity, .size = 3, .object = "pan"},
    {.name = "pan_turn", .kind = ComponentKind::kAngle, .object = "pan"},
    {.name = "gripper", .kind = ComponentKind::kSwitch},
    {.name = "other_turn", .kind = ComponentKind::kRotation, .size = 6}};

const std::vector<Component> kCommanded = {
    {.name = "turn", .kind = ComponentKind::kRotation, .size = 6, .measured_by = "hand_turn"},
    {.name = "go", .kind = ComponentKind::kPosition, .size = 3, .measured_by = "hand"}};

}  // namespace

TEST_CASE("components say where their entries are", "[component]") {
  CHECK(total_size(kSeen) == 24);
  CHECK(total_size({}) == 0);
  CHECK(first_entry(kSeen, "hand") == 0);
  CHECK(first_entry(kSeen, "cube_yaw") == 11);
  CHECK(first_entry(kSeen, "foot") == -1);
  REQUIRE(find_component(kSeen, "pan_turn") != nullptr);
  CHECK(find_component(kSeen, "pan_turn")->kind == ComponentKind::kAngle);
  CHECK(find_component(kSeen, "foot") == nullptr);
  CHECK(first_entries(kSeen, ComponentKind::kRotation) == std::vector<int>{3, 18});
  CHECK(first_entries(kSeen, ComponentKind::kScalar).empty());
  CHECK(component_at(kSeen, 0).name == "hand");
  CHECK(component_at(kSeen, 2).name == "hand");
  CHECK(component_at(kSeen, 3).name == "hand_turn");
  CHECK(component_at(kSeen, 16).name == "pan_turn");
  CHECK(component_at(kSeen, 23).name == "other_turn");
}

TEST_CASE("what an action commands is measured entry by entry, or not at all", "[component]") {
  CHECK(measured_entries(kSeen, kCommanded) == std::vector<int>{3, 4, 5, 6, 7, 8, 0, 1, 2});
  std::vector<Component> more = kCommanded;
  more.push_back({.name = "close", .kind = ComponentKind::kSwitch});
  CHECK(measured_entries(kSeen, more).empty());
}

TEST_CASE("the pose of an object is found by its name", "[component]") {
  const PoseEntries cube = pose_entries(kSeen, "cube");
  CHECK(cube.position == 9);
  CHECK(cube.position_size == 2);
  CHECK(cube.turn == 11);
  CHECK(cube.turn_kind == ComponentKind::kDirection);
  // A velocity is no place.
  const PoseEntries pan = pose_entries(kSeen, "pan");
  CHECK(pan.position == -1);
  CHECK(pan.turn == 16);
  CHECK(pan.turn_kind == ComponentKind::kAngle);
  CHECK(pose_entries(kSeen, "lid").position == -1);
  CHECK(pose_entries(kSeen, "lid").turn == -1);
}

TEST_CASE("kinds have names", "[component]") {
  for (const auto kind : {ComponentKind::kPosition, ComponentKind::kVelocity, ComponentKind::kAngle,
                          ComponentKind::kDirection, ComponentKind::kRotation,
                          ComponentKind::kSwitch, ComponentKind::kScalar}) {
    CHECK(kind_named(kind_name(kind)) == kind);
  }
  CHECK(kind_name(ComponentKind::kDirection) == "direction");
  CHECK(kind_name(ComponentKind::kScalar) == "scalar");
  CHECK_FALSE(kind_named("colour").has_value());
}
