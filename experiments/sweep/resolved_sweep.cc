#include "experiments/sweep/resolved_sweep.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <set>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"
#include "sim/clock/clock.h"
#include "sim/events/check_events.h"
#include "sim/events/events.h"
#include "sim/mujoco.h"
#include "sim/events/random_events.h"

namespace streambed {
namespace {

// Real time is expensive: what a plan that does not say how many episodes gets.
constexpr std::int64_t kWallEpisodes = 20;

// Runs steps whose UserErrors are collected, so that one run shows all mistakes.
class Problems {
 public:
  template <class Step>
  bool attempt(Step&& step) {
    try {
      step();
      return true;
    } catch (const UserError& error) {
      add(error.what());
      return false;
    }
  }
  void add(std::string problem) {
    // The same typo shows once for every task.
    if (std::find(list_.begin(), list_.end(), problem) == list_.end()) {
      list_.push_back(std::move(problem));
    }
  }
  void throw_if_any() const {
    if (!list_.empty()) throw UserError(join(list_, "; "));
  }

 private:
  std::vector<std::string> list_;
};

std::map<std::string, std::string> all_values(const std::string& text,
                                              const std::vector<Key>& keys) {
  const Params params(parse_spec(text), keys);
  std::map<std::string, std::string> values;
  for (const Key& key : keys) values[key.name] = params.value(key.name);
  return values;
}

std::string plugin_hash(const std::string& file) {
  return file.empty() ? "" : sha256_hex(read_file(file));
}

void refuse_twice(const char* what, const std::vector<std::string>& labels, Problems& problems) {
  std::set<std::string> seen;
  for (const std::string& label : labels) {
    if (!seen.insert(label).second) {
      problems.add(fmt::format("{} {} is named twice; name it once", what, label));
    }
  }
}

// The scene must exist at both ends of the range of starts, the task must be able to judge it, and
// every event must mean something in it.
void try_out(const Task& task, const SweepPlan& plan, Problems& problems) {
  const DataPtr data = make_data(task.model());
  const auto reset = [&](std::int64_t context) {
    return problems.attempt([&] { task.reset(*data, context, Rng{}); });
  };
  if (!reset(plan.seed) || !reset(plan.seed + plan.episodes - 1)) return;
  problems.attempt([&] { Judgement(task, *data); });
  for (const std::string& text : plan.events) {
    problems.attempt([&] {
      const std::vector<Event> events = parse_events(text);
      check_events(task, events);
      // Each list meets a start of its own. Whether a random event finds room depends on the start
      // and on the moment, so its kind and its object are all that can be said.
      task.reset(*data, plan.seed, Rng{});
      for (const Event& event : events) {
        if (std::holds_alternative<SetInference>(event.what) || is_random(event)) continue;
        apply_event(task, *data, event);
      }
    });
  }
}

// Clocks that the plan's events set in mid-episode.
std::vector<Clock> event_clocks(const SweepPlan& plan, const Assets& shipped,
                                Problems& problems) {
  std::vector<Clock> clocks;
  for (const std::string& text : plan.events) {
    for (const Event& event : parse_events(text)) {
      if (const auto* set = std::get_if<SetInference>(&event.what)) {
        problems.attempt([&] { clocks.emplace_back(set->clock, shipped); });
      }
    }
  }
  return clocks;
}

}  // namespace

ResolvedSweep::ResolvedSweep(const SweepPlan& plan, const Registry& registry,
                             Equipment equipment)
    : plan_(plan), equipment_(std::move(equipment)) {
  Problems problems;
  const std::int64_t last_seed = std::numeric_limits<std::int64_t>::max() - plan.episodes;
  if (plan.seed < 0 || plan.seed > last_seed) {
    problems.add(fmt::format("{} starts from {} on do not exist; choose a --seed from 0 to {}",
                             plan.episodes, plan.seed, last_seed));
  }
  if (plan.tasks.empty()) problems.add("no task is named; add --task, or tasks to the plan");
  if (plan.policies.empty())
    problems.add("no policy is named; add --policy, or policies to the plan");

  // Names and keys are checked before anything is made, so that a typo does not hide behind
  // another.
  for (std::string& clock : plan_.clocks) {
    problems.attempt([&] {
      clocks_.push_back(std::make_shared<const Clock>(clock, equipment_.shipped));
      clock = clocks_.back()->label();
    });
  }
  for (std::string& events : plan_.events) {
    problems.attempt([&] { events = format_events(parse_events(events)); });
  }
  for (const std::string& spec : plan.policies) {
    problems.attempt([&] {
      const PolicyEntry& entry = registry.policy(parse_spec(spec).name);
      policy_values_.push_back(all_values(spec, entry.keys));
      policy_plugins_.push_back(plugin_hash(entry.plugin));
    });
  }
  for (std::string& spec : plan_.tasks) {
    problems.attempt([&] {
      const TaskEntry& entry = registry.task(parse_spec(spec).name);
      task_values_.push_back(all_values(spec, entry.keys));
      task_plugins_.push_back(plugin_hash(entry.plugin));
      tasks_.push_back(registry.make_task(spec));
      spec = tasks_.back()->info().label;
    });
  }
  problems.throw_if_any();
  const std::vector<Clock> set_clocks = event_clocks(plan_, equipment_.shipped, problems);
  const auto wall = [](const Clock& clock) { return !clock.reproducible(); };
  reproducible_ = std::none_of(set_clocks.begin(), set_clocks.end(), wall) &&
                  std::none_of(clocks_.begin(), clocks_.end(),
                               [&](const auto& clock) { return wall(*clock); });
  if (!reproducible_ && !plan_.episodes_given) plan_.episodes = kWallEpisodes;

  for (const auto& task : tasks_) {
    problems.attempt([&] { equipment_.check(*task); });
    try_out(*task, plan_, problems);
    auto& made = policies_.emplace_back();
    auto& column = keys_.policies.emplace_back();
    for (const std::string& spec : plan.policies) {
      const bool is_made = problems.attempt([&] {
        made.push_back(registry.make_policy(spec, *task));
        column.push_back({made.back()->info().label, made.back()->info().train_seed});
      });
      if (!is_made) continue;
      const PolicyInfo& info = made.back()->info();
      for (const auto& clock : clocks_) problems.attempt([&] { clock->check(info); });
      for (const Clock& clock : set_clocks) problems.attempt([&] { clock.check(info); });
    }
  }
  problems.throw_if_any();

  plan_.policies.clear();
  for (const auto& policy : policies_[0]) plan_.policies.push_back(policy->info().label);
  refuse_twice("task", plan_.tasks, problems);
  refuse_twice("policy", plan_.policies, problems);
  refuse_twice("clock", plan_.clocks, problems);
  refuse_twice("events", plan_.events, problems);
  problems.throw_if_any();

  keys_.tasks = plan_.tasks;
  keys_.clocks = plan_.clocks;
  keys_.events = plan_.events;
  keys_.first_context = plan_.seed;
  keys_.contexts = plan_.episodes;
  keys_.repeats = plan_.repeats;
}

Job ResolvedSweep::job(std::int64_t index) const {
  const KeyTable::Place at = keys_.place(index);
  EpisodeKey key;
  key.context = at.context;
  key.repeat = at.repeat;
  key.clock = keys_.clocks[at.clock];
  key.made_clock = clocks_[at.clock];
  key.events = keys_.events[at.events];
  Job job;
  job.task = tasks_[at.task].get();
  job.policy = policies_[at.task][at.policy].get();
  job.key = std::move(key);
  return job;
}

}  // namespace streambed
