#include "policies/learned/normaliser.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "sim/base/error.h"
#include "sim/base/rotation.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"

using namespace streambed;

namespace {

Demonstration two_rows() {
  Demonstration demonstration;
  demonstration.states.resize(2, 3);
  demonstration.states << 0, 7, 0.5, 10, 7, 6.2;
  demonstration.actions.resize(2, 1);
  demonstration.actions << -4, 4;
  return demonstration;
}

// Their columns: two numbers and an angle; one target.
Normaliser fit_two_rows() {
  const std::vector<Component> observation = {{.name = "numbers", .size = 2},
                                              {.name = "angle", .kind = ComponentKind::kAngle}};
  const std::vector<Component> action = {{.name = "target"}};
  const Demonstration demonstration = two_rows();
  return Normaliser::fit({&demonstration, 1}, observation, action);
}

}  // namespace

TEST_CASE("ranges map to [-1, 1], angles to cosine and sine", "[normaliser]") {
  const Demonstration demonstration = two_rows();
  const Normaliser normaliser = fit_two_rows();
  REQUIRE(normaliser.encoded_state_size() == 4);
  std::vector<float> encoded(4);
  normaliser.encode_state(demonstration.states.row(1).transpose(), encoded.data());
  CHECK(encoded[0] == Approx(1));
  CHECK(std::abs(encoded[1]) < 1e-6);  // never moved: the middle of a made-up range
  CHECK(encoded[2] == Approx(std::cos(6.2)));
  CHECK(encoded[3] == Approx(std::sin(6.2)));
}

TEST_CASE("an action survives the round trip, a velocity loses only the offset", "[normaliser]") {
  const Normaliser normaliser = fit_two_rows();
  Action action(1);
  action << 1.5;
  float encoded = 0;
  normaliser.encode_action(action, &encoded);
  CHECK(normaliser.decode_action(&encoded)[0] == Approx(1.5));
  const float velocity = 0.5f;
  CHECK(normaliser.decode_velocity(&velocity, action)[0] == Approx(2));
}

TEST_CASE("a normaliser survives JSON and refuses nonsense", "[normaliser]") {
  const Normaliser normaliser = fit_two_rows();
  const nlohmann::json json = normaliser.to_json();
  CHECK(Normaliser::from_json(json).to_json() == json);

  for (const char* key : {"state_low", "action_high", "angle_indices"}) {
    nlohmann::json missing = json;
    missing.erase(key);
    CHECK_THROWS_AS(Normaliser::from_json(missing), UserError);
  }
  nlohmann::json inverted = json;
  inverted["action_low"] = {9};
  CHECK_THROWS_AS(Normaliser::from_json(inverted), UserError);
  nlohmann::json ragged = json;
  ragged["state_low"] = {0};
  CHECK_THROWS_AS(Normaliser::from_json(ragged), UserError);
  nlohmann::json text = json;
  text["state_low"] = "zero";
  CHECK_THROWS_AS(Normaliser::from_json(text), UserError);
  nlohmann::json outside = json;
  outside["angle_indices"] = {17};
  CHECK_THROWS_AS(Normaliser::from_json(outside), UserError);
}

namespace {

TaskInfo info_with_cube() {
  TaskInfo info;
  info.label = "cube";
  info.observation = {
      {.name = "agent", .kind = ComponentKind::kPosition, .size = 2},
      {.name = "cube", .kind = ComponentKind::kPosition, .size = 2, .object = "cube"},
      {.name = "cube_yaw", .kind = ComponentKind::kDirection, .size = 2, .object = "cube"}};
  info.action = {
      {.name = "target", .kind = ComponentKind::kPosition, .size = 2, .measured_by = "agent"}};
  info.objects = {{.name = "cube", .goal = "unseen", .symmetry = 4}};
  return info;
}

// Agent x, y, then a cube's x, y, sine and cosine of its yaw.
Demonstration cube_rows() {
  Demonstration demonstration;
  demonstration.states.resize(2, 6);
  demonstration.states << 0, 0, 0.3, 0, std::sin(0.2), std::cos(0.2),  //
      2, 1, 0, 0, 0, 1;
  demonstration.actions.resize(2, 2);
  demonstration.actions << 0, 0, 1, 1;
  return demonstration;
}

std::vector<float> encoded_first_row(const Normaliser& normaliser) {
  std::vector<float> out(static_cast<std::size_t>(normaliser.encoded_state_size()));
  normaliser.encode_state(cube_rows().states.row(0).transpose(), out.data());
  return out;
}

}  // namespace

