#include "policies/learned/normaliser.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "sim/base/error.h"
#include "tests/catch.h"

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

}  // namespace

TEST_CASE("ranges map to [-1, 1], angles to cosine and sine", "[normaliser]") {
  const Demonstration demonstration = two_rows();
  const Normaliser normaliser = Normaliser::fit({&demonstration, 1}, {2});
  REQUIRE(normaliser.encoded_state_size() == 4);
  std::vector<float> encoded(4);
  normaliser.encode_state(demonstration.states.row(1).transpose(), encoded.data());
  CHECK(encoded[0] == Approx(1));
  CHECK(std::abs(encoded[1]) < 1e-6);  // never moved: the middle of a made-up range
  CHECK(encoded[2] == Approx(std::cos(6.2)));
  CHECK(encoded[3] == Approx(std::sin(6.2)));
}

TEST_CASE("an action survives the round trip, a velocity loses only the offset", "[normaliser]") {
  const Demonstration demonstration = two_rows();
  const Normaliser normaliser = Normaliser::fit({&demonstration, 1}, {2});
  Action action(1);
  action << 1.5;
  float encoded = 0;
  normaliser.encode_action(action, &encoded);
  CHECK(normaliser.decode_action(&encoded)[0] == Approx(1.5));
  const float velocity = 0.5f;
  CHECK(normaliser.decode_velocity(&velocity)[0] == Approx(2));
}

TEST_CASE("a normaliser survives JSON and refuses nonsense", "[normaliser]") {
  const Demonstration demonstration = two_rows();
  const Normaliser normaliser = Normaliser::fit({&demonstration, 1}, {2});
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
  info.position_indices = {0, 1};
  info.observed_poses = {{2, 3, 4, 5, 4}};
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
  Normaliser normaliser = Normaliser::fit({&demonstration, 1}, {});
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
  Normaliser normaliser = Normaliser::fit({&demonstration, 1}, {});
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

  TaskInfo blind;
  blind.label = "blind";
  CHECK_THROWS_AS(normaliser.show_relative(10, blind), UserError);
  normaliser.show_relative(0, blind);
  CHECK(normaliser.encoded_state_size() == 6);
}
