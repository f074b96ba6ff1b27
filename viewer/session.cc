#include "viewer/session.h"

#include <chrono>
#include <exception>
#include <utility>

#include "sim/error.h"
#include "viewer/simulator.h"

namespace streambed {

Session::Session(const Registry& registry, const Task& task, PolicyPtr policy, EpisodeKey key,
                 bool paused)
    : registry_(&registry), task_(&task) {
  controls_.policy = std::move(policy);
  controls_.key = std::move(key);
  controls_.paused = paused;
  begin_episode();
  thread_ = std::jthread([this](std::stop_token stop) {
    simulate(*task_, controls_box_, snapshots_, std::move(stop));
  });
}

Session::~Session() {
  thread_.request_stop();
  interrupt_.request_stop();
}

// The episode that runs is of no interest any more: its policy need not think to the end.
void Session::begin_episode() {
  interrupt_.request_stop();
  interrupt_ = std::stop_source();
  controls_.stop = interrupt_.get_token();
  ++controls_.episodes;
  post();
}

void Session::set_paused(bool paused) {
  controls_.paused = paused;
  post();
}

void Session::set_speed(double speed) {
  controls_.speed = speed;
  post();
}

void Session::step() {
  controls_.paused = true;
  ++controls_.steps;
  post();
}

void Session::start(std::int64_t context) {
  controls_.key.context = context;
  begin_episode();
}

void Session::set_clock(const std::string& spec) {
  try {
    controls_.key.clock = clock_label(spec);
    refusal_.clear();
    begin_episode();
  } catch (const UserError& error) {
    refusal_ = error.what();
  }
}

void Session::swap(const std::string& policy_spec) {
  if (loading()) return;
  loading_ = std::async(std::launch::async, [this, policy_spec]() -> PolicyPtr {
    return registry_->make_policy(policy_spec, *task_);
  });
}

void Session::poll() {
  if (!loading() || loading_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  try {
    controls_.policy = loading_.get();
    refusal_.clear();
    begin_episode();
  } catch (const std::exception& error) {
    refusal_ = error.what();
  }
}

}  // namespace streambed
