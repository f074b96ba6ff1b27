#include "sim/base/rotation.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace streambed {
namespace {

using Eigen::Matrix3d, Eigen::Vector3d, Eigen::Vector4d;

// What is shorter has no direction.
constexpr double kLeastLength = 1e-6;

}  // namespace

SixNumbers six_numbers(const Matrix3d& rotation) {
  SixNumbers out;
  out << rotation.row(0).transpose(), rotation.row(1).transpose();
  return out;
}

std::optional<Matrix3d> rotation_matrix(const Eigen::Ref<const SixNumbers>& numbers) {
  if (!numbers.allFinite()) return std::nullopt;
  const double first_length = numbers.head<3>().norm(), second_length = numbers.tail<3>().norm();
  if (!(std::min(first_length, second_length) >= kLeastLength)) return std::nullopt;
  const Vector3d first = numbers.head<3>() / first_length;
  const Vector3d second = numbers.tail<3>() / second_length;
  const Vector3d rest = second - first.dot(second) * first;
  // Of a unit vector this much is left when the two enclose that angle. Infinite lengths end here.
  const double left = rest.norm();
  if (!(left >= kLeastLength)) return std::nullopt;
  Matrix3d out;
  out.row(0) = first;
  out.row(1) = rest / left;
  out.row(2) = out.row(0).cross(out.row(1));
  return out;
}

double orthonormality_error(const Eigen::Ref<const SixNumbers>& numbers) {
  if (!numbers.allFinite()) return std::nan("");
  const auto first = numbers.head<3>(), second = numbers.tail<3>();
  return std::max({std::abs(first.squaredNorm() - 1), std::abs(second.squaredNorm() - 1),
                   std::abs(first.dot(second))});
}

Vector4d quaternion(const Matrix3d& rotation) {
  const Eigen::Quaterniond found = Eigen::Quaterniond(rotation).normalized();
  const Vector4d wxyz(found.w(), found.x(), found.y(), found.z());
  return found.w() < 0 ? Vector4d(-wxyz) : wxyz;
}

std::optional<Matrix3d> rotation_of_quaternion(const Vector4d& wxyz) {
  const double length = wxyz.norm();
  if (!std::isfinite(length) || length < kLeastLength) return std::nullopt;
  const Vector4d unit = wxyz / length;
  return Eigen::Quaterniond(unit[0], unit[1], unit[2], unit[3]).toRotationMatrix();
}

double angle_between(const Matrix3d& a, const Matrix3d& b) {
  // A turn by the angle has the trace 1 + 2 cos, and its skew part is the axis times the sine.
  const Matrix3d turn = a.transpose() * b;
  const Vector3d axis(turn(2, 1) - turn(1, 2), turn(0, 2) - turn(2, 0), turn(1, 0) - turn(0, 1));
  return std::atan2(axis.norm(), turn.trace() - 1);
}

}  // namespace streambed
