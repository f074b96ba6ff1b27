#include "viewer/session/settings.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "sim/base/files.h"

namespace streambed {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;
constexpr const char* kFile = "viewer.json";

// Calls visit(name, entry) for every entry, so that reading and writing cannot differ.
template <class S, class Visit>
void each_entry(S& settings, Visit&& visit) {
  visit("dark", settings.dark);
  visit("width", settings.width);
  visit("height", settings.height);
  visit("speed", settings.speed);
  visit("next_when_done", settings.next_when_done);
  visit("interpolate", settings.interpolate);
  visit("legend", settings.legend);
  visit("timeline", settings.timeline);
  visit("executed", settings.parts.executed);
  visit("plan", settings.parts.plan);
  visit("recent", settings.parts.recent);
  visit("boundaries", settings.parts.boundaries);
  visit("goal", settings.parts.goal);
  visit("flow_time", settings.probe.flow_time);
  visit("samples", settings.samples);
  visit("nearest", settings.nearest);
  visit("kick_metres", settings.kick_metres);
  visit("record_file", settings.record_file);
  visit("demonstrations_file", settings.demonstrations_file);
  visit("results_row", settings.results_row);
}

template <class T>
void take(const json& file, const char* name, T& entry) {
  const auto found = file.find(name);
  if (found == file.end()) return;
  const bool fits = std::is_same_v<T, bool>          ? found->is_boolean()
                    : std::is_same_v<T, std::string> ? found->is_string()
                    : std::is_same_v<T, int>         ? found->is_number_integer()
                                                     : found->is_number();
  if (fits) entry = found->get<T>();
}

}  // namespace

std::filesystem::path settings_folder() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config == '/') {
    return std::filesystem::path(config) / "streambed";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    return std::filesystem::path(home) / ".config" / "streambed";
  }
  return {};
}

Settings read_settings(const std::filesystem::path& folder) {
  Settings settings;
  try {
    if (folder.empty() || !std::filesystem::exists(folder / kFile)) return settings;
    const json file = json::parse(read_file(folder / kFile, 1 << 20));
    if (!file.is_object() || file.value("version", 0) != kVersion) return settings;
    each_entry(settings, [&](const char* name, auto& entry) { take(file, name, entry); });
  } catch (const std::exception&) {
    return {};
  }
  settings.width = std::clamp(settings.width, 640, 8192);
  settings.height = std::clamp(settings.height, 400, 8192);
  settings.samples = std::clamp(settings.samples, 1, 64);
  settings.nearest = std::clamp(settings.nearest, 1, 50);
  settings.probe.flow_time = std::clamp(settings.probe.flow_time, 0.0, 1.0);
  settings.kick_metres = std::clamp(settings.kick_metres, 0.0, 10.0);
  if (!(settings.speed >= 0 && settings.speed <= 100)) settings.speed = 1;
  return settings;
}

bool write_settings(const std::filesystem::path& folder, const Settings& settings) {
  if (folder.empty()) return false;
  try {
    json file{{"version", kVersion}};
    each_entry(settings, [&](const char* name, const auto& entry) { file[name] = entry; });
    std::filesystem::create_directories(folder);
    write_text_atomically(folder / kFile,
                          file.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace streambed
