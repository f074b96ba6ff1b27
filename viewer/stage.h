#pragma once
// Everything that belongs to one task, and what loads in the background. The drawing thread's.

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "viewer/motion.h"
#include "viewer/session.h"
#include "viewer/view.h"

namespace streambed {

// A task with its policies, ready to be shown.
struct Cast {
  std::shared_ptr<const Task> task;
  std::vector<PolicyPtr> policies;
  EpisodeKey key;
  std::string note;  // which policies could not be made, and why
};
// Makes the task and those of the policies that can run on it, at least one: without any, the first
// registered one that can be made. Throws UserError, and what the task throws at its start.
Cast make_cast(const Registry& registry, const std::string& task,
               const std::vector<std::string>& policies, const EpisodeKey& key);

// A file of demonstrations, as recorded and as an index. `task` is kept alive for both.
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
  Stage(const Registry& registry, Cast cast);

  // Takes over what the simulation posted; once per frame.
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
