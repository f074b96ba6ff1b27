#include "policies/normaliser.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/error.h"
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
