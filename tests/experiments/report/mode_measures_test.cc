#include "experiments/report/mode_measures.h"

#include <cmath>

#include "tests/catch.h"

using namespace streambed;

namespace {

const std::vector<std::string> kModes{"left", "right"};

ModeRow row(std::int64_t context, bool success, std::string mode, std::int64_t changes = 0) {
  ModeRow out;
  out.context = context;
  out.success = success;
  out.mode = std::move(mode);
  out.mode_changes = changes;
  return out;
}

}  // namespace

TEST_CASE("Shares and counts of modes by hand") {
  const std::vector<ModeRow> rows{row(1, true, "left"),      row(1, true, "left"),
                                  row(2, true, "right"),     row(2, false, ""),
                                  row(3, false, "spurious"), row(3, true, "right", 2)};
  const ModeMeasures m = mode_measures(rows, kModes);
  CHECK(m.counts == std::vector<std::int64_t>{2, 2});
  CHECK(m.success.count == 4);
  CHECK(m.success.of == 6);
  CHECK(m.spurious.value() == Approx(1. / 6));
  CHECK(m.undecided.value() == Approx(1. / 6));
  CHECK(m.changed.count == 1);
  CHECK(m.changed.of == 5);
  CHECK(m.modes_seen == 2);
  CHECK(m.top_share == 0.5);
  CHECK(m.entropy_plug_in == Approx(1));
  CHECK(m.entropy == 1);
  // Of pairs at one start all agree, of the five others one in five: rho 1, 1.5 episodes per start.
  CHECK(m.design_effect == Approx(1.5));
  CHECK(m.effective_modes == Approx(2 * 4. / 6));
  CHECK(std::isnan(m.divergence));
  CHECK_THAT(m.warning, ContainsSubstring("Only 4 successful episodes (worth 3 independent"));
}

TEST_CASE("What is left to chance at one start, by both conventions") {
  std::vector<ModeRow> rows{row(1, true, "left"),  row(1, true, "right"), row(2, true, "left"),
                            row(2, true, "left"),  row(3, false, ""),     row(3, false, "")};
  const ModeMeasures m = mode_measures(rows, kModes, std::vector<double>{0.5, 0.5});
  CHECK(m.conditional_zero == Approx(1. / 3));
  CHECK(m.conditional_dropped == Approx(1. / 2));
  CHECK(m.conditional_dropped_interval.low == 0);
  CHECK(m.conditional_dropped_interval.high == 1);
  CHECK(m.conditional_zero_interval.high <= 1);
  CHECK(m.design_effect == Approx(1));
  CHECK(m.entropy == Approx(0.991615));
  CHECK(m.effective_modes == Approx(std::pow(2, 0.991615) * 4 / 6));
  CHECK(m.effective_modes_interval.low < m.effective_modes);
  CHECK(m.effective_modes_interval.high > m.effective_modes);
  CHECK(m.divergence == Approx(0.008385).margin(1e-6));
  CHECK(m.divergence_interval.low == 0);

  // Without repeats nothing can be said.
  rows = {row(1, true, "left"), row(2, true, "right")};
  CHECK(std::isnan(mode_measures(rows, kModes).conditional_zero));
}

TEST_CASE("Nothing that succeeded, and nothing at all") {
  const ModeMeasures failed = mode_measures(std::vector<ModeRow>{row(1, false, "left")}, kModes);
  CHECK(failed.success.value() == 0);
  CHECK(std::isnan(failed.entropy));
  CHECK(failed.effective_modes == 0);
  CHECK(failed.modes_seen == 0);
  CHECK(std::isnan(failed.top_share));
  CHECK(std::isnan(mode_measures({}, kModes).success.value()));
}

TEST_CASE("Enough episodes carry no warning; a mode that nobody named is spurious") {
  std::vector<ModeRow> rows;
  for (int i = 0; i < 60; ++i) rows.push_back(row(i, true, i % 4 == 0 ? "right" : "left"));
  rows.push_back(row(60, true, "sideways"));
  const ModeMeasures m = mode_measures(rows, kModes, std::vector<double>{0.75, 0.25});
  CHECK(m.warning.empty());
  CHECK(m.spurious.count == 1);
  CHECK(m.design_effect == 1);
  CHECK(m.divergence == Approx(0).margin(1e-9));
  CHECK(m.top_share == 0.75);
  CHECK(m.top_share_interval.low < 0.75);
  CHECK(m.top_share_interval.high > 0.75);
}

TEST_CASE("The demonstrations' prior never excludes a mode") {
  DemonstrationSet set;
  CHECK(demonstrated_prior(set, kModes).empty());
  for (const char* mode : {"left", "left", "left", "right", "", "spurious"}) {
    set.episodes.emplace_back().mode = mode;
  }
  const std::vector<double> prior = demonstrated_prior(set, kModes);
  REQUIRE(prior.size() == 2);
  CHECK(prior[0] == Approx(3.5 / 5));
  CHECK(prior[1] == Approx(1.5 / 5));
}
