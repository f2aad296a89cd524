// EtherIP (RFC 3378): an Ethernet frame in an IP packet.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Field fields[] = {bits("version", 4, 3), bits("reserved", 12)};
static constexpr Carrier carriers[] = {{"IP", {"proto", 97}, {"frag", 0}}};
extern constexpr Protocol etherip = {.name = "EtherIP",
                                     .title = "EtherIP / RFC 3378",
                                     .fields = fields,
                                     .carried_by = carriers,
                                     .carries = "Ether"};
static_assert(well_formed(etherip));

}  // namespace pkttest::protocols
