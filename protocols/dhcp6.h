// What DHCPv6's messages, options and identifiers share.
#pragma once

#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

/// The option behind a message or an option: there where more than two octets are left.
const Protocol* next_dhcp6_option(const Layer& layer);

/// Some of IANA's private enterprise numbers.
inline constexpr Name enterprises[] = {{9, "ciscoSystems"},
                                       {35, "Nortel Networks"},
                                       {43, "3Com"},
                                       {311, "Microsoft"},
                                       {2636, "Juniper Networks, Inc."},
                                       {4526, "Netgear"},
                                       {5771, "Cisco Systems, Inc."},
                                       {5842, "Cisco Systems"},
                                       {11129, "Google, Inc"},
                                       {16885, "Nortel Networks"}};

}  // namespace pkttest::protocols
