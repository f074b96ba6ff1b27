#include "experiments/stats/mode_entropy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "sim/rng.h"
#include "sim/types.h"

namespace streambed {
namespace {

constexpr double kTail = 0.025;

std::int64_t total(Counts counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

double first_order_bias(Counts counts, double design_effect) {
  const auto seen = std::ranges::count_if(counts, [](std::int64_t n) { return n > 0; });
  return static_cast<double>(seen - 1) * design_effect / (2 * static_cast<double>(total(counts))) /
         std::log(static_cast<double>(counts.size()));
}

double entropy_of(const std::vector<double>& probabilities) {
  double sum = 0;
  for (const double p : probabilities) sum -= p > 0 ? p * std::log(p) : 0;
  return sum / std::log(static_cast<double>(probabilities.size()));
}

// The distributions from uniform (beta = 0) to a single mode, through about the observed one.
class TiltedFamily {
 public:
  explicit TiltedFamily(Counts counts) {
    std::vector<std::int64_t> sorted(counts.begin(), counts.end());
    std::ranges::sort(sorted, std::greater{});
    // Equal counts would stay equal for every beta and keep the family from reaching one mode.
    constexpr double kLogTieBreak = 0.02;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      log_weights_.push_back(std::log(static_cast<double>(sorted[i]) + 0.5) -
                             kLogTieBreak * static_cast<double>(i));
    }
  }
  std::vector<double> at(double beta) const {
    std::vector<double> p;
    for (const double weight : log_weights_)
      p.push_back(std::exp(beta * (weight - log_weights_[0])));
    const double sum = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& value : p) value /= sum;
    return p;
  }

 private:
  std::vector<double> log_weights_;
};

// Plug-in entropies of simulated samples. The random numbers are the same for every distribution,
// so that the shares below change smoothly with it.
class Simulation {
 public:
  Simulation(std::int64_t episodes, std::size_t modes) : n_(episodes), modes_(modes) {
    // Few repetitions suffice for large samples, whose distribution is narrow and smooth.
    constexpr std::int64_t kDraws = 1'000'000;
    samples_ = std::clamp<std::int64_t>(kDraws / n_, 200, 1000);
    Rng rng = Rng{}.fork("entropy_interval");
    draws_.resize(static_cast<std::size_t>(samples_ * n_));
    for (double& draw : draws_) draw = rng.uniform();
    for (std::int64_t i = 0; i < samples_; ++i) {
      std::sort(draws_.begin() + i * n_, draws_.begin() + (i + 1) * n_);
    }
    for (std::int64_t k = 0; k <= n_; ++k) {
      const double p = static_cast<double>(k) / static_cast<double>(n_);
      term_.push_back(k == 0 ? 0 : -p * std::log(p) / std::log(static_cast<double>(modes)));
    }
  }

  struct Shares {
    double at_most, at_least;  // of the simulated entropies against the observed one
  };
  Shares compare(const std::vector<double>& probabilities, double observed) const {
    constexpr double kRounding = 1e-9;
    std::int64_t at_most = 0, at_least = 0;
    for (std::int64_t i = 0; i < samples_; ++i) {
      const double h = sample_entropy(draws_.data() + i * n_, probabilities);
      at_most += h <= observed + kRounding;
      at_least += h >= observed - kRounding;
    }
    const auto all = static_cast<double>(samples_);
    return {static_cast<double>(at_most) / all, static_cast<double>(at_least) / all};
  }

 private:
  // One pass over sorted uniform numbers counts how many fall to each mode.
  double sample_entropy(const double* draws, const std::vector<double>& probabilities) const {
    double h = 0, upper = 0;
    std::int64_t done = 0;
    for (std::size_t mode = 0; mode < modes_ && done < n_; ++mode) {
      upper += probabilities[mode];
      const std::int64_t before = done;
      if (mode + 1 == modes_) done = n_;
      while (done < n_ && draws[done] < upper) ++done;
      h += term_[static_cast<std::size_t>(done - before)];
    }
    return h;
  }

  std::int64_t n_, samples_;
  std::size_t modes_;
  std::vector<double> draws_, term_;
};

// The largest beta at which `holds` is still true, given that it is at 0 and false from somewhere
// on.
template <class Condition>
double last_beta(Condition&& holds) {
  constexpr double kMost = 512;
  double low = 0, high = 1;
  while (high < kMost && holds(high)) {
    low = high;
    high *= 2;
  }
  constexpr int kHalvings = 12;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace

double entropy(Counts counts) {
  const std::int64_t n = total(counts);
  if (n == 0) return kNotMeasured;
  if (counts.size() < 2) return 0;
  std::vector<double> p;
  for (const std::int64_t count : counts) {
    p.push_back(static_cast<double>(count) / static_cast<double>(n));
  }
  return entropy_of(p);
}

double entropy_miller_madow(Counts counts, double design_effect) {
  if (total(counts) == 0 || counts.size() < 2) return entropy(counts);
  return std::min(1.0, entropy(counts) + first_order_bias(counts, design_effect));
}

double entropy_chao_shen(Counts counts) {
  if (total(counts) == 0 || counts.size() < 2) return entropy(counts);
  const auto n = static_cast<double>(total(counts));
  // Coverage: the probability of the modes seen. All seen once would make it zero.
  const auto once =
      static_cast<double>(std::ranges::count(counts, std::int64_t{1}));
  const double coverage = 1 - std::min(once, n - 1) / n;
  double sum = 0;
  for (const std::int64_t count : counts) {
    if (count == 0) continue;
    const double p = coverage * static_cast<double>(count) / n;
    const double seen = 1 - std::pow(1 - p, n);
    sum -= p * std::log(p) / seen;
  }
  return std::min(1.0, sum / std::log(static_cast<double>(counts.size())));
}

Interval entropy_interval(Counts counts, double design_effect) {
  assert(design_effect >= 1);
  const std::int64_t n = total(counts);
  if (counts.size() < 2) return {0, 0};
  if (n == 0) return {0, 1};
  const auto independent =
      std::max<std::int64_t>(1, std::llround(static_cast<double>(n) / design_effect));
  const double observed = entropy(counts);
  const TiltedFamily family(counts);
  const Simulation simulation(independent, counts.size());
  const auto shares = [&](double beta) { return simulation.compare(family.at(beta), observed); };

  // Entropy falls with beta. The upper end is the first beta at which so low a value is not yet too
  // rare, the lower end the last one at which so high a value is not.
  const bool uniform_fits = shares(0).at_most >= kTail;
  const double first =
      uniform_fits ? 0 : last_beta([&](double beta) { return shares(beta).at_most < kTail; });
  const double last = last_beta([&](double beta) { return shares(beta).at_least >= kTail; });
  constexpr double kOneMode = 1e-3;  // entropies below are none
  const double low = entropy_of(family.at(last));
  return {low < kOneMode ? 0 : low, entropy_of(family.at(first))};
}

double mode_divergence(Counts counts, std::span<const double> prior, double design_effect) {
  assert(counts.size() == prior.size());
  const std::int64_t n = total(counts);
  if (n == 0) return kNotMeasured;
  if (counts.size() < 2) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    if (prior[i] <= 0) return std::numeric_limits<double>::infinity();
    const double p = static_cast<double>(counts[i]) / static_cast<double>(n);
    sum += p * std::log(p / prior[i]);
  }
  return std::max(0.0, sum / std::log(static_cast<double>(counts.size())) -
                           first_order_bias(counts, design_effect));
}

}  // namespace streambed
