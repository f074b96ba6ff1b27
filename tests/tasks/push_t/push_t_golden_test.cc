// A short trace that a person can read and a change of physics cannot slip past.

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

const std::filesystem::path kFile = source_dir() / "tests/tasks/golden/push_t.txt";
// Far above what another compiler or libm changes in 40 ticks, far below any change of physics.
constexpr double kTolerance = 1e-4;

using Row = std::vector<double>;

// Start 100000; the pusher is led in a straight line through the T and back.
std::vector<Row> trace() {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  task->reset(*data, 100000, Rng{});
  const StateVector start = state_of(*task, *data);
  Judgement judgement(*task, *data);
  const Progress& progress = judgement.progress();
  std::vector<Row> rows;
  for (int i = 0; i <= 40; ++i) {
    const StateVector now = state_of(*task, *data);
    Row row{static_cast<double>(i)};
    row.insert(row.end(), now.begin(), now.end());
    row.insert(row.end(), {progress.coverage, progress.score});
    rows.push_back(row);
    const double way = 0.06 * (i < 25 ? i : 50 - i);
    tick(*task, *data, start.head<2>() + way * (start.segment<2>(2) - start.head<2>()));
    judgement.judge(*data);
  }
  return rows;
}

void write(const std::vector<Row>& rows) {
  std::ofstream out(kFile);
  out << "# push_t from context 100000. Regenerate: STREAMBED_GOLDEN=write test_tasks "
         "\"[golden]\"\n";
  out << "# tick agent_x agent_y block_x block_y angle coverage score\n";
  for (const Row& row : rows) {
    out << fmt::format("{:>2}", row[0]);
    for (std::size_t i = 1; i < row.size(); ++i) out << fmt::format(" {:>11.6f}", row[i]);
    out << '\n';
  }
}

std::vector<Row> read() {
  std::ifstream in(kFile);
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    words.imbue(std::locale::classic());
    Row row;
    for (double value; words >> value;) row.push_back(value);
    rows.push_back(row);
  }
  return rows;
}

TEST_CASE("push_t's golden trace", "[golden]") {
  const std::vector<Row> now = trace();
  const char* mode = std::getenv("STREAMBED_GOLDEN");
  if (mode && std::string(mode) == "write") write(now);

  const std::vector<Row> golden = read();
  REQUIRE(golden.size() == now.size());
  for (std::size_t i = 0; i < now.size(); ++i) {
    CAPTURE(i);
    REQUIRE(golden[i].size() == now[i].size());
    for (std::size_t k = 0; k < now[i].size(); ++k)
      CHECK(std::abs(golden[i][k] - now[i][k]) < kTolerance);
  }
  // The T is moved, or the trace would prove nothing.
  CHECK(std::abs(now.back()[3] - now.front()[3]) > 5);
}

}  // namespace
}  // namespace streambed
