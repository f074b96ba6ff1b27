#pragma once
// Everything that belongs to the task that is shown. Belongs to the drawing thread.

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "viewer/session/motion.h"
#include "viewer/session/session.h"
#include "viewer/view.h"

namespace streambed {

// A task with its policies, ready to be shown.
struct Cast {
  std::shared_ptr<const Task> task;
  std::vector<PolicyPtr> policies;
  EpisodeKey key;
  std::string note;  // which policies could not be made, and why
};
// Makes the task, and those of the policies that can run on it. If none can, the first registered
// policy that can be made is used. Throws UserError, and what the task throws when an episode
// starts.
Cast make_cast(const Registry& registry, const std::string& task,
               const std::vector<std::string>& policies, const EpisodeKey& key);

// A file of demonstrations: the set as recorded, and an index for look-ups. Both need `task`.
struct Demonstrations {
  std::filesystem::path file;
  std::shared_ptr<const Task> task;
  std::shared_ptr<const DemonstrationSet> set;
  std::shared_ptr<const DemonstrationIndex> index;
};
Demonstrations prepare_demonstrations(const std::filesystem::path& file, const ViewHooks& hooks,
                                   std::shared_ptr<const Task> task);

// An OpenGL context must be current.
class Stage {
 public:
  Stage(const Registry& registry, Cast cast, Equipment equipment);

  // Call once per frame: takes the snapshots that the simulation has posted.
  void poll();
  const std::vector<Snapshot>& snapshots() const { return snapshots_; }
  // What a lane's picture shows now.
  SceneState pose(std::size_t lane, bool interpolate) const;

  const std::shared_ptr<const Task> task;
  const Handles handles;
  Scene scene;
  Session session;

 private:
  std::vector<Snapshot> snapshots_;
  std::vector<Motion> motions_;
};

}  // namespace streambed
