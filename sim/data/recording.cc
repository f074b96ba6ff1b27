#include "sim/data/recording.h"

#include <fmt/format.h>

#include <cstring>
#include <set>
#include <utility>

#include "sim/base/error.h"
#include "sim/data/simulator_state.h"

namespace streambed {
namespace {


template <class Row>
MatrixRM stack(const std::vector<Row>& rows, Eigen::Index columns) {
  MatrixRM matrix(static_cast<Eigen::Index>(rows.size()), columns);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    matrix.row(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::RowVectorXd>(rows[i].data(), columns);
  }
  return matrix;
}

// Row after row of `columns` numbers.
template <class Number>
Array array_of(ArrayInfo info, const std::vector<Number>& numbers) {
  Array array(std::move(info));
  if (!numbers.empty()) std::memcpy(array.bytes().data(), numbers.data(), array.bytes().size());
  return array;
}

}  // namespace

Recording::Recording(const Task& task, std::string policy_label, EpisodeKey key)
    : task_(&task),
      policy_label_(std::move(policy_label)),
      key_(std::move(key)),
      begun_(static_cast<std::size_t>(simulator_state_size(task.model()))),
      pictures_(task.info().cameras.size()) {
  std::set<std::string> names = {kSimulatorState, kScore, kExecutedAction};
  const auto add = [&](const std::string& name) {
    if (names.insert(name).second) return;
    throw UserError(task.info().label + " cannot be recorded: two of its observations would be \"" +
                    name + "\"; rename that component or camera");
  };
  for (const Component& component : task.info().observation) add(component.name);
  for (const Camera& camera : task.info().cameras) add(camera.name);
}

void Recording::begin_tick(const Episode& episode) {
  save_simulator_state(task_->model(), episode.data(), begun_);
}

void Recording::end_tick(const Episode& episode) {
  const TickView now = episode.tick_view();
  states_.push_back(now.observation->state);
  actions_.push_back(now.label);
  if (task_->info().realism.action_noise > 0) executed_.push_back(now.executed);
  scores_.push_back(now.progress.score);
  simulator_states_.insert(simulator_states_.end(), begun_.begin(), begun_.end());
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    const std::vector<std::uint8_t>& pixels = now.observation->images[i].pixels;
    pictures_[i].insert(pictures_[i].end(), pixels.begin(), pixels.end());
  }
}

Demonstration Recording::demonstration() const {
  const auto rows = static_cast<std::int64_t>(size());
  Demonstration demonstration;
  const TaskInfo& info = task_->info();
  demonstration.states = stack(states_, info.state_size());
  demonstration.actions = stack(actions_, info.action_size());
  Eigen::Index column = 0;
  for (const Component& component : info.observation) {
    demonstration.obs[component.name] =
        Array::of(demonstration.states.middleCols(column, component.size));
    column += component.size;
  }
  if (!executed_.empty()) {
    demonstration.obs[kExecutedAction] = Array::of(stack(executed_, info.action_size()));
  }
  demonstration.obs[kScore] = array_of({ElementType::kFloat64, rows, {1}}, scores_);
  demonstration.obs[kSimulatorState] = array_of(
      {ElementType::kFloat64, rows, {static_cast<std::int64_t>(begun_.size())}}, simulator_states_);
  demonstration.simulator_layout = simulator_layout(task_->model());
  demonstration.recorded_on = info.label;
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    const Camera& camera = info.cameras[i];
    demonstration.obs[camera.name] =
        array_of({ElementType::kUint8, rows, {camera.height, camera.width, 3}}, pictures_[i]);
  }
  return demonstration;
}

std::string Recording::origin() const {
  return fmt::format("{} context={} repeat={} clock={} events={}", policy_label_, key_.context,
                     key_.repeat, key_.clock, key_.events);
}

}  // namespace streambed
