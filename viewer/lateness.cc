#include "viewer/lateness.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>

#include "viewer/frame_times.h"

namespace streambed {

std::vector<double> lateness_ms(std::span<const double> begin_ms, double period_ms) {
  std::vector<double> late;
  for (std::size_t i = 0; i < begin_ms.size(); ++i) {
    late.push_back(begin_ms[i] - static_cast<double>(i) * period_ms);
  }
  std::sort(late.begin(), late.end());
  const double least = late.empty() ? 0 : late.front();
  for (double& each : late) each -= least;
  return late;
}

std::string compare_lateness(const Task& task, const Policy& policy, const EpisodeKey& key,
                             std::span<const double> begin_ms, const Equipment& equipment) {
  using SteadyClock = std::chrono::steady_clock;
  std::vector<double> headless_ms;
  // On a thread of its own: this one has the window's OpenGL.
  std::async(std::launch::async, [&] {
    const auto sensors = equipment.sensors_for(task);
    const auto start = SteadyClock::now();
    Episode episode(task, policy, key, nullptr, {}, {equipment.shipped, sensors.get()});
    while (!episode.done() && headless_ms.size() < begin_ms.size()) {
      episode.prepare();
      const std::chrono::duration<double, std::milli> begin = SteadyClock::now() - start;
      headless_ms.push_back(begin.count());
      episode.think();
      episode.finish();
    }
  }).get();

  const double period_ms = 1e-6 * static_cast<double>(task.info().control_period_ns);
  const auto with = lateness_ms(begin_ms, period_ms), without = lateness_ms(headless_ms, period_ms);
  return fmt::format(
      "control ticks begin late by: with the window median {:.2f} ms, p99 {:.2f} ms over {} ticks; "
      "without it median {:.2f} ms, p99 {:.2f} ms over {}",
      sorted_quantile(with, 0.5), sorted_quantile(with, 0.99), with.size(),
      sorted_quantile(without, 0.5), sorted_quantile(without, 0.99), without.size());
}

}  // namespace streambed
