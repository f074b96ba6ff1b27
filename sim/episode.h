#pragma once
// The one control loop. Sweep, viewer, recorder and tests all call Episode::tick(); it is the only
// place that observes, acts, steps and judges.

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/base/assets.h"
#include "sim/clock/clock.h"
#include "sim/clock/inference.h"
#include "sim/episode_measures.h"
#include "sim/events/events.h"
#include "sim/policy.h"
#include "sim/task.h"

namespace streambed {

// Which numbers of starts (contexts) are for what: lower ones for demonstrations, from here on for
// tests, and from there on for validation, by which everything is tuned.
constexpr std::int64_t kFirstTestStart = 100'000;
constexpr std::int64_t kFirstValidationStart = 200'000;

// What an episode is: with task, policy and checkpoints this fixes every bit of its result.
struct EpisodeKey {
  std::int64_t context = 0;
  std::int64_t repeat = 0;
  std::string clock = "frozen";
  std::string events = "none";
  // The clock that `clock` names, where it was made for many episodes; empty: each makes its own.
  std::shared_ptr<const Clock> made_clock = nullptr;
};

// What a program hands to all who run episodes. A value that any thread may copy.
struct Equipment {
  Assets shipped;          // for clocks that name a latency profile that ships
  SensorsFactory sensors;  // for tasks with cameras; empty in a program that does not draw

  // Can this program run the task? Throws UserError for one with cameras when there is no factory.
  void check(const Task& task) const;
  // Makes the Sensors of this thread for a task, which outlives them; null for a task without
  // cameras. Throws what check() and the factory throw.
  std::unique_ptr<Sensors> sensors_for(const Task& task) const;
};

class Episode;

// Watches an episode from inside its loop, on the thread that ticks it. It sees the episode's own
// state, which it must not keep. What it throws ends the episode as an error.
class EpisodeObserver {
 public:
  virtual ~EpisodeObserver() = default;
  // A tick begins: what the policy sees was observed (history()), nothing has moved yet.
  virtual void begin_tick(const Episode&) {}
  // A tick was executed and judged; the episode may have ended with it.
  virtual void end_tick(const Episode&) {}
};

// A place in a recording, 0 <= row < its number of rows.
struct RecordedRow {
  const Demonstration* demonstration = nullptr;
  std::int64_t row = 0;
};

// What an episode is lent. All that is pointed to outlives it.
struct EpisodeTools {
  Assets shipped = {};                  // as in Equipment
  Sensors* sensors = nullptr;           // of the thread that ticks it; null without cameras
  EpisodeObserver* observer = nullptr;  // null: nobody watches
  // Where it starts instead of at its key's start number; null: there. The first observation stands
  // for those before it, and ticks are counted from here.
  RecordedRow start = {};
  // For replays of whole recordings: it ends with nothing but an error or a diverged simulation,
  // and executes what it is given, without the task's action noise.
  bool plays_on = false;
};

// Of the plans of an episode; NaN when there was none. Nearest ranks.
struct TimeQuantiles {
  double p50 = 0, p95 = 0, p99 = 0, max = 0;
};

enum class End { kRunning, kSuccess, kFailure, kTimeout, kDiverged, kError };
const char* to_string(End end);

// A value; says everything that a row of results holds.
struct EpisodeResult {
  End end = End::kRunning;
  std::string reason;  // for diverged and error
  std::int64_t ticks = 0;  // control ticks executed
  double score = 0;
  bool success = false;     // at any tick
  bool success_at_end = false;
  double time_to_success_ms = 0;  // end of the first successful tick; NaN when there was none
  double final_coverage = 0;      // NaN when the task has no such measure
  int mode = -1;
  std::int64_t mode_changes = 0;   // how often the task's mode went from one to another
  std::int64_t stalled_steps = 0;  // physics steps that had to hold although a plan was asked for
  std::int64_t actions_dropped = 0;
  std::int64_t actions_continued = 0;  // of an old plan, executed because the new one was late
  std::int64_t network_calls = 0;
  // See sim/episode_measures.h.
  std::int64_t deadline_misses = 0;
  double action_age_ms = 0, effective_hz = 0, jerk = 0, seam_jump = 0;
  std::string trajectory;
  // Wall clock of this machine; not part of the deterministic result.
  TimeQuantiles first_action_us;  // plan() and the first next()
  TimeQuantiles per_action_us;    // thinking time of a plan / actions it yielded
  TimeQuantiles per_chunk_us;     // thinking time of a plan
  TimeQuantiles own_us;           // what the policy itself says of a plan, where it does
  TimeQuantiles correction_us;    // of Policy::correct()
};

// What happened in one tick; recorders and the viewer read it between ticks.
struct TickView {
  std::int64_t tick = 0;
  TimeNs time_ns = 0;
  const Observation* observation = nullptr;  // at the start of the tick
  Action label;     // the target that was asked for last; what a demonstration records
  Action executed;  // the same as it was executed: with the task's action noise
  std::int64_t plan = 0;                     // plans asked for so far; upcoming belongs to the last
  Progress progress;
  std::span<const Scheduled> upcoming;
};

class Episode {
 public:
  // The task and the policy must outlive the episode. `data` may be handed in to reuse its memory.
  // Throws UserError for a start that does not exist, for events that the task does not take
  // (sim/events/check_events.h), and for a task with cameras without sensors.
  // A request on `stop`, from any thread, cuts short the thinking that is going on; the episode then
  // holds its target for the rest of its life.
  Episode(const Task& task, const Policy& policy, EpisodeKey key, DataPtr data = nullptr,
          std::stop_token stop = {}, EpisodeTools tools = {});
  ~Episode();
  Episode(Episode&&) noexcept;

