// What the networks of shipped checkpoints are shown: the formula by which they were trained,
// written down here once more, gives the same bits as the normaliser that their headers hold.

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "policies/learned/normaliser.h"
#include "policies/network/checkpoint.h"
#include "sim/base/files.h"
#include "sim/builtin.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace streambed;

namespace {

using Numbers = std::vector<double>;

struct Formula {
  Numbers state_low, state_high, action_low, action_high, longest_step;
  std::vector<int> angles, agent;
  std::vector<std::vector<int>> poses;
  double gain = 0;

  explicit Formula(const nlohmann::json& json)
      : state_low(json.at("state_low")), state_high(json.at("state_high")),
        action_low(json.at("action_low")), action_high(json.at("action_high")),
        longest_step(json.at("longest_step")), angles(json.at("angle_indices")) {
    if (!json.contains("relative")) return;
    agent = json["relative"]["agent"].get<std::vector<int>>();
    poses = json["relative"]["poses"].get<std::vector<std::vector<int>>>();
    gain = json["relative"]["gain"];
  }

  static double unit(double value, double low, double high) {
    return 2 * (value - low) / (high - low) - 1;
  }

  std::vector<float> state(const Eigen::VectorXd& at) const {
    std::vector<float> out;
    for (int i = 0; i < static_cast<int>(state_low.size()); ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (std::find(angles.begin(), angles.end(), i) != angles.end()) {
        out.push_back(static_cast<float>(std::cos(at[i])));
        out.push_back(static_cast<float>(std::sin(at[i])));
      } else {
        out.push_back(static_cast<float>(unit(at[i], state_low[k], state_high[k])));
      }
    }
    if (poses.empty()) return out;
    const auto range = [&](int i) {
      const auto k = static_cast<std::size_t>(i);
      return state_high[k] - state_low[k];
    };
    const double half = std::max(range(agent[0]), range(agent[1])) / 2;
    for (const std::vector<int>& pose : poses) {
      // None of the shipped checkpoints shows a goal.
      REQUIRE((pose.size() == 5 || pose[5] == -1));
      const Eigen::Vector2d offset =
          Eigen::Vector2d(at[pose[0]], at[pose[1]]) - Eigen::Vector2d(at[agent[0]], at[agent[1]]);
      const Eigen::Vector2d scaled = gain / half * offset;
      for (const double value : scaled / (1 + scaled.norm()))
        out.push_back(static_cast<float>(value));
      if (pose[2] < 0 || pose[4] <= 1) continue;
      const double yaw = pose[4] * std::atan2(at[pose[2]], at[pose[3]]);
      out.push_back(static_cast<float>(std::cos(yaw)));
      out.push_back(static_cast<float>(std::sin(yaw)));
    }
    return out;
  }
};

// As it stands in the file: the header's length in 8 bytes, then the header.
nlohmann::json normaliser_of_header(const std::filesystem::path& path) {
  const std::string file = read_file(path);
  std::size_t size = 0;
  for (int i = 7; i >= 0; --i)
    size = size << 8 | static_cast<unsigned char>(file[static_cast<std::size_t>(i)]);
  const nlohmann::json header = nlohmann::json::parse(file.substr(8, size));
  return nlohmann::json::parse(header.at("__metadata__").at("streambed").get<std::string>())
      .at("normaliser");
}

Eigen::VectorXd random_between(const Numbers& low, const Numbers& high, Rng& rng) {
  Eigen::VectorXd out(static_cast<Eigen::Index>(low.size()));
  for (std::size_t i = 0; i < low.size(); ++i) {
    // A little beyond what was demonstrated, too.
    const double beyond = 0.2 * (high[i] - low[i]);
    out[static_cast<Eigen::Index>(i)] = rng.uniform(low[i] - beyond, high[i] + beyond);
  }
  return out;
}

}  // namespace

