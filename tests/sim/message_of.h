#pragma once
// The text of the UserError that a call throws, checked to be one line; "" when it throws none.

#include <string>

#include "sim/base/error.h"
#include "tests/catch.h"

template <class Call>
std::string message_of(Call&& call) {
  try {
    call();
  } catch (const streambed::UserError& error) {
    const std::string message = error.what();
    CHECK(message.find('\n') == std::string::npos);
    CHECK_FALSE(message.empty());
    return message;
  }
  return "";
}
