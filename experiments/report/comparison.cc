#include "experiments/report/comparison.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "experiments/stats/bootstrap.h"
#include "experiments/stats/proportions.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/spec.h"

namespace streambed {
namespace {

// The mean over repeats of a column, by start.
std::map<std::int64_t, double> by_start(const ResultsCell& cell, const char* column) {
  const std::span<const double> values = cell.column(column);
  std::map<std::int64_t, std::vector<double>> lists;
  for (std::size_t i = 0; i < values.size(); ++i) {
    lists[cell.starts[i].first].push_back(values[i]);
  }
  std::map<std::int64_t, double> means;
  for (const auto& [start, list] : lists) means[start] = mean(list);
  return means;
}

std::int64_t most_repeats(const PolicyMethod& method) {
  std::int64_t most = 1;
  for (const ResultsCell* cell : method.cells) {
    std::map<std::int64_t, std::int64_t> counts;
    for (const ResultsCell::Start& start : cell->starts)
      most = std::max(most, ++counts[start.first]);
  }
  return most;
}

std::set<std::int64_t> starts_of(const ResultsCell& cell) {
  std::set<std::int64_t> starts;
  for (const ResultsCell::Start& start : cell.starts) starts.insert(start.first);
  return starts;
}

// Values at the starts of `starts`, one list per training seed.
SeedsByStarts values_at(const PolicyMethod& method, const char* column,
                        const std::vector<std::int64_t>& starts) {
  SeedsByStarts values;
  for (const ResultsCell* cell : method.cells) {
    const auto means = by_start(*cell, column);
    std::vector<double>& list = values.emplace_back();
    for (const std::int64_t start : starts) list.push_back(means.at(start));
  }
  return values;
}

double mean_of(const SeedsByStarts& values) {
  std::vector<double> means;
  for (const std::vector<double>& list : values) means.push_back(mean(list));
  return mean(means);
}

// The mean over seeds at each start.
std::vector<double> seed_means(const SeedsByStarts& values) {
  std::vector<double> means(values[0].size());
  for (std::size_t i = 0; i < means.size(); ++i) {
    for (const std::vector<double>& list : values) means[i] += list[i];
    means[i] /= static_cast<double>(values.size());
  }
  return means;
}

Interval difference_interval(const SeedsByStarts& first, const SeedsByStarts& second) {
  const Rng rng = Rng{}.fork("report");
  if (first.size() == 1 && second.size() == 1) return paired_bootstrap(first[0], second[0], rng);
  return crossed_bootstrap_difference(first, second, rng);
}

void adjust(std::vector<Comparison>& comparisons) {
  std::vector<double> p_values;
  for (const Comparison& comparison : comparisons) {
    p_values.push_back(comparison.p_value.value_or(std::nan("")));
  }
  const std::vector<double> adjusted = holm(p_values);
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    if (comparisons[i].p_value) comparisons[i].p_holm = adjusted[i];
  }
}

// Specs are equal when their canonical texts are.
std::string canonical(const std::string& label) {
  try {
    return format_spec(parse_spec(label));
  } catch (const UserError&) {
    return label;
  }
}

const PolicyMethod* find(const std::vector<PolicyMethod>& methods, const std::string& name) {
  const auto found = std::find_if(methods.begin(), methods.end(), [&](const PolicyMethod& method) {
    return method.name == name || canonical(method.name) == canonical(name);
  });
  return found == methods.end() ? nullptr : &*found;
}

std::vector<std::string> method_names(const std::vector<ResultsScene>& scenes) {
  std::vector<std::string> names;
  for (const ResultsScene& scene : scenes) {
    for (const PolicyMethod& method : methods_of(scene)) {
      if (std::find(names.begin(), names.end(), method.name) == names.end()) {
        names.push_back(method.name);
      }
    }
  }
  return names;
}

std::string scene_list(const std::vector<ResultsScene>& scenes) {
  std::vector<std::string> texts;
  for (const ResultsScene& scene : scenes) {
    texts.push_back(scene.task + ", " + scene.clock + ", " + scene.events);
  }
  return join(texts, "; ");
}

// What two folders call alike gets the folder's name, too.
void name_after(const std::filesystem::path& folder, PolicyMethod& method) {
  method.name += " [" + folder.lexically_normal().string() + "]";
}

}  // namespace