TEST_CASE("poses relative to the agent are fine near it, and a cube's turns look alike",
          "[normaliser]") {
  const Demonstration demonstration = cube_rows();
  Normaliser normaliser = Normaliser::fit({&demonstration, 1}, info_with_cube());
  REQUIRE(normaliser.encoded_state_size() == 6);
  normaliser.show_relative(10, info_with_cube());
  REQUIRE(normaliser.encoded_state_size() == 10);
  const std::vector<float> encoded = encoded_first_row(normaliser);
  // Half the agent's longer range is 1: 10 * 0.3 = 3, which is shown as 3 / (1 + 3).
  CHECK(encoded[6] == Approx(0.75));
  CHECK(std::abs(encoded[7]) < 1e-6);
  CHECK(encoded[8] == Approx(std::cos(0.8)));
  CHECK(encoded[9] == Approx(std::sin(0.8)));

  Eigen::VectorXd turned = demonstration.states.row(0).transpose();
  turned[4] = std::sin(0.2 + std::numbers::pi / 2);
  turned[5] = std::cos(0.2 + std::numbers::pi / 2);
  std::vector<float> quarter(10);
  normaliser.encode_state(turned, quarter.data());
  CHECK(quarter[8] == Approx(encoded[8]));
  CHECK(quarter[9] == Approx(encoded[9]));
}

TEST_CASE("what is shown relative to the agent survives JSON and refuses nonsense",
          "[normaliser]") {
  const Demonstration demonstration = cube_rows();
  Normaliser normaliser = Normaliser::fit({&demonstration, 1}, info_with_cube());
  normaliser.show_relative(10, info_with_cube());
  const nlohmann::json json = normaliser.to_json();
  const Normaliser again = Normaliser::from_json(json);
  CHECK(again.to_json() == json);
  CHECK(encoded_first_row(again) == encoded_first_row(normaliser));

  nlohmann::json outside = json;
  outside["relative"]["poses"][0][1] = 6;
  CHECK_THROWS_AS(Normaliser::from_json(outside), UserError);
  nlohmann::json nobody = json;
  nobody["relative"]["agent"] = {0};
  CHECK_THROWS_AS(Normaliser::from_json(nobody), UserError);

  // Without an object, or without a measured position, there is nothing to show.
  TaskInfo blind = info_with_cube();
  blind.objects.clear();
  CHECK_THROWS_AS(normaliser.show_relative(10, blind), UserError);
  blind = info_with_cube();
  blind.action[0].measured_by.clear();
  CHECK_THROWS_AS(normaliser.show_relative(10, blind), UserError);
  normaliser.show_relative(0, blind);
  CHECK(normaliser.encoded_state_size() == 6);
}

