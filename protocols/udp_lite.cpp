// UDP-Lite (RFC 3828): UDP whose checksum covers as much as the sender says.
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"
#include "protocols/ports.h"

namespace pkttest::protocols {

static constexpr std::uint8_t number = 136;

/// A coverage of 0 is the whole packet; a checksum of 0 is sent as all ones (RFC 3828, 3.1).
static Integer checksum(const Layer& layer) {
    const std::uint64_t coverage = layer.integer("coverage");
    const std::uint16_t sum =
        transport_checksum(layer, number, coverage != 0 ? coverage : static_cast<std::size_t>(-1));
    return sum == 0 && layer.below() ? 0xffff : sum;
}
static constexpr Field fields[] = {
    enumeration("sport", 16, 53, udp_services),
    enumeration("dport", 16, 53, udp_services),
    bits("coverage", 16),
    bits("chksum", 16, {.compute = checksum, .hex = true}),
};
static constexpr auto carriers = over_ip(number);
extern constexpr Protocol udp_lite = {
    .name = "UDPLite",
    .title = "Lightweight User Datagram Protocol",
    .fields = fields,
    .carried_by = carriers,
    .summary = port_summary,
    .answers = datagram_answers,
};
static_assert(well_formed(udp_lite));

}  // namespace pkttest::protocols
