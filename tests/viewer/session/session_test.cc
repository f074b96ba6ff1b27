#include "viewer/session/session.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "sim/base/text.h"
#include "tests/catch.h"
#include "tests/sim/scratch_folder.h"
#include "tests/viewer/tiny.h"

namespace streambed {
namespace {

struct Stage {
  std::shared_ptr<std::atomic<int>> thinking = std::make_shared<std::atomic<int>>(0);
  Registry registry = tiny_registry(thinking);
  std::unique_ptr<const Task> task = registry.make_task("tiny");
  Handles handles;

  std::unique_ptr<Session> session(const char* policy, bool paused = false) {
    return std::make_unique<Session>(registry, *task, handles,
                                     std::vector<PolicyPtr>{registry.make_policy(policy, *task)},
                                     EpisodeKey{.context = 5}, paused);
  }
};

// The first snapshot that has the property. A session that never gets there fails by ctest's limit.
Snapshot wait_for(Session& session, const std::function<bool(const Snapshot&)>& property,
                  int lane = 0) {
  for (;;) {
    session.poll();
    if (auto snapshot = session.take(lane); snapshot && property(*snapshot)) return *snapshot;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

TEST_CASE("a paused session moves by single steps") {
  Stage stage;
  const auto session = stage.session("circle", true);
  CHECK(wait_for(*session, [](const Snapshot&) { return true; }).tick == 0);
  session->step();
  session->step();
  session->step();
  const Snapshot after = wait_for(*session, [](const Snapshot& s) { return s.tick == 3; });
  CHECK(after.context == 5);
  CHECK(after.policy == "circle");
  CHECK(after.series.think_ms.size() == 4);
  CHECK(after.overlay.executed.size() == 3);
}

TEST_CASE("what the viewer shows is what the loop computes") {
  Stage stage;
  const auto session = stage.session("circle");
  // Looking into the future must not change it.
  session->set_probe({.samples = 3, .denoising = true, .field = true, .nearest = 2});
  session->set_speed(0);
  const Snapshot shown =
      wait_for(*session, [](const Snapshot& s) { return s.result.end == End::kTimeout; });

  const auto policy = stage.registry.make_policy("circle", *stage.task);
  Episode episode(*stage.task, *policy, {.context = 5});
  while (episode.tick()) {
  }
  CHECK(shown.result.score == episode.result().score);
  CHECK(shown.result.ticks == episode.result().ticks);
  CHECK(shown.scene.qpos == scene_state(stage.task->model(), episode.data()).qpos);
}

// Everything of a result that two runs must agree in to the bit, as text.
std::string facts(const EpisodeResult& r, const SceneState& end, const PointPath& executed) {
  std::string text = std::string(to_string(r.end)) + " " + r.reason + " " + r.trajectory;
  for (const std::int64_t each : {r.ticks, std::int64_t{r.mode}, r.mode_changes, r.stalled_steps,
                                  r.actions_dropped, r.network_calls, r.deadline_misses}) {
    text += " " + std::to_string(each);
  }
  for (const double each : {r.score, r.time_to_success_ms, r.final_coverage, r.action_age_ms,
                            r.effective_hz, r.jerk, r.seam_jump}) {
    text += " " + to_text(each);
  }
  for (const double each : end.qpos) text += " " + to_text(each);
  for (const Eigen::Vector3d& at : executed) text += " " + to_text(at.x()) + " " + to_text(at.y());
  return text;
}

TEST_CASE("an episode in the viewer has the results and the actions of one without, to the bit") {
  for (const char* clock : {"frozen", "virtual(delay=2)", "virtual(first_ms=30,each_ms=15)"}) {
    for (const char* name : {"circle", "swirl"}) {
      Stage stage;
      stage.task = stage.registry.make_task("tiny(max_ticks=150)");
      auto policy = stage.registry.make_policy(name, *stage.task);
      const EpisodeKey key{.context = 7, .clock = clock};
      Episode episode(*stage.task, *policy, key);
      PointPath executed;
      while (episode.tick()) executed.push_back(*stage.task->point(episode.tick_view().executed));
      executed.push_back(*stage.task->point(episode.tick_view().executed));

      // As fast as it goes, with questions in between, on the thread that the window has.
      Session session(stage.registry, *stage.task, stage.handles,
                      std::vector<PolicyPtr>{std::move(policy)}, key);
      session.set_probe({.samples = 2, .denoising = true, .field = true});
      session.set_speed(0);
      const Snapshot shown =
          wait_for(session, [](const Snapshot& s) { return s.result.end != End::kRunning; });
      INFO(clock << " " << name);
      CHECK(facts(shown.result, shown.scene, shown.overlay.executed) ==
            facts(episode.result(), scene_state(stage.task->model(), episode.data()), executed));
      CHECK(executed.size() == 150);
    }
  }
}

TEST_CASE("a policy that cannot be made is refused and the running one goes on") {
  Stage stage;
  const auto session = stage.session("circle");
  const std::int64_t episode = wait_for(*session, [](const Snapshot&) { return true; }).episode;
  for (const char* spec : {"broken", "circle(x=1)", "nobody", "(("}) {
    session->load(spec);
    while (session->loading()) session->poll();
    CHECK_FALSE(session->refusal().empty());
  }
  session->set_clock("sundial");
  CHECK_FALSE(session->refusal().empty());
  const Snapshot later = wait_for(*session, [](const Snapshot& s) { return s.tick > 5; });
  CHECK(later.episode == episode);
  CHECK(later.policy == "circle");
}

TEST_CASE("a swap goes on in mid-episode, beside it nothing begins anew") {
  Stage stage;
  const auto session = stage.session("circle", true);
  for (int i = 0; i < 5; ++i) session->step();
  const Snapshot before = wait_for(*session, [](const Snapshot& s) { return s.tick == 5; });
  session->load("still");
  const Snapshot swapped =
      wait_for(*session, [](const Snapshot& s) { return s.policy == "still"; });
  CHECK(swapped.tick == 5);
  CHECK(swapped.episode == before.episode);
  CHECK(swapped.scene.qpos == before.scene.qpos);
  session->step();
  const Snapshot after = wait_for(*session, [](const Snapshot& s) { return s.tick == 6; });
  CHECK((after.series.marks.back() & kDisturbed) != 0);
  CHECK((after.series.marks.back() & kPlanned) != 0);
}

TEST_CASE("policies side by side meet the same start in lockstep") {
  Stage stage;
  const auto session = stage.session("circle", true);
  session->load("still", 1);
  wait_for(*session, [](const Snapshot& s) { return s.policy == "still"; }, 1);
  CHECK(session->lanes() == 2);
  for (int i = 0; i < 7; ++i) session->step();
  const Snapshot left = wait_for(*session, [](const Snapshot& s) { return s.tick == 7; });
  const Snapshot right = wait_for(*session, [](const Snapshot& s) { return s.tick == 7; }, 1);
  CHECK(left.context == right.context);
  CHECK(left.progress.score > right.progress.score);
  session->load("circle", 3);  // no such place
  CHECK_FALSE(session->loading());
  session->remove_lane(0);
  wait_for(*session, [](const Snapshot& s) { return s.policy == "still" && s.tick == 0; });
}

TEST_CASE("one can go back and sees what was there") {
  Stage stage;
  const auto session = stage.session("circle", true);
  for (int i = 0; i < 20; ++i) session->step();
  wait_for(*session, [](const Snapshot& s) { return s.tick == 20; });
  session->show(8);
  const Snapshot past = wait_for(*session, [](const Snapshot& s) { return s.tick == 8; });
  CHECK(past.newest_tick == 20);
  CHECK(past.overlay.executed.size() == 8);
  CHECK(past.overlay.tick == 7);

  // Going on goes on from the present.
  session->step();
  CHECK(wait_for(*session, [](const Snapshot& s) { return s.tick > 8; }).tick == 21);
}

TEST_CASE("a clock and a hand take over in mid-episode and give back") {
  Stage stage;
  const auto session = stage.session("circle", true);
  for (int i = 0; i < 3; ++i) session->step();
  session->set_clock("virtual(delay=1)");
  session->set_hand(0, Action(Eigen::Vector2d(0.25, -0.5)));
  for (int i = 0; i < 2; ++i) session->step();
  const Snapshot held = wait_for(*session, [](const Snapshot& s) { return s.tick == 5; });
  CHECK(held.by_hand);
  CHECK(held.target.isApprox(Action(Eigen::Vector2d(0.25, -0.5))));
  CHECK((held.series.marks.back() & kByHand) != 0);
  session->set_hand(0, std::nullopt);
  for (int i = 0; i < 3; ++i) session->step();
  const Snapshot back = wait_for(*session, [](const Snapshot& s) { return s.tick == 8; });
  CHECK_FALSE(back.by_hand);
  CHECK(back.clock == "virtual(delay=1)");
  CHECK_FALSE(back.target.isApprox(Action(Eigen::Vector2d(0.25, -0.5))));
}

TEST_CASE("an event that the task refuses is said and the episode goes on") {
  Stage stage;
  const auto session = stage.session("circle");
  wait_for(*session, [](const Snapshot&) { return true; });
  session->disturb(0, {.time = 0, .what = Drag{{.x = 5}, "ball"}});
  const Snapshot refused = wait_for(*session, [](const Snapshot& s) { return !s.error.empty(); });
  const std::int64_t tick = refused.tick;
  wait_for(*session, [&](const Snapshot& s) { return s.tick > tick + 3; });
}

TEST_CASE("a start that the task lacks leaves a message and the old start") {
  Stage stage;
  const auto session = stage.session("circle");
  wait_for(*session, [](const Snapshot&) { return true; });
  session->start(1000);
  const Snapshot refused = wait_for(*session, [](const Snapshot& s) { return !s.error.empty(); });
  CHECK(refused.context == 5);
  session->start(7);
  const Snapshot mended = wait_for(*session, [](const Snapshot& s) { return s.context == 7; });
  CHECK(mended.error.empty());
}

TEST_CASE("a model that diverges in somebody's hands ends its episode and loses no recorded row") {
  const ScratchFolder folder;
  const std::string file = (folder / "by_hand.h5").string();
  Stage stage;
  const auto session = stage.session("circle", true);
  session->post([file](Simulation& simulation) { simulation.record(file); });
  for (int i = 0; i < 5; ++i) session->step();
  wait_for(*session, [](const Snapshot& s) { return s.recorder.rows >= 5; });
  session->set_hand(0, Action(Eigen::Vector2d(1e300, 1e300)));
  session->set_paused(false);
  const Snapshot ended =
      wait_for(*session, [](const Snapshot& s) { return s.result.end != End::kRunning; });
  CHECK(ended.result.end == End::kDiverged);
  CHECK_FALSE(ended.result.reason.empty());
  CHECK(ended.recorder.rows >= 5);
  session->disturb(0, {.time = 0, .what = Drag{{}, "ball"}});
  wait_for(*session, [](const Snapshot& s) { return !s.error.empty(); });
  session->post([](Simulation& simulation) { simulation.keep(); });
  wait_for(*session, [](const Snapshot& s) { return s.recorder.kept == 1; });
  CHECK(read_hdf5(file).episodes.front().actions.rows() >= 5);
}

TEST_CASE("a policy that throws ends its episode, not the session") {
  Stage stage;
  const auto session = stage.session("thrower");
  const Snapshot ended =
      wait_for(*session, [](const Snapshot& s) { return s.result.end == End::kError; });
  CHECK(ended.result.reason == "no idea");
  session->load("circle");
  wait_for(*session, [](const Snapshot& s) { return s.policy == "circle" && s.tick > 1; });
}

TEST_CASE("a task that throws leaves its reason, and the session goes on obeying") {
  Stage stage;
  stage.task = stage.registry.make_task("faulty");
  const auto session = stage.session("circle");
  const Snapshot failed =
      wait_for(*session, [](const Snapshot& s) { return s.result.end == End::kError; });
  CHECK_THAT(failed.result.reason, ContainsSubstring("lost the ball"));
  session->restart();
  wait_for(*session, [](const Snapshot& s) {
    return s.tick == 2 && s.result.end == End::kRunning && s.error.empty();
  });
}

TEST_CASE("a thinking policy delays neither a swap nor the end") {
  Stage stage;
  auto session = stage.session("stuck");
  const auto thinks = [&](int times) {
    while (*stage.thinking < times) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  thinks(1);
  session->load("circle");
  wait_for(*session, [](const Snapshot& s) { return s.policy == "circle"; });
  session->load("stuck");
  wait_for(*session, [](const Snapshot& s) { return s.policy == "stuck"; });
  thinks(2);
  session.reset();
  SUCCEED("the session has ended");
}

}  // namespace
}  // namespace streambed
