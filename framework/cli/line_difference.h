// The difference of two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace pkttest::cli {

/// As `diff -u` shows it, with three lines around each change; empty where the texts are the same. A text
/// without a final line end counts as if it had one, which is said.
std::string line_difference(std::string_view name, std::string_view before, std::string_view after);

}  // namespace pkttest::cli