std::string without_key(const std::string& label, const std::string& key) try {
  Spec spec = parse_spec(label);
  return spec.values.erase(key) > 0 ? format_spec(spec) : label;
} catch (const UserError&) {
  return label;
}

std::vector<PolicyMethod> methods_of(const ResultsScene& scene) {
  // Candidates share everything but the checkpoint.
  std::vector<std::string> bases;
  std::map<std::string, std::vector<const ResultsCell*>> cells;
  for (const ResultsCell& cell : scene.cells) {
    const std::string base = without_key(cell.policy, "checkpoint");
    // The shipped checkpoint is not one of a series that the user trained.
    const std::string name = base == cell.policy ? base : base + "\n";
    if (!cells.contains(name)) bases.push_back(name);
    cells[name].push_back(&cell);
  }

  std::vector<PolicyMethod> methods;
  for (const std::string& base : bases) {
    const std::vector<const ResultsCell*>& list = cells[base];
    std::set<std::int64_t> seeds;
    std::set<std::string> labels;
    for (const ResultsCell* cell : list) {
      seeds.insert(cell->train_seed);
      labels.insert(cell->policy);
    }
    if (list.size() > 1 && seeds.size() == list.size()) {
      std::string name = list[0]->policy;
      if (labels.size() > 1) {
        Spec spec = parse_spec(name);
        spec.values["checkpoint"] = "*";
        name = format_spec(spec);
      }
      methods.push_back({name, list});
    } else {
      for (const ResultsCell* cell : list) methods.push_back({cell->policy, {cell}});
    }
  }
  return methods;
}

std::optional<Comparison> compare(const ResultsScene& scene, const PolicyMethod& first,
                                  const PolicyMethod& second) {
  // Starts that every checkpoint of both met.
  std::map<std::int64_t, std::size_t> met;
  for (const PolicyMethod* method : {&first, &second}) {
    for (const ResultsCell* cell : method->cells) {
      for (const std::int64_t start : starts_of(*cell)) ++met[start];
    }
  }
  std::vector<std::int64_t> starts;
  for (const auto& [start, times] : met) {
    if (times == first.cells.size() + second.cells.size()) starts.push_back(start);
  }
  if (starts.empty()) return std::nullopt;

  Comparison out;
  out.task = scene.task;
  out.clock = scene.clock;
  out.events = scene.events;
  out.first = first.name;
  out.second = second.name;
  out.starts = static_cast<std::int64_t>(starts.size());
  out.left_out = static_cast<std::int64_t>(met.size()) - out.starts;
  out.repeats = std::max(most_repeats(first), most_repeats(second));
  out.first_seeds = static_cast<std::int64_t>(first.cells.size());
  out.second_seeds = static_cast<std::int64_t>(second.cells.size());

  const SeedsByStarts first_success = values_at(first, "success", starts),
                      second_success = values_at(second, "success", starts),
                      first_score = values_at(first, "score", starts),
                      second_score = values_at(second, "score", starts);
  out.first_success = mean_of(first_success);
  out.second_success = mean_of(second_success);
  out.first_score = mean_of(first_score);
  out.second_score = mean_of(second_score);
  out.success_difference = difference_interval(first_success, second_success);
  out.score_difference = difference_interval(first_score, second_score);

  // McNemar's test is about single episodes of two checkpoints.
  if (first.cells.size() == 1 && second.cells.size() == 1 && out.repeats == 1) {
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const bool a = first_success[0][i] > 0.5, b = second_success[0][i] > 0.5;
      if (a && !b) ++out.first_only;
      if (b && !a) ++out.second_only;
    }
    out.p_value = mcnemar_exact(out.first_only, out.second_only);
  }

  std::vector<double> differences = seed_means(second_score);
  const std::vector<double> before = seed_means(first_score);
  for (std::size_t i = 0; i < differences.size(); ++i) differences[i] -= before[i];
  out.detectable_success = detectable_rate_difference(out.first_success, out.starts);
  out.detectable_score = detectable_score_difference(standard_deviation(differences), out.starts);
  return out;
}

