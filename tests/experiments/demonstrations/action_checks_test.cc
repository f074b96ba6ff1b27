// Recorded actions that are not what tasks take.

#include "experiments/demonstrations/action_checks.h"

#include <cmath>
#include <filesystem>

#include "experiments/demonstrations/import_demonstrations.h"
#include "sim/base/error.h"
#include "sim/builtin.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/paths.h"

using namespace streambed;

namespace {

struct PushTActions {
  Registry registry{shipped_assets()};
  std::unique_ptr<const Task> task;
  DemonstrationSet set;

  // A disc that goes around, its target a little ahead.
  PushTActions() {
    register_tasks(registry);
    task = registry.make_task("push_t");
    Demonstration& episode = set.episodes.emplace_back();
    episode.states = MatrixRM::Constant(60, 5, 200);
    episode.actions.resize(60, 2);
    for (int i = 0; i < 60; ++i) {
      const auto x = [](int at) { return 256 + 150 * std::cos(0.1 * at); };
      const auto y = [](int at) { return 256 + 150 * std::sin(0.1 * at); };
      episode.states.row(i).head(2) << x(i), y(i);
      episode.actions.row(i) << x(i + 1), y(i + 1);
    }
    set.task = "push_t";
  }
  std::vector<std::string> doubts() const { return action_doubts(set.episodes, *task); }
  MatrixRM& actions() { return set.episodes[0].actions; }
  MatrixRM positions() const { return set.episodes[0].states.leftCols(2); }
};

}  // namespace

TEST_CASE_METHOD(PushTActions, "targets in the task's units raise no doubt", "[import]") {
  CHECK(doubts().empty());
  // Nor does every file that ships.
  for (const char* name : {"push_t", "avoiding", "pushing", "aligning"}) {
    const std::string file = std::string("demonstrations/") + name + "-expert.h5";
    if (!shipped_assets().has(file)) continue;
    const auto shown = registry.make_task(name);
    const auto shipped = load_demonstrations(shipped_assets().path(file), registry, name);
    INFO(name);
    CHECK(action_doubts(shipped.episodes, *shown).empty());
  }
}

TEST_CASE_METHOD(PushTActions, "increments and other units are noticed", "[import]") {
  const MatrixRM targets = actions();
  actions() = targets - positions();
  REQUIRE(doubts().size() == 1);
  CHECK_THAT(doubts()[0], ContainsSubstring("--actions delta"));
  actions() = targets / 512;
  REQUIRE(doubts().size() == 1);
  CHECK_THAT(doubts()[0], ContainsSubstring("range"));
  actions() = targets * 512;
  REQUIRE(!doubts().empty());
  CHECK_THAT(doubts()[0], ContainsSubstring("100 % of the actions lie outside"));
}

TEST_CASE_METHOD(PushTActions, "increments become targets", "[import]") {
  const TemporaryFolder folder;
  const MatrixRM targets = actions();
  actions() = targets - positions();
  write_hdf5(folder / "delta.h5", set);
  const auto read = load_demonstrations(folder / "delta.h5", registry, "push_t",
                                        {.filter = {}, .increments = true});
  CHECK((read.episodes[0].actions - targets).norm() < 1e-9);
  CHECK_THROWS_AS(load_demonstrations(folder / "delta.h5", registry, "none",
                                      {.filter = {}, .increments = true}),
                  UserError);
}

TEST_CASE_METHOD(PushTActions, "only HDF5 files have filters", "[import]") {
  const TemporaryFolder folder;
  write_hdf5(folder / "a.h5", set);
  CHECK(filters_of(folder / "a.h5").empty());
  CHECK_THROWS_WITH(
      load_demonstrations(folder / "a.h5", registry, "push_t", {.filter = "train"}),
      ContainsSubstring("a.h5 has no filter \"train\"; it has none"));
  write(folder / "b.npz", "PK");
  CHECK(filters_of(folder / "b.npz").empty());
}
