#pragma once
// How to be on time beside threads that draw.

namespace streambed {

// Asks the scheduler to give the calling thread short time slices. A thread that wakes for its
// control tick then runs at once; otherwise it would wait for the time slice of about 3 ms of a
// thread that draws in software. Other threads lose nothing, and no privileges are needed. Works on
// Linux 6.12 and newer; elsewhere it does nothing.
void ask_for_short_turns();

}  // namespace streambed
