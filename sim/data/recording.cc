#include "sim/data/recording.h"

#include <fmt/format.h>

#include <utility>

namespace streambed {
namespace {

template <class Row>
MatrixRM stack(const std::vector<Row>& rows) {
  if (rows.empty()) return {};
  const auto columns = static_cast<Eigen::Index>(rows.front().size());
  MatrixRM matrix(static_cast<Eigen::Index>(rows.size()), columns);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    matrix.row(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::RowVectorXd>(rows[i].data(), columns);
  }
  return matrix;
}

MatrixRM column(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace

Recording::Recording(const Task& task, std::string policy_label, EpisodeKey key)
    : task_(&task), policy_label_(std::move(policy_label)), key_(std::move(key)) {}

void Recording::add(const Episode& episode) {
  const TickView now = episode.tick_view();
  if (now.observation == nullptr || now.tick <= static_cast<std::int64_t>(size())) return;
  const mjData& data = episode.data();
  states_.push_back(now.observation->state);
  actions_.push_back(now.executed);
  qpos_.emplace_back(data.qpos, data.qpos + task_->model().nq);
  times_.push_back(static_cast<double>(now.time_ns) / static_cast<double>(kNsPerSecond));
  scores_.push_back(now.progress.score);
}

Demonstration Recording::demonstration() const {
  Demonstration demonstration;
  demonstration.states = stack(states_);
  demonstration.actions = stack(actions_);
  demonstration.obs["qpos"] = stack(qpos_);
  demonstration.obs["time"] = column(times_);
  demonstration.obs["score"] = column(scores_);
  return demonstration;
}

std::string Recording::origin() const {
  return fmt::format("{} context={} repeat={} clock={} events={}", policy_label_, key_.context,
                     key_.repeat, key_.clock, key_.events);
}

}  // namespace streambed
