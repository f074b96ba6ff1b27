#include "sim/spec.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "sim/error.h"
#include "sim/text.h"

namespace streambed {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_bare(char c) {
  return !is_space(c) && !is_control(c) && c != ',' && c != '(' && c != ')' && c != '"';
}
bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}
bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

// What a message shows of somebody's text: one line of bounded length.
std::string shown(std::string_view text) {
  constexpr std::size_t kMaxShown = 200;
  std::string line(text.substr(0, kMaxShown));
  std::replace_if(line.begin(), line.end(), is_control, '?');
  if (text.size() > kMaxShown) line += "...";
  return line;
}

// Recursive descent over one text.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Spec spec(int depth = 0) {
    // Nesting is a convenience for one or two levels; the stack must not depend on the input.
    constexpr int kMaxDepth = 16;
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
    throw UserError("cannot read '" + shown(text_) + "': " + what +
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
    while (!at_end() && is_name_character(text_[at_])) ++at_;
    const std::string key(text_.substr(start, at_ - start));
    if (key.empty()) fail_at("expected a key");
    skip_spaces();
    if (!accept('=')) fail_at("expected '=' after \"" + shown(key) + "\"");
    skip_spaces();
    std::string value = this->value(depth);
    if (!result.values.emplace(key, std::move(value)).second) {
      fail("\"" + shown(key) + "\" is given twice");
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

std::string quoted(std::string_view value) {
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
  return quoted(value);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string nearest = nearest_word(word, known);
  return nearest.empty() ? "" : " Did you mean \"" + nearest + "\"?";
}

std::string range_text(const Key& key) {
  constexpr double kUnbounded = 1e300;
  if (key.low > -kUnbounded && key.high < kUnbounded) {
    return "between " + to_text(key.low) + " and " + to_text(key.high);
  }
  if (key.low > -kUnbounded) return "at least " + to_text(key.low);
  if (key.high < kUnbounded) return "at most " + to_text(key.high);
  return "finite";
}

std::optional<bool> to_flag(std::string_view text) {
  for (const char* yes : {"true", "yes", "on", "1"}) {
    if (text == yes) return true;
  }
  for (const char* no : {"false", "no", "off", "0"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

// The value that the user wrote, checked, in the one spelling that labels use.
std::string canonical_value(const std::string& owner, const Key& key, const std::string& text) {
  const auto refuse = [&](const std::string& why) {
    throw UserError(owner + ": " + key.name + "=" + shown(text) + " " + why + " (" + key.help +
                    ")");
  };
  const auto check_range = [&](double value) {
    if (!(value >= key.low && value <= key.high)) refuse("must be " + range_text(key));
  };
  switch (key.kind) {
    case KeyKind::kNumber: {
      const std::optional<double> value = to_number(text);
      if (!value) refuse("is not a number");
      check_range(*value);
      return to_text(*value == 0 ? 0.0 : *value);
    }
    case KeyKind::kInteger: {
      const std::optional<std::int64_t> value = to_integer(text);
      if (!value) refuse("is not a whole number");
      check_range(static_cast<double>(*value));
      return to_text(*value);
    }
    case KeyKind::kFlag: {
      const std::optional<bool> value = to_flag(text);
      if (!value) refuse("is neither true nor false");
      return *value ? "true" : "false";
    }
    case KeyKind::kChoice:
      if (std::find(key.choices.begin(), key.choices.end(), text) == key.choices.end()) {
        refuse("is not one of " + join(key.choices, ", ") + "." + did_you_mean(text, key.choices));
      }
      return text;
    case KeyKind::kText:
      return text;
  }
  assert(false);
  return text;
}

void refuse_unknown_keys(const Spec& spec, const std::vector<Key>& keys) {
  std::vector<std::string> known;
  for (const Key& key : keys) known.push_back(key.name);
  for (const auto& [name, value] : spec.values) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw UserError(spec.name + " has no key \"" + shown(name) + "\"." + did_you_mean(name, known) +
                    (known.empty() ? " It takes no keys." : " It has: " + join(known, ", ")));
  }
}

}  // namespace

Spec parse_spec(std::string_view text) {
  Parser parser(text);
  Spec spec = parser.spec();
  parser.skip_spaces();
  if (!parser.at_end()) parser.fail_at("expected nothing more");
  return spec;
}

std::vector<Spec> parse_spec_list(std::string_view text) {
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

Key Key::number(std::string name, double value, std::string help, double low, double high) {
  return {std::move(name), KeyKind::kNumber, to_text(value), std::move(help), {}, low, high};
}

Key Key::integer(std::string name, std::int64_t value, std::string help, double low, double high) {
  return {std::move(name), KeyKind::kInteger, to_text(value), std::move(help), {}, low, high};
}

Key Key::flag(std::string name, bool value, std::string help) {
  return {std::move(name), KeyKind::kFlag, value ? "true" : "false", std::move(help), {}};
}

Key Key::choice(std::string name, std::vector<std::string> choices, std::string help) {
  assert(!choices.empty());
  std::string first = choices.front();
  return {std::move(name), KeyKind::kChoice, std::move(first), std::move(help), std::move(choices)};
}

Key Key::text(std::string name, std::string value, std::string help) {
  return {std::move(name), KeyKind::kText, std::move(value), std::move(help), {}};
}

Params::Params(const Spec& spec, const std::vector<Key>& keys) : name_(spec.name) {
  refuse_unknown_keys(spec, keys);
  for (const Key& key : keys) {
    const auto written = spec.values.find(key.name);
    const bool given = written != spec.values.end();
    given_[key.name] = given;
    const std::string value =
        given ? canonical_value(name_, key, written->second) : key.default_value;
    if (value != key.default_value) non_default_[key.name] = value;
    values_[key.name] = value;
  }
}

double Params::number(const std::string& key) const { return to_number(values_.at(key)).value(); }

std::int64_t Params::integer(const std::string& key) const {
  return to_integer(values_.at(key)).value();
}

bool Params::flag(const std::string& key) const { return to_flag(values_.at(key)).value(); }

const std::string& Params::text(const std::string& key) const { return values_.at(key); }

const std::string& Params::value(const std::string& key) const { return values_.at(key); }

bool Params::given(const std::string& key) const { return given_.at(key); }

std::string Params::label() const { return format_spec({name_, non_default_}); }

}  // namespace streambed
