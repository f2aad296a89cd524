// What the link state advertisements of OSPF version 2 and 3 share: the header of 20 octets and its checksum.
#pragma once

#include <array>

#include "framework/packet/checksum.h"
#include "framework/packet/joined.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

/// Over all but the age (RFC 2328 12.1.7). A length that is still to be filled in counts as the LSA's.
Integer lsa_checksum(const Layer& lsa);
inline Integer lsa_length(const Layer& lsa) { return static_cast<Integer>(lsa.header().size()); }

/// An update is answered by what acknowledges one of its LSAs.
bool lsa_acknowledged(const Layer& acknowledgement, const Layer& update);

/// Octets that the LSA's own length leaves behind `head` octets.
template <int head>
std::int64_t lsa_rest(const Layer& lsa) {
    return static_cast<std::int64_t>(lsa.integer("len")) - head;
}

/// Octets of a message's last list: what the OSPF header says, less `before`; without one all that is there.
template <int before, int own>
std::int64_t ospf_list_octets(const Layer& message) {
    const auto header = message.below();
    const auto left = static_cast<std::int64_t>(message.header().size()) - own;
    if (!header || find_field(header->protocol(), "len") == nullptr) return left;
    return static_cast<std::int64_t>(header->integer("len")) - before - own;
}

template <class... Fields>
constexpr std::array<Field, sizeof...(Fields)> body(const Fields&... fields) {
    return {fields...};
}

constexpr Protocol lsa(std::string_view name, std::string_view title, std::span<const Field> fields,
                       std::span<const Carrier> variant_of) {
    return {
        .name = name, .title = title, .fields = fields, .variant_of = variant_of, .payload_size = no_payload};
}

}  // namespace pkttest::protocols
