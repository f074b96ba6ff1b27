#include "policies/policy/call_batch.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace streambed {

SamplerCalls::SamplerCalls(Networks networks, int input, int output)
    : networks_(std::move(networks)),
      input_(static_cast<std::size_t>(input)),
      output_(static_cast<std::size_t>(output)),
      floats_(std::max(input_, output_)) {}

void SamplerCalls::check(const Sampler::Call& call) const {
  const auto network = static_cast<std::size_t>(call.network);
  if (network >= networks_.size() || !networks_[network]) {
    throw std::invalid_argument("the sampler calls network " + std::to_string(call.network) +
                                ", which this policy does not have");
  }
  const std::size_t cotangent = call.cotangent.size();
  if (call.x.size() != input_ || (cotangent != 0 && cotangent != output_)) {
    throw std::invalid_argument("the sampler calls a network of " + std::to_string(input_) +
                                " inputs and " + std::to_string(output_) + " outputs with " +
                                std::to_string(call.x.size()) + " inputs and a cotangent of " +
                                std::to_string(cotangent));
  }
}

void SamplerCalls::set(std::span<const Sampler::Call> calls) {
  calls_ = {};
  for (const Sampler::Call& call : calls) check(call);
  calls_ = calls;
  floats_.resize(std::max(floats_.size(), calls.size() * std::max(input_, output_)));
  if (calls.size() == 1) {
    only_ = room(0);
    return;
  }
  results_.clear();
  for (std::size_t i = 0; i < calls.size(); ++i) results_.push_back(room(i));
}

std::span<float> SamplerCalls::room(std::size_t i) {
  return std::span(floats_).subspan(i * std::max(input_, output_),
                                    calls_[i].cotangent.empty() ? output_ : input_);
}

NetworkCall SamplerCalls::at(std::size_t i) {
  const Sampler::Call& call = calls_[i];
  return {networks_[static_cast<std::size_t>(call.network)].get(), call.x, call.t, call.cotangent,
          room(i)};
}

void CallBatch::clear() {
  for (OfEngine& of : groups_) {
    for (Group* group : {&of.evaluated, &of.pulled_back}) {
      group->calls.clear();
      group->owners.clear();
    }
  }
}

void CallBatch::add(SamplerCalls& calls, std::size_t owner) {
  for (std::size_t i = 0; i < calls.calls().size(); ++i) {
    const Sampler::Call& call = calls.calls()[i];
    OfEngine& of = groups_[static_cast<std::size_t>(call.network)];
    Group& group = call.cotangent.empty() ? of.evaluated : of.pulled_back;
    group.calls.push_back(calls.at(i));
    group.owners.push_back(owner);
  }
}

void CallBatch::make(const Engines& engines, std::span<std::exception_ptr> errors) {
  const auto make_group = [&](const Group& group, auto&& calls_made) {
    if (group.calls.empty()) return;
    errors_.assign(group.calls.size(), nullptr);
    const std::exception_ptr whole = error_of([&] { calls_made(group.calls, errors_); });
    for (std::size_t c = 0; c < group.calls.size(); ++c) {
      std::exception_ptr& error = errors[group.owners[c]];
      if (!error) error = whole ? whole : errors_[c];
    }
  };
  for (std::size_t n = 0; n < engines.size(); ++n) {
    make_group(groups_[n].evaluated, [&](auto& calls, auto& each) {
      engines[n]->evaluate_batch(calls, each);
    });
    make_group(groups_[n].pulled_back,
               [&](auto& calls, auto& each) { engines[n]->pullback(calls, each); });
  }
}

}  // namespace streambed
