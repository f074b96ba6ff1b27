#pragma once
// What Task::mode says beside an index into TaskInfo::modes, which are the demonstrated ones.

namespace streambed {

constexpr int kModeUndecided = -1;
constexpr int kModeSpurious = -2;  // decided, but for nothing that is demonstrated

}  // namespace streambed
