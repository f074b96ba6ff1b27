#include "policies/learned/vector_encoding.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/base/error.h"
#include "sim/base/rotation.h"

namespace streambed {

// `entries` numbers become `floats` network units. `low` and `high` are the ranges of the entries.
struct ComponentEncoder {
  int entries, floats;
  bool is_scaled;  // are network units proportional to the entry's own?
  void (*encode)(const double* value, const double* low, const double* high, float* out);
  void (*decode)(const float* encoded, const double* low, const double* high, double* value);
  void (*decode_velocity)(const float* encoded, const double* at, const double* low,
                          const double* high, double* velocity);
};

namespace {

// An entry that never moves in the data would divide by zero.
constexpr double kLeastRange = 1e-6;

void encode_scaled(const double* value, const double* low, const double* high, float* out) {
  *out = static_cast<float>(2 * (*value - *low) / (*high - *low) - 1);
}
void decode_scaled(const float* encoded, const double* low, const double* high, double* value) {
  *value = *low + (*encoded + 1.0) / 2 * (*high - *low);
}
void scaled_velocity(const float* encoded, const double*, const double* low, const double* high,
                     double* velocity) {
  *velocity = *encoded / 2.0 * (*high - *low);
}

void encode_angle(const double* value, const double*, const double*, float* out) {
  out[0] = static_cast<float>(std::cos(*value));
  out[1] = static_cast<float>(std::sin(*value));
}
void decode_angle(const float* encoded, const double*, const double*, double* value) {
  *value = std::atan2(encoded[1], encoded[0]);
}
// What the two say of a motion along the circle.
void angle_velocity(const float* encoded, const double* at, const double*, const double*,
                    double* velocity) {
  *velocity = std::cos(*at) * encoded[1] - std::sin(*at) * encoded[0];
}

void encode_rotation(const double* value, const double*, const double*, float* out) {
  for (int i = 0; i < 6; ++i) out[i] = static_cast<float>(value[i]);
}
void decode_rotation(const float* encoded, const double*, const double*, double* value) {
  Eigen::Map<SixNumbers> numbers(value);
  numbers = Eigen::Map<const Eigen::Matrix<float, 6, 1>>(encoded).cast<double>();
  if (const auto rotation = rotation_matrix(numbers)) numbers = six_numbers(*rotation);
}
void rotation_velocity(const float* encoded, const double*, const double*, const double*,
                       double* velocity) {
  for (int i = 0; i < 6; ++i) velocity[i] = encoded[i];
}

void encode_switch(const double* value, const double*, const double*, float* out) {
  *out = *value < 0 ? -1.f : 1.f;
}
void decode_switch(const float* encoded, const double*, const double*, double* value) {
  *value = *encoded;
}
void switch_velocity(const float* encoded, const double*, const double*, const double*,
                     double* velocity) {
  *velocity = *encoded;
}

constexpr ComponentEncoder kScaled{1, 1, true, encode_scaled, decode_scaled, scaled_velocity};
constexpr ComponentEncoder kAngle{1, 2, false, encode_angle, decode_angle, angle_velocity};
constexpr ComponentEncoder kRotation{6,   6, false, encode_rotation, decode_rotation,
                                     rotation_velocity};
constexpr ComponentEncoder kSwitch{1, 1, false, encode_switch, decode_switch, switch_velocity};

// In the order of ComponentKind.
constexpr std::array kEncoders = {&kScaled /*position*/,  &kScaled /*velocity*/, &kAngle,
                                  &kScaled /*direction*/, &kRotation,            &kSwitch,
                                  &kScaled /*scalar*/};

}  // namespace

VectorEncoding::VectorEncoding(std::span<const Component> components) {
  for (const Component& component : components) add(component.kind, component.size);
  const auto entries = static_cast<std::size_t>(total_size(components));
  low_.assign(entries, std::numeric_limits<double>::infinity());
  high_.assign(entries, -std::numeric_limits<double>::infinity());
}

void VectorEncoding::add(ComponentKind kind, int size) {
  const ComponentEncoder* encoder = kEncoders[static_cast<std::size_t>(kind)];
  const int repeats = size / encoder->entries;
  int entry = 0;
  if (!pieces_.empty()) {
    const Piece& last = pieces_.back();
    entry = last.entry + last.repeats * last.encoder->entries;
  }
  for (int i = 0; i < repeats; ++i) {
    const int first = entry + i * encoder->entries;
    if (encoder == &kAngle) angles_.push_back(first);
    if (encoder == &kRotation) rotations_.push_back(first);
    if (encoder != &kSwitch) continue;
    switches_.push_back(first);
    encoded_switches_.push_back(encoded_size_ + i);
  }
  pieces_.push_back({encoder, entry, encoded_size_, repeats});
  encoded_size_ += repeats * encoder->floats;
}

void VectorEncoding::widen(const MatrixRM& rows) {
  assert(rows.cols() == size());
  for (Eigen::Index j = 0; j < rows.cols(); ++j) {
    const auto at = static_cast<std::size_t>(j);
    low_[at] = std::min(low_[at], rows.col(j).minCoeff());
    high_[at] = std::max(high_[at], rows.col(j).maxCoeff());
  }
}

void VectorEncoding::settle() {
  for (std::size_t i = 0; i < low_.size(); ++i) {
    if (high_[i] - low_[i] < kLeastRange) {
      low_[i] -= 0.5;
      high_[i] += 0.5;
    }
  }
}

void VectorEncoding::encode(const double* values, float* encoded) const {
  for (const Piece& piece : pieces_) {
    for (int i = 0; i < piece.repeats; ++i) {
      const int entry = piece.entry + i * piece.encoder->entries;
      piece.encoder->encode(values + entry, low_.data() + entry, high_.data() + entry,
                            encoded + piece.encoded + i * piece.encoder->floats);
    }
  }
}

void VectorEncoding::decode(const float* encoded, double* values) const {
  for (const Piece& piece : pieces_) {
    for (int i = 0; i < piece.repeats; ++i) {
      const int entry = piece.entry + i * piece.encoder->entries;
      piece.encoder->decode(encoded + piece.encoded + i * piece.encoder->floats,
                            low_.data() + entry, high_.data() + entry, values + entry);
    }
  }
}

void VectorEncoding::decode_velocity(const float* encoded, const double* at,
                                     double* velocity) const {
  for (const Piece& piece : pieces_) {
    for (int i = 0; i < piece.repeats; ++i) {
      const int entry = piece.entry + i * piece.encoder->entries;
      piece.encoder->decode_velocity(encoded + piece.encoded + i * piece.encoder->floats,
                                     at + entry, low_.data() + entry, high_.data() + entry,
                                     velocity + entry);
    }
  }
}

void VectorEncoding::difference(const double* from, const double* to, double* out) const {
  for (const Piece& piece : pieces_) {
    const ComponentEncoder& encoder = *piece.encoder;
    for (int i = 0; i < piece.repeats; ++i) {
      const int entry = piece.entry + i * encoder.entries;
      double* const at = out + piece.encoded + i * encoder.floats;
      if (encoder.is_scaled) {
        *at = to[entry] - from[entry];
        continue;
      }
      std::array<float, 6> before, after;
      encoder.encode(from + entry, nullptr, nullptr, before.data());
      encoder.encode(to + entry, nullptr, nullptr, after.data());
      for (std::size_t f = 0; f < static_cast<std::size_t>(encoder.floats); ++f)
        at[f] = static_cast<double>(after[f]) - before[f];
    }
  }
}

std::vector<float> VectorEncoding::network_units(std::span<const double> length) const {
  std::vector<float> out(length.size());
  for (const Piece& piece : pieces_) {
    for (int i = 0; i < piece.repeats * piece.encoder->floats; ++i) {
      const auto at = static_cast<std::size_t>(piece.encoded + i);
      out[at] = static_cast<float>(length[at]);
      if (!piece.encoder->is_scaled) continue;
      const auto entry = static_cast<std::size_t>(piece.entry + i);
      out[at] = static_cast<float>(2 * length[at] / (high_[entry] - low_[entry]));
    }
  }
  return out;
}

namespace {

// States had angles before they had anything else.
std::string angles_name(const std::string& name) {
  return name == "state" ? "angle_indices" : name + "_angles";
}

[[noreturn]] void refuse_contradiction(const std::string& file) {
  throw UserError(file + " has a normaliser that contradicts itself; restore it or make it again");
}

}  // namespace

std::vector<double> finite_numbers(const nlohmann::json& json, const std::string& name,
                                   const std::string& file) {
  std::vector<double> values;
  for (const auto& entry : json.at(name)) values.push_back(entry.get<double>());
  if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); })) {
    throw UserError(file + " has NaN or infinity in its normaliser's " + name +
                    "; restore it or make it again");
  }
  return values;
}

