#pragma once
// A results folder: results.csv, which holds what is the same on every run, and timing.csv, which
// holds what the wall clock said. Both have one row per episode, beginning with its key; their
// columns are those of experiments/results/columns.h.
//
// A row of timing.csv is written before its row of results.csv, so that a sweep that is killed at
// any moment leaves rows that open() can mend: rows that are torn, or in one file only, are
// dropped.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "experiments/results/key_table.h"
#include "sim/episode.h"

namespace streambed {

// Throws UserError where a folder's files cannot take rows: they have other columns, are packed, or
// are rows without a timing.csv, which mending would take for those of a killed sweep.
void require_extensible(const std::filesystem::path& folder);

class Store {
 public:
  // Opens or creates both files in an existing folder and mends them. Throws UserError, and changes
  // nothing, as require_extensible() does, for rows that `keys` lacks and for a folder that cannot
  // be written. `keys` must outlive the store.
  Store(std::filesystem::path folder, const KeyTable& keys);

  bool has(std::int64_t index) const { return stored_[static_cast<std::size_t>(index)]; }
  std::int64_t size() const { return size_; }
  // Rows whose end is "error".
  std::int64_t errors() const { return errors_; }
  // Incomplete rows that opening dropped.
  std::int64_t dropped() const { return dropped_; }

  // Appends a row to both files. `mode` is the label of the result's mode or empty. One thread at a
  // time. Throws UserError when the disk does not take it.
  void add(std::int64_t index, const EpisodeResult& result, const std::string& mode);

  // Puts the rows of an extended plan into the order of the keys. Call it when all rows are there.
  void finish();

 private:
  void append(std::ofstream& file, const std::string& name, const std::string& line);
  void open_for_append();

  std::filesystem::path folder_;
  const KeyTable* keys_;
  std::ofstream results_, timing_;
  std::vector<bool> stored_;
  std::int64_t size_ = 0, errors_ = 0, dropped_ = 0, last_index_ = -1;
  bool in_order_ = true;
};

}  // namespace streambed
