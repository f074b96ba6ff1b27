#include "sim/data/array.h"

#include <limits>

#include "sim/data/row_source.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"

using namespace streambed;

TEST_CASE("An array's sizes are checked before memory is taken") {
  const auto message = [](ArrayInfo info) { return message_of([&] { Array{info}; }); };
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  CHECK(message({ElementType::kUint8, 3, {2, 5}}).empty());
  CHECK(message({ElementType::kFloat64, 0, {}}).empty());
  CHECK(message({ElementType::kFloat64, kHuge, {0}}).empty());
  CHECK_THAT(message({ElementType::kFloat64, std::int64_t{1} << 40, {2}}),
             ContainsSubstring("float64 (1099511627776, 2), above the limit of 2048 MiB"));
  // Products that would wrap round, in whatever order.
  CHECK_THAT(message({ElementType::kUint8, 4, {kHuge, 4}}), ContainsSubstring("above the limit"));
  CHECK_THAT(message({ElementType::kUint8, kHuge, {kHuge}}), ContainsSubstring("above the limit"));
  CHECK_THAT(message({ElementType::kFloat64, 1, {kHuge}}), ContainsSubstring("above the limit"));
  CHECK_THAT(message({ElementType::kFloat64, -1, {}}), ContainsSubstring("negative"));
  CHECK_THAT(message({ElementType::kFloat64, 1, {2, -2}}), ContainsSubstring("negative"));
}

TEST_CASE("An array becomes a matrix and back without loss") {
  MatrixRM matrix(3, 2);
  matrix << 0.1, -2, 3, 1e300, 5, -0.0;
  const Array wide = Array::of(matrix);
  CHECK(wide.info() == ArrayInfo{ElementType::kFloat64, 3, {2}});
  CHECK(wide.matrix() == matrix);
  CHECK(wide.columns() == 2);
  CHECK(wide.middle_rows(1, 2).matrix() == matrix.middleRows(1, 2));
  CHECK(wide.row(2).size() == 16);
  CHECK(wide == Array::of(matrix));
  CHECK_FALSE(wide == Array::of(matrix, ElementType::kFloat32));

  matrix(1, 1) = 0.25;
  CHECK(Array::of(matrix, ElementType::kFloat32).matrix() ==
        matrix.cast<float>().cast<double>());
  Array bytes({ElementType::kUint8, 2, {1, 2}});
  bytes.row(1)[1] = std::byte{255};
  CHECK(bytes.matrix() == (MatrixRM(2, 2) << 0, 0, 0, 255).finished());
}

TEST_CASE("The first row with a number that is none is found") {
  for (const ElementType type : {ElementType::kFloat32, ElementType::kFloat64}) {
    MatrixRM matrix = MatrixRM::Ones(4, 3);
    CHECK_FALSE(Array::of(matrix, type).first_nonfinite_row());
    matrix(3, 0) = std::numeric_limits<double>::infinity();
    matrix(2, 2) = std::numeric_limits<double>::quiet_NaN();
    CHECK(Array::of(matrix, type).first_nonfinite_row() == 2);
  }
  CHECK_FALSE(Array({ElementType::kUint8, 2, {3}}).first_nonfinite_row());
}

TEST_CASE("Rows come from memory or from whoever reads them") {
  const MatrixRM matrix = MatrixRM::Random(6, 2);
  const RowSource memory = Array::of(matrix);
  int reads = 0;
  const RowSource elsewhere(memory.info(), [&](std::int64_t first, std::int64_t count) {
    ++reads;
    return Array::of(matrix).middle_rows(first, count);
  });
  CHECK(reads == 0);
  CHECK(memory.in_memory());
  CHECK_FALSE(elsewhere.in_memory());
  CHECK(elsewhere.read(2, 3).matrix() == matrix.middleRows(2, 3));
  CHECK(reads == 1);
  CHECK(memory == elsewhere);
  CHECK_FALSE(memory == RowSource(Array::of(2 * matrix)));

  // A file that was replaced by one of other sizes.
  const RowSource liar(memory.info(),
                       [&](std::int64_t, std::int64_t) { return Array::of(matrix.topRows(1)); });
  CHECK_THAT(message_of([&] { liar.read(); }),
             ContainsSubstring("held float64 (6, 2) and now holds float64 (1, 2)"));
}
