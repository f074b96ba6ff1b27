#include "policies/engine.h"

namespace streambed {

void Engine::condition_batch(std::span<const float> conditions,
                             std::span<std::unique_ptr<Conditioned>> out) const {
  const std::size_t width = out.empty() ? 0 : conditions.size() / out.size();
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = condition(conditions.subspan(i * width, width));
  }
}

void Engine::evaluate_batch(std::span<const NetworkCall> calls) const {
  for (const NetworkCall& call : calls) call.network->evaluate(call.x, call.t);
}

}  // namespace streambed
