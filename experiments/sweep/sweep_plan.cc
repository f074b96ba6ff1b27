#include "experiments/sweep/sweep_plan.h"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <optional>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

constexpr std::int64_t kPlanVersion = 1;

// Takes known keys out of the table and collects what is wrong, so that one run shows all mistakes.
class PlanReader {
 public:
  explicit PlanReader(const toml::table& table) : table_(table) {}

  void texts(const char* key, std::vector<std::string>& out) {
    known_.push_back(key);
    const toml::node* node = table_.get(key);
    if (!node) return;
    out.clear();
    if (const auto text = node->value<std::string>()) out.push_back(*text);
    if (const toml::array* array = node->as_array()) {
      for (const toml::node& entry : *array) {
        const auto text = entry.value<std::string>();
        if (!text) return problem("{} must hold texts in quotes", key);
        out.push_back(*text);
      }
    }
    if (out.empty()) problem("{} must be a list such as [\"...\"] that is not empty", key);
  }

  void integer(const char* key, std::int64_t low, std::int64_t high, std::int64_t& out) {
    known_.push_back(key);
    const toml::node* node = table_.get(key);
    if (!node) return;
    const std::optional<std::int64_t> value =
        node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (!value || *value < low || *value > high) {
      return problem("{} must be an integer from {} to {}", key, low, high);
    }
    out = *value;
  }

  template <class... Arguments>
  void problem(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    problems_.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
  }

  std::vector<std::string> problems() {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      const std::string near = nearest_word(name, known_);
      problem("unknown key '{}' ({})", name,
              near.empty() ? "there are " + join(known_, ", ") : "did you mean '" + near + "'?");
    }
    return problems_;
  }

 private:
  const toml::table& table_;
  std::vector<std::string> known_;
  std::vector<std::string> problems_;
};

}  // namespace

SweepPlan parse_sweep_plan(std::string_view text, const std::string& file_name) {
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw UserError(
        fmt::format("{}:{}: {}", file_name, error.source().begin.line, error.description()));
  }

  SweepPlan plan;
  PlanReader reader(table);
  std::int64_t version = kPlanVersion;
  reader.integer("version", kPlanVersion, kPlanVersion, version);
  reader.texts("tasks", plan.tasks);
  reader.texts("policies", plan.policies);
  reader.texts("clocks", plan.clocks);
  reader.texts("events", plan.events);
  reader.integer("seed", 0, std::int64_t{1} << 31, plan.seed);
  reader.integer("episodes", 1, 10'000'000, plan.episodes);
  plan.episodes_given = table.contains("episodes");
  reader.integer("repeats", 1, 10'000'000, plan.repeats);
  if (const std::vector<std::string> problems = reader.problems(); !problems.empty()) {
    throw UserError(file_name + ": " + join(problems, "; "));
  }
  return plan;
}

SweepPlan read_sweep_plan(const std::filesystem::path& path, const Assets& shipped) {
  // A plan that is not here may be one that ships, by its path or its name alone.
  std::filesystem::path found = path;
  for (const std::string& other : {path.string(), "experiments/plans/" + path.string()}) {
    if (!std::filesystem::exists(found) && shipped.has(other)) found = shipped.path(other);
  }
  return parse_sweep_plan(read_file(found, 1u << 20), path.string());
}

}  // namespace streambed
