// A policy is what all of its files make of it: results of two policies never share a folder.

#include <string>

#include "sim/data/demonstrations.h"
#include "tests/experiments/command.h"

using namespace streambed;

namespace {

// Three ticks of an avoiding robot, whose last command goes to `x`.
void write_demonstrations(const std::filesystem::path& path, double x) {
  DemonstrationSet set;
  set.task = "avoiding";
  Demonstration& episode = set.episodes.emplace_back();
  episode.states = MatrixRM::Constant(3, 4, 0.3);
  episode.actions = MatrixRM::Constant(3, 2, 0.3);
  episode.actions(2, 0) = x;
  write_hdf5(path, set);
}

}  // namespace

TEST_CASE("a sweep goes on only with the demonstrations that it began with") {
  const TemporaryFolder folder;
  for (const std::string policy : {"nearest_neighbour", "replay"}) {
    const auto sweep = [&](const std::string& episodes) {
      return run(folder, "sweep --task avoiding --policy '" + policy + "(demos=d.h5)' --out " +
                             policy + " --episodes " + episodes);
    };
    write_demonstrations(folder / "d.h5", 0.4);
    REQUIRE(sweep("1").status == 0);
    CHECK(sweep("2").status == 0);
    write_demonstrations(folder / "d.h5", 0.5);
    check_refused(sweep("3"), {policy + " holds other results", "checkpoint_sha256"});
  }
}
