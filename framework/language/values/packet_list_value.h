// Lists of packets as values, Scapy's PacketList and SndRcvList: lists that
// have a name. Such a list is a list in all that lists do; its name is kept beside the items.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "framework/language/syntax/span.h"
#include "framework/packet/value.h"

namespace pkttest::language {

/// Deletes the items of the list that it names: the shared pointer itself carries it.
struct PacketListName {
    std::string name;
    bool of_pairs = false;  ///< Requests with their answers.
    void operator()(const List* items) const { delete items; }
};

Value packet_list(List items, std::string name = "PacketList", bool of_pairs = false);
/// nullptr where a value is a plain list, or none.
const PacketListName* packet_list_name(const Value& value);
/// Items that came from a list of packets, under a name derived from it; a plain list where it is none.
Value packet_list_like(const Value& origin, List items, std::string_view name_format);
/// "<PacketList: TCP:1 UDP:0 ICMP:0 Other:2>".
std::string represent_packet_list(const Value& list);
/// res, listname, stats; query and answer of a pair. nullopt where it has none of this name.
std::optional<Value> packet_list_attribute(const Value& value, std::string_view name);
/// list[TCP]: the elements with such a layer.
Value elements_with_layer(const Value& list, const Protocol& protocol);

}  // namespace pkttest::language
