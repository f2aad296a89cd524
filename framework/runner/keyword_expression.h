// Keyword expressions of -k and -K: "smoke", "smoke and not slow", "(ipv4 or ipv6) and not lab".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pkttest::runner {

/// Whether the keywords fulfil an expression of words, `and`, `or`, `not` and parentheses, with Python's
/// precedence. A word may be a glob: "ipv*". Throws std::invalid_argument naming what is wrong.
bool keywords_fulfil(std::string_view expression, const std::vector<std::string>& keywords);

}  // namespace pkttest::runner
