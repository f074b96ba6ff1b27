#pragma once
#include <CLI/CLI.hpp>
#include <stop_token>

#include "viewer/view.h"

namespace streambed {

// Declares `streambed view`. The registry is read when the command runs, after plugins were loaded;
// it outlives the parsing.
void add_view_command(CLI::App& app, const Registry& registry, std::stop_token stop,
                      ViewHooks hooks = {});

}  // namespace streambed
