#pragma once
// All keys of a sweep, numbered in the order of its results. A key identifies one row: task,
// policy, clock, events, context, repeat, train_seed.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace streambed {

struct KeyTable {
  struct PolicyKey {
    std::string label;
    std::int64_t train_seed = 0;
  };
  // A key as positions in the lists below; context and repeat as they are.
  struct Place {
    std::size_t task = 0, clock = 0, events = 0, policy = 0;
    std::int64_t context = 0, repeat = 0;
  };

  std::vector<std::string> tasks, clocks, events;  // labels, each once
  std::vector<std::vector<PolicyKey>> policies;    // for each task, the same number
  std::int64_t first_context = 0, contexts = 0, repeats = 1;

  // The order is task, clock, events, repeat, context, policy. Policies thus take turns on the same
  // start, so that a slow minute of the machine hits all of them.
  std::int64_t size() const;
  Place place(std::int64_t index) const;

  // The texts of the key's columns (experiments/results/columns.h), and back; nullopt for a key
  // that is not here.
  std::vector<std::string> fields(std::int64_t index) const;
  std::optional<std::int64_t> index_of(const std::vector<std::string>& fields) const;
};

}  // namespace streambed