  // One control tick; false when the episode has ended (then it does nothing). Never throws for
  // what the policy or the engine does: that ends the episode as error or diverged, with the
  // reason.
  bool tick();
  // Its three parts, in this order: observe and ask for a plan; make the network calls; act, step
  // and judge.
  void prepare();
  void think();
  void finish();
  // think() for several episodes of the same task and policy, with batched network calls. One that
  // fails ends as an error with its own reason, and the others go on as if it had never been there.
  // When a batched call throws as a whole, all episodes that were part of it end with that reason.
  // A request on the first one's `stop` cuts all of them short; give them the same token.
  static void think_together(std::span<Episode* const> episodes);

  bool done() const { return end_ != End::kRunning; }
  EpisodeResult result() const;
  TickView tick_view() const;
  // What the policy sees: observation_horizon observations, oldest first; empty before the first
  // prepare() or look().
  std::span<const Observation> history() const { return history_; }
  // What a plan asked for now would be given. After prepare() or look(); valid until the episode
  // moves on.
  PlanRequest request() const;
  const mjData& data() const { return *data_; }
  // For teleoperation and the mouse: applied before the next tick.
  void post(Event event);

  // The four below belong between two ticks.
  // Observes the present, as the next tick would, for those who have questions about it. Throws
  // what the task throws; the next tick then ends with it.
  void look();
  // Applies what post() was given for now; the next tick would, too. A paused viewer shows it so.
  void settle();
  // Another policy carries on from here: with a memory of its own, the present observation standing
  // for those before it, a fresh clock, and `stop` instead of the former token. It must
  // outlive the episode.
  void set_policy(const Policy& policy, std::stop_token stop = {});
  // Replaces the clock by one that no spec names, for example a person's hand.
  void set_inference(std::unique_ptr<Inference> inference);

  // Ends the episode as an error with this reason.
  void fail(std::string reason);
  DataPtr release_data() { return std::move(data_); }

 private:
  // Runs one part of the episode; what it throws ends the episode. Where the user chose what runs
  // (a start, an event), a UserError is theirs and passes through.
  enum class Fault { kEpisode, kUser };
  template <class Body>
  void guarded(Fault user_error, Body&& body);
  // The same with the text of an exception.
  void fail(std::exception_ptr error);
  void observe(Observation& out);
  void sense(Observation& out, bool new_tick);
  Action checked(Action action, const char* whose) const;
  void observe_present();
  Now now() const;
  void act(TimeNs step_ns, bool begins_tick);
  TimeNs now_ns() const { return tick_ * task_->info().control_period_ns; }
  void apply_events();
  std::unique_ptr<Inference> start(const Clock& clock, std::int64_t tick) const;
  void judge();
  void follow_mode();
  // The parts of think_together(). The second returns whether any episode owed an action.
  struct Thinker;
  static void plan_together(std::span<const Thinker> thinkers);
  static bool act_together(std::span<const Thinker> thinkers);
  static void correct_together(std::span<const Thinker> thinkers);

  const Task* task_;
  const Policy* policy_;
  EpisodeKey key_;
  EpisodeTools tools_;
  DataPtr data_;
  Rng rng_;
  std::unique_ptr<Memory> memory_;
  std::string clock_;  // spec of the newest clock that has one
  std::unique_ptr<Inference> inference_;
  InferenceLog past_log_;  // of clocks that an event replaced
  std::vector<Event> events_;  // ascending by time
  std::size_t next_event_ = 0;
  std::vector<int> seen_rotations_, commanded_rotations_;  // first entries of their six numbers
  std::vector<Observation> history_;  // oldest first, always observation_horizon long
  std::int64_t observed_tick_ = -1;   // of the newest of them
  bool observed_ = false;             // does it show the present?
  RunningPlan lent_;                  // to the next plan request
  std::vector<Observation> sensed_;   // with a sensor delay: what is under way, oldest first
  Tremor tremor_;
  Action label_;     // the target that was asked for last
  Action executed_;  // the same with action noise
  std::optional<Judgement> judgement_;  // empty when the start failed
  EpisodeMeasures measures_;
  int mode_ = -1;  // the newest that was decided
  std::int64_t mode_changes_ = 0;
  std::int64_t tick_ = 0;
  std::int64_t success_tick_ = -1;
  std::int64_t plan_ = 0;
  bool fresh_ = false;  // did an action of this tick come into force?
  std::int64_t stalls_ = 0;
  bool plan_pending_ = false;  // wanted by prepare(), not yet asked for by think()
  End end_ = End::kRunning;
  std::string reason_;
  std::stop_token stop_;
};

}  // namespace streambed
