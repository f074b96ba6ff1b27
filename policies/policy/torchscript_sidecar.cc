#include "policies/policy/torchscript_sidecar.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

using nlohmann::json;
using Names = std::vector<std::string>;

constexpr int kSidecarVersion = 1;
constexpr const char* kHelp = " (policies/README.md, \"Bring a PyTorch policy\")";

// Something misspelt must not pass for something left out. `where` begins the message.
void check_names(const std::string& where, const json& object, const Names& needed,
                 const Names& optional) {
  if (!object.is_object()) throw UserError(where + " is no JSON object; write one" + kHelp);
  Names known = needed, missing;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = did_you_mean(name, known);
    throw UserError(where + " has an unknown entry \"" + excerpt(name) + "\"" +
                    (near.empty() ? "; there are " + join(known, ", ") : "." + near) + kHelp);
  }
  for (const std::string& name : needed) {
    if (!object.contains(name)) missing.push_back(name);
  }
  if (!missing.empty()) throw UserError(where + " lacks " + join(missing, ", ") + kHelp);
}

// An entry of the wanted type, or `otherwise` where there is none.
template <class Value>
Value value_of(const std::string& file, const json& object, const char* name, const char* type,
               const Value& otherwise = {}) {
  if (!object.contains(name)) return otherwise;
  try {
    // nlohmann turns fractions into integers and numbers into truth without a word.
    const json& value = object.at(name);
    const bool is_whole = !std::is_same_v<Value, int> || value.is_number_integer();
    if (is_whole) return value.get<Value>();
  } catch (const json::exception&) {
  }
  throw UserError(file + ": " + name + " must be " + type + kHelp);
}

}  // namespace

TorchscriptSidecar read_torchscript_sidecar(const std::filesystem::path& path,
                                            const TaskInfo& task) {
  const std::string file = path.string();
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    throw UserError(file + " does not exist: a TorchScript module needs this file beside it" +
                    kHelp);
  }
  const std::string text = read_file(path, 1u << 20);
  const json sidecar = json::parse(text, nullptr, false);
  if (sidecar.is_discarded()) throw UserError(file + " is no JSON; write it again" + kHelp);
  check_names(file, sidecar,
              {"version", "task", "observation_horizon", "prediction_horizon", "normaliser"},
              {"protocol", "previous_action"});
  if (sidecar.at("version") != kSidecarVersion) {
    throw UserError(file + " has another version than " + std::to_string(kSidecarVersion) +
                    "; write it as policies/README.md says");
  }

  TorchscriptSidecar out;
  out.sha256 = sha256_hex(text);
  out.horizons.observation = value_of<int>(file, sidecar, "observation_horizon", "an integer");
  out.horizons.prediction = value_of<int>(file, sidecar, "prediction_horizon", "an integer");
  out.horizons.previous_action = value_of<bool>(file, sidecar, "previous_action", "true or false");
  const json& normaliser = sidecar.at("normaliser");
  check_names(file + ": its normaliser", normaliser,
              {"state_low", "state_high", "action_low", "action_high", "angle_indices"},
              {"state_rotations", "state_switches", "action_angles", "action_rotations",
               "action_switches", "longest_step", "relative"});
  out.normaliser = Normaliser::from_json(normaliser, file);

  // It must be meant for this task.
  const auto name = value_of<std::string>(file, sidecar, "task", "a task's name");
  const auto protocol = value_of(file, sidecar, "protocol", "a task's protocol", task.protocol);
  const bool sizes_fit = out.normaliser.state_size() == task.state_size() &&
                         out.normaliser.action_size() == task.action_size();
  if (name != task.name || protocol != task.protocol || !sizes_fit) {
    throw UserError(file + " is for task " + name + ", protocol " + protocol + ", state " +
                    std::to_string(out.normaliser.state_size()) + ", action " +
                    std::to_string(out.normaliser.action_size()) + ", not for " + task.label +
                    "; correct it or choose that task");
  }
  const auto sensible = [](int horizon) { return horizon >= 1 && horizon <= 256; };
  if (!sensible(out.horizons.observation) || !sensible(out.horizons.prediction)) {
    throw UserError(file + " has horizons outside 1 to 256; correct them");
  }
  return out;
}

}  // namespace streambed
