#pragma once
// Numbers to text and back, the same under every locale: some write a comma for the decimal point.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace streambed {

// Shortest text that reads back to the same value; "nan", "inf" spelled so.
std::string to_text(double value);
std::string to_text(std::int64_t value);
// The whole text must be the number; nullopt otherwise.
std::optional<double> to_number(std::string_view text);
std::optional<std::int64_t> to_integer(std::string_view text);

// The parts with the separator between them, as in "a, b, c"; for messages that list what exists.
std::string join(const std::vector<std::string>& parts, std::string_view separator);
// The entry of `known` nearest to `word` by edit distance, or empty when none is near.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

// " Did you mean "x"?" for a message about an unknown word, or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);
// What a message shows of somebody else's text: control characters as spaces, at most `max_bytes`.
std::string one_line(std::string_view text, std::size_t max_bytes = 1000);
// As much of it as fits into a message.
std::string excerpt(std::string_view text);

}  // namespace streambed
