// SHA-256 (FIPS 180-4): which text of a campaign a report speaks of.
#pragma once

#include <string>
#include <string_view>

namespace pkttest::runner {

/// Lower-case hex, 64 characters.
std::string sha256(std::string_view octets);

}  // namespace pkttest::runner
