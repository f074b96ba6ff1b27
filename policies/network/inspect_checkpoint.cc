#include "policies/network/inspect_checkpoint.h"

#include <fmt/core.h>

#include "policies/network/checkpoint.h"

namespace streambed {
namespace {

using Json = nlohmann::json;

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string out;
  for (const std::int64_t n : shape) out += (out.empty() ? "" : " x ") + std::to_string(n);
  return out;
}

// What the normaliser does not scale, beside angles of the state; empty where there is nothing.
std::string unscaled(const Json& normaliser) {
  std::string out;
  for (const char* list : {"state_rotations", "state_switches", "action_angles",
                           "action_rotations", "action_switches"}) {
    if (normaliser.contains(list)) out += fmt::format("; {} {}", list, normaliser.at(list).dump());
  }
  return out;
}

std::string ranges(const Json& normaliser, const char* low, const char* high) {
  std::string out;
  for (std::size_t i = 0; i < normaliser.at(low).size(); ++i) {
    out += fmt::format("{}{:g}..{:g}", out.empty() ? "" : ", ", normaliser.at(low)[i].get<double>(),
                       normaliser.at(high)[i].get<double>());
  }
  return out;
}

// Of the record only what is there: other tools may have written less.
std::string record_text(const Json& record) {
  std::string out;
  for (const char* name :
       {"command", "options", "data_sha256", "device", "seed", "steps", "chosen_step", "seconds"}) {
    if (!record.contains(name)) continue;
    const Json& value = record.at(name);
    out += fmt::format("  {:<12} {}\n", name,
                       value.is_string() ? value.get<std::string>() : value.dump());
  }
  if (!record.contains("curve") || !record.at("curve").is_array()) return out;
  out += "\ntraining curve\n        step        loss  validation: mean score     success\n";
  for (const Json& point : record.at("curve")) {
    out += fmt::format("  {:>10}  {:>10.4f}  {:>22.4f}  {:>10}\n",
                       point.value("step", std::int64_t{0}), point.value("loss", 0.0),
                       point.value("validation_score", 0.0),
                       point.contains("validation_success")
                           ? fmt::format("{:.1f} %", 100 * point.value("validation_success", 0.0))
                           : "-");
  }
  return out;
}

}  // namespace

std::string inspect_checkpoint(const std::filesystem::path& path) {
  const Checkpoint checkpoint = read_checkpoint(path);
  std::size_t weights = 0;
  std::string tensors;
  for (const auto& [name, value] : checkpoint.tensors) {
    weights += value.data.size();
    tensors += fmt::format("  {:<28} {}\n", name, shape_text(value.shape));
  }
  std::string keys;
  for (const auto& [name, value] : checkpoint.trained) {
    keys += (keys.empty() ? "" : ",") + name + "=" + value;
  }
  const Json normaliser = checkpoint.normaliser.to_json();
  return fmt::format(
      "policy   {}({})\n"
      "task     {}, protocol {}, demonstrations {}, execution horizon {}\n"
      "file     {} bytes, {} weights, sha256 {}\n\n"
      "normaliser (scaled to -1..1; angles {} as cosine and sine{})\n"
      "  state   {}\n  action  {}\n\n"
      "training\n{}\ntensors\n{}",
      checkpoint.policy, keys, checkpoint.task_label, checkpoint.protocol, checkpoint.data,
      checkpoint.execution_horizon, std::filesystem::file_size(path), weights, checkpoint.hash,
      normaliser.at("angle_indices").dump(), unscaled(normaliser),
      ranges(normaliser, "state_low", "state_high"),
      ranges(normaliser, "action_low", "action_high"), record_text(checkpoint.record), tensors);
}

}  // namespace streambed