std::vector<Comparison> compare_all(const std::vector<ResultsScene>& scenes,
                                    std::size_t max_methods) {
  std::vector<Comparison> comparisons;
  for (const ResultsScene& scene : scenes) {
    const std::vector<PolicyMethod> methods = methods_of(scene);
    const std::size_t references = methods.size() > max_methods ? 1 : methods.size();
    for (std::size_t i = 0; i < references; ++i) {
      for (std::size_t j = i + 1; j < methods.size(); ++j) {
        if (auto comparison = compare(scene, methods[i], methods[j])) {
          comparisons.push_back(std::move(*comparison));
        }
      }
    }
  }
  adjust(comparisons);
  return comparisons;
}

std::vector<Comparison> compare_policies(const ResultsTable& table, const std::string& first,
                                         const std::string& second) {
  const std::vector<std::string> names = method_names(table.scenes);
  for (const std::string& name : {first, second}) {
    const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& known_name) {
      return canonical(known_name) == canonical(name);
    });
    if (!known) {
      throw UserError(fmt::format("--compare: the results hold no policy '{}'.{} There are {}",
                                  name, did_you_mean(name, names), join(names, ", ")));
    }
  }
  if (canonical(first) == canonical(second)) {
    throw UserError("--compare: " + first + " is named twice; name two policies");
  }

  std::vector<Comparison> comparisons;
  for (const ResultsScene& scene : table.scenes) {
    const std::vector<PolicyMethod> methods = methods_of(scene);
    const PolicyMethod *a = find(methods, first), *b = find(methods, second);
    if (!a || !b) continue;
    if (auto comparison = compare(scene, *a, *b)) comparisons.push_back(std::move(*comparison));
  }
  if (comparisons.empty()) {
    throw UserError(
        fmt::format("--compare: {} and {} never met the same start under the same task, "
                    "clock and events; sweep both with one plan",
                    first, second));
  }
  adjust(comparisons);
  return comparisons;
}

std::vector<Comparison> compare_folders(const std::filesystem::path& first,
                                        const std::filesystem::path& second) {
  const ResultsTable before = read_results(std::span(&first, 1));
  const ResultsTable after = read_results(std::span(&second, 1));
  std::vector<Comparison> comparisons;
  for (const ResultsScene& scene : before.scenes) {
    const auto same =
        std::find_if(after.scenes.begin(), after.scenes.end(), [&](const ResultsScene& s) {
          return s.task == scene.task && s.clock == scene.clock && s.events == scene.events;
        });
    if (same == after.scenes.end()) continue;

    std::vector<PolicyMethod> old_methods = methods_of(scene), new_methods = methods_of(*same);
    const auto pair = [&](PolicyMethod a, PolicyMethod b) {
      name_after(first, a);
      name_after(second, b);
      if (auto comparison = compare(scene, a, b)) comparisons.push_back(std::move(*comparison));
    };
    const std::size_t had = comparisons.size();
    for (const PolicyMethod& method : old_methods) {
      if (const PolicyMethod* other = find(new_methods, method.name)) pair(method, *other);
    }
    if (comparisons.size() == had && old_methods.size() == 1 && new_methods.size() == 1) {
      pair(old_methods[0], new_methods[0]);
    }
  }
  if (comparisons.empty()) {
    throw UserError(fmt::format(
        "--compare: nothing can be paired: {} holds {} under {}, {} holds {} under {}; sweep the "
        "same "
        "task, clock, events and starts",
        first.string(), join(method_names(before.scenes), ", "), scene_list(before.scenes),
        second.string(), join(method_names(after.scenes), ", "), scene_list(after.scenes)));
  }
  adjust(comparisons);
  return comparisons;
}

}  // namespace streambed
