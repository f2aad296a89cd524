// IPv6 addresses in calls: as texts or as 16 octets.
#pragma once

#include "framework/language/builtin.h"
#include "framework/packet/address.h"

namespace pkttest::language {

/// The address that an argument is; complains as Python does (OSError) where it is none.
UnsignedInteger ipv6_of(const Call& call, std::size_t parameter);
/// As 16 octets.
Value ipv6_octets(UnsignedInteger address);

}  // namespace pkttest::language
