// Lists of packets as values: their names, what they count, and the elements with a layer.
#include "framework/language/values/packet_list_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/find.h"

namespace pkttest::language {

namespace {

constexpr std::string_view counted[] = {"TCP", "UDP", "ICMP"};

/// The packet that stands for an element: of a request and its answer the answer.
const LayerReference* packet_of(const Value& element) {
    const List* pair = element.items();
    const Value& one = pair != nullptr && pair->size() == 2 ? pair->back() : element;
    return one.as<LayerReference>();
}

bool has_layer(const LayerReference& packet, const Protocol& protocol) {
    return find_layer(packet, protocol, 1).has_value();
}

}  // namespace

Value packet_list(List items, std::string name, bool of_pairs) {
    return Value(
        std::shared_ptr<List>(new List(std::move(items)), PacketListName{std::move(name), of_pairs}));
}

const PacketListName* packet_list_name(const Value& value) {
    const auto* list = value.as<std::shared_ptr<List>>();
    return list != nullptr ? std::get_deleter<PacketListName>(*list) : nullptr;
}

Value packet_list_like(const Value& origin, List items, std::string_view name_format) {
    const PacketListName* name = packet_list_name(origin);
    if (name == nullptr) return Value(std::move(items));
    return packet_list(std::move(items), fmt::format(fmt::runtime(name_format), name->name), name->of_pairs);
}

std::string represent_packet_list(const Value& list) {
    std::size_t counts[std::size(counted) + 1] = {};
    for (const Value& element : *list.items()) {
        const LayerReference* packet = packet_of(element);
        const auto* found = packet == nullptr
                                ? std::end(counted)
                                : std::find_if(std::begin(counted), std::end(counted), [&](auto name) {
                                      return has_layer(*packet, *find_protocol(name));
                                  });
        ++counts[found - std::begin(counted)];
    }
    return fmt::format("<{}: TCP:{} UDP:{} ICMP:{} Other:{}>", packet_list_name(list)->name, counts[0],
                       counts[1], counts[2], counts[3]);
}

std::optional<Value> packet_list_attribute(const Value& value, std::string_view name) {
    const List* items = value.items();
    const bool is_pair = value.is_tuple() && items->size() == 2 && (*items)[0].is_packet();
    if (is_pair && name == "query") return (*items)[0];
    if (is_pair && name == "answer") return (*items)[1];
    const PacketListName* list = packet_list_name(value);
    if (list == nullptr) return std::nullopt;
    if (name == "listname") return Value(list->name);
    if (name == "res") return Value(*items);
    if (name != "stats") return std::nullopt;
    List stats;
    for (const std::string_view protocol : counted) stats.emplace_back(find_protocol(protocol));
    return Value(std::move(stats));
}

Value elements_with_layer(const Value& list, const Protocol& protocol) {
    List out;
    for (const Value& element : *list.items())
        if (const auto* packet = packet_of(element); packet != nullptr && has_layer(*packet, protocol))
            out.push_back(element);
    return packet_list_like(list, std::move(out), fmt::format("{} from {{}}", protocol.name));
}

}  // namespace pkttest::language
