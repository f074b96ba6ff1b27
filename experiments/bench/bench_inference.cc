// The cost of plans and network calls, through the interface that an episode uses.

#include <chrono>
#include <map>
#include <memory>

#include "experiments/bench/bench_setup.h"
#include "experiments/bench/plan_cycle.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::int64_t padded(std::int64_t bytes) { return (bytes + 511) / 512 * 512; }

// The limit of a plan: only reads, as many bytes as the plan reads of weights, as often and in the
// same order. The memory is laid out like theirs, so that both live in the same caches.
class ReadCycle {
 public:
  ReadCycle(const PlanShape& shape, std::function<float(const void*, long)> read)
      : shape_(shape),
        plan_bytes_(padded(shape.bytes_per_plan)),
        call_bytes_(padded(shape.bytes_per_call)),
        read_(std::move(read)),
        memory_(static_cast<std::size_t>(plan_bytes_ + call_bytes_ + kBoundary)) {
    // Untouched pages would all be the same one.
    for (std::size_t i = 0; i < memory_.size(); ++i) memory_[i] = static_cast<char>(i * 37);
    void* at = memory_.data();
    std::size_t space = memory_.size();
    start_ = static_cast<char*>(std::align(kBoundary, memory_.size() - kBoundary, at, space));
  }

  void run(Samples& out) {
    const auto start = SteadyClock::now();
    take(start_, plan_bytes_);
    const double planned = microseconds_since(start);
    for (int i = 0; i < shape_.first_calls; ++i) take(start_ + plan_bytes_, call_bytes_);
    PlanTimes times;
    times.first = microseconds_since(start);
    times.calls.push_back((times.first - planned) / shape_.first_calls);
    for (int i = shape_.first_calls; i < shape_.calls; ++i) {
      const auto asked = SteadyClock::now();
      take(start_ + plan_bytes_, call_bytes_);
      times.later.push_back(microseconds_since(asked));
      times.calls.push_back(times.later.back());
    }
    times.add_to(out, shape_);
  }

 private:
  static constexpr std::size_t kBoundary = 64;
  void take(const char* from, long bytes) { sum_ = sum_ + read_(from, bytes); }

  PlanShape shape_;
  long plan_bytes_, call_bytes_;
  std::function<float(const void*, long)> read_;
  std::vector<char> memory_;
  const char* start_ = nullptr;
  volatile float sum_ = 0;
};

Quantiles quantiles_of(const Samples& samples, const char* series) {
  const auto found = samples.find(series);
  return quantiles(found == samples.end() ? std::span<const double>{} : found->second);
}

InferenceRow row_of(const BenchVariant& variant, const PlanShape& shape, const Samples& samples,
                    const Samples& reads) {
  InferenceRow row;
  row.policy = variant.policy;
  row.engine = variant.engine;
  row.engine_name = variant.made->info().engine;
  row.actions = shape.actions;
  row.first_calls = shape.first_calls;
  row.calls = shape.calls;
  row.bytes_per_call = shape.bytes_per_call;
  row.bytes_per_plan = shape.bytes_per_plan;
  row.first_action = quantiles_of(samples, "first");
  row.action = quantiles_of(samples, "action");
  row.chunk = quantiles_of(samples, "chunk");
  row.network_call = quantiles_of(samples, "call");
  row.first_action_limit = quantiles_of(reads, "first").p50;
  row.action_limit = quantiles_of(reads, "action").p50;
  row.chunk_limit = quantiles_of(reads, "chunk").p50;
  row.call_limit = quantiles_of(reads, "call").p50;
  const Quantiles read = quantiles_of(reads, "action");
  row.tail = (row.action.p99 / row.action.p50) / (read.p99 / read.p50);
  return row;
}

}  // namespace

BenchSection inference_section(const BenchSetup& plan, const BenchOptions& options,
                               const BenchHooks& hooks) {
  BenchSection section;
  section.pace = options.quick ? BenchPace{0.06, 2} : BenchPace{0.6, 5};
  std::vector<PlanShape> shapes;
  for (const BenchVariant& variant : plan.inference) {
    const auto cycle = std::make_shared<PlanCycle>(*plan.task, *variant.made, options.stop,
                                                   hooks.equipment);
    // How many calls a plan makes shows when it is carried out.
    Samples unused;
    cycle->run(unused);
    shapes.push_back(cycle->shape());
    section.cases.push_back({variant.name, [cycle](Samples& out) { cycle->run(out); }});
  }

  // Engines that read the same weights share a limit.
  std::map<PlanShape, std::size_t> limits;  // positions of their cases
  for (const PlanShape& shape : shapes) {
    if (!hooks.read || shape.bytes_per_call == 0 || shape.calls == 0) continue;
    if (!limits.try_emplace(shape, section.cases.size()).second) continue;
    const auto reads = std::make_shared<ReadCycle>(shape, hooks.read);
    section.cases.push_back({"limit/read/" + std::to_string(limits.size()),
                             [reads](Samples& out) { reads->run(out); }});
  }

  section.report = [&plan, shapes, limits](std::span<const Samples> samples, BenchReport& report) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const auto limit = limits.find(shapes[i]);
      report.inference.push_back(
          row_of(plan.inference[i], shapes[i], samples[i],
                 limit == limits.end() ? Samples{} : samples[limit->second]));
    }
  };
  return section;
}

}  // namespace streambed