TEST_CASE("shipped checkpoints encode states and actions by the formula that trained them",
          "[normaliser]") {
  int seen = 0;
  Rng rng = Rng{}.fork("shipped encoding");
  for (const auto& entry :
       std::filesystem::directory_iterator(source_dir() / "assets/checkpoints")) {
    if (entry.path().extension() != ".safetensors") continue;
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("push_t-") && !name.starts_with("block_push-")) continue;
    ++seen;
    INFO(name);
    const Normaliser normaliser = read_checkpoint(entry.path()).normaliser;
    const Formula formula(normaliser.to_json());
    // Written again it is the text of the header, unless that is from before poses had goals.
    const nlohmann::json header = normaliser_of_header(entry.path());
    const bool is_older = header.contains("relative") && header["relative"]["poses"][0].size() < 6;
    if (!is_older) CHECK(normaliser.to_json().dump() == header.dump());
    const auto bytes = static_cast<std::size_t>(normaliser.encoded_state_size());
    std::vector<float> state(bytes), action(formula.action_low.size()), step(action.size());
    for (int round = 0; round < 200; ++round) {
      const Eigen::VectorXd at = random_between(formula.state_low, formula.state_high, rng);
      normaliser.encode_state(at, state.data());
      REQUIRE(state == formula.state(at));

      const Action from = random_between(formula.action_low, formula.action_high, rng);
      const Action to = random_between(formula.action_low, formula.action_high, rng);
      normaliser.encode_action(from, action.data());
      normaliser.encode_step(from, to, step.data());
      const Action back = normaliser.decode_action(action.data());
      const Action velocity = normaliser.decode_velocity(action.data(), from);
      for (std::size_t i = 0; i < action.size(); ++i) {
        const auto k = static_cast<Eigen::Index>(i);
        const double low = formula.action_low[i], high = formula.action_high[i];
        REQUIRE(action[i] == static_cast<float>(Formula::unit(from[k], low, high)));
        REQUIRE(back[k] == low + (action[i] + 1.0) / 2 * (high - low));
        REQUIRE(velocity[k] == action[i] / 2.0 * (high - low));
        REQUIRE(step[i] == static_cast<float>((to[k] - from[k]) / formula.longest_step[i]));
      }
    }
    const std::vector<float> scale = normaliser.step_scale();
    for (std::size_t i = 0; i < scale.size(); ++i) {
      CHECK(scale[i] == static_cast<float>(2 * formula.longest_step[i] /
                                           (formula.action_high[i] - formula.action_low[i])));
    }
  }
  CHECK(seen >= 10);
}

TEST_CASE("training today gives shipped checkpoints' normalisers the form that they have",
          "[normaliser]") {
  Registry registry(shipped_assets());
  register_tasks(registry);
  const auto relative = [&](const char* spec) {
    const auto task = registry.make_task(spec);
    Demonstration rows;
    rows.states = MatrixRM::Zero(2, task->info().state_size());
    rows.actions = MatrixRM::Zero(2, task->info().action_size());
    Normaliser normaliser = Normaliser::fit({&rows, 1}, task->info());
    const std::size_t plain = normaliser.to_json().size();
    CHECK(plain == 6);
    normaliser.show_relative(10, task->info());
    return normaliser.to_json().at("relative").at("poses").dump() +
           normaliser.to_json().at("relative").at("agent").dump() +
           normaliser.to_json().at("angle_indices").dump();
  };
  CHECK(relative("push_t") == "[[2,3,-1,-1,1,-1]][0,1][4]");
  CHECK(relative("block_push") == "[[4,5,6,7,4,-1],[8,9,10,11,4,-1]][2,3][]");
  CHECK(relative("pushing") == "[[4,5,6,7,4,-1],[8,9,10,11,4,-1]][2,3][]");
  CHECK(relative("sorting(n=2)") == "[[4,5,6,7,4,-1],[8,9,10,11,4,-1]][2,3][]");
  CHECK(relative("aligning") == "[[6,7,8,9,1,1],[10,11,12,13,1,-1]][3,4][]");
}
