#include <algorithm>
#include <cmath>

#include "sim/base/error.h"
#include "viewer/session/probe.h"

namespace streambed {
namespace {

constexpr Eigen::Index kShownTicks = 24;

}  // namespace

DemonstrationIndex::DemonstrationIndex(const Task& task, DemonstrationSet set)
    : set_(std::move(set)), components_(task.info().observation) {
  // Sums for the standard deviation of each entry.
  Eigen::VectorXd sum, squares;
  double count = 0;
  for (Demonstration& episode : set_.episodes) {
    task.retarget(episode);
    if (episode.states.cols() != task.info().state_size() ||
        episode.actions.cols() != task.info().action_size()) {
      throw UserError("these demonstrations have " + std::to_string(episode.states.cols()) +
                      " state columns, " + task.info().label + " has " +
                      std::to_string(task.info().state_size()) + "; load a file of this task");
    }
    MatrixRM features;
    for (Eigen::Index row = 0; row < episode.states.rows(); ++row) {
      const Eigen::VectorXd one = feature(episode.states.row(row).transpose());
      if (row == 0) features.resize(episode.states.rows(), one.size());
      if (sum.size() == 0) sum = squares = Eigen::VectorXd::Zero(one.size());
      features.row(row) = one.transpose();
      sum += one;
      squares += one.cwiseAbs2();
      ++count;
    }
    features_.push_back(std::move(features));
  }
  if (count == 0) throw UserError("the file holds no demonstrations; choose another one");
  const Eigen::VectorXd mean = sum / count;
  const Eigen::VectorXd deviation = (squares / count - mean.cwiseAbs2()).cwiseMax(0).cwiseSqrt();
  scale_ = deviation.unaryExpr([](double d) { return d > 1e-9 ? 1 / d : 0; });
  for (MatrixRM& features : features_) features *= scale_.asDiagonal();
}

Eigen::VectorXd DemonstrationIndex::feature(
    const Eigen::Ref<const Eigen::VectorXd>& state) const {
  // Room for two numbers for every angle.
  Eigen::VectorXd out(2 * state.size());
  Eigen::Index next = 0, entry = 0;
  for (const Component& component : components_) {
    for (int i = 0; i < component.size; ++i) {
      const double value = state[entry++];
      if (component.kind == ComponentKind::kAngle) {
        out[next++] = std::cos(value);
        out[next++] = std::sin(value);
      } else if (component.kind == ComponentKind::kSwitch) {
        out[next++] = value < 0 ? -1 : 1;
      } else {
        out[next++] = value;
      }
    }
  }
  out.conservativeResize(next);
  return out;
}

std::vector<PointPath> DemonstrationIndex::nearest(const Task& task, const StateVector& state,
                                                   int count) const {
  struct Hit {
    double distance;
    std::size_t episode;
    Eigen::Index row;
  };
  const Eigen::RowVectorXd wanted = feature(state).cwiseProduct(scale_).transpose();
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < features_.size(); ++i) {
    Eigen::Index row = 0;
    const double distance =
        (features_[i].rowwise() - wanted).rowwise().squaredNorm().minCoeff(&row);
    hits.push_back({distance, i, row});
  }
  const auto kept = std::min(hits.size(), static_cast<std::size_t>(std::max(count, 0)));
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(),
                    [](const Hit& a, const Hit& b) { return a.distance < b.distance; });

  std::vector<PointPath> paths;
  for (std::size_t i = 0; i < kept; ++i) {
    const MatrixRM& actions = set_.episodes[hits[i].episode].actions;
    PointPath path;
    const Eigen::Index end = std::min(hits[i].row + kShownTicks, actions.rows());
    for (Eigen::Index row = hits[i].row; row < end; ++row) {
      if (const auto at = task.point(actions.row(row).transpose())) path.push_back(*at);
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace streambed
