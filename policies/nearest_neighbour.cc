// Control: finds the demonstrated moment whose history is nearest to the present one, in network
// units, and does what was done then.

#include "policies/policy/demonstrated.h"
#include "sim/clock/known_stream.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class NearestNeighbour final : public Policy {
 public:
  NearestNeighbour(const Params& params, const Task& task, const Assets& assets) {
    const auto integer = [&](const char* key) { return static_cast<int>(params.integer(key)); };
    horizons_.observation = integer("observation_horizon");
    horizons_.execution = horizons_.prediction = integer("execution_horizon");
    horizons_.previous_action = params.flag("previous_action");
    const auto [episodes, sha256] = demonstrations_of(params, task, assets);
    info_.checkpoint_hash = sha256;
    normaliser_ = Normaliser::fit(episodes, task.info());
    windows_ = make_windows(task, episodes, horizons_, normaliser_, Padding::kMasked);
    info_.name = params.name();
    info_.label = params.label();
    info_.observation_horizon = horizons_.observation;
    info_.execution_horizon = info_.prediction_horizon = horizons_.execution;
  }

  const PolicyInfo& info() const override { return info_; }

  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    std::vector<float> condition(static_cast<std::size_t>(windows_.conditions.cols()));
    encode_condition(request.history, request.last_executed, horizons_, normaliser_,
                     condition.data());
    const Eigen::Map<const Eigen::RowVectorXf> now(condition.data(), windows_.conditions.cols());
    // Ties go to the earlier demonstration.
    Eigen::Index nearest = 0;
    (windows_.conditions.rowwise() - now).rowwise().squaredNorm().minCoeff(&nearest);

    std::vector<Action> actions;
    const float* first =
        windows_.actions.row(nearest).data() + windows_.lead * windows_.action_size;
    for (int i = 0; i < windows_.known[static_cast<std::size_t>(nearest)]; ++i) {
      actions.push_back(normaliser_.decode_action(first + i * windows_.action_size));
    }
    return stream_of(std::move(actions));
  }

 private:
  Horizons horizons_;
  Normaliser normaliser_;
  Windows windows_;
  PolicyInfo info_;
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(nearest_neighbour) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "nearest_neighbour",
      .summary = "control: does what was done at the most similar demonstrated moment",
      .keys = {demonstrations_key(),
               Key::integer("observation_horizon", 2, "To: observations that are compared", 1, 16),
               Key::integer("execution_horizon", 8, "Ta: actions executed before the next search",
                            1, 256),
               Key::flag("previous_action", false, "is the last executed action compared, too?")},
      .make = [](const Params& params, const Task& task,
                 const Assets& assets) -> std::unique_ptr<const Policy> {
        return std::make_unique<NearestNeighbour>(params, task, assets);
      },
      .train_keys = {},
      .train = {}});
}
