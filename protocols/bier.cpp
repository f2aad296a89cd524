// BIER (RFC 8296): the bit index forwarding entry and the header of bits.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Field entry_fields[] = {bits("bsl", 4, 2), bits("sd", 8),   bits("set", 8),
                                         bits("cos", 3),    bits("s", 1, 1), bits("ttl", 8)};
static constexpr Carrier entry_carriers[] = {{"UDP", "dport", 8138}};
extern constexpr Protocol bift = {.name = "BIFT",
                                  .title = "BIER forwarding table entry",
                                  .shown = "BIFT",
                                  .fields = entry_fields,
                                  .carried_by = entry_carriers,
                                  .carries = "BIER"};
static_assert(well_formed(bift));

static std::int64_t bit_octets(const Layer& layer) { return std::int64_t{8} << layer.integer("length"); }

static constexpr Name next_protocols[] = {{1, "MPLS"}, {2, "MPLS"}, {4, "IPv4"}, {5, "IPv6"}};
static constexpr Field fields[] = {
    bits("id", 4, 5),     bits("version", 4),
    bits("length", 4, 2), bits("entropy", 20),
    bits("OAM", 2),       bits("RSV", 2),
    bits("DSCP", 6),      enumeration("Proto", 6, 2, next_protocols),
    bits("BFRID", 16),    octets("BitString", "", {.extent = octets_by(bit_octets)}),
};
static constexpr Carrier payloads[] = {{"IP", "Proto", 4}, {"IPv6", "Proto", 5}, {"MPLS", "Proto", 1}};
extern constexpr Protocol bier = {.name = "BIER",
                                  .title = "Bit Index Explicit Replication",
                                  .shown = "BIER",
                                  .fields = fields,
                                  .payloads = payloads};
static_assert(well_formed(bier));

}  // namespace pkttest::protocols
