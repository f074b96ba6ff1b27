#include "policies/network/checkpoint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

using Json = nlohmann::json;
constexpr int kVersion = 1;
constexpr const char* kEntry = "streambed";

// Keys that training once had, with the value at which they did nothing. A file that was trained
// with another value needs code that is gone.
constexpr std::array<std::pair<const char*, const char*>, 3> kRemovedKeys{
    {{"motion", "0"}, {"start", "previous"}, {"train_times", "continuous"}}};

void drop_removed_keys(std::map<std::string, std::string>& trained,
                       const std::filesystem::path& path) {
  for (const auto& [key, plain] : kRemovedKeys) {
    const auto found = trained.find(key);
    if (found == trained.end()) continue;
    if (found->second != plain) {
      throw UserError(path.string() + " was trained with " + key + "=" + found->second +
                      ", which streambed no longer has; train it again without that key");
    }
    trained.erase(found);
  }
}

// <task>-<data>-<policy>[-<variant>].safetensors in the assets' checkpoints/.
std::vector<std::filesystem::path> shipped_checkpoints(const std::string& task,
                                                       const std::string& policy,
                                                       const Assets& assets) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  const std::filesystem::path folder =
      assets.has("checkpoints") ? assets.path("checkpoints") : std::filesystem::path();
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(task + "-") || entry.path().extension() != ".safetensors") continue;
    const std::string rest = name.substr(task.size() + 1);
    const std::size_t data = rest.find("-" + policy);
    if (data == std::string::npos) continue;
    const char next = rest[data + 1 + policy.size()];
    if (next == '-' || next == '.') files.push_back(entry.path());
  }
  if (files.empty()) {
    throw UserError("no checkpoint of " + policy + " for " + task +
                    " is shipped; train one (streambed train \"" + policy + "\" --task " + task +
                    " --demos FILE --out FILE), then name it with checkpoint=FILE");
  }
  // Human data first, then the plain one before its variants.
  std::ranges::sort(files, {}, [&](const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return std::tuple(!name.starts_with(task + "-human-"), name.size(), name);
  });
  return files;
}

}  // namespace

Checkpoint read_checkpoint(const std::filesystem::path& path) {
  TensorFile file = read_safetensors(path);
  const auto entry = file.metadata.find(kEntry);
  if (entry == file.metadata.end()) {
    throw UserError(path.string() +
                    " is a safetensors file but no checkpoint of streambed; name another");
  }
  const Json header = Json::parse(entry->second, nullptr, false);
  Checkpoint out;
  try {
    const int version = header.at("version").get<int>();
    if (version != kVersion) {
      throw UserError(path.string() + " has checkpoint version " + std::to_string(version) +
                      ", this build reads " + std::to_string(kVersion) + "; update streambed");
    }
    out.policy = header.at("policy").get<std::string>();
    out.trained = header.at("trained").get<std::map<std::string, std::string>>();
    drop_removed_keys(out.trained, path);
    out.task = header.at("task").get<std::string>();
    out.task_label = header.at("task_label").get<std::string>();
    out.protocol = header.at("protocol").get<std::string>();
    out.data = header.at("data").get<std::string>();
    // Older files do not say it: all were chosen with the field's usual 8.
    out.execution_horizon = header.value("execution_horizon", out.execution_horizon);
    if (out.execution_horizon < 1) {
      throw UserError(path.string() + " has an execution horizon below 1; train it again");
    }
    out.normaliser = Normaliser::from_json(header.at("normaliser"), path.string());
    out.record = header.at("record");
  } catch (const Json::exception&) {
    throw UserError(path.string() + " has an incomplete checkpoint header; train it again");
  }
  out.tensors = std::move(file.tensors);
  // Arithmetic on denormal numbers is a hundred times slower: a latency bench would measure that.
  for (const auto& [name, value] : out.tensors) {
    const auto denormal = [](float v) { return std::fpclassify(v) == FP_SUBNORMAL; };
    if (std::any_of(value.data.begin(), value.data.end(), denormal)) {
      throw UserError(path.string() + " holds denormal numbers in " + name +
                      "; set them to zero or train it again");
    }
  }
  out.hash = sha256_hex(read_file(path));
  out.path = path;
  return out;
}

void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint,
                      StoredType weights) {
  const Json header = {{"version", kVersion},
                       {"policy", checkpoint.policy},
                       {"trained", checkpoint.trained},
                       {"task", checkpoint.task},
                       {"task_label", checkpoint.task_label},
                       {"protocol", checkpoint.protocol},
                       {"data", checkpoint.data},
                       {"execution_horizon", checkpoint.execution_horizon},
                       {"normaliser", checkpoint.normaliser.to_json()},
                       {"record", checkpoint.record}};
  write_safetensors(path, {{{kEntry, header.dump()}}, checkpoint.tensors}, weights);
}

std::filesystem::path default_checkpoint(const std::string& task, const Spec& policy,
                                         const Assets& assets) {
  const std::vector<std::filesystem::path> files = shipped_checkpoints(task, policy.name, assets);
  // Of several variants, the one that was trained as the spec says. If there is none, any of them:
  // make_policy() then says in what it differs.
  const auto fits = [&](const std::filesystem::path& file) {
    const std::map<std::string, std::string> trained = read_checkpoint(file).trained;
    return std::ranges::all_of(policy.values, [&](const auto& value) {
      const auto found = trained.find(value.first);
      return found == trained.end() || found->second == value.second;
    });
  };
  if (files.size() == 1) return files.front();
  const auto found = std::ranges::find_if(files, fits);
  return found == files.end() ? files.front() : *found;
}

}  // namespace streambed
