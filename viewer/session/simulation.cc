#include "viewer/session/simulation.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

// At full speed, pictures are posted no faster than a screen shows them.
constexpr auto kPostPeriod = std::chrono::milliseconds(15);

}  // namespace

Simulation::Simulation(const Task& task, const Handles& handles, Poster post, Equipment equipment)
    : task_(&task),
      handles_(&handles),
      post_(std::move(post)),
      equipment_(std::move(equipment)),
      recorder_(task) {}

std::vector<std::unique_ptr<Lane>> Simulation::make_lanes(const EpisodeKey& key,
                                                          const std::vector<LaneSetup>& setups) {
  if (!sensors_) sensors_ = equipment_.sensors_for(*task_);
  // Only the first lane is recorded.
  EpisodeTools tools{equipment_.shipped, sensors_.get(), &recorder_};
  std::vector<std::unique_ptr<Lane>> lanes;
  for (const LaneSetup& setup : setups) {
    lanes.push_back(std::make_unique<Lane>(*task_, *handles_, key, setup, tools));
    tools.observer = nullptr;
  }
  return lanes;
}

void Simulation::begin(std::int64_t episode, const EpisodeKey& key,
                       std::vector<LaneSetup> setups) {
  // Rows of an episode that is left are still there to be kept.
  recorder_.end();
  episode_ = episode;
  replay_.reset();
  shown_.reset();
  single_ticks_ = 0;
  next_ = Clock::now();
  try {
    lanes_ = make_lanes(key, setups);
    key_ = key;
    setups_ = std::move(setups);
  } catch (...) {
    // The thinking of the lanes that ran was cut short, so they cannot just go on.
    for (std::size_t i = 0; i < setups_.size() && i < setups.size(); ++i) {
      setups_[i].stop = setups[i].stop;
    }
    lanes_ = make_lanes(key_, setups_);
    prober_.begin(lanes_.size());
    throw;
  }
  prober_.begin(lanes_.size());
}

void Simulation::play_back(std::int64_t episode, Reel reel, std::string title) {
  recorder_.end();
  episode_ = episode;
  lanes_.clear();
  setups_.clear();
  shown_ = reel.oldest();
  replay_ = std::move(reel);
  replay_title_ = std::move(title);
  single_ticks_ = 0;
  next_ = Clock::now();
}

Lane* Simulation::lane(int index) {
  const bool exists = index >= 0 && index < static_cast<int>(lanes_.size());
  return exists ? lanes_[static_cast<std::size_t>(index)].get() : nullptr;
}

void Simulation::set_paused(bool paused) {
  paused_ = paused;
  if (!paused && !replay_) shown_.reset();
  // A demonstration that has ended begins anew.
  if (!paused && replay_ && *shown_ >= replay_->newest()) shown_ = replay_->oldest();
  next_ = std::max(next_, Clock::now());
}

void Simulation::set_speed(double speed) {
  speed_ = speed;
  next_ = Clock::now();
}

void Simulation::step() {
  paused_ = true;
  ++single_ticks_;
}

void Simulation::show(std::int64_t tick) {
  if (replay_) {
    shown_ = std::clamp(tick, replay_->oldest(), replay_->newest());
  } else if (!lanes_.empty()) {
    paused_ = true;
    std::int64_t newest = 0;
    for (const auto& lane : lanes_) newest = std::max(newest, lane->reel().newest());
    const bool past = tick < newest;
    shown_ = past ? std::optional(std::max<std::int64_t>(tick, 0)) : std::nullopt;
  }
}

void Simulation::swap(int index, LaneSetup setup) {
  if (Lane* const lane = this->lane(index)) {
    if (lane->done()) {
      std::vector<LaneSetup> setups = setups_;
      setups[static_cast<std::size_t>(index)] = std::move(setup);
      return begin(episode_, key_, std::move(setups));
    }
    lane->swap(setup);
    setups_[static_cast<std::size_t>(index)] = std::move(setup);
    prober_.invalidate();
  }
}

void Simulation::set_clock(const std::string& spec) {
  for (const auto& lane : lanes_) lane->set_clock(spec);
  key_.clock = clock_label(spec);
}

