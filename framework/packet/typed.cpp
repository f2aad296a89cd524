// Typed: making layers of values, finding them by name.
#include "framework/packet/typed.h"

#include <fmt/format.h>

namespace pkttest {

Packet make_layer(std::string_view protocol, std::initializer_list<const Value*> values) {
    const Protocol* found = find_protocol(protocol);
    if (found == nullptr) throw std::invalid_argument(fmt::format("there is no layer {}", protocol));
    Packet out(*found);
    std::size_t index = 0;
    for (const Value* value : values) {
        const Field& field = found->fields[index++];
        if (value->is_none()) continue;
        if (const auto problem = out.set(0, field, *value)) throw std::invalid_argument(problem->message);
    }
    return out;
}

std::size_t layer_of(const Packet& packet, std::string_view protocol) {
    for (std::size_t i = 0; i < packet.size(); ++i)
        if (packet[i].protocol().name == protocol) return i;
    throw std::out_of_range(fmt::format("the packet {} has no layer {}", summary(packet), protocol));
}

}  // namespace pkttest
