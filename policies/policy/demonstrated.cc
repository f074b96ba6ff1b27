#include "policies/policy/demonstrated.h"

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
Key demonstrations_key() {
  return Key::text("demos", "",
                   "demonstrations (HDF5, see streambed import); empty: the shipped ones");
}

Demonstrated demonstrations_of(const Params& params, const Task& task, const Assets& assets) {
  const TaskInfo& info = task.info();
  std::filesystem::path path = params.text("demos");
  const std::string shipped = "demonstrations/" + info.name + "-expert.h5";
  if (path.empty() && !assets.has(shipped)) {
    throw UserError(params.name() + ": no demonstrations of " + info.name +
                    " are shipped; name a file with demos=FILE (streambed import makes one)");
  }
  if (path.empty()) path = assets.path(shipped);
  Demonstrated out{read_hdf5(path).episodes, file_sha256(path)};
  std::vector<Demonstration>& episodes = out.episodes;
  if (episodes.empty()) throw UserError(path.string() + " holds no demonstration; name another");
  for (Demonstration& episode : episodes) {
    task.retarget(episode);
    if (episode.states.cols() != info.state_size() ||
        episode.actions.cols() != info.action_size()) {
      throw UserError(path.string() + " holds demonstrations of another task than " + info.label +
                      "; name the right file");
    }
  }
  return out;
}

}  // namespace streambed
