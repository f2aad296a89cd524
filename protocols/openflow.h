// What OpenFlow's messages, statistics and actions share (OpenFlow Switch Specification 1.0.0, 5).
#pragma once

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

inline constexpr Name openflow_ports[] = {{0xfff8, "IN_PORT"}, {0xfff9, "TABLE"}, {0xfffa, "NORMAL"},
                                          {0xfffb, "FLOOD"},   {0xfffc, "ALL"},   {0xfffd, "CONTROLLER"},
                                          {0xfffe, "LOCAL"},   {0xffff, "NONE"}};
inline constexpr Name openflow_versions[] = {
    {1, "OpenFlow 1.0"}, {2, "OpenFlow 1.1"}, {3, "OpenFlow 1.2"}, {4, "OpenFlow 1.3"}, {5, "OpenFlow 1.4"}};
inline constexpr Name openflow_types[] = {{0, "OFPT_HELLO"},
                                          {1, "OFPT_ERROR"},
                                          {2, "OFPT_ECHO_REQUEST"},
                                          {3, "OFPT_ECHO_REPLY"},
                                          {4, "OFPT_VENDOR"},
                                          {5, "OFPT_FEATURES_REQUEST"},
                                          {6, "OFPT_FEATURES_REPLY"},
                                          {7, "OFPT_GET_CONFIG_REQUEST"},
                                          {8, "OFPT_GET_CONFIG_REPLY"},
                                          {9, "OFPT_SET_CONFIG"},
                                          {10, "OFPT_PACKET_IN"},
                                          {11, "OFPT_FLOW_REMOVED"},
                                          {12, "OFPT_PORT_STATUS"},
                                          {13, "OFPT_PACKET_OUT"},
                                          {14, "OFPT_FLOW_MOD"},
                                          {15, "OFPT_PORT_MOD"},
                                          {16, "OFPT_STATS_REQUEST"},
                                          {17, "OFPT_STATS_REPLY"},
                                          {18, "OFPT_BARRIER_REQUEST"},
                                          {19, "OFPT_BARRIER_REPLY"},
                                          {20, "OFPT_QUEUE_GET_CONFIG_REQUEST"},
                                          {21, "OFPT_QUEUE_GET_CONFIG_REPLY"}};
constexpr Field openflow_port(std::string_view name, int initial = 0) {
    return enumeration(name, 16, initial, openflow_ports);
}
/// The header's fields (5.1).
constexpr Field openflow_version = enumeration("version", 8, 1, openflow_versions),
                openflow_length = bits("len", 16, {.compute = header_octets}),
                openflow_transaction = bits("xid", 32);
constexpr Field openflow_type(int initial) { return enumeration("type", 8, initial, openflow_types); }
constexpr Field openflow_pad(std::string_view name, std::uint16_t width) {
    return bits(name, width, 0, {.hex = true});
}

/// A part of a message: what follows belongs to others.
constexpr Protocol openflow_part(std::string_view name, std::span<const Field> fields,
                                 std::span<const Carrier> variants = {}, std::string_view title = {}) {
    return checked({.name = name,
                    .title = title.empty() ? name : title,
                    .fields = fields,
                    .variant_of = variants,
                    .payload_size = no_payload});
}

inline constexpr Carrier openflow_over[] = {{"TCP", {"sport", 6653}, {"dport", 6653}, down}};
/// Messages stand one behind the other. What a message's length counts and its fields do not read is Raw.
const Protocol* openflow_next(const Layer& layer);
/// A reply or an error has the number of what it answers.
bool openflow_answers(const Layer& answer, const Layer& request);
constexpr Protocol openflow_message(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> variants) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .carried_by = openflow_over,
                    .variant_of = variants,
                    .guess_payload = openflow_next,
                    .answers = openflow_answers});
}

}  // namespace pkttest::protocols