TEST_CASE("poses are shown in the order of objects, then of goals, each once", "[normaliser]") {
  // Two cubes, the first to be put onto the second, the second, like a disc, onto a plate.
  TaskInfo info = info_with_cube();
  const auto place = [&](const std::string& object) {
    info.observation.push_back(
        {.name = object + "_place", .kind = ComponentKind::kPosition, .size = 3, .object = object});
  };
  const auto turn = [&](const std::string& object, ComponentKind kind, int size) {
    info.observation.push_back(
        {.name = object + "_turn", .kind = kind, .size = size, .object = object});
  };
  place("plate");                                  // 6
  turn("plate", ComponentKind::kDirection, 2);     // 9
  place("disc");                                   // 11
  turn("disc", ComponentKind::kDirection, 2);      // 14
  place("lid");                                    // 16
  turn("lid", ComponentKind::kAngle, 1);           // 19
  info.objects = {{.name = "cube", .goal = "disc", .symmetry = 4},
                  {.name = "disc", .goal = "plate", .symmetry = 0},
                  {.name = "hidden", .goal = "plate"},
                  {.name = "lid", .goal = "plate"}};
  Demonstration demonstration;
  demonstration.states = MatrixRM::Zero(3, 20);
  demonstration.actions = MatrixRM::Zero(3, 2);
  Normaliser normaliser = Normaliser::fit({&demonstration, 1}, info);
  const int plain = normaliser.encoded_state_size();
  CHECK(plain == 21);
  normaliser.show_relative(2, info);
  const nlohmann::json relative = normaliser.to_json().at("relative");
  CHECK(relative.at("agent") == nlohmann::json({0, 1}));
  CHECK(relative.at("poses") == nlohmann::json({{2, 3, 4, 5, 4, 1},
                                                {11, 12, -1, -1, 1, 3},
                                                {16, 17, -1, -1, 1, 3},
                                                {6, 7, 9, 10, 1, -1}}));
  // Four places, the cube's folded yaw, three objects' offsets and turns to their goals.
  CHECK(normaliser.encoded_state_size() == plain + 4 * 2 + 2 + 3 * 3);
}

namespace {

// A place, a heading, a rotation and a switch, observed and commanded.
std::vector<Component> all_kinds() {
  return {{.name = "place", .kind = ComponentKind::kPosition},
          {.name = "heading", .kind = ComponentKind::kAngle},
          {.name = "turn", .kind = ComponentKind::kRotation, .size = 6},
          {.name = "grip", .kind = ComponentKind::kSwitch}};
}

Demonstration rows_of_all_kinds() {
  Demonstration out;
  out.states.resize(2, 9);
  out.states << -1, 3, 1, 0, 0, 0, 1, 0, -1,  //
      3, 3.5, 0, -1, 0, 1, 0, 0, 0.25;
  out.actions = out.states;
  return out;
}

Action row_of(const Demonstration& demonstration, int row) {
  return demonstration.actions.row(row).transpose();
}

}  // namespace

TEST_CASE("actions of every kind survive the round trip, steps and velocities", "[normaliser]") {
  const Demonstration demonstration = rows_of_all_kinds();
  const Normaliser normaliser = Normaliser::fit({&demonstration, 1}, all_kinds(), all_kinds());
  REQUIRE(normaliser.action_size() == 9);
  REQUIRE(normaliser.encoded_action_size() == 10);
  CHECK(normaliser.action_switches() == std::vector<int>{9});
  CHECK(normaliser.state_switches() == std::vector<int>{9});

  std::vector<float> first(10), second(10), step(10);
  normaliser.encode_action(row_of(demonstration, 0), first.data());
  normaliser.encode_action(row_of(demonstration, 1), second.data());
  CHECK(first[9] == -1);
  CHECK(second[9] == 1);
  const Action back = normaliser.decode_action(second.data());
  Action expected = row_of(demonstration, 1);
  expected[1] -= 2 * std::numbers::pi;  // the same angle
  expected[8] = 1;                      // the same sign
  CHECK((back - expected).cwiseAbs().maxCoeff() < 1e-6);

  // Steps add up from the first action to the second.
  normaliser.encode_step(row_of(demonstration, 0), row_of(demonstration, 1), step.data());
  const std::vector<float> scale = normaliser.step_scale();
  REQUIRE(scale.size() == 10);
  for (std::size_t i = 0; i < step.size(); ++i) {
    INFO(i);
    CHECK(std::abs(step[i]) <= 1);
    CHECK(first[i] + scale[i] * step[i] == Approx(second[i]).margin(1e-6));
  }

  // Half a range a second; half a radian a second, at a quarter turn; switches as they are.
  Action at = row_of(demonstration, 0);
  at[1] = std::numbers::pi / 2;
  const std::vector<float> velocity = {1, -0.5f, 0, 1, 2, 3, 4, 5, 6, 0.125f};
  Action moved(9);
  moved << 2, 0.5, 1, 2, 3, 4, 5, 6, 0.125;
  CHECK((normaliser.decode_velocity(velocity.data(), at) - moved).cwiseAbs().maxCoeff() < 1e-6);
}

