#pragma once
// The file manifest.json of a results folder: what was run, with what, on what. This reads, writes
// and compares it; experiments/sweep/make_manifest.h makes one. A sweep writes it before its first
// row.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "experiments/results/key_table.h"

namespace streambed {

// Version of manifest.json, its key "format".
constexpr int kResultsFormat = 2;

// nullopt when the folder has none; throws UserError for one that cannot be read or whose results
// have another format than the present one, or one before `oldest_format`.
std::optional<nlohmann::json> read_manifest(const std::filesystem::path& folder,
                                            int oldest_format = kResultsFormat);
// Throws UserError when the folder cannot be written.
void write_manifest(const std::filesystem::path& folder, const nlohmann::json& manifest);

// The keys of the plan in a manifest of this version. Throws UserError for another one.
KeyTable keys_of(const nlohmann::json& manifest);

// What keeps the plan of `wanted` from adding to the results of `stored`, one line each; empty when
// it may. A plan may extend the stored one: further episodes, repeats, policies, clocks, events,
// tasks.
std::vector<std::string> differences(const nlohmann::json& stored, const nlohmann::json& wanted);

}  // namespace streambed
