#pragma once
// Counts what a test program allocates: linking allocation_counter.cc replaces operator new. Not
// with sanitizers, which bring their own.

#include <cstdint>

// Allocations of all threads since the start.
std::int64_t allocation_count();
