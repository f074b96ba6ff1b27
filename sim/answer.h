#pragma once
// What a batched call gives back for one of its parts. The parts belong to different episodes, so
// one that fails must not take the others with it.

#include <exception>

namespace streambed {

// The value that one part of a call came to, or, if `error` is set, what was thrown instead; the
// value then means nothing.
template <class Value>
struct Answer {
  Value value{};
  std::exception_ptr error = nullptr;
};

// Runs `body`; returns what it throws, null when it comes to its end.
template <class Body>
std::exception_ptr error_of(Body&& body) {
  try {
    body();
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

}  // namespace streambed
