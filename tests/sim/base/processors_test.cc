#include "sim/base/processors.h"

#include <sched.h>

#include <filesystem>
#include <string>
#include <thread>

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

// Control groups as the system would describe them.
struct Groups {
  ScratchFolder folder;
  fs::path self = folder.path() / "self", mount = folder.path() / "cgroup";

  void set(const std::string& file, const std::string& text) const {
    fs::create_directories((mount / file).parent_path());
    write_text_atomically(mount / file, text);
  }
  int of(const std::string& groups) const {
    write_text_atomically(self, groups);
    return quota_processors(self, mount);
  }
};

}  // namespace

TEST_CASE("a quota of control groups counts, the least on the way up", "[processors]") {
  const Groups groups;
  CHECK(quota_processors(groups.folder.path() / "nowhere", groups.mount) == 0);
  CHECK(groups.of("0::/\n") == 0);
  groups.set("outer/cpu.max", "250000 100000\n");
  groups.set("outer/inner/cpu.max", "max 100000\n");
  CHECK(groups.of("0::/other\n") == 0);
  CHECK(groups.of("0::/outer/inner\n") == 2);
  groups.set("outer/inner/cpu.max", "50000 100000\n");
  CHECK(groups.of("0::/outer/inner\n") == 1);
  CHECK(groups.of("0::/outer\n") == 2);
  // Inside a container its own group stands at the root.
  groups.set("cpu.max", "300000 100000\n");
  CHECK(groups.of("0::/unknown/here\n") == 3);
}

TEST_CASE("quotas of the first version of control groups count, too", "[processors]") {
  const Groups groups;
  groups.set("cpu,cpuacct/job/cpu.cfs_quota_us", "400000\n");
  groups.set("cpu,cpuacct/job/cpu.cfs_period_us", "100000\n");
  groups.set("cpuset/job/cpu.cfs_quota_us", "100000\n");
  groups.set("cpuset/job/cpu.cfs_period_us", "100000\n");
  CHECK(groups.of("7:cpuset:/job\n3:cpu,cpuacct:/job\n") == 4);
  groups.set("cpu,cpuacct/job/cpu.cfs_quota_us", "-1\n");
  CHECK(groups.of("3:cpu,cpuacct:/job\n") == 0);
}

TEST_CASE("the affinity mask limits the processors that are used", "[processors]") {
  // The mask belongs to the thread, so the rest of the program keeps its own.
  int allowed = 0;
  std::thread([&] {
    cpu_set_t before, one;
    sched_getaffinity(0, sizeof before, &before);
    int first = 0;
    while (!CPU_ISSET(first, &before)) ++first;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    sched_setaffinity(0, sizeof one, &one);
    allowed = usable_processors();
  }).join();
  CHECK(allowed == 1);
  CHECK(usable_processors() >= 1);
  CHECK(usable_processors() <= static_cast<int>(std::thread::hardware_concurrency()));
}
