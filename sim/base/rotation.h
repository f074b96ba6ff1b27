#pragma once
// Rotations in the forms that observations, actions and MuJoCo write them in. An observed or
// commanded rotation is six numbers, the first two rows of its matrix, row by row: the first six of
// the nine numbers that MuJoCo keeps as xmat. They change without jumps, so networks learn them
// well, and after Gram-Schmidt any six numbers that are not degenerate are a rotation. Pure
// functions; nothing throws.

#include <Eigen/Core>
#include <optional>

namespace streambed {

using SixNumbers = Eigen::Matrix<double, 6, 1>;

// The first two rows of a rotation matrix.
SixNumbers six_numbers(const Eigen::Matrix3d& rotation);

// Gram-Schmidt: keeps the direction of the first row, makes the second orthogonal to it and both of
// unit length; the third is their cross product. Six numbers of a rotation give that rotation.
// Nullopt when they determine none: not finite, a row shorter than 1e-6, or rows that are parallel
// to within an angle of 1e-6.
std::optional<Eigen::Matrix3d> rotation_matrix(const Eigen::Ref<const SixNumbers>& numbers);

// How far the two rows are from unit length and from a right angle: the largest of
// | |a|^2 - 1 |, | |b|^2 - 1 | and | a.b |; NaN for numbers that are not finite.
double orthonormality_error(const Eigen::Ref<const SixNumbers>& numbers);

// A quaternion w, x, y, z, as MuJoCo orders it; of the two that mean a rotation the one with w >=
// 0. Back: of any length but zero; nullopt for one that is shorter than 1e-6 or not finite.
Eigen::Vector4d quaternion(const Eigen::Matrix3d& rotation);
std::optional<Eigen::Matrix3d> rotation_of_quaternion(const Eigen::Vector4d& wxyz);

// The angle by which one must turn to reach the other, 0 to pi. Accurate to a few 1e-16 rad over
// the whole range, also next to 0 and pi, where an arccosine is not.
double angle_between(const Eigen::Matrix3d& a, const Eigen::Matrix3d& b);

}  // namespace streambed
