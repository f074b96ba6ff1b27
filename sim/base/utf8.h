#pragma once
// Results, manifests and checkpoints hold text in UTF-8 and nothing else.

#include <string_view>

namespace streambed {

// Is the text well-formed UTF-8 (RFC 3629)?
bool is_utf8(std::string_view text);
// Throws UserError, which begins with `what`, unless it is.
void check_utf8(std::string_view what, std::string_view text);

}  // namespace streambed
