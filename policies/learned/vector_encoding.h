#pragma once
// How a flat vector, a state or an action, becomes network units and back, component by component
// (sim/base/component.h):
//
//   kind                                    network units                  back
//   position, velocity, direction, scalar   range in the data to [-1, 1]   the same, reversed
//   angle                                   cosine, sine                   the angle in (-pi, pi]
//   rotation                                its six numbers                made orthonormal
//   switch                                  -1 or 1, by its sign           as it is
//
// Six numbers from a network that are no rotation come back as they are; an episode refuses them. A
// value; it needs no LibTorch.

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "sim/base/component.h"
#include "sim/data/demonstrations.h"

namespace streambed {

struct ComponentEncoder;  // one row of the table above, in vector_encoding.cc

class VectorEncoding {
 public:
  VectorEncoding() = default;
  explicit VectorEncoding(std::span<const Component> components);

  // Ranges: widened by every recorded row (one column for each entry), then settled once. An entry
  // that never moves is given a range of one unit.
  void widen(const MatrixRM& rows);
  void settle();

  int size() const { return static_cast<int>(low_.size()); }
  int encoded_size() const { return encoded_size_; }
  double low(int entry) const { return low_[static_cast<std::size_t>(entry)]; }
  double high(int entry) const { return high_[static_cast<std::size_t>(entry)]; }
  // Which of the encoded entries are switches, ascending. They are never noised.
  const std::vector<int>& encoded_switches() const { return encoded_switches_; }

  // `values` hold size() numbers, `encoded` encoded_size() floats.
  void encode(const double* values, float* encoded) const;
  void decode(const float* encoded, double* values) const;
  // A velocity in network units, as one of the entries, which are at `at`.
  void decode_velocity(const float* encoded, const double* at, double* velocity) const;

  // Steps. The difference of two vectors has encoded_size() entries: of scaled ones in their own
  // units, of all others in network units.
  void difference(const double* from, const double* to, double* out) const;
  // How many network units the difference `length` of every entry is.
  std::vector<float> network_units(std::span<const double> length) const;

  // Adds NAME_low, NAME_high and, where there are such components, NAME_angles (of a state always,
  // as angle_indices), NAME_rotations and NAME_switches: their first entries; every entry of
  // switches. NAME is "state" or "action".
  void to_json(const std::string& name, nlohmann::json& json) const;
  // Throws UserError, which begins with `file`, for numbers that are not finite, entries that do
  // not exist or are told twice, and ranges that do not ascend; nlohmann's exceptions for what is
  // missing or of another type. More than `most` entries are refused.
  static VectorEncoding from_json(const std::string& name, const nlohmann::json& json, int most,
                                  const std::string& file);

 private:
  // Successive entries with one way of encoding.
  struct Piece {
    const ComponentEncoder* encoder;
    int entry, encoded;  // where they begin
    int repeats;         // how many groups of encoder->entries
  };
  void add(ComponentKind kind, int size);

  std::vector<double> low_, high_;  // of every entry
  std::vector<Piece> pieces_;
  std::vector<int> angles_, rotations_, switches_;  // first entries; every entry of switches
  std::vector<int> encoded_switches_;
  int encoded_size_ = 0;
};

// A list of a normaliser's JSON. Throws like from_json.
std::vector<double> finite_numbers(const nlohmann::json& json, const std::string& name,
                                   const std::string& file);

}  // namespace streambed