void VectorEncoding::to_json(const std::string& name, nlohmann::json& json) const {
  json[name + "_low"] = low_;
  json[name + "_high"] = high_;
  if (name == "state" || !angles_.empty()) json[angles_name(name)] = angles_;
  if (!rotations_.empty()) json[name + "_rotations"] = rotations_;
  if (!switches_.empty()) json[name + "_switches"] = switches_;
}

VectorEncoding VectorEncoding::from_json(const std::string& name, const nlohmann::json& json,
                                         int most, const std::string& file) {
  const std::vector<double> low = finite_numbers(json, name + "_low", file);
  const std::vector<double> high = finite_numbers(json, name + "_high", file);
  const auto size = static_cast<std::ptrdiff_t>(low.size());
  if (low.size() != high.size() || size > most ||
      !std::equal(low.begin(), low.end(), high.begin(), std::less<>())) {
    refuse_contradiction(file);
  }

  // Which kind begins at which entry; what is not told is scaled.
  std::vector<ComponentKind> kinds(low.size(), ComponentKind::kScalar);
  std::vector<bool> is_told(low.size());
  const auto tell = [&](const std::string& list, ComponentKind kind, int entries) {
    for (const int first : json.at(list).get<std::vector<int>>()) {
      if (first < 0 || first + std::ptrdiff_t{entries} > size) refuse_contradiction(file);
      for (int i = first; i < first + entries; ++i) {
        if (is_told[static_cast<std::size_t>(i)]) refuse_contradiction(file);
        is_told[static_cast<std::size_t>(i)] = true;
      }
      kinds[static_cast<std::size_t>(first)] = kind;
    }
  };
  const auto tell_if_there = [&](const std::string& list, ComponentKind kind, int entries) {
    if (json.contains(list)) tell(list, kind, entries);
  };
  if (name == "state") tell(angles_name(name), ComponentKind::kAngle, kAngle.entries);
  if (name != "state") tell_if_there(angles_name(name), ComponentKind::kAngle, kAngle.entries);
  tell_if_there(name + "_rotations", ComponentKind::kRotation, kRotation.entries);
  tell_if_there(name + "_switches", ComponentKind::kSwitch, kSwitch.entries);

  VectorEncoding out;
  for (std::size_t i = 0; i < kinds.size();) {
    const int entries = kEncoders[static_cast<std::size_t>(kinds[i])]->entries;
    out.add(kinds[i], entries);
    i += static_cast<std::size_t>(entries);
  }
  out.low_ = low;
  out.high_ = high;
  return out;
}

}  // namespace streambed
