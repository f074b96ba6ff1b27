#include "sim/clock/latency_profile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"
#include "sim/spec.h"

namespace streambed {
namespace {

using nlohmann::json;

constexpr std::uintmax_t kMaxBytes = 4u << 20;
constexpr std::size_t kMaxEntries = 1000, kMaxSamples = 10'000, kMaxText = 1000;
constexpr TimeNs kMaxNs = 1000 * kNsPerSecond;

// Reads one profile; every complaint names the file and the place.
class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  [[noreturn]] void refuse(const std::string& what) const {
    throw UserError("the latency profile " + one_line(name_, 200) + " " + what);
  }

  std::string text(const json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_string() || found->get_ref<const std::string&>().size() > kMaxText) {
      refuse(std::string("must give ") + key + " as a text of at most 1000 bytes");
    }
    return found->get<std::string>();
  }

  std::vector<TimeNs> times(const json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_array() || found->empty() || found->size() > kMaxSamples) {
      refuse(std::string("must give ") + key + " as a list of 1 to 10000 times");
    }
    std::vector<TimeNs> out;
    out.reserve(found->size());
    for (const json& value : *found) {
      if (!value.is_number_integer() || value < 0 || value > kMaxNs) {
        refuse(std::string("holds a time in ") + key +
               " that is no whole number of nanoseconds from 0 to 1e12");
      }
      out.push_back(value.get<TimeNs>());
    }
    if (!std::is_sorted(out.begin(), out.end())) {
      refuse(std::string("must give ") + key + " in ascending order");
    }
    return out;
  }

  LatencyEntry entry(const json& object) const {
    if (!object.is_object()) refuse("holds an entry that is no object");
    LatencyEntry out;
    out.policy = text(object, "policy");
    if (out.policy.empty()) refuse("holds an entry without a policy");
    out.policy = format_spec(parse_spec(out.policy));
    out.engine = text(object, "engine");
    out.source = text(object, "source");
    out.first_ns = times(object, "first_ns");
    if (out.first_ns.empty()) refuse("lacks first_ns for " + out.policy);
    out.later_ns = times(object, "later_ns");
    if (out.later_ns.empty()) out.later_ns = {0};
    out.correct_ns = times(object, "correct_ns");
    if (out.correct_ns.empty()) out.correct_ns = {0};
    if (const auto bytes = object.find("weight_bytes"); bytes != object.end()) {
      if (!bytes->is_number_integer() || *bytes < 0) refuse("must give weight_bytes as a number");
      out.weight_bytes = bytes->get<std::int64_t>();
    }
    if (const auto keys = object.find("ignores"); keys != object.end()) {
      if (!keys->is_array() || keys->size() > kMaxEntries) refuse("must give ignores as a list");
      for (const json& key : *keys) {
        if (!key.is_string()) refuse("must give ignores as a list of texts");
        out.ignores.push_back(key.get<std::string>());
      }
    }
    return out;
  }

 private:
  std::string name_;
};

std::string without(Spec spec, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) spec.values.erase(key);
  return format_spec(spec);
}

}  // namespace

TimeNs sample_quantile(const std::vector<TimeNs>& values, double q) {
  assert(!values.empty());
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

const LatencyEntry& LatencyProfile::entry(const PolicyInfo& policy) const {
  const Spec spec = parse_spec(policy.label);
  const LatencyEntry* found = nullptr;
  std::vector<std::string> known;
  for (const LatencyEntry& entry : entries) {
    known.push_back(entry.policy);
    const bool same_network =
        entry.weight_bytes == 0 || entry.weight_bytes == policy.weight_bytes_per_call;
    if (!same_network || without(spec, entry.ignores) != entry.policy) continue;
    if (found != nullptr) {
      throw UserError("the latency profile " + name + " has two entries for " + policy.label +
                      "; remove one");
    }
    found = &entry;
  }
  if (found == nullptr) {
    throw UserError("the latency profile " + name + " has no entry for " + policy.label +
                    " with this network; it has " + join(known, ", ") +
                    " (streambed latency measures one)");
  }
  return *found;
}

LatencyProfile read_latency_profile(std::string_view name, const Assets& shipped) {
  constexpr const char* kFolder = "experiments/profiles";
  const bool is_file = name.find('/') != name.npos || name.ends_with(".json");
  const std::string relative = std::string(kFolder) + "/" + std::string(name) + ".json";
  if (!is_file && shipped.has(relative)) {
    return parse_latency_profile(read_file(shipped.path(relative), kMaxBytes), name);
  }
  const std::filesystem::path path = name;
  if (!is_file || !std::filesystem::exists(path)) {
    std::vector<std::string> known;
    if (!is_file && shipped.has(kFolder)) {
      for (const auto& file : std::filesystem::directory_iterator(shipped.path(kFolder))) {
        if (file.path().extension() == ".json") known.push_back(file.path().stem().string());
      }
    }
    std::sort(known.begin(), known.end());
    throw UserError("there is no latency profile " + one_line(name, 200) +
                    (known.empty() ? "" : "; there are " + join(known, ", ")) +
                    " (streambed latency measures one)");
  }
  return parse_latency_profile(read_file(path, kMaxBytes), name);
}

LatencyProfile parse_latency_profile(std::string_view text, std::string_view name) {
  const Reader reader(name);
  const json file = json::parse(text, nullptr, false);
  if (!file.is_object() || file.value("format", json()) != kLatencyProfileFormat) {
    reader.refuse("is no latency profile; streambed latency writes one");
  }
  if (file.value("version", json()) != kLatencyProfileVersion) {
    reader.refuse("has another version than 1; measure it again with streambed latency");
  }
  const auto entries = file.find("entries");
  if (entries == file.end() || !entries->is_array() || entries->size() > kMaxEntries) {
    reader.refuse("must hold a list of at most 1000 entries");
  }
  LatencyProfile profile{std::string(name), sha256_hex(text), reader.text(file, "source"), {}};
  for (const json& entry : *entries) profile.entries.push_back(reader.entry(entry));
  return profile;
}

}  // namespace streambed
