#pragma once
// The grammar in which tasks, policies, clocks and events are named everywhere: on the command
// line, in sweep plans, in results and in legends.
//
//   name                      push_t
//   name(key=value,...)       diffusion(sampler=ddim,steps=10)
//
//   family/name               push_t/expert
//
// A value is a bare word (no comma, parenthesis, quote or space), a "quoted string" with \" and \\,
// or a nested spec. All functions throw UserError.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace streambed {

struct Spec {
  std::string name;
  std::map<std::string, std::string> values;  // unquoted
};

Spec parse_spec(std::string_view text);
// Parses a list such as "a, b(c=1,d=2)". An empty text, or "none", is the empty list.
std::vector<Spec> parse_spec_list(std::string_view text);
// The canonical text: keys sorted, values quoted only where they must be.
std::string format_spec(const Spec& spec);

enum class KeyKind { kNumber, kInteger, kFlag, kChoice, kText };

// One parameter that a task, policy, clock or event declares. The viewer's panels and `streambed
// list` are made from these.
struct Key {
  std::string name;
  KeyKind kind = KeyKind::kText;
  std::string default_value;
  std::string help;                  // one line, with units
  std::vector<std::string> choices;  // kChoice only
  double low = -1e300, high = 1e300; // kNumber and kInteger: inclusive range

  static Key number(std::string name, double value, std::string help, double low = -1e300,
                    double high = 1e300);
  static Key integer(std::string name, std::int64_t value, std::string help,
                     double low = -1e300, double high = 1e300);
  static Key flag(std::string name, bool value, std::string help);
  static Key choice(std::string name, std::vector<std::string> choices, std::string help);
  static Key text(std::string name, std::string value, std::string help);
};

// The values of all declared keys: those of a spec, and defaults for the rest; checked for type and
// range.
class Params {
 public:
  // Throws UserError on an unknown key (listing those that exist) or a bad value.
  Params(const Spec& spec, const std::vector<Key>& keys);

  double number(const std::string& key) const;
  std::int64_t integer(const std::string& key) const;
  bool flag(const std::string& key) const;
  const std::string& text(const std::string& key) const;  // kText and kChoice
  const std::string& value(const std::string& key) const;  // canonical text of a key of any kind
  // Did the user write this key?
  bool given(const std::string& key) const;

  const std::string& name() const { return name_; }
  // The canonical spec without keys that have their default value; this is what results call it.
  std::string label() const;

 private:
  std::string name_;
  std::map<std::string, std::string> values_;
  std::map<std::string, std::string> non_default_;
  std::map<std::string, bool> given_;
};

}  // namespace streambed
