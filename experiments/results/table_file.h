#pragma once
// The tables of a results folder as files: NAME as a sweep writes it, or NAME.gz, which gzip made
// of it for a repository. Where both stand there the plain one counts: a sweep goes on in it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "experiments/results/csv.h"

namespace streambed {

// More text than this is no table that anybody swept; a small .gz file may claim to hold it.
constexpr std::uintmax_t kMaxTableBytes = std::uintmax_t{4} << 30;

// Which of the two files the folder has; nullopt for neither.
std::optional<std::filesystem::path> table_file(const std::filesystem::path& folder,
                                                const std::string& name);
bool is_packed(const std::filesystem::path& file);

// A whole table, with a torn last row left out of a plain file, to which a sweep may be adding.
// nullopt when the folder has neither file. Throws UserError, one line with the file's name and the
// fix, for a file that cannot be read, is no table, or is packed and torn or damaged.
std::optional<CsvTable> read_table(const std::filesystem::path& folder, const std::string& name,
                                   std::uintmax_t max_bytes = kMaxTableBytes);

}  // namespace streambed
