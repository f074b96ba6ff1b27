// What an episode makes sure of, component by component: rotations are rotations, both those that a
// task observes and those that a policy commands.

#include "sim/base/rotation.h"
#include "sim/clock/known_stream.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/turning_task.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

class Insisting final : public Policy {
 public:
  explicit Insisting(Action action) : action_(std::move(action)) {
    info_.name = info_.label = "insisting";
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    seen_ = request.history.back();
    return stream_of({action_});
  }
  const Observation& seen() const { return seen_; }

 private:
  Action action_;
  PolicyInfo info_;
  mutable Observation seen_;  // tests call from one thread
};

// Place, heading, six numbers, grip.
Action command(const SixNumbers& rotation, double grip = 1) {
  Action out(kTurningSize);
  out << 0.5, 0.2, 1, rotation, grip;
  return out;
}

SixNumbers six(double a, double b, double c, double d, double e, double f) {
  SixNumbers out;
  out << a, b, c, d, e, f;
  return out;
}

EpisodeResult end_of(const Task& task, const Action& action) {
  const Insisting policy(action);
  Episode episode(task, policy, {});
  for (int i = 0; i < 3 && episode.tick(); ++i) {
  }
  return episode.result();
}

// Observes a little else than it should.
struct Skewed final : TurningTask {
  explicit Skewed(double skew) : skew(skew) {}
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override {
    TurningTask::observe(data, sensors, out);
    if (data.time > 0) out.state[kTurningRotation + 1] += skew;
  }
  double skew;
};

struct Painter final : Sensors {
  Image render(const mjData&, std::string_view) override {
    return {4, 2, std::vector<std::uint8_t>(24, 7)};
  }
};

}  // namespace

TEST_CASE("a commanded rotation reaches the task orthonormal, a switch as it is", "[episode]") {
  const TurningTask task(true);
  const Insisting policy(command(six(0, 0, 5, 3, 0, 7), 0.3));
  Painter painter;
  Episode episode(task, policy, {}, nullptr, {}, {.shipped = {}, .sensors = &painter});
  for (int i = 0; i < 3; ++i) REQUIRE(episode.tick());

  const Action applied = task.hold(episode.data());
  CHECK((applied.segment<6>(kTurningRotation) - six(0, 0, 1, 1, 0, 0)).cwiseAbs().maxCoeff() <
        1e-15);
  CHECK(applied[0] == 0.5);
  CHECK(applied[2] == 1);
  CHECK(applied[kTurningSwitch] == 0.3);
  // That is what was executed, and what the policy sees.
  CHECK(episode.tick_view().executed == applied);
  CHECK(policy.seen().state == applied);
  CHECK(policy.seen().images.at(0).pixels.size() == 24);
}

TEST_CASE("a command that is no rotation is the policy's error", "[episode]") {
  const TurningTask task;
  for (const SixNumbers& none : {six(0, 0, 0, 0, 1, 0), six(1, 0, 0, 2, 0, 0)}) {
    const EpisodeResult result = end_of(task, command(none));
    CHECK(result.end == End::kError);
    CHECK(result.ticks == 0);
    CHECK_THAT(result.reason, ContainsSubstring("target_orientation"));
  }
  CHECK(end_of(task, command(six(1, 0, 0, 0.9, 0.1, 0))).end == End::kRunning);
  const EpisodeResult wide = end_of(task, Action::Zero(kTurningSize + 1));
  CHECK_THAT(wide.reason, ContainsSubstring("11 entries, the task wants 10"));
}

TEST_CASE("a task that observes no rotation where it says so is refused", "[episode]") {
  const Action action = command(six(1, 0, 0, 0, 1, 0));
  for (const double skew : {1e-3, -2e-6, std::nan("")}) {
    INFO("skew " << skew);
    const EpisodeResult result = end_of(Skewed(skew), action);
    CHECK(result.end == End::kError);
    CHECK(result.ticks == 1);
    CHECK_THAT(result.reason, ContainsSubstring("orientation"));
  }
  CHECK(end_of(Skewed(5e-7), action).end == End::kRunning);
}
