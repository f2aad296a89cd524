// What a packet that is made by its name is: the layer whose numbers the name has.
#include "framework/language/values/named_packets.h"

#include <algorithm>
#include <array>

#include "framework/packet/compiled.h"

namespace pkttest::language {

namespace {

struct Named {
    std::string_view name, base;
    std::array<std::string_view, 3> numbers;  ///< What the name says.
};
constexpr Named rows[] = {
    {"DiamReq", "DiamG", {"drCode", "drAppId", "drFlags"}},
    {"DiamAns", "DiamG", {"drCode", "drAppId", "drFlags"}},
    {"AVP", "AVP_Unknown", {"avpCode", "avpFlags", "avpVnd"}},
};

/// The packet read again, with octets in place of a value that its type may not take.
Packet read_again(Packet packet, const Named& row) {
    if (const Field* value = find_field(packet[0].protocol(), "val"))
        packet.set(0, *value, Value(Bytes{std::string(8, '\0')}));
    return Packet::dissect(packet.build(), *find_protocol(row.base));
}

}  // namespace

Packet spelled_out(Packet packet) {
    const auto* row = std::find_if(std::begin(rows), std::end(rows),
                                   [&](const Named& each) { return packet[0].is(each.name); });
    if (row == std::end(rows) || packet[0].slot().crafted == nullptr) return packet;
    const Packet read = read_again(packet, *row);
    Packet out(read[0].protocol());
    for (const Field& field : out[0].protocol().fields) {
        const Field* given = find_field(packet[0].protocol(), field.name);
        const bool told = given != nullptr &&
                          packet[0].slot().crafted->find(index_of(packet[0].protocol(), *given)) != nullptr;
        const bool meant =
            std::find(row->numbers.begin(), row->numbers.end(), field.name) != row->numbers.end();
        if (!told && !(meant && read[0].has(field))) continue;
        if (out.set(0, field, told ? packet[0].get(*given) : read[0].get(field))) return packet;
    }
    return out;
}

}  // namespace pkttest::language
