// A campaign in its tidy form: one indentation, one spacing, one blank line between tests. Only blanks and
// empty lines change; comments and the breaks of long lines stay where their author put them.
#pragma once

#include <cstdint>
#include <string>

#include "framework/language/syntax/source.h"

namespace pkttest::language {

/// The tidy form of a source that `parse_campaign` reads without complaint. What is tidy stays as it is.
std::string tidy(Sources& sources, std::uint32_t source);

}  // namespace pkttest::language
