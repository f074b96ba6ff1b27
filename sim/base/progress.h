#pragma once
// How long work tells whoever started it how far it is. What is done with it (a line on a terminal,
// a bar in a window, nothing) is the caller's affair.

#include <cstdint>
#include <functional>
#include <string_view>

namespace streambed {

// `done` of `total` steps are behind us; the note says more, for example a loss. Called often, from
// the thread that works; may be empty.
using ProgressCallback =
    std::function<void(std::int64_t done, std::int64_t total, std::string_view note)>;

}  // namespace streambed
