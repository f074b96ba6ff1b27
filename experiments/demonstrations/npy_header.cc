#include <fmt/format.h>

#include <cctype>

#include "experiments/demonstrations/npz.h"
#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// A reader of the one Python literal that numpy writes: a dict of a string, a bool and a tuple.
class Literal {
 public:
  Literal(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  [[noreturn]] void fail() const {
    throw UserError(
        fmt::format("{}: not a plain numpy array header: save it with numpy.savez and "
                    "without objects or structured types",
                    name_));
  }
  void skip_space() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])))
      ++position_;
  }
  bool accept(char c) {
    skip_space();
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  void expect(char c) {
    if (!accept(c)) fail();
  }
  std::string_view word(auto&& belongs) {
    const std::size_t begin = position_;
    while (position_ < text_.size() && belongs(text_[position_])) ++position_;
    return text_.substr(begin, position_ - begin);
  }
  std::string_view string() {
    expect('\'');
    const std::string_view inside = word([](char c) { return c != '\''; });
    expect('\'');
    return inside;
  }
  bool boolean() {
    skip_space();
    const std::string_view text =
        word([](char c) { return std::isalpha(static_cast<unsigned char>(c)); });
    if (text != "True" && text != "False") fail();
    return text == "True";
  }
  Shape tuple() {
    Shape shape;
    expect('(');
    while (!accept(')')) {
      skip_space();
      const auto length = to_integer(word([](char c) { return c >= '0' && c <= '9'; }));
      if (!length || *length < 0 || shape.size() == 8) fail();
      shape.push_back(static_cast<std::uint64_t>(*length));
      if (accept(')')) break;
      expect(',');
    }
    return shape;
  }

 private:
  std::string_view text_;
  const std::string& name_;
  std::size_t position_ = 0;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view bytes, const std::string& name) {
  // Magic, version, then the literal's length: two bytes in version 1, four from 2 on.
  constexpr std::string_view kMagic = "\x93NUMPY";
  if (bytes.size() < 12 || !bytes.starts_with(kMagic) || bytes[6] < 1 || bytes[6] > 3)
    Literal(bytes, name).fail();
  const std::size_t length_bytes = bytes[6] == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i)
    length |= std::size_t{static_cast<unsigned char>(bytes[8 + i])} << (8 * i);
  const std::size_t begin = 8 + length_bytes;
  if (length > bytes.size() - begin) Literal(bytes, name).fail();

  NpyHeader header{.type = {}, .shape = {}, .data_offset = begin + length};
  Literal literal(bytes.substr(begin, length), name);
  int seen = 0;
  literal.expect('{');
  while (!literal.accept('}')) {
    const std::string_view key = literal.string();
    literal.expect(':');
    if (key == "descr")
      header.type = literal.string(), seen |= 1;
    else if (key == "fortran_order")
      header.column_major = literal.boolean(), seen |= 2;
    else if (key == "shape")
      header.shape = literal.tuple(), seen |= 4;
    else
      literal.fail();
    if (literal.accept('}')) break;
    literal.expect(',');
  }
  if (seen != 7) literal.fail();
  return header;
}

}  // namespace streambed
