// Control: plays the demonstration whose start is nearest, open loop, and then holds its last
// target. What it scores, no policy has learnt.

#include <limits>

#include "policies/policy/demonstrated.h"
#include "sim/clock/known_stream.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

struct Chosen final : Memory {
  std::ptrdiff_t episode = -1;
  std::int64_t begun = 0;  // tick at which it began
};

class Replay final : public Policy {
 public:
  Replay(const Params& params, const Task& task, const Assets& assets) {
    Demonstrated demonstrated = demonstrations_of(params, task, assets);
    episodes_ = std::move(demonstrated.episodes);
    info_.checkpoint_hash = std::move(demonstrated.sha256);
    normaliser_ = Normaliser::fit(episodes_, task.info());
    for (const Demonstration& episode : episodes_) {
      starts_.push_back(encode(episode.states.row(0).transpose()));
    }
    info_.name = params.name();
    info_.label = params.label();
    info_.execution_horizon = info_.prediction_horizon =
        static_cast<int>(params.integer("execution_horizon"));
  }

  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<Chosen>(); }

  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    auto& chosen = dynamic_cast<Chosen&>(*memory);
    if (chosen.episode < 0) {
      chosen.episode = nearest(encode(request.history.back().state));
      chosen.begun = request.tick;
    }
    const MatrixRM& recorded = episodes_[static_cast<std::size_t>(chosen.episode)].actions;
    std::vector<Action> actions;
    for (int i = 0; i < info_.execution_horizon; ++i) {
      const auto row = std::min<Eigen::Index>(request.tick - chosen.begun + i, recorded.rows() - 1);
      actions.push_back(recorded.row(row).transpose());
    }
    return stream_of(std::move(actions));
  }

 private:
  Eigen::VectorXf encode(const StateVector& state) const {
    Eigen::VectorXf out(normaliser_.encoded_state_size());
    normaliser_.encode_state(state, out.data());
    return out;
  }
  std::ptrdiff_t nearest(const Eigen::VectorXf& start) const {
    std::ptrdiff_t best = 0;
    float least = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < starts_.size(); ++i) {
      const float distance = (starts_[i] - start).squaredNorm();
      if (distance >= least) continue;
      least = distance;
      best = static_cast<std::ptrdiff_t>(i);
    }
    return best;
  }

  std::vector<Demonstration> episodes_;
  Normaliser normaliser_;
  std::vector<Eigen::VectorXf> starts_;
  PolicyInfo info_;
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(replay) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "replay",
      .summary = "control: plays the demonstration with the nearest start, open loop",
      .keys = {demonstrations_key(),
               Key::integer("execution_horizon", 8, "Ta: actions handed out at once", 1, 256)},
      .make = [](const Params& params, const Task& task,
                 const Assets& assets) -> std::unique_ptr<const Policy> {
        return std::make_unique<Replay>(params, task, assets);
      },
      .train_keys = {},
      .train = {}});
}
