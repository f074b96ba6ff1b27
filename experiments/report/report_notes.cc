// Definitions and caveats: what a reader must know before believing a number.

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "experiments/report/report.h"
#include "experiments/stats/proportions.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/episode.h"
#include "sim/spec.h"

namespace streambed {
namespace {

using nlohmann::json;

constexpr std::int64_t kEnoughEpisodes = 200;
constexpr std::size_t kMostNamed = 4;                   // names in one sentence

std::string some_of(const std::set<std::string>& names) {
  std::vector<std::string> list(names.begin(), names.end());
  const std::size_t more = list.size() > kMostNamed ? list.size() - kMostNamed : 0;
  list.resize(list.size() - more);
  return join(list, ", ") + (more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string clock_name(const std::string& clock) try {
  return parse_spec(clock).name;
} catch (const UserError&) {
  return clock;
}

template <class Value>
Value value_of(const json& object, const char* name, Value otherwise) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  if (!object.is_object() || found == object.end()) return otherwise;
  try {
    return found->get<Value>();
  } catch (const json::exception&) {
    return otherwise;
  }
}

class Notes {
 public:
  Notes(const ResultsTable& table, Report& report) : table_(table), report_(report) {}

  void add_all() {
    definitions();
    wrong_ends();
    duplicates();
    few_episodes();
    clocks();
    seeds();
    simulator_readers();
    for (const std::string& remark : table_.remarks) warn("Folders", remark);
    machines();
    completeness();
    folders();
  }

 private:
  void define(std::string text) { report_.notes.push_back({"", std::move(text)}); }
  void warn(std::string heading, std::string text) {
    report_.notes.push_back({std::move(heading), std::move(text)});
  }

  template <class Visit>
  void each_row(Visit&& visit) const {
    for (const ReportGroup& group : report_.groups) {
      for (const ReportRow& row : group.rows) visit(group, row);
    }
  }

  void definitions() {
    define(
        "Score: mean over episodes of the best score within the episode. Success: at any tick of "
        "the episode, with Wilson's 95 % interval over episodes of one checkpoint.");
    define(
        "Time to first action: median over episodes of each episode's median, and its 95th "
        "percentile. Time per action: thinking time of a plan over the actions it yielded; medians "
        "over episodes of each episode's p50 and p95.");
    if (table_.repeats()) {
      define(
          "Repeats of one start are not independent of each other: intervals resample starts, with "
          "all repeats of a start together.");
    }
  }

  void wrong_ends() {
    std::int64_t wrong = 0;
    std::set<std::string> whose;
    std::string reason;
    each_row([&](const ReportGroup&, const ReportRow& row) {
      for (const char* end : {"error", "diverged"}) {
        const auto found = row.ends.find(end);
        if (found == row.ends.end()) continue;
        wrong += found->second;
        whose.insert(row.policy);
        if (reason.empty()) reason = row.reason;
      }
    });
    if (wrong == 0) return;
    warn("Episodes went wrong",
         fmt::format("{} ended with an error or diverged ({}){}; they count as failures.", wrong,
                     some_of(whose),
                     reason.empty() ? "" : ", the first one: " + one_line(reason, 200)));
  }

  void duplicates() {
    std::set<std::string> whose;
    each_row([&](const ReportGroup& group, const ReportRow& row) {
      if (!row.has_duplicates()) return;
      whose.insert(fmt::format("{} of {} under {}, {}", *row.distinct_trajectories, row.episodes,
                               row_name(group, row), group.clock));
    });
    if (whose.empty()) return;
    warn("Duplicates",
         "Some episodes are copies of each other, so no interval is given: distinct "
         "trajectories " +
             some_of(whose) + ".");
  }

  void few_episodes() {
    std::int64_t fewest = -1;
    each_row([&](const ReportGroup&, const ReportRow& row) {
      fewest = fewest < 0 ? row.starts : std::min(fewest, row.starts);
    });
    const double difference = detectable_rate_difference(0.5, fewest);
    const std::string text =
        std::isnan(difference)
            ? fmt::format("{} starts per policy cannot tell any two success rates from each other.",
                          fewest)
            : fmt::format(
                  "{} starts per policy tell success rates of 50 % and {:.0f} % apart (power 80 %, "
                  "unpaired); smaller differences are lost.",
                  fewest, 100 * (0.5 + difference));
    if (fewest < kEnoughEpisodes) {
      warn("Few episodes", text);
    } else {
      define(text);
    }
  }

  void clocks() {
    std::set<std::string> wall, profiles;
    bool validation = false;
    for (const ResultsScene& scene : table_.scenes) {
      if (clock_name(scene.clock) == "wall") wall.insert(scene.clock);
      if (scene.clock.find("profile=") != std::string::npos) profiles.insert(scene.clock);
      for (const ResultsCell& cell : scene.cells) {
        validation = validation || std::any_of(cell.starts.begin(), cell.starts.end(), [](auto at) {
                       return at.first >= kFirstValidationStart;
                     });
      }
    }
    if (!wall.empty()) {
      warn("Not reproducible", "Under the clock " + some_of(wall) +
                                   " results depend on the speed of the machine at that moment.");
    }
    if (!profiles.empty()) {
      define("Latencies of " + some_of(profiles) +
             " come from a recorded profile, not from the machine that ran the sweep.");
    }
    if (validation) {
      warn("Validation starts", fmt::format("Starts from {} on are for choosing checkpoints and "
                                            "parameters; a final table uses others.",
                                            kFirstValidationStart));
    }
  }

  void seeds() {
    std::set<std::string> few, crossed;
    for (const ReportGroup& group : report_.groups) {
      for (const MethodRow& method : group.methods) {
        (method.crossed ? crossed : few).insert(method.name);
      }
    }
    if (!few.empty()) {
      define("Method intervals of " + some_of(few) +
             " are Student's t over the means of their training seeds (under five of them), cut to "
             "0..1.");
    }
    if (!crossed.empty()) {
      define("Method intervals of " + some_of(crossed) +
             " resample starts and training seeds, crossed.");
    }
    if (few.empty() && crossed.empty()) {
      define(
          "Intervals are of one checkpoint: they say what other starts would have given, not what "
          "another training seed would have.");
    }
  }

  // Policies that were shown more than an observation.
  void simulator_readers() {
    std::set<std::string> readers;
    for (const ResultsSource& source : table_.sources) {
      const json tasks = value_of(source.manifest, "policies", json::object());
      for (const auto& [task, policies] : tasks.items()) {
        for (const auto& [policy, about] : policies.items()) {
          if (value_of(about, "reads_simulator", false)) readers.insert(policy);
        }
      }
    }
    if (readers.empty()) return;
    warn("Not comparable with learned policies",
         "these read the simulator's state instead of the observation: " + some_of(readers) + ".");
  }

  void machines() {
    std::set<std::string> cpus, engines;
    std::int64_t workers = 1, batch = 1;
    double load_per_core = 0;
    bool core_type = false;
    for (const ResultsSource& source : table_.sources) {
      const json runs = value_of(source.manifest, "runs", json::array());
      if (!runs.is_array()) continue;
      for (const json& run : runs) {
        cpus.insert(value_of<std::string>(run, "cpu", "an unknown CPU"));
        workers = std::max(workers, value_of(run, "workers", std::int64_t{1}));
        batch = std::max(batch, value_of(run, "batch", std::int64_t{1}));
        load_per_core =
            std::max(load_per_core, value_of(run, "load_average", 0.0) /
                                        static_cast<double>(std::max<std::int64_t>(
                                            1, value_of(run, "cores", std::int64_t{1}))));
        core_type =
            core_type || value_of(run, "environment", json::object()).contains("OPENBLAS_CORETYPE");
        const json run_engines = value_of(run, "engines", json::object());
        for (const auto& [policy, engine] : run_engines.items()) {
          if (!engine.is_string()) continue;
          engines.insert(engine.get<std::string>());
        }
      }
    }
    if (!cpus.empty()) {
      define("Measured on " + join({cpus.begin(), cpus.end()}, " and ") + ".");
    }
    if (cpus.size() > 1) {
      warn("Several machines",
           "Times of different machines stand side by side; compare only those of one.");
    }
    if (engines.size() > 1) {
      warn("Several engines", "Networks were run by " + some_of(engines) +
                                  "; times of different engines do not compare methods.");
    }
    if (batch > 1) {
      warn("Times are shares, not latencies",
           fmt::format("up to {} episodes made their network calls together and share the cost. "
                       "Sweep without --batch for times to be quoted.",
                       batch));
    }
    if (workers > 1) {
      warn("Times come from a busy machine",
           fmt::format("{} workers shared it. Sweep with --workers 1 for times to be quoted.",
                       workers));
    } else if (load_per_core > 0.5) {
      warn("Times come from a busy machine", "other programs were running on it.");
    }
    if (core_type) {
      warn("Slow libraries",
           "OPENBLAS_CORETYPE was set, which slows LibTorch down where OpenBLAS knows the "
           "processor.");
    }
  }

  // A sweep that was stopped, or is still running.
  void completeness() {
    for (const ResultsSource& source : table_.sources) {
      const json plan = value_of(source.manifest, "plan", json::object());
      const std::int64_t planned = [&] {
        std::int64_t product = value_of(plan, "episodes", std::int64_t{0}) *
                               value_of(plan, "repeats", std::int64_t{1});
        for (const char* list : {"tasks", "policies", "clocks", "events"}) {
          product *= static_cast<std::int64_t>(value_of(plan, list, json::array()).size());
        }
        return product;
      }();
      if (planned <= source.episodes) continue;
      warn("Unfinished sweep", fmt::format("{} holds {} of {} episodes; run the same sweep again.",
                                           source.folder.string(), source.episodes, planned));
    }
  }

  // What keeps the numbers of several folders from being compared.
  void folders() {
    std::map<std::string, std::map<std::string, std::set<std::string>>> values;
    const auto note_value = [&](const std::string& what, const json& value, const auto& folder) {
      if (!value.is_null()) {
        values[what][value.is_string() ? value.template get<std::string>() : value.dump()].insert(
            folder);
      }
    };
    for (const ResultsSource& source : table_.sources) {
      const std::string folder = source.folder.string();
      for (const char* name : {"streambed", "mujoco", "build"}) {
        note_value(std::string(name) + " version", value_of(source.manifest, name, json()), folder);
      }
      const json plan = value_of(source.manifest, "plan", json::object());
      note_value("first start", value_of(plan, "seed", json()), folder);
      note_value("number of starts", value_of(plan, "episodes", json()), folder);
      const json tasks = value_of(source.manifest, "tasks", json::object());
      for (const auto& [task, about] : tasks.items()) {
        for (const char* name : {"model_sha256", "protocol", "max_ticks", "end_on_success"}) {
          note_value(task + "'s " + name, value_of(about, name, json()), folder);
        }
        const json policies = value_of(value_of(source.manifest, "policies", json::object()),
                                       task.c_str(), json::object());
        for (const auto& [policy, keys] : policies.items()) {
          note_value(policy + "'s checkpoint on " + task,
                     value_of(keys, "checkpoint_sha256", json()), folder);
        }
      }
    }
    std::vector<std::string> differences;
    for (const auto& [what, by_value] : values) {
      if (by_value.size() < 2) continue;
      std::string text = what + ":";
      for (const auto& [value, where] : by_value) {
        text += fmt::format(" {} in {};", one_line(value, 60), some_of(where));
      }
      text.pop_back();
      differences.push_back(text);
    }
    if (!differences.empty()) {
      warn("Folders differ", "in " + join(differences, ". In ") + ".");
    }
  }

  const ResultsTable& table_;
  Report& report_;
};

}  // namespace

void add_notes(const ResultsTable& table, Report& report) { Notes(table, report).add_all(); }

}  // namespace streambed
