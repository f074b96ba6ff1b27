#include "viewer/session/lane.h"

#include <chrono>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

// Which bodies belong to a kinematic tree that some actuator moves.
std::vector<bool> driven_bodies(const mjModel& model) {
  std::vector<bool> roots(static_cast<std::size_t>(model.nbody), false);
  for (int i = 0; i < model.nu; ++i) {
    const int type = model.actuator_trntype[i], id = model.actuator_trnid[2 * i];
    if (type != mjTRN_JOINT && type != mjTRN_JOINTINPARENT) continue;
    roots[static_cast<std::size_t>(model.body_rootid[model.jnt_bodyid[id]])] = true;
  }
  std::vector<bool> driven(roots.size());
  for (std::size_t i = 1; i < driven.size(); ++i) {
    driven[i] = roots[static_cast<std::size_t>(model.body_rootid[i])];
  }
  return driven;
}

}  // namespace

Lane::Lane(const Task& task, const Handles& handles, const EpisodeKey& key, LaneSetup setup,
           const EpisodeTools& tools)
    : task_(&task),
      handles_(&handles),
      key_(key),
      setup_(std::move(setup)),
      clock_(key.clock),
      episode_(task, *setup_.policy, key, nullptr, setup_.stop, tools),
      trail_(task, setup_.policy->info().execution_horizon),
      driven_(driven_bodies(task.model())) {
  remember({});
}

bool Lane::touching() const {
  const mjModel& model = task_->model();
  const mjData& data = episode_.data();
  for (int i = 0; i < data.ncon; ++i) {
    const mjContact& contact = data.contact[i];
    if (contact.dist > 0) continue;
    const auto first = static_cast<std::size_t>(model.geom_bodyid[contact.geom1]);
    const auto second = static_cast<std::size_t>(model.geom_bodyid[contact.geom2]);
    const bool movable = model.body_weldid[first] != 0 && model.body_weldid[second] != 0;
    if (movable && driven_[first] != driven_[second]) return true;
  }
  return false;
}

void Lane::tick() {
  if (done()) return;
  episode_.prepare();
  const auto start = SteadyClock::now();
  episode_.think();
  const std::chrono::duration<float, std::milli> thinking = SteadyClock::now() - start;
  const std::chrono::duration<double, std::milli> begin = start - made_;
  trail_.add(episode_.tick_view());
  episode_.finish();

  // What this tick added to the counters.
  const TickView now = episode_.tick_view();
  const std::int64_t stalls = episode_.result().stalled_steps;
  std::uint8_t marks = 0;
  if (touching()) marks |= kTouching;
  if (stalls > stalls_) marks |= kStalled;
  if (now.plan != plan_) marks |= kPlanned;
  if (disturbed_) marks |= kDisturbed;
  if (hand_ != nullptr) marks |= kByHand;
  stalls_ = stalls;
  plan_ = now.plan;
  disturbed_ = false;
  // An episode that failed before it moved has no new tick.
  if (now.tick > reel_.newest()) {
    remember({begin.count(), thinking.count(), marks, task_->point(now.executed)});
  }
}

void Lane::remember(const Ticked& tick) {
  const TickView now = episode_.tick_view();
  ReelTick entry{.tick = now.tick,
                 .time_ns = now.time_ns,
                 .scene = scene_state(task_->model(), episode_.data()),
                 .overlay = trail_.overlay(),
                 .target = tick.target,
                 .progress = now.progress,
                 .think_ms = tick.think_ms,
                 .begin_ms = tick.begin_ms,
                 .marks = tick.marks};
  entry.overlay.executed.clear();
  entry.overlay.boundaries.clear();
  entry.overlay.goal = goal();
  reel_.add(std::move(entry));
}

std::optional<Eigen::Vector3d> Lane::goal() const {
  if (handles_->goals.empty()) return std::nullopt;
  // A mocap body's frame follows only at the next step.
  const int body = handles_->goals.front().bodies.front();
  const int mocap = task_->model().body_mocapid[body];
  const mjData& data = episode_.data();
  const mjtNum* at = mocap >= 0 ? data.mocap_pos + 3 * mocap : data.xpos + 3 * body;
  return Eigen::Vector3d(at[0], at[1], at[2]);
}

void Lane::swap(LaneSetup setup) {
  episode_.set_policy(*setup.policy, setup.stop);
  setup_ = std::move(setup);
  trail_.set_execution_horizon(setup_.policy->info().execution_horizon);
  disturbed_ = true;
  if (hand_ != nullptr) steer();
}

void Lane::set_clock(const std::string& spec) {
  clock_ = clock_label(spec);
  disturbed_ = true;
  if (hand_ == nullptr) episode_.post({.time = 0, .what = SetInference{clock_}});
}

void Lane::disturb(Event event) {
  if (done()) throw UserError("the episode is over; restart it first");
  episode_.post(std::move(event));
  episode_.settle();
  disturbed_ = true;

  // Seen at once: the present entry shows the body where it is now.
  reel_.back().scene = scene_state(task_->model(), episode_.data());
  reel_.back().overlay.goal = goal();
}

void Lane::set_hand(std::optional<Action> target) {
  if (!target) {
    if (hand_ == nullptr) return;
    hand_.reset();
    set_clock(clock_);
    return;
  }
  const bool takes_over = hand_ == nullptr;
  // A clock that was chosen just before must not come later.
  if (takes_over) episode_.settle();
  if (takes_over) hand_ = std::make_shared<Hand>();
  hand_->target = *target;
  if (takes_over) steer();
}

void Lane::steer() {
  episode_.set_inference(std::make_unique<ManualInference>(hand_));
}

Situation Lane::situation() {
  episode_.look();
  return {.task = task_,
          .policy = setup_.policy.get(),
          .request = episode_.request(),
          .stop = setup_.stop};
}

}  // namespace streambed
