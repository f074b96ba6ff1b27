#pragma once
#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "sim/episode.h"
#include "sim/registry.h"

namespace streambed {

// A row of a finished sweep whose episode is to be run again.
struct RowToReplay {
  std::string task, policy;  // specs
  EpisodeKey key;
  std::string end;  // what the row says
  double score = 0;
  std::string checkpoint_hash;
};

// Finds the row that the text names in a results folder. The function belongs to experiments/, so
// the program hands it in. Throws UserError.
using RowFinder = std::function<RowToReplay(const std::filesystem::path&, const std::string& key)>;

// Declares `streambed record`. The registry is read when the command runs.
void add_record_command(CLI::App& app, const Registry& registry, std::stop_token stop,
                        RowFinder find_row);

}  // namespace streambed
