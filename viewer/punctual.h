#pragma once
// Being on time next to threads that draw.

namespace streambed {

// Asks the scheduler to give the calling thread short turns: one that wakes for its control tick then
// runs at once instead of after the turn, about 3 ms long, of a thread that draws in software. Takes
// nothing from the others and needs no rights. Linux 6.12 and newer; elsewhere it does nothing.
void ask_for_short_turns();

}  // namespace streambed
