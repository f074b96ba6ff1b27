#include "viewer/stage.h"

#include <utility>

#include "sim/base/error.h"
#include "viewer/choices.h"

namespace streambed {
namespace {

// Any start that there is serves to try the handles.
Handles try_handles(const Task& task, std::int64_t context) {
  const DataPtr data = make_data(task.model());
  task.reset(*data, context, Rng{});
  return find_handles(task, *data);
}

}  // namespace

Cast make_cast(const Registry& registry, const std::string& task,
               const std::vector<std::string>& policies, const EpisodeKey& key) {
  Cast cast{registry.make_task(task), {}, key, {}};
  cast.key.clock = clock_label(key.clock);
  for (const std::string& spec : policies) {
    try {
      cast.policies.push_back(registry.make_policy(spec, *cast.task));
    } catch (const UserError& error) {
      cast.note += (cast.note.empty() ? "" : "; ") + std::string(error.what());
    }
  }
  if (cast.policies.empty()) cast.policies.push_back(any_policy(registry, *cast.task));
  // A task that cannot begin must not cost the stage that stands.
  try_handles(*cast.task, cast.key.context);
  return cast;
}

Demonstrations prepare_demonstrations(const std::filesystem::path& file, const ViewHooks& hooks,
                                   std::shared_ptr<const Task> task) {
  auto set = std::make_shared<const DemonstrationSet>(
      hooks.read_demonstrations ? hooks.read_demonstrations(file, task->info().label)
                                : read_hdf5(file));
  auto index = std::make_shared<const DemonstrationIndex>(*task, *set);
  return {file, std::move(task), std::move(set), std::move(index)};
}

Stage::Stage(const Registry& registry, Cast cast, Equipment equipment)
    : task(std::move(cast.task)),
      handles(try_handles(*task, cast.key.context)),
      scene(task->model()),
      session(registry, *task, handles, std::move(cast.policies), cast.key, false,
              std::move(equipment)),
      snapshots_(1),
      motions_(1) {}

void Stage::poll() {
  session.poll();
  const auto lanes = session.playing_back() ? 1 : static_cast<std::size_t>(session.lanes());
  snapshots_.resize(lanes);
  motions_.resize(lanes);
  for (std::size_t i = 0; i < lanes; ++i) {
    auto news = session.take(static_cast<int>(i));
    // What was still on its way from the episode before is of no interest.
    if (!news || news->episode != session.episode()) continue;
    motions_[i].arrive(snapshots_[i], *news);
    snapshots_[i] = std::move(*news);
  }
}

SceneState Stage::pose(std::size_t lane, bool interpolate) const {
  const Snapshot& snapshot = snapshots_[lane];
  return interpolate ? motions_[lane].at_present(task->model(), snapshot) : snapshot.scene;
}

}  // namespace streambed
