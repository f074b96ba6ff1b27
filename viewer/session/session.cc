#include "viewer/session/session.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "sim/base/error.h"
#include "viewer/session/punctual.h"

namespace streambed {
namespace {

// Long enough for any plan that comes to an end by itself, short enough not to be felt.
constexpr auto kPatience = std::chrono::milliseconds(250);

}  // namespace

Session::Session(const Registry& registry, const Task& task, const Handles& handles,
                 std::vector<PolicyPtr> policies, EpisodeKey key, bool paused,
                 Equipment equipment)
    : registry_(&registry),
      task_(&task),
      policies_(std::move(policies)),
      key_(std::move(key)),
      paused_(paused) {
  for (const PolicyPtr& policy : policies_) specs_.push_back(policy->info().label);
  if (paused) post([](Simulation& simulation) { simulation.set_paused(true); });
  begin();
  thread_ = std::jthread(
      [this, &handles, equipment = std::move(equipment)](std::stop_token stop) {
        live(handles, equipment, std::move(stop));
      });
}

Session::~Session() {
  thread_.request_stop();
  for (std::stop_source& stop : stops_) stop.request_stop();
  if (outgoing_) outgoing_->request_stop();
}

void Session::live(const Handles& handles, Equipment equipment, std::stop_token stop) {
  ask_for_short_turns();
  const auto post = [this](int lane, Snapshot snapshot) {
    boxes_[static_cast<std::size_t>(lane)].post(std::move(snapshot));
  };
  Simulation simulation(*task_, handles, post, std::move(equipment));
  while (!stop.stop_requested()) {
    const auto commands = commands_.receive(simulation.due(), stop);
    for (const auto& command : commands) {
      try {
        command(simulation);
      } catch (const std::exception& error) {
        simulation.set_error(error.what());
      }
      ++obeyed_;
    }
    if (stop.stop_requested()) return;
    if (!commands.empty()) simulation.post_all();
    simulation.advance();
  }
}

void Session::post(std::function<void(Simulation&)> command) {
  ++sent_;
  commands_.send(std::move(command));
}

LaneSetup Session::setup(std::size_t lane) {
  stops_.resize(std::max(stops_.size(), lane + 1), std::stop_source(std::nostopstate));
  stops_[lane] = std::stop_source();
  return {policies_[lane], stops_[lane].get_token()};
}

// The episodes that run are of no interest any more: their policies need not think to the end.
void Session::begin() {
  for (std::stop_source& stop : stops_) stop.request_stop();
  stops_.clear();
  replaying_ = false;
  ++episode_;
  std::vector<LaneSetup> setups;
  for (std::size_t i = 0; i < policies_.size(); ++i) setups.push_back(setup(i));
  post([episode = episode_, key = key_, setups = std::move(setups)](Simulation& simulation) {
    simulation.set_error({});
    simulation.begin(episode, key, setups);
  });
}

void Session::set_paused(bool paused) {
  paused_ = paused;
  post([paused](Simulation& simulation) { simulation.set_paused(paused); });
}

void Session::set_speed(double speed) {
  speed_ = speed;
  post([speed](Simulation& simulation) { simulation.set_speed(speed); });
}

void Session::step() {
  paused_ = true;
  post([](Simulation& simulation) { simulation.step(); });
}

void Session::show(std::int64_t tick) {
  paused_ = paused_ || !replaying_;
  post([tick](Simulation& simulation) { simulation.show(tick); });
}

void Session::start(std::int64_t context) {
  key_.context = context;
  begin();
}

void Session::remove_lane(int lane) {
  if (lanes() < 2 || lane < 0 || lane >= lanes()) return;
  policies_.erase(policies_.begin() + lane);
  specs_.erase(specs_.begin() + lane);
  begin();
}

void Session::set_clock(const std::string& spec) {
  try {
    key_.clock = clock_label(spec);
    refusal_.clear();
    post([clock = key_.clock](Simulation& simulation) { simulation.set_clock(clock); });
  } catch (const UserError& error) {
    refusal_ = error.what();
  }
}

void Session::disturb(int lane, Event event) {
  post([lane, event = std::move(event)](Simulation& simulation) {
    simulation.set_error({});
    simulation.disturb(lane, event);
  });
}

void Session::set_hand(int lane, std::optional<Action> target) {
  post([lane, target = std::move(target)](Simulation& simulation) {
    simulation.set_hand(lane, target);
  });
}

void Session::load(const std::string& policy_spec, int lane) {
  if (loading() || lane < 0 || lane > lanes() || lane >= kMaxLanes) return;
  loading_spec_ = policy_spec;
  loading_lane_ = lane;
  loading_ = std::async(std::launch::async, [this, policy_spec]() -> PolicyPtr {
    return registry_->make_policy(policy_spec, *task_);
  });
}

void Session::play_back(Reel reel, std::string title) {
  for (std::stop_source& stop : stops_) stop.request_stop();
  replaying_ = true;
  ++episode_;
  // Commands are copied, reels are large.
  auto shared = std::make_shared<Reel>(std::move(reel));
  post([episode = episode_, shared, title = std::move(title)](Simulation& simulation) {
    simulation.set_error({});
    simulation.play_back(episode, std::move(*shared), title);
  });
}

void Session::set_probe(const ProbeOptions& options) {
  if (options == probe_) return;
  probe_ = options;
  post([options](Simulation& simulation) { simulation.prober().set_options(options); });
}

void Session::poll() {
  if (outgoing_ && obeyed_ >= outgoing_command_) outgoing_.reset();
  if (outgoing_ && SteadyClock::now() >= hurry_at_) outgoing_->request_stop();

  if (!loading() || loading_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  try {
    PolicyPtr policy = loading_.get();
    refusal_.clear();
    const auto lane = static_cast<std::size_t>(loading_lane_);
    if (lane >= policies_.size() || replaying_) {
      // Another lane, or the end of a demonstration: everybody begins again.
      if (lane >= policies_.size()) {
        policies_.push_back(std::move(policy));
        specs_.push_back(loading_spec_);
      } else {
        policies_[lane] = std::move(policy);
        specs_[lane] = loading_spec_;
      }
      begin();
      return;
    }
    if (outgoing_) outgoing_->request_stop();
    outgoing_ = stops_[lane];
    hurry_at_ = SteadyClock::now() + kPatience;
    policies_[lane] = std::move(policy);
    specs_[lane] = loading_spec_;
    post([lane, next = setup(lane)](Simulation& simulation) {
      simulation.set_error({});
      simulation.swap(static_cast<int>(lane), next);
    });
    outgoing_command_ = sent_;
  } catch (const std::exception& error) {
    refusal_ = error.what();
  }
}

}  // namespace streambed
