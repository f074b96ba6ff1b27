#include "experiments/results/manifest.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

using nlohmann::json;

constexpr const char* kFileName = "manifest.json";

// Entries of a stored list that the plan left out.
void compare_lists(const char* name, const json& stored, const json& wanted,
                   std::vector<std::string>& out) {
  for (const json& entry : stored.at(name)) {
    const json& list = wanted.at(name);
    if (std::find(list.begin(), list.end(), entry) == list.end()) {
      out.push_back(fmt::format("its {} hold {}, this plan's are {}", name,
                                entry.get<std::string>(), list.dump()));
    }
  }
}

// Values of the same name in both that differ, in every object of the same name in both.
void compare_objects(const std::string& where, const json& stored, const json& wanted,
                     std::vector<std::string>& out) {
  for (const auto& [name, value] : stored.items()) {
    if (!wanted.contains(name)) continue;
    const std::string path = where + " " + name;
    if (value.is_object()) {
      compare_objects(path, value, wanted.at(name), out);
    } else if (value != wanted.at(name)) {
      out.push_back(fmt::format("{} was {} and is {}", path, value.dump(), wanted.at(name).dump()));
    }
  }
}

}  // namespace

std::optional<json> read_manifest(const std::filesystem::path& folder, int oldest_format) {
  const std::filesystem::path path = folder / kFileName;
  if (!std::filesystem::exists(path)) return std::nullopt;
  json manifest = json::parse(read_file(path, 1u << 24), nullptr, false);
  if (!manifest.is_object() || !manifest.contains("format") || !manifest.contains("plan")) {
    throw UserError(path.string() + " is no manifest of results; use another --out");
  }
  const json& format = manifest.at("format");
  if (!format.is_number_integer() || format < oldest_format || format > kResultsFormat) {
    throw UserError(fmt::format(
        "{} holds results of format {}, this version has format {}; sweep again into another --out",
        folder.string(), format.dump(), kResultsFormat));
  }
  return manifest;
}

void write_manifest(const std::filesystem::path& folder, const json& manifest) {
  write_text_atomically(folder / kFileName, manifest.dump(2) + "\n");
}

KeyTable keys_of(const json& manifest) try {
  if (manifest.at("format") != kResultsFormat) {
    throw UserError(
        fmt::format("the results have format {}, but this version reads {}; sweep again",
                    manifest.at("format").dump(), kResultsFormat));
  }
  const json& plan = manifest.at("plan");
  KeyTable keys;
  plan.at("tasks").get_to(keys.tasks);
  plan.at("clocks").get_to(keys.clocks);
  plan.at("events").get_to(keys.events);
  plan.at("seed").get_to(keys.first_context);
  plan.at("episodes").get_to(keys.contexts);
  plan.at("repeats").get_to(keys.repeats);
  // A file may claim anything; nobody has run so many episodes.
  constexpr double kMaxKeys = 1e9;
  const double count = static_cast<double>(keys.contexts) * static_cast<double>(keys.repeats) *
                       static_cast<double>(keys.tasks.size() * keys.clocks.size()) *
                       static_cast<double>(keys.events.size() * plan.at("policies").size());
  if (keys.contexts < 1 || keys.repeats < 1 || !(count >= 1 && count <= kMaxKeys)) {
    throw UserError("the manifest.json of the results holds no plan that can be run; sweep again");
  }
  for (const std::string& task : keys.tasks) {
    auto& column = keys.policies.emplace_back();
    for (const json& label : plan.at("policies")) {
      const json& policy = manifest.at("policies").at(task).at(label.get<std::string>());
      column.push_back({label, policy.at("train_seed")});
    }
  }
  return keys;
} catch (const json::exception&) {
  throw UserError(
      "the manifest.json of the results lacks entries that this version needs; sweep again");
}

std::vector<std::string> differences(const json& stored, const json& wanted) try {
  std::vector<std::string> out;
  for (const char* version : {"streambed", "mujoco"}) {
    if (stored.at(version) != wanted.at(version)) {
      out.push_back(fmt::format("{} version was {} and is {}", version, stored.at(version).dump(),
                                wanted.at(version).dump()));
    }
  }
  // What another format holds means something else.
  if (stored.at("format") != wanted.at("format")) return out;
  if (stored.value("shard", "1/1") != wanted.value("shard", "1/1")) {
    out.push_back(fmt::format("shard was \"{}\" and is \"{}\"", stored.value("shard", "1/1"),
                              wanted.value("shard", "1/1")));
  }

  const json& old_plan = stored.at("plan");
  const json& new_plan = wanted.at("plan");
  for (const char* list : {"tasks", "policies", "clocks", "events"}) {
    compare_lists(list, old_plan, new_plan, out);
  }

  // Starts are a range; a new one has to cover the old one.
  const auto first = [](const json& plan) { return plan.at("seed").get<std::int64_t>(); };
  const auto end = [&](const json& plan) {
    return first(plan) + plan.at("episodes").get<std::int64_t>();
  };
  if (first(new_plan) > first(old_plan) || end(new_plan) < end(old_plan)) {
    out.push_back(fmt::format("its starts are {}..{}, this plan's {}..{}", first(old_plan),
                              end(old_plan) - 1, first(new_plan), end(new_plan) - 1));
  }
  if (new_plan.at("repeats") < old_plan.at("repeats")) {
    out.push_back(fmt::format("it has {} repeats, this plan {}", old_plan.at("repeats").dump(),
                              new_plan.at("repeats").dump()));
  }
  compare_objects("clock", stored.at("clocks"), wanted.at("clocks"), out);
  compare_objects("task", stored.at("tasks"), wanted.at("tasks"), out);
  compare_objects("policy", stored.at("policies"), wanted.at("policies"), out);
  return out;
} catch (const json::exception&) {
  return {"its manifest lacks entries that this version writes"};
}

}  // namespace streambed
