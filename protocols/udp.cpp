// UDP (RFC 768), and the UDP header that an ICMP error quotes.
#include <algorithm>

#include "framework/packet/checksum.h"
#include "protocols/computed.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"
#include "protocols/ports.h"

namespace pkttest::protocols {

/// A checksum of 0 means none, so a computed 0 is sent as all ones. Without IP there is none.
static Integer checksum(const Layer& layer) {
    const std::uint16_t sum = transport_checksum(layer, 17);
    return sum == 0 && (layer.below("IP") || layer.below("IPv6")) ? 0xffff : sum;
}

/// A length below the header's own leaves out as many octets from the end, as Scapy counts.
static std::int64_t short_length(const Layer& layer) {
    return static_cast<std::int64_t>(std::max<Integer>(payload_octets(layer) + layer.integer("len") - 8, 0));
}

static constexpr Field fields[] = {
    enumeration("sport", 16, 53, udp_services),
    enumeration("dport", 16, 53, udp_services),
    bits("len", 16, {.compute = whole_octets, .basis = Basis::sizes}),
    bits("chksum", 16, {.compute = checksum, .basis = Basis::sum, .hex = true}),
};

static constexpr auto carriers = over_ip(17);

extern constexpr Protocol udp = {
    .name = "UDP",
    .title = "User Datagram Protocol",
    .shown = "UDP",
    .fields = fields,
    .carried_by = carriers,
    .tells = udp_groups,
    .payload_octets = {.field = "len", .with_header = true, .least = 8},
    .payload_size = short_length,
    .summary = port_summary,
    .answers = datagram_answers,
};
static_assert(well_formed(udp));

static constexpr auto quoted_carriers = quoted(17);

extern constexpr Protocol udp_error = {
    .name = "UDPerror",
    .title = "UDP in ICMP",
    .fields = fields,
    .carried_by = quoted_carriers,
    .carries_as = "UDP",
    .payload_octets = {.field = "len", .with_header = true, .least = 8},
    .payload_size = short_length,
    .answers = [](const Layer& answer, const Layer& request) { return same_ports(answer, request, "UDP"); },
};
static_assert(well_formed(udp_error));

}  // namespace pkttest::protocols
