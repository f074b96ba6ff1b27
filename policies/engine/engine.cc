#include "policies/engine/engine.h"

namespace streambed {

void Engine::condition_batch(std::span<const float> conditions,
                             std::span<Answer<std::unique_ptr<Conditioned>>> out) const {
  const std::size_t width = out.empty() ? 0 : conditions.size() / out.size();
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].error =
        error_of([&] { out[i].value = condition(conditions.subspan(i * width, width)); });
  }
}

void Engine::evaluate_batch(std::span<const NetworkCall> calls,
                            std::span<std::exception_ptr> errors) const {
  for (std::size_t i = 0; i < calls.size(); ++i) {
    errors[i] = error_of([&] { calls[i].network->evaluate(calls[i].x, calls[i].t); });
  }
}

}  // namespace streambed
