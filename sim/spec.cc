#include "sim/spec.h"

#include <algorithm>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/base/utf8.h"

namespace streambed {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_bare(char c) {
  return !is_space(c) && !is_control(c) && c != ',' && c != '(' && c != ')' && c != '"';
}
bool is_spec_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}
// Words joined by single slashes: what serves one task only is called "task/name".
bool is_name(std::string_view text) {
  if (text.find("//") != text.npos) return false;
  return !text.empty() && text.front() != '/' && text.back() != '/' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '/' || is_spec_character(c); });
}

// Recursive descent over one text.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Spec spec(int depth = 0) {
    // Nesting is a convenience for one or two levels; the stack must not depend on the input.
    constexpr int kMaxDepth = 8;
    if (depth > kMaxDepth) fail("it nests too deeply");
    skip_spaces();
    Spec result;
    result.name = bare_word();
    if (!is_name(result.name)) fail_at("expected a name");
    skip_spaces();
    if (!accept('(')) return result;
    skip_spaces();
    if (accept(')')) return result;
    do {
      key_and_value(result, depth);
      skip_spaces();
    } while (accept(','));
    if (!accept(')')) fail_at("expected ',' or ')'");
    return result;
  }

  bool accept(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  void skip_spaces() {
    while (!at_end() && is_space(text_[at_])) ++at_;
  }
  bool at_end() const { return at_ >= text_.size(); }

  [[noreturn]] void fail_at(const std::string& what) const {
    fail(what + (at_end() ? " at the end" : " at column " + std::to_string(at_ + 1)));
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw UserError("cannot read '" + excerpt(text_) + "': " + what +
                    "; write name or name(key=value,...)");
  }

  std::string bare_word() {
    const std::size_t start = at_;
    while (!at_end() && is_bare(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  void key_and_value(Spec& result, int depth) {
    skip_spaces();
    const std::size_t start = at_;
    while (!at_end() && is_spec_character(text_[at_])) ++at_;
    const std::string key(text_.substr(start, at_ - start));
    if (key.empty()) fail_at("expected a key");
    skip_spaces();
    if (!accept('=')) fail_at("expected '=' after \"" + excerpt(key) + "\"");
    skip_spaces();
    std::string value = this->value(depth);
    if (!result.values.emplace(key, std::move(value)).second) {
      fail("\"" + excerpt(key) + "\" is given twice");
    }
  }

  std::string value(int depth) {
    if (accept('"')) return rest_of_quoted();
    const std::size_t start = at_;
    std::string word = bare_word();
    if (word.empty()) fail_at("expected a value (\"\" for an empty one)");
    skip_spaces();
    if (at_end() || text_[at_] != '(') return word;
    // A nested spec is kept as its canonical text.
    at_ = start;
    return format_spec(spec(depth + 1));
  }

  std::string rest_of_quoted() {
    std::string value;
    while (!at_end()) {
      char c = text_[at_++];
      if (c == '"') return value;
      if (c == '\\') {
        if (at_end() || (text_[at_] != '"' && text_[at_] != '\\')) {
          fail_at("expected \\\" or \\\\ after a backslash");
        }
        c = text_[at_++];
      }
      if (is_control(c)) fail("a quoted value holds a control character");
      value += c;
    }
    fail("a quote is not closed");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string in_quotes(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

// Bare words and nested specs in canonical form stand as they are.
std::string format_value(const std::string& value) {
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_bare)) return value;
  if (value.ends_with(')')) {
    try {
      if (format_spec(parse_spec(value)) == value) return value;
    } catch (const UserError&) {
      // Not a spec after all: quoted below.
    }
  }
  return in_quotes(value);
}

}  // namespace

Spec parse_spec(std::string_view text) {
  check_utf8("a spec", text);
  Parser parser(text);
  Spec spec = parser.spec();
  parser.skip_spaces();
  if (!parser.at_end()) parser.fail_at("expected nothing more");
  return spec;
}

std::vector<Spec> parse_spec_list(std::string_view text) {
  check_utf8("a spec", text);
  Parser parser(text);
  parser.skip_spaces();
  if (parser.at_end()) return {};
  std::vector<Spec> specs;
  do {
    specs.push_back(parser.spec());
    parser.skip_spaces();
  } while (parser.accept(','));
  if (!parser.at_end()) parser.fail_at("expected ','");
  const bool is_none = specs.size() == 1 && specs[0].name == "none" && specs[0].values.empty();
  return is_none ? std::vector<Spec>{} : specs;
}

std::string format_spec(const Spec& spec) {
  if (spec.values.empty()) return spec.name;
  std::vector<std::string> pairs;
  for (const auto& [key, value] : spec.values) pairs.push_back(key + "=" + format_value(value));
  return spec.name + "(" + join(pairs, ",") + ")";
}

}  // namespace streambed
