#include "viewer/session/mailbox.h"

#include <memory>
#include <thread>

#include "tests/catch.h"

namespace streambed {
namespace {

using std::chrono::steady_clock;

TEST_CASE("a mailbox holds the newest value only, once") {
  Mailbox<int> box;
  CHECK_FALSE(box.take());
  box.post(1);
  box.post(2);
  CHECK(box.take() == 2);
  CHECK_FALSE(box.take());
}

TEST_CASE("a mailbox moves values that cannot be copied") {
  Mailbox<std::unique_ptr<int>> box;
  box.post(std::make_unique<int>(7));
  const auto value = box.take();
  REQUIRE(value);
  CHECK(**value == 7);
}

TEST_CASE("a stop request and a deadline end the wait") {
  Mailbox<int> box;
  CHECK_FALSE(box.wait_until(steady_clock::now(), {}));
  std::stop_source stop;
  std::jthread other([&] { stop.request_stop(); });
  CHECK_FALSE(box.wait(stop.get_token()));
}

// The reader sees an ascending selection of what was written, and always the last value.
TEST_CASE("values pass between threads in order, the last one for certain") {
  constexpr int kLast = 20000;
  Mailbox<int> box;
  std::jthread writer([&] {
    for (int i = 1; i <= kLast; ++i) box.post(i);
  });
  int newest = 0;
  bool ascending = true;
  while (newest < kLast) {
    const auto value = box.wait({});
    REQUIRE(value);
    ascending = ascending && *value > newest;
    newest = *value;
  }
  CHECK(ascending);
}

}  // namespace
}  // namespace streambed
