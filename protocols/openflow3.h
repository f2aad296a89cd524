// What OpenFlow 1.3's messages, actions and matches share (OpenFlow Switch Specification 1.3.5, 7). Layers
// whose name version 1.0 has with other fields end in 3.
#pragma once

#include <array>

#include "protocols/openflow.h"
#include "protocols/openflow3_numbers.h"

namespace pkttest::protocols {

constexpr Field openflow3_version = enumeration("version", 8, 4, openflow_versions);
constexpr Field openflow3_message_type(int initial) {
    return enumeration("type", 8, initial, openflow3_message_types);
}
/// A message's fields behind its header (7.1).
template <int type, class... Parts>
constexpr std::array<Field, 4 + sizeof...(Parts)> openflow3_fields(const Parts&... parts) {
    return {openflow3_version, openflow3_message_type(type), openflow_length, openflow_transaction, parts...};
}
/// Those of a multipart message behind its kind (7.3.5).
template <int type, unsigned kind, class... Parts>
constexpr std::array<Field, 7 + sizeof...(Parts)> openflow3_multipart(std::string_view pad,
                                                                      const Parts&... parts) {
    return openflow3_fields<type>(
        enumeration("mp_type", 16, kind, openflow3_multipart_types),
        flags("flags", 16, 0, type == 18 ? openflow3_request_flags : openflow3_reply_flags),
        openflow_pad(pad, 32), parts...);
}

template <unsigned type>
constexpr Carrier of_type3[] = {{"OpenFlow", {"version", 4}, {"type", type}}};
/// Errors and multipart messages say behind the header what they are.
template <unsigned type, unsigned kind>
bool is_of_kind3(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() > 9 && octets[0] == 4 && octets[1] == type && octets[8] == kind >> 8 &&
           octets[9] == (kind & 0xff);
}
template <unsigned type, unsigned kind>
constexpr Carrier of_kind3[] = {Carrier("OpenFlow", is_of_kind3<type, kind>)};

/// What parts are a kind of, by their own type.
inline constexpr char action[] = "OFPAT3", instruction[] = "OFPIT", band[] = "OFPMBT",
                      hello_element[] = "OFPHET", queue_property[] = "OFPQT3", table_property[] = "OFPTFPT";
template <const auto& base, unsigned type>
constexpr Carrier openflow3_type_of[] = {{base, "type", type}};

/// Fills a part up to a multiple of eight octets.
inline std::int64_t nothing_more(const Layer&) { return 0; }
constexpr Field openflow3_filling(std::string_view name) {
    return octets(name, "", {.extent = octets_by(nothing_more), .align_to = 8});
}
constexpr Field openflow3_match_field = layer("match", "OFPMatch3");

}  // namespace pkttest::protocols
