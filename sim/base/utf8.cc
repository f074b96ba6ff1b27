#include "sim/base/utf8.h"

#include <cstddef>
#include <string>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {

bool is_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || length > text.size() - i) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xc0) != 0x80) return false;
    }
    // Overlong forms, surrogates and what lies beyond the last character show in the second byte.
    const unsigned char second = length > 1 ? byte(i + 1) : 0;
    if (lead == 0xe0 && second < 0xa0) return false;
    if (lead == 0xed && second > 0x9f) return false;
    if (lead == 0xf0 && second < 0x90) return false;
    if (lead == 0xf4 && second > 0x8f) return false;
    i += length;
  }
  return true;
}

void check_utf8(std::string_view what, std::string_view text) {
  if (is_utf8(text)) return;
  throw UserError(std::string(what) + ": '" + excerpt(text) +
                  "' is not UTF-8, which results need; rename the file or folder");
}

}  // namespace streambed