TEST_CASE("a network's six numbers become a rotation, where they can", "[normaliser]") {
  const Demonstration demonstration = rows_of_all_kinds();
  const Normaliser normaliser = Normaliser::fit({&demonstration, 1}, all_kinds(), all_kinds());
  std::vector<float> encoded = {0, 1, 0, 0, 0, 0.5f, 0.25f, 0, 0.75f, 0.5f};
  SixNumbers expected;
  expected << 0, 0, 1, 1, 0, 0;
  CHECK((normaliser.decode_action(encoded.data()).segment<6>(2) - expected).norm() < 1e-7);
  // An episode refuses what is none.
  encoded[5] = 0;
  expected << 0, 0, 0, 0.25, 0, 0.75;
  CHECK(normaliser.decode_action(encoded.data()).segment<6>(2) == expected);
}

TEST_CASE("other kinds survive JSON, and what contradicts itself is refused", "[normaliser]") {
  const Demonstration demonstration = rows_of_all_kinds();
  const Normaliser normaliser = Normaliser::fit({&demonstration, 1}, all_kinds(), all_kinds());
  const nlohmann::json json = normaliser.to_json();
  CHECK(json.at("angle_indices") == nlohmann::json({1}));
  CHECK(json.at("state_rotations") == nlohmann::json({2}));
  CHECK(json.at("state_switches") == nlohmann::json({8}));
  CHECK(json.at("action_angles") == nlohmann::json({1}));
  CHECK(json.at("action_rotations") == nlohmann::json({2}));
  CHECK(json.at("action_switches") == nlohmann::json({8}));
  const Normaliser again = Normaliser::from_json(json);
  CHECK(again.to_json() == json);
  std::vector<float> one(10), other(10);
  normaliser.encode_action(row_of(demonstration, 1), one.data());
  again.encode_action(row_of(demonstration, 1), other.data());
  CHECK(one == other);
  CHECK(again.action_switches() == normaliser.action_switches());

  const auto refused = [&](const char* key, const nlohmann::json& value) {
    INFO(key << " " << value.dump());
    nlohmann::json changed = json;
    changed[key] = value;
    CHECK_FALSE(message_of([&] { Normaliser::from_json(changed, "x.json"); }).empty());
  };
  for (const char* key : {"state_rotations", "action_rotations"}) {
    for (const nlohmann::json& value :
         {nlohmann::json({4}), nlohmann::json({-1}), nlohmann::json({2, 2}), nlohmann::json({1}),
          nlohmann::json({3}), nlohmann::json("two"), nlohmann::json({"two"}), nlohmann::json(2),
          nlohmann::json({2147483647}), nlohmann::json()}) {
      refused(key, value);
    }
  }
  for (const char* key : {"state_switches", "action_switches", "angle_indices", "action_angles"}) {
    for (const nlohmann::json& value :
         {nlohmann::json({9}), nlohmann::json({-1}), nlohmann::json({0, 0}), nlohmann::json({5}),
          nlohmann::json({{8}})}) {
      refused(key, value);
    }
  }
  refused("longest_step", std::vector<double>(9, 1));
  refused("longest_step", std::vector<double>(10, 0));
}

TEST_CASE("angles of an action must leave a network room", "[normaliser]") {
  std::vector<Component> action;
  for (int i = 0; i < 17; ++i)
    action.push_back({.name = "joint_" + std::to_string(i), .kind = ComponentKind::kAngle});
  const std::vector<Component> observation = {{.name = "nothing"}};
  Demonstration demonstration;
  demonstration.states = MatrixRM::Zero(1, 1);
  demonstration.actions = MatrixRM::Zero(1, 17);
  CHECK_THAT(message_of([&] { Normaliser::fit({&demonstration, 1}, observation, action); }),
             ContainsSubstring("34 numbers"));
}
