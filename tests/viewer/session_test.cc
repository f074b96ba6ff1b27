#include "viewer/session.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "tests/catch.h"
#include "tests/viewer/tiny.h"

namespace streambed {
namespace {

struct Stage {
  std::shared_ptr<std::atomic<int>> thinking = std::make_shared<std::atomic<int>>(0);
  Registry registry = tiny_registry(thinking);
  std::unique_ptr<const Task> task = registry.make_task("tiny");

  std::unique_ptr<Session> session(const char* policy, bool paused = false) {
    return std::make_unique<Session>(registry, *task, registry.make_policy(policy, *task),
                                     EpisodeKey{.context = 5}, paused);
  }
};

// The first snapshot that has the property. A session that never gets there fails by ctest's limit.
Snapshot wait_for(Session& session, const std::function<bool(const Snapshot&)>& property) {
  for (;;) {
    session.poll();
    if (auto snapshot = session.take(); snapshot && property(*snapshot)) return *snapshot;
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
  CHECK(after.think_ms.size() == 3);
  CHECK(after.overlay.executed.size() == 3);
}

TEST_CASE("what the viewer shows is what the loop computes") {
  Stage stage;
  const auto session = stage.session("circle");
  session->set_speed(0);
  const Snapshot shown =
      wait_for(*session, [](const Snapshot& s) { return s.result.end == End::kTimeout; });

  const auto policy = stage.registry.make_policy("circle", *stage.task);
  Episode episode(*stage.task, *policy, {.context = 5});
  while (episode.tick()) {
  }
  CHECK(shown.result.score == episode.result().score);
  CHECK(shown.result.steps == episode.result().steps);
  CHECK(shown.scene.qpos == scene_state(stage.task->model(), episode.data()).qpos);
}

TEST_CASE("a policy that cannot be made is refused and the running one goes on") {
  Stage stage;
  const auto session = stage.session("circle");
  const std::int64_t episode = wait_for(*session, [](const Snapshot&) { return true; }).episode;
  for (const char* spec : {"broken", "circle(x=1)", "nobody", "(("}) {
    session->swap(spec);
    while (session->loading()) session->poll();
    CHECK_FALSE(session->refusal().empty());
  }
  session->set_clock("sundial");
  CHECK_FALSE(session->refusal().empty());
  const Snapshot later = wait_for(*session, [](const Snapshot& s) { return s.tick > 5; });
  CHECK(later.episode == episode);
  CHECK(later.policy == "circle");
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

TEST_CASE("a policy that throws ends its episode, not the session") {
  Stage stage;
  const auto session = stage.session("thrower");
  const Snapshot ended =
      wait_for(*session, [](const Snapshot& s) { return s.result.end == End::kError; });
  CHECK(ended.result.reason == "no idea");
  session->swap("circle");
  wait_for(*session, [](const Snapshot& s) { return s.policy == "circle" && s.tick > 1; });
}

TEST_CASE("a thinking policy delays neither a swap nor the end") {
  Stage stage;
  auto session = stage.session("stuck");
  const auto thinks = [&](int times) {
    while (*stage.thinking < times) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  thinks(1);
  session->swap("circle");
  wait_for(*session, [](const Snapshot& s) { return s.policy == "circle"; });
  session->swap("stuck");
  wait_for(*session, [](const Snapshot& s) { return s.policy == "stuck"; });
  thinks(2);
  session.reset();
  SUCCEED("the session has ended");
}

}  // namespace
}  // namespace streambed
