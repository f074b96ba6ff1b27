#pragma once
// How the program ends when something went wrong.

#include <exception>
#include <string>

namespace streambed {

constexpr int kUserErrorStatus = 2;  // with one line on stderr

// One line for the user about what ended a command: a UserError's own text, the file that the
// system refused, or that the memory was not enough. Empty for what nobody foresaw, a mistake of
// ours.
std::string explain(const std::exception& error);

// Writes what standard output still holds and closes it. Returns `status`, or says on stderr that
// not everything arrived (a full disk) and returns kUserErrorStatus. Nothing may be printed after.
int close_output(int status);

}  // namespace streambed
