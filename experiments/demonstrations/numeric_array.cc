#include "experiments/demonstrations/numeric_array.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cstring>

#include "sim/base/error.h"

namespace streambed {
namespace {

static_assert(std::endian::native == std::endian::little, "array files are read as little-endian");

template <class Element>
void widen(const std::byte* bytes, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) {
    Element element;
    std::memcpy(&element, bytes + i * sizeof(Element), sizeof(Element));
    out[i] = static_cast<double>(element);
  }
}

}  // namespace

std::size_t element_count(const Shape& shape, const std::string& name) {
  std::size_t count = 1;
  for (const std::size_t length : shape) {
    // Zero is legal and stays zero; the division keeps the product from wrapping round.
    if (length != 0 && count > kMaxArrayBytes / sizeof(double) / length)
      throw UserError(
          fmt::format("{} claims the shape {}, above the limit of {} MiB: the file is damaged, or "
                      "must be split",
                      name, shape_text(shape), kMaxArrayBytes >> 20));
    count *= length;
  }
  return count;
}

std::string shape_text(const Shape& shape) { return fmt::format("({})", fmt::join(shape, ", ")); }

bool ElementType::known(std::string_view text) {
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

ElementType::ElementType(std::string_view text, const std::string& array_name) {
  if (!known(text))
    throw UserError(
        fmt::format("{} has the element type '{}': save it as little-endian float32, float64 or "
                    "integers",
                    array_name, text.substr(0, 32)));
  kind_ = text[1];
  size_ = static_cast<std::size_t>(text[2] - '0');
}

void ElementType::decode(const std::byte* bytes, std::size_t count, double* out) const {
  if (kind_ == 'f')
    return size_ == 4 ? widen<float>(bytes, count, out) : widen<double>(bytes, count, out);
  const bool is_signed = kind_ == 'i';
  switch (size_) {
    case 1:
      return is_signed ? widen<std::int8_t>(bytes, count, out)
                       : widen<std::uint8_t>(bytes, count, out);
    case 2:
      return is_signed ? widen<std::int16_t>(bytes, count, out)
                       : widen<std::uint16_t>(bytes, count, out);
    case 4:
      return is_signed ? widen<std::int32_t>(bytes, count, out)
                       : widen<std::uint32_t>(bytes, count, out);
    default:
      return is_signed ? widen<std::int64_t>(bytes, count, out)
                       : widen<std::uint64_t>(bytes, count, out);
  }
}

}  // namespace streambed
