#pragma once
// A policy: const weights shared by threads. What it carries through an episode is a Memory, and a
// plan that is being carried out is an ActionStream. Streaming is the interface, not a flag: a
// chunk policy pays on the first next(), a streaming one a little on every next(); the harness
// times calls and knows nothing else.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/answer.h"
#include "sim/mujoco.h"
#include "sim/rng.h"
#include "sim/types.h"

namespace streambed {

struct PolicyInfo {
  std::string name;             // registered name
  std::string label;            // canonical spec
  int observation_horizon = 1;  // To: observations that plan() gets; 0, for replays: it is blind
  int execution_horizon = 1;    // Ta: actions executed before the next plan is asked for
  int prediction_horizon = 1;   // Tp: a stream yields at most this many actions
  std::string checkpoint_hash;  // sha256 of all files that it was made of; empty if of none
  std::int64_t train_seed = 0;
  // Does it read the simulator's state (PlanRequest::model and data) as scripted experts may? Only
  // such a policy is given it. Results say so: its numbers do not compare with those of a policy
  // that sees observations only.
  bool reads_simulator = false;
  // Does every action depend on the newest observation? Then next() is called once per tick, not
  // before the tick begins that its action is for, and with that tick's observation; otherwise the
  // actions of a plan are computed as early as its thinker is free.
  bool every_tick = false;
  bool corrects = false;  // does it override correct()?
  // For learned policies: what runs the network, and how many bytes of weights it must read; no
  // faster than memory delivers these can it be.
  std::string engine;
  std::int64_t weight_bytes_per_call = 0, weight_bytes_per_plan = 0;
  std::vector<std::string> remarks;  // what the user should be told once, one line each
};

// What a policy carries from plan to plan within one episode; owned by the episode.
class Memory {
 public:
  virtual ~Memory() = default;
};

struct PlanRequest {
  std::span<const Observation> history;  // To of them, oldest first, the last one is now
  std::int64_t context = 0;
  std::int64_t tick = 0;                 // the stream's first action is meant for this tick
  TimeNs time_ns = 0;
  Action last_generated;                 // newest action that a stream yielded
  Action last_executed;                  // target in force; differs after a late action was dropped
  // Already promised, whatever the new plan says: entry i will be executed in tick `tick` + i.
  std::span<const Action> committed;
  // What is left of the running plan: `committed`, then the actions that exist already but that
  // nobody has promised (ActionStream::computed()). Entry i is for tick `tick` + i. It ends where
  // the running plan does, and is empty when there is none.
  std::span<const Action> tail;
  int expected_delay_ticks = 0;
  Rng rng;                               // this plan's own stream
  // The simulator, read only and valid during plan(); null unless PolicyInfo::reads_simulator.
  // Under the wall clock `data` is a copy, made when the plan was asked for.
  const mjModel* model = nullptr;
  const mjData* data = nullptr;
};

// Sets `model` and `data` of a request: to the simulator for a policy that says that it reads it,
// else to null. Whoever asks a policy for a plan calls this.
void lend_simulator(const PolicyInfo& policy, const mjModel& model, const mjData& data,
                    PlanRequest& request);

// The world at the moment at which a clock makes a call.
struct Now {
  // The newest observation; valid during the call. Null unless the policy says every_tick or
  // corrects: the calls of others may run ahead of the world.
  const Observation* observation = nullptr;
  std::int64_t tick = 0;  // that it belongs to
  TimeNs time_ns = 0;     // at which that tick began
};

// An action that acts in tick now.tick unless it is corrected.
struct Correction {
  Now now;
  Action action;
  std::int64_t index = 0;  // which action of its plan, from 0
};

// A plan being carried out. One thread at a time.
class ActionStream {
 public:
  virtual ~ActionStream() = default;
  // The next action, in host memory, for the next control tick; nullopt after the prediction
  // horizon or when `stop` was requested (checked between network calls, so nothing hangs).
  virtual std::optional<Action> next(const Now& now, std::stop_token stop) = 0;
  // The actions that the following calls of next() will return, as far as they exist already and
  // need no further network call: the rest of a chunk; empty for a streaming policy. Valid until
  // the next call here.
  virtual std::span<const Action> computed() { return {}; }
  // How many network calls it has made.
  virtual int network_calls() const { return 0; }
  // What the policy itself says that its calls took so far, in microseconds: a server's own time,
  // for example, without the way there and back. It is recorded beside the measured time.
  virtual std::optional<double> own_cost_us() const { return std::nullopt; }
  // The denoising path of the chunk in the task's units, noise first: one Tp x D matrix per step.
  // Its last matrix holds the actions that next() yields, perhaps after some that lie in the past.
  // Empty when there is none.
  virtual std::vector<Eigen::MatrixXf> trace() const { return {}; }
};

using StreamPtr = std::unique_ptr<ActionStream>;

class Policy {
 public:
  virtual ~Policy() = default;

  virtual const PolicyInfo& info() const = 0;
  virtual std::unique_ptr<Memory> start() const { return nullptr; }

  // Begins a plan. The spans of the request are valid only during the call. Its cost counts towards
  // the first action.
  virtual StreamPtr plan(const PlanRequest& request, Memory* memory) const = 0;

  // Corrects an action in the light of the newest observation, shortly before it acts; nullopt
  // leaves it. With PolicyInfo::corrects it is called once a tick, beside the planner: a clock that
  // charges for thinking lets it begin with the tick, and the uncorrected action stands until it is
  // done. It is not part of any plan, so nothing that it makes of the action reaches
  // PlanRequest::last_generated. Under the wall clock it has a thread of its own: it may run at the
  // same time as plan() and next() for the same memory.
  virtual std::optional<Action> correct(const Now& now, const Action& action, std::int64_t index,
                                        Memory* memory) const;

  // plan(), next() and correct() for many episodes at once, so that their network calls can be made
  // together.
  // Entry i of every span belongs to the same episode; `out` arrives with empty answers, as many as
  // there are requests or streams. The defaults go through the episodes one by one.
  //
  // Each episode gets an answer of its own: what the single call would have returned, or the
  // exception that they would have thrown. An exception ends that episode and no other. A call that
  // throws by itself ends all episodes that were part of it. Either way nobody is asked again.
  //
  // `streams` were made by this policy. When `stop` was requested, an action that needs further
  // network calls is given up: nullopt, as from next(). Any thread may call, but no two at a time
  // for the same memory or stream.
  virtual void plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                          std::span<Answer<StreamPtr>> out) const;
  virtual void next_batch(std::span<ActionStream* const> streams, std::span<const Now> now,
                          std::stop_token stop,
                          std::span<Answer<std::optional<Action>>> out) const;
  virtual void correct_batch(std::span<const Correction> corrections,
                             std::span<Memory* const> memories,
                             std::span<Answer<std::optional<Action>>> out) const;

  // Learned velocity d action / d flow-time at flow time t in [0,1] in the task's units, for
  // policies that have one.
  virtual std::optional<Action> velocity(const Action& action, double t,
                                         std::span<const Observation> history) const;
};

// Throws UserError when what a policy says of itself cannot be: names and horizons.
void check(const Policy& policy);

}  // namespace streambed
