#include "experiments/bench/bench_cases.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <exception>

namespace streambed {
namespace {

// Times per turn are bounded: a quantile needs no more.
constexpr int kMaxTimes = 1000;
constexpr int kWarmUpCalls = 5;

// The samples are kept here; google-benchmark's own means are not used.
class Silent final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>&) override {}
};

void interleave_at_random() {
  std::string name = "streambed", flag = "--benchmark_enable_random_interleaving=true";
  char* arguments[] = {name.data(), flag.data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, arguments);
}

// The caches belong to whoever had the turn before: the first times of a turn are not kept.
int warm_up_of(int times) { return times < 4 ? 0 : 1 + times / 20; }

}  // namespace

double seconds_of(const std::function<void()>& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<Samples> run_cases(const BenchSection& section, const std::stop_token& stop,
                               const std::function<void(std::int64_t pieces)>& done) {
  const BenchPace& pace = section.pace;
  std::vector<Samples> out(section.cases.size());
  std::exception_ptr failure;
  interleave_at_random();
  benchmark::ClearRegisteredBenchmarks();
  for (std::size_t i = 0; i < section.cases.size() && !stop.stop_requested(); ++i) {
    const BenchCase& one = section.cases[i];
    // The first calls pay for memory, tables and compilers; the cheapest one tells how many fit
    // into a turn.
    Samples unused;
    double cost = pace.seconds, spent = 0;
    for (int call = 0; call < kWarmUpCalls && spent < pace.seconds / 2; ++call) {
      const double one_cost = seconds_of([&] { one.measure(unused); });
      spent += one_cost;
      cost = call == 0 ? one_cost : std::min(cost, one_cost);
    }
    const int turns = std::clamp(static_cast<int>(pace.seconds / cost), 1, pace.repetitions);
    const int times = std::clamp(static_cast<int>(pace.seconds / cost / turns), 1, kMaxTimes);
    done(1 + pace.repetitions - turns);

    const auto turn = [&, i, times](benchmark::State& state) {
      Samples cold;
      int left = warm_up_of(times);
      for (auto _ : state) {
        if (stop.stop_requested() || failure) {
          state.SkipWithError("stopped");
          break;
        }
        try {
          Samples& samples = left-- > 0 ? cold : out[i];
          state.SetIterationTime(seconds_of([&] { section.cases[i].measure(samples); }));
        } catch (...) {
          failure = std::current_exception();
        }
      }
      done(1);
    };
    benchmark::RegisterBenchmark(one.name.c_str(), turn)
        ->Iterations(times)
        ->Repetitions(turns)
        ->UseManualTime();
  }

  Silent silent;
  if (!section.cases.empty() && !stop.stop_requested()) benchmark::RunSpecifiedBenchmarks(&silent);
  benchmark::ClearRegisteredBenchmarks();
  if (failure) std::rethrow_exception(failure);
  return out;
}

}  // namespace streambed
