#include "experiments/demonstrations/array_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "sim/base/error.h"

namespace streambed {
namespace {

static_assert(std::endian::native == std::endian::little, "array files are read as little-endian");

constexpr std::uint64_t kMaxLength = std::uint64_t{1} << 62;

template <class Element>
void to_doubles(const std::byte* bytes, std::int64_t count, std::byte* out) {
  for (std::int64_t i = 0; i < count; ++i) {
    Element element;
    std::memcpy(&element, bytes + i * static_cast<std::int64_t>(sizeof(Element)), sizeof(Element));
    const auto number = static_cast<double>(element);
    std::memcpy(out + i * static_cast<std::int64_t>(sizeof(double)), &number, sizeof(double));
  }
}

}  // namespace

bool NumpyType::known(std::string_view text) {
  if (text.size() != 3) return false;
  const bool one_byte = text[2] == '1';
  if (text[0] != '<' && !(text[0] == '|' && one_byte)) return false;
  switch (text[1]) {
    case 'f':
      return text[2] == '4' || text[2] == '8';
    case 'i':
    case 'u':
      return one_byte || text[2] == '2' || text[2] == '4' || text[2] == '8';
    case 'b':
      return one_byte;
    default:
      return false;
  }
}

NumpyType::NumpyType(std::string_view text, const std::string& array_name) {
  if (!known(text))
    throw UserError(
        fmt::format("{} has the element type '{}': save it as little-endian float32, float64 or "
                    "integers",
                    array_name, text.substr(0, 32)));
  kind_ = text[1];
  size_ = text[2] - '0';
}

ElementType NumpyType::decoded() const {
  if (kind_ == 'f' && size_ == 4) return ElementType::kFloat32;
  return size_ == 1 && kind_ != 'i' ? ElementType::kUint8 : ElementType::kFloat64;
}

void NumpyType::decode(const std::byte* bytes, std::int64_t count, std::byte* out) const {
  if (kind_ == 'f' || decoded() == ElementType::kUint8) {
    std::copy_n(bytes, count * size_, out);
    return;
  }
  const bool is_signed = kind_ == 'i';
  switch (size_) {
    case 1:
      return to_doubles<std::int8_t>(bytes, count, out);
    case 2:
      return is_signed ? to_doubles<std::int16_t>(bytes, count, out)
                       : to_doubles<std::uint16_t>(bytes, count, out);
    case 4:
      return is_signed ? to_doubles<std::int32_t>(bytes, count, out)
                       : to_doubles<std::uint32_t>(bytes, count, out);
    default:
      return is_signed ? to_doubles<std::int64_t>(bytes, count, out)
                       : to_doubles<std::uint64_t>(bytes, count, out);
  }
}

ArrayInfo array_info(ElementType type, const Shape& shape, const std::string& array_name) {
  ArrayInfo info{type, 1, {}};
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] > kMaxLength)
      throw UserError(fmt::format("{} claims a length of {}, above the limit of any file: it is "
                                  "damaged, copy it again",
                                  array_name, shape[i]));
    const auto length = static_cast<std::int64_t>(shape[i]);
    if (i == 0)
      info.rows = length;
    else
      info.row_shape.push_back(length);
  }
  return info;
}

}  // namespace streambed
