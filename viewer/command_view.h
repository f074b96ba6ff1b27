#pragma once
#include <CLI/CLI.hpp>
#include <stop_token>

#include "sim/registry.h"

namespace streambed {

// Declares `streambed view`. The registry is read when the command runs, after plugins were loaded;
// it outlives the parsing.
void add_view_command(CLI::App& app, const Registry& registry, std::stop_token stop);

}  // namespace streambed
