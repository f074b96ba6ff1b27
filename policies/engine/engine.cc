#include "policies/engine/engine.h"

#include "sim/base/error.h"

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
    const NetworkCall& call = calls[i];
    errors[i] = error_of([&] { call.network->evaluate(call.x, call.t, call.result); });
  }
}

void Engine::pullback(std::span<const NetworkCall>, std::span<std::exception_ptr>) const {
  throw UserError("the engine \"" + info().name +
                  "\" cannot pull cotangents back through its network; use engine=torch");
}

}  // namespace streambed
