#pragma once
// Values of Task::mode besides an index into TaskInfo::modes, the ways that demonstrations show.

namespace streambed {

constexpr int kModeUndecided = -1;
constexpr int kModeSpurious = -2;  // the episode went a way that no demonstration shows
constexpr const char* kSpuriousLabel = "spurious";  // its name in results

}  // namespace streambed
