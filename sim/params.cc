#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/spec.h"

namespace streambed {
namespace {

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
    throw UserError(owner + ": " + key.name + "=" + excerpt(text) + " " + why + " (" + key.help +
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
    throw UserError(spec.name + " has no key \"" + excerpt(name) + "\"." +
                    did_you_mean(name, known) +
                    (known.empty() ? " It takes no keys." : " It has: " + join(known, ", ")));
  }
}

}  // namespace

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
