// Rotations: six numbers, matrices, quaternions and the angle between two.

#include "sim/base/rotation.h"

#include <Eigen/Geometry>
#include <cmath>
#include <limits>
#include <numbers>

#include "sim/mujoco.h"
#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;
using Eigen::Matrix3d, Eigen::Vector3d, Eigen::Vector4d;

namespace {

constexpr double kPi = std::numbers::pi;

SixNumbers numbers(double a, double b, double c, double d, double e, double f) {
  SixNumbers out;
  out << a, b, c, d, e, f;
  return out;
}

Matrix3d turned(double angle, const Vector3d& axis) {
  return Eigen::AngleAxisd(angle, axis.normalized()).toRotationMatrix();
}

// A rotation from the random numbers, through MuJoCo's own conversion.
Matrix3d random_rotation(Rng& rng, Vector4d& wxyz) {
  for (double& entry : wxyz) entry = rng.normal();
  wxyz.normalize();
  double matrix[9];
  mju_quat2Mat(matrix, wxyz.data());
  return Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>>(matrix);
}

double distance(const Matrix3d& a, const Matrix3d& b) { return (a - b).cwiseAbs().maxCoeff(); }

}  // namespace

TEST_CASE("six numbers are the first two rows", "[rotation]") {
  // A quarter turn about z takes x to y and y to -x.
  const SixNumbers quarter = six_numbers(turned(kPi / 2, {0, 0, 1}));
  CHECK((quarter - numbers(0, -1, 0, 1, 0, 0)).cwiseAbs().maxCoeff() < 1e-15);
  const auto back = rotation_matrix(quarter);
  REQUIRE(back.has_value());
  CHECK(distance(*back, turned(kPi / 2, {0, 0, 1})) < 1e-15);
}

TEST_CASE("Gram-Schmidt keeps the first row's direction and the second's side", "[rotation]") {
  const auto made = rotation_matrix(numbers(0, 0, 5, 3, 0, 7));
  REQUIRE(made.has_value());
  Matrix3d expected;
  expected << 0, 0, 1, 1, 0, 0, 0, 1, 0;
  CHECK(distance(*made, expected) < 1e-15);
}

TEST_CASE("rotations survive six numbers and quaternions", "[rotation]") {
  Rng rng = Rng{}.fork("rotation test");
  for (int i = 0; i < 1000; ++i) {
    Vector4d wxyz;
    const Matrix3d rotation = random_rotation(rng, wxyz);
    const SixNumbers six = six_numbers(rotation);
    CHECK(orthonormality_error(six) < 1e-14);
    const auto from_six = rotation_matrix(six);
    REQUIRE(from_six.has_value());
    CHECK(distance(*from_six, rotation) < 1e-14);

    // In MuJoCo's order, and the one with positive w of the two.
    const Vector4d found = quaternion(rotation);
    CHECK(found[0] >= 0);
    CHECK(std::min((found - wxyz).norm(), (found + wxyz).norm()) < 1e-14);
    const auto from_quaternion = rotation_of_quaternion(-3 * wxyz);
    REQUIRE(from_quaternion.has_value());
    CHECK(distance(*from_quaternion, rotation) < 1e-14);

    // Whatever six numbers there are, they become a rotation, and it stays what it is.
    SixNumbers any;
    for (double& entry : any) entry = rng.normal();
    const auto made = rotation_matrix(any);
    REQUIRE(made.has_value());
    CHECK(distance(*made * made->transpose(), Matrix3d::Identity()) < 1e-13);
    CHECK(made->determinant() == Approx(1));
    CHECK(distance(*rotation_matrix(six_numbers(*made)), *made) < 1e-13);
  }
}

TEST_CASE("half turns have quaternions, too", "[rotation]") {
  for (const Vector3d& axis : {Vector3d(1, 0, 0), Vector3d(0, 1, 0), Vector3d(0, 0, 1)}) {
    const Vector4d found = quaternion(turned(kPi, axis));
    CHECK(std::abs(found[0]) < 1e-15);
    CHECK((found.tail<3>().cwiseAbs() - axis).norm() < 1e-15);
  }
}

TEST_CASE("degenerate numbers are no rotation", "[rotation]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const SixNumbers& none :
       {numbers(0, 0, 0, 0, 1, 0), numbers(1, 0, 0, 0, 0, 0), numbers(1, 2, 3, -2, -4, -6),
        numbers(1, 0, 0, 1, 1e-8, 0), numbers(1e-9, 0, 0, 0, 1, 0),
        numbers(std::nan(""), 0, 0, 0, 1, 0), numbers(1, 0, 0, 0, kInfinity, 0),
        numbers(1e200, 0, 0, 0, 1e200, 0)}) {
    INFO(none.transpose());
    CHECK_FALSE(rotation_matrix(none).has_value());
  }
  // Nearly so is enough.
  CHECK(rotation_matrix(numbers(1, 0, 0, 1, 1e-4, 0)).has_value());
  CHECK(rotation_matrix(numbers(1e-4, 0, 0, 0, 1e-4, 0)).has_value());

  CHECK_FALSE(rotation_of_quaternion(Vector4d::Zero()).has_value());
  CHECK_FALSE(rotation_of_quaternion({std::nan(""), 0, 0, 1}).has_value());
}

TEST_CASE("the error of six numbers is that of lengths and of the right angle", "[rotation]") {
  CHECK(orthonormality_error(numbers(1, 0, 0, 0, 1, 0)) == 0);
  CHECK(orthonormality_error(numbers(1.5, 0, 0, 0, 1, 0)) == Approx(1.25));
  CHECK(orthonormality_error(numbers(1, 0, 0, 0, 0.5, 0)) == Approx(0.75));
  CHECK(orthonormality_error(numbers(1, 0, 0, 0.6, 0.8, 0)) == Approx(0.6));
  CHECK(std::isnan(orthonormality_error(numbers(1, 0, std::nan(""), 0, 1, 0))));
}

TEST_CASE("the angle between two rotations is accurate from 0 to pi", "[rotation]") {
  Rng rng = Rng{}.fork("angle test");
  for (const double angle : {0.0, 1e-12, 1e-9, 1e-4, 0.3, kPi / 2, 2.0, kPi - 1e-4, kPi - 1e-9,
                             kPi - 1e-12, kPi}) {
    INFO("angle " << angle);
    for (int i = 0; i < 20; ++i) {
      const Vector3d axis(rng.normal(), rng.normal(), rng.normal());
      Vector4d unused;
      const Matrix3d from = random_rotation(rng, unused);
      CHECK(angle_between(from, from * turned(angle, axis)) == Approx(angle).margin(3e-15));
    }
  }
}
