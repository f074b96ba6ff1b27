#include "experiments/commands/training_preset.h"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <cstdlib>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

constexpr std::int64_t kPresetVersion = 1;

std::string text_at(const toml::table& table, const char* key) {
  return table[key].value_or(std::string());
}

}  // namespace

std::vector<TrainingPreset> parse_training_presets(std::string_view text,
                                                   const std::string& file_name) {
  toml::table file;
  try {
    file = toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw UserError(
        fmt::format("{}:{}: {}", file_name, error.source().begin.line, error.description()));
  }
  std::vector<std::string> problems;
  if (file["version"].value_or(std::int64_t{0}) != kPresetVersion) {
    problems.push_back(fmt::format("version must be {}", kPresetVersion));
  }
  std::vector<TrainingPreset> out;
  if (const toml::table* presets = file["preset"].as_table()) {
    for (const auto& [key, node] : *presets) {
      TrainingPreset preset;
      preset.name = key.str();
      const toml::table* const entry = node.as_table();
      const toml::table* const data =
          entry ? file["data"][text_at(*entry, "data")].as_table() : nullptr;
      if (!data) {
        problems.push_back(preset.name + " names no [data.*] table");
        continue;
      }
      preset.task = text_at(*entry, "task");
      preset.policy = text_at(*entry, "policy");
      preset.set = text_at(*entry, "set");
      preset.data_name = text_at(*data, "name");
      preset.demonstrations_file = text_at(*data, "file");
      preset.sha256 = text_at(*data, "sha256");
      preset.source = text_at(*data, "source");
      if (preset.task.empty() || preset.policy.empty() || preset.demonstrations_file.empty()) {
        problems.push_back(preset.name + " lacks a task, a policy or its data's file");
      }
      out.push_back(std::move(preset));
    }
  }
  if (!problems.empty()) throw UserError(file_name + ": " + join(problems, "; "));
  return out;
}

std::vector<TrainingPreset> read_training_presets(const Assets& assets) {
  const std::filesystem::path path = assets.path("checkpoints/presets.toml");
  return parse_training_presets(read_file(path, 1u << 20), path.string());
}

TrainingPreset training_preset(const std::string& name, const Assets& assets) {
  std::vector<std::string> names;
  for (TrainingPreset& preset : read_training_presets(assets)) {
    if (preset.name == name) return std::move(preset);
    names.push_back(preset.name);
  }
  throw UserError(fmt::format("there is no preset {}; there are {}", name, join(names, ", ")));
}

std::filesystem::path find_demonstrations(const TrainingPreset& preset, const Assets& assets) {
  std::vector<std::filesystem::path> folders{assets.path("demonstrations")};
  if (const char* variable = std::getenv("STREAMBED_DATA")) folders.emplace_back(variable);
  folders.push_back(std::filesystem::current_path());
  for (const auto& folder : folders) {
    if (std::filesystem::exists(folder / preset.demonstrations_file)) {
      return folder / preset.demonstrations_file;
    }
  }
  throw UserError(fmt::format(
      "{} needs {}{}, which is neither in $STREAMBED_DATA nor in this folder{}; name it with "
      "--demos",
      preset.name, preset.demonstrations_file,
      preset.source.empty() ? "" : " (" + preset.source + ")",
      preset.sha256.empty() ? ""
                            : "; any copy will do whose data hash to SHA-256 " + preset.sha256));
}

}  // namespace streambed
