#pragma once
// How many processors this process may use, which can be fewer than the machine has.

#include <filesystem>

namespace streambed {

// The least of what the machine has, what the affinity mask allows (taskset, a batch system) and
// the quotas of the control groups, rounded down (containers, systemd); at least 1.
int usable_processors();

// What the quotas of the control groups allow, version 1 or 2: the least of a group and of all that
// it is part of; 0 if there is none. `self` lists the groups (/proc/self/cgroup), `mount` is where
// they are described (/sys/fs/cgroup). Unreadable files count as no quota.
int quota_processors(const std::filesystem::path& self, const std::filesystem::path& mount);

}  // namespace streambed
