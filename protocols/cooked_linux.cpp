// Linux cooked captures: LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of the libpcap project.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/numbers.h"

namespace pkttest::protocols {

static constexpr Name packet_types[] = {
    {0, "unicast"}, {1, "broadcast"}, {2, "multicast"}, {3, "unicast-to-another-host"}, {4, "sent-by-us"}};

static constexpr Field fields[] = {
    enumeration("pkttype", 16, 0, packet_types),
    bits("lladdrtype", 16, 512, {.hex = true}),
    bits("lladdrlen", 16),
    octets("src", "", {.extent = fixed(8)}),
    enumeration("proto", 16, 0x800, ethertypes, {.hex = true}),
};

extern constexpr Protocol cooked_linux = {
    .name = "CookedLinux", .title = "Linux cooked capture", .shown = "cooked linux", .fields = fields};
static_assert(well_formed(cooked_linux));

static constexpr Field fields2[] = {
    enumeration("proto", 16, 0x800, ethertypes, {.hex = true}),
    bits("reserved", 16),
    bits("ifindex", 32),
    bits("lladdrtype", 16, 512, {.hex = true}),
    enumeration("pkttype", 8, 0, packet_types),
    bits("lladdrlen", 8),
    octets("src", "", {.extent = fixed(8)}),
};

extern constexpr Protocol cooked_linux_v2 = {
    .name = "CookedLinuxV2", .title = "cooked linux v2", .fields = fields2, .carries_as = "CookedLinux"};
static_assert(well_formed(cooked_linux_v2));

}  // namespace pkttest::protocols
