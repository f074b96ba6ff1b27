#include "experiments/results/key_table.h"

#include <algorithm>

#include "sim/base/text.h"

namespace streambed {
namespace {

std::optional<std::int64_t> find(const std::vector<std::string>& list, const std::string& label) {
  const auto found = std::find(list.begin(), list.end(), label);
  if (found == list.end()) return std::nullopt;
  return found - list.begin();
}

}  // namespace

std::int64_t KeyTable::size() const {
  if (tasks.empty()) return 0;
  return ssize(tasks) * ssize(clocks) * ssize(events) * repeats * contexts * ssize(policies[0]);
}

KeyTable::Place KeyTable::place(std::int64_t index) const {
  // Digits of a mixed-radix number, least significant first.
  const auto digit = [&index](std::int64_t radix) {
    const std::int64_t value = index % radix;
    index /= radix;
    return value;
  };
  Place place;
  place.policy = static_cast<std::size_t>(digit(ssize(policies[0])));
  place.context = first_context + digit(contexts);
  place.repeat = digit(repeats);
  place.events = static_cast<std::size_t>(digit(ssize(events)));
  place.clock = static_cast<std::size_t>(digit(ssize(clocks)));
  place.task = static_cast<std::size_t>(index);
  return place;
}

std::vector<std::string> KeyTable::fields(std::int64_t index) const {
  const Place at = place(index);
  const PolicyKey& policy = policies[at.task][at.policy];
  return {tasks[at.task],      policy.label,       clocks[at.clock],          events[at.events],
          to_text(at.context), to_text(at.repeat), to_text(policy.train_seed)};
}

std::optional<std::int64_t> KeyTable::index_of(const std::vector<std::string>& fields) const {
  const auto task = find(tasks, fields[0]);
  const auto clock = find(clocks, fields[2]);
  const auto event = find(events, fields[3]);
  const auto context = to_integer(fields[4]);
  const auto repeat = to_integer(fields[5]);
  if (!task || !clock || !event || !context || !repeat) return std::nullopt;

  const std::vector<PolicyKey>& list = policies[static_cast<std::size_t>(*task)];
  const auto policy = std::find_if(list.begin(), list.end(), [&](const PolicyKey& key) {
    return key.label == fields[1] && to_text(key.train_seed) == fields[6];
  });
  const std::int64_t start = *context - first_context;
  if (policy == list.end() || start < 0 || start >= contexts || *repeat < 0 || *repeat >= repeats) {
    return std::nullopt;
  }
  const std::int64_t scene = (*task * ssize(clocks) + *clock) * ssize(events) + *event;
  return ((scene * repeats + *repeat) * contexts + start) * ssize(list) + (policy - list.begin());
}

}  // namespace streambed