void Simulation::disturb(int index, const Event& event) {
  shown_.reset();
  if (Lane* const lane = this->lane(index)) lane->disturb(event);
  prober_.invalidate();
}

void Simulation::set_hand(int index, std::optional<Action> target) {
  if (Lane* const lane = this->lane(index)) lane->set_hand(std::move(target));
}

void Simulation::record(const std::string& file) {
  if (lanes_.empty())
    throw UserError(
        "a demonstration that is played back cannot be recorded; start an episode first");
  recorder_.set_file(file);
  const Lane& lane = *lanes_.front();
  recorder_.begin(lane.by_hand() ? "by hand" : lane.policy().info().label, lane.key());
}

bool Simulation::finished() const {
  if (replay_) return *shown_ >= replay_->newest();
  return std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane->done(); });
}

// One lane under the wall clock waits for its ticks within them. Waiting here, too, would let every
// hitch delay all later ticks.
bool Simulation::paces_itself() const {
  return !replay_ && lanes_.size() == 1 && speed_ == 1 && !lanes_.front()->by_hand() &&
         lanes_.front()->clock().starts_with("wall");
}

std::optional<Simulation::Clock::time_point> Simulation::due() const {
  if (finished()) return std::nullopt;
  if (single_ticks_ > 0) return Clock::time_point{};
  if (paused_) return std::nullopt;
  return paces_itself() ? Clock::time_point{} : next_;
}

void Simulation::advance() {
  const auto due = this->due();
  if (!due || Clock::now() < *due) return;
  if (single_ticks_ > 0) {
    --single_ticks_;
    tick();
    post_all();
    return;
  }

  const double period_s =
      speed_ <= 0 ? 0
                  : static_cast<double>(task_->info().control_period_ns) / kNsPerSecond / speed_;
  next_ += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(period_s));
  // Time lost to a slow policy is not caught up with.
  next_ = std::max(next_, Clock::now());
  tick();
  if (speed_ > 0 || finished() || Clock::now() - posted_ >= kPostPeriod) post_all(period_s);
}

void Simulation::tick() {
  if (replay_) {
    ++*shown_;
  } else {
    shown_.reset();
    tick_lanes();
  }
}

void Simulation::tick_lanes() {
  // What a task refuses is said; the other lanes go on.
  for (const auto& lane : lanes_) {
    try {
      lane->tick();
    } catch (const std::exception& error) {
      error_ = error.what();
    }
  }
  if (lanes_.front()->done()) recorder_.end();
}

void Simulation::post_all(double period_s) {
  posted_ = Clock::now();
  if (replay_) {
    Snapshot snapshot;
    replay_->show(*shown_, snapshot);
    snapshot.is_demonstration = true;
    snapshot.policy = replay_title_;
    snapshot.clock = "recorded";
    snapshot.episode = episode_;
    snapshot.period_s = period_s;
    snapshot.result.ticks = snapshot.tick;
    snapshot.result.end = finished() ? End::kTimeout : End::kRunning;
    snapshot.recorder = recorder_.state();
    snapshot.error = error_;
    post_(0, std::move(snapshot));
    return;
  }
  if (lanes_.empty()) {
    // The first start could not be made: there is a reason, but nothing to see.
    Snapshot snapshot;
    snapshot.episode = episode_;
    snapshot.error = error_;
    post_(0, std::move(snapshot));
  }
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    Snapshot snapshot = this->snapshot(i);
    snapshot.period_s = lanes_[i]->done() ? 0 : period_s;
    prober_.answer(i, *lanes_[i], due().has_value(), snapshot);
    post_(static_cast<int>(i), std::move(snapshot));
  }
}

Snapshot Simulation::snapshot(std::size_t index) {
  const Lane& lane = *lanes_[index];
  Snapshot snapshot;
  lane.reel().show(shown_.value_or(lane.reel().newest()), snapshot);
  snapshot.episode = episode_;
  snapshot.context = lane.key().context;
  snapshot.clock = lane.clock();
  snapshot.target = lane.episode().tick_view().executed;
  snapshot.policy = lane.policy().info().label;
  snapshot.by_hand = lane.by_hand();
  snapshot.result = lane.episode().result();
  snapshot.recorder = recorder_.state();
  snapshot.error = error_;
  return snapshot;
}

}  // namespace streambed
