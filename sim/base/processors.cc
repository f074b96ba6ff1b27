#include "sim/base/processors.h"

#include <sched.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>

#include "sim/base/text.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

std::optional<std::int64_t> number_in(const fs::path& file) {
  std::string text;
  std::ifstream(file) >> text;
  return to_integer(text);
}

// The quota of one group in processors; nullopt where it has none.
std::optional<double> quota_of(const fs::path& group) {
  std::string quota_text, period_text;
  std::ifstream(group / "cpu.max") >> quota_text >> period_text;
  auto quota = to_integer(quota_text), period = to_integer(period_text);
  if (!quota || !period) {
    quota = number_in(group / "cpu.cfs_quota_us");
    period = number_in(group / "cpu.cfs_period_us");
  }
  // "max" and -1 stand for none.
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return static_cast<double>(*quota) / static_cast<double>(*period);
}

// Of the mask of this thread; 0 if it cannot be read. The system refuses a set that is too small
// for its processors.
int affinity_processors() {
  for (int most = 1024; most <= 1 << 20; most *= 4) {
    const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set(
        CPU_ALLOC(most), [](cpu_set_t* each) { CPU_FREE(each); });
    if (!set) return 0;
    const std::size_t bytes = CPU_ALLOC_SIZE(most);
    if (sched_getaffinity(0, bytes, set.get()) == 0) return CPU_COUNT_S(bytes, set.get());
  }
  return 0;
}

}  // namespace

int quota_processors(const fs::path& self, const fs::path& mount) {
  std::optional<double> least;
  const auto look = [&](const fs::path& group) {
    const std::optional<double> quota = quota_of(group);
    if (quota && (!least || *quota < *least)) least = quota;
  };

  // Lines "NUMBER:CONTROLLERS:PATH"; version 2 names no controllers.
  std::ifstream lines(self);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream parts(line);
    std::string number, controllers, path;
    std::getline(parts, number, ':');
    std::getline(parts, controllers, ':');
    std::getline(parts, path);
    const bool unified = controllers.empty();
    if (!unified && ("," + controllers + ",").find(",cpu,") == std::string::npos) continue;

    // A container may see its own group at the root, whatever the path says.
    const fs::path root = unified ? mount : mount / controllers;
    look(root);
    fs::path group = root;
    for (const fs::path& part : fs::path(path).relative_path()) look(group /= part);
  }
  return least ? std::max(1, static_cast<int>(std::min(*least, 1e6))) : 0;
}

int usable_processors() {
  int count = static_cast<int>(std::thread::hardware_concurrency());
  const int allowed = affinity_processors();
  if (count < 1 || (allowed > 0 && allowed < count)) count = allowed;
  const int quota = quota_processors("/proc/self/cgroup", "/sys/fs/cgroup");
  if (quota > 0 && quota < count) count = quota;
  return std::max(count, 1);
}

}  // namespace streambed
