// BSD loopback encapsulation: LINKTYPE_NULL of the libpcap project, an address family in the writer's byte
// order. The field is read as little endian; what a big endian machine wrote announces its payload all the
// same (LINKTYPE_LOOP is written so too).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// IPv6's on Darwin, FreeBSD and the others: the first one is written.
static constexpr Name families[] = {{2, "IPv4"},  {7, "OSI"},   {16, "Appletalk"}, {23, "Netware IPX/SPX"},
                                    {30, "IPv6"}, {28, "IPv6"}, {24, "IPv6"}};

static constexpr Field fields[] = {enumeration("type", 32, 2, families, {.little_endian = true})};

/// Some writers leave the family of IP's packets unspecified.
static constexpr Carrier payloads[] = {{"IP", "type", 0, up}};
extern constexpr Protocol loopback = {
    .name = "Loopback", .title = "Loopback", .fields = fields, .payloads = payloads};
static_assert(well_formed(loopback));

}  // namespace pkttest::protocols
