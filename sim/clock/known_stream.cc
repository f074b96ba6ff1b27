#include "sim/clock/known_stream.h"

#include <utility>

namespace streambed {
namespace {

class KnownStream final : public ActionStream {
 public:
  explicit KnownStream(std::vector<Action> actions) : actions_(std::move(actions)) {}
  std::optional<Action> next(const Now&, std::stop_token stop) override {
    if (next_ == actions_.size() || stop.stop_requested()) return std::nullopt;
    return actions_[next_++];
  }
  std::span<const Action> computed() override { return std::span(actions_).subspan(next_); }

 private:
  std::vector<Action> actions_;
  std::size_t next_ = 0;
};

}  // namespace

StreamPtr stream_of(std::vector<Action> actions) {
  return std::make_unique<KnownStream>(std::move(actions));
}

}  // namespace streambed
