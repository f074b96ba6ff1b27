#include "sim/clock/known_stream.h"

#include "tests/catch.h"

namespace streambed {
namespace {

TEST_CASE("a known stream yields its actions once, in order, and stops when asked") {
  const std::vector<Action> actions = {Action::Constant(2, 1), Action::Constant(2, 2)};
  const StreamPtr stream = stream_of(actions);
  CHECK(*stream->next({}, {}) == actions[0]);
  std::stop_source stop;
  stop.request_stop();
  CHECK_FALSE(stream->next({}, stop.get_token()));
  CHECK(*stream->next({}, {}) == actions[1]);
  CHECK_FALSE(stream->next({}, {}));
  CHECK_FALSE(stream_of({})->next({}, {}));
}

}  // namespace
}  // namespace streambed
