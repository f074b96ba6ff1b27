#pragma once
// Another task whose simulation blows up at a given tick, through the door that every engine has:
// a state that is not a number.

#include <cmath>
#include <limits>
#include <memory>

#include "sim/task.h"

namespace streambed {

class SabotagedTask final : public Task {
 public:
  SabotagedTask(const Task& task, double at_seconds) : task_(task), at_(at_seconds) {}

  const TaskInfo& info() const override { return task_.info(); }
  const mjModel& model() const override { return task_.model(); }
  void reset(mjData& data, std::int64_t context, Rng rng) const override {
    task_.reset(data, context, rng);
  }
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override {
    task_.observe(data, sensors, out);
  }
  void apply(const Action& action, mjData& data) const override { task_.apply(action, data); }
  Action hold(const mjData& data) const override { return task_.hold(data); }
  void step(mjData& data) const override {
    if (data.time >= at_) data.qpos[0] = std::numeric_limits<double>::quiet_NaN();
    task_.step(data);
  }
  std::unique_ptr<Fold> begin(const mjData& data) const override { return task_.begin(data); }
  Progress judge(const mjData& data, Fold& fold) const override { return task_.judge(data, fold); }
  int mode(const Fold& fold) const override { return task_.mode(fold); }

 private:
  const Task& task_;
  double at_;
};

}  // namespace streambed
