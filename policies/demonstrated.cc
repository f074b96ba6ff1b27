#include "policies/demonstrated.h"

#include "sim/error.h"
#include "sim/files.h"

namespace streambed {
namespace {

class RecordedStream final : public ActionStream {
 public:
  explicit RecordedStream(std::vector<Action> actions) : actions_(std::move(actions)) {}
  std::optional<Action> next(std::stop_token) override {
    if (next_ == actions_.size()) return std::nullopt;
    return actions_[next_++];
  }

 private:
  std::vector<Action> actions_;
  std::size_t next_ = 0;
};

}  // namespace

Key demonstrations_key() {
  return Key::text("demos", "",
                   "demonstrations (HDF5, see streambed import); empty: the shipped ones");
}

std::vector<Demonstration> demonstrations_of(const Params& params, const Task& task) {
  const TaskInfo& info = task.info();
  std::filesystem::path path = params.text("demos");
  if (path.empty()) path = asset_path("demonstrations") / (info.name + "-expert.h5");
  if (params.text("demos").empty() && !std::filesystem::exists(path)) {
    throw UserError(params.name() + ": no demonstrations of " + info.name +
                    " are shipped; name a file with demos=FILE (streambed import makes one)");
  }
  std::vector<Demonstration> episodes = read_hdf5(path).episodes;
  if (episodes.empty()) throw UserError(path.string() + " holds no demonstration; name another");
  for (Demonstration& episode : episodes) {
    task.retarget(episode);
    if (episode.states.cols() != info.state_size || episode.actions.cols() != info.action_size) {
      throw UserError(path.string() + " holds demonstrations of another task than " + info.label +
                      "; name the right file");
    }
  }
  return episodes;
}

StreamPtr make_recorded_stream(std::vector<Action> actions) {
  return std::make_unique<RecordedStream>(std::move(actions));
}

}  // namespace streambed
