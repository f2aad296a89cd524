// OSPF's LSA checksum (RFC 2328 12.1.7), and which acknowledgement answers which update.
#include "protocols/ospf_lsa.h"

#include <vector>

#include "framework/packet/packet.h"

namespace pkttest::protocols {

Integer lsa_checksum(const Layer& lsa) {
    const auto header = lsa.header();
    if (header.size() < 20) return 0;
    std::vector<std::uint8_t> octets(header.begin() + 2, header.end());
    if (octets[16] == 0 && octets[17] == 0) {
        octets[16] = static_cast<std::uint8_t>(header.size() >> 8);
        octets[17] = static_cast<std::uint8_t>(header.size());
    }
    return fletcher_checksum(octets, 14);
}

bool lsa_acknowledged(const Layer& acknowledgement, const Layer& update) {
    const Value sent = update.get("lsalist"), named = acknowledgement.get("lsaheaders");
    if (sent.items() == nullptr || named.items() == nullptr) return false;
    const auto first = [](const Value& value) { return (*value.as<LayerReference>()->packet)[0]; };
    for (const Value& a : *sent.items())
        for (const Value& b : *named.items())
            if (a.is_packet() && b.is_packet() && first(a).integer("type") == first(b).integer("type") &&
                first(a).integer("seq") == first(b).integer("seq"))
                return true;
    return false;
}

}  // namespace pkttest::protocols
