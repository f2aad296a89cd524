// What Bluetooth's layers share (Bluetooth Core Specification 5.3): numbers and addresses are little-endian.
#pragma once

#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

constexpr Field little(std::string_view name, std::uint16_t width, int initial = 0) {
    return bits(name, width, initial, {.little_endian = true});
}
constexpr Field handle(std::string_view name, Default initial = 0) {
    return bits(name, 16, initial, {.little_endian = true, .hex = true});
}
inline constexpr Name bluetooth_address_types[] = {{0, "public"}, {1, "random"}};

/// A device address, its last octet first.
inline constexpr Shape little_mac_shape = based_on<mac_shape>({
    .name = "MAC address, the last octet first",
    .decode =
        [](const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
            const std::size_t at = cursor.bit;
            const char* reason = mac_shape.skip(field, layer, cursor);
            if (reason == nullptr) out = Value(read_bits(cursor.data, at, 48, true));
            return reason;
        },
    .encode =
        [](const Field&, const Layer&, const Value& internal, BitWriter& out) {
            Integer address = 0;
            internal.to_integer(address);
            out.put(static_cast<UnsignedInteger>(address), 48, true);
        },
    .human =
        [](const Field&, const Value& value) {
            static constexpr Field plain = mac("address");
            return mac_shape.human(plain, value);
        },
    .represent =
        [](const Field&, const Value& value) {
            static constexpr Field plain = mac("address");
            return mac_shape.represent(plain, value);
        },
});
/// Without a width of its own the walk reads it through its shape.
constexpr Field little_mac(std::string_view name) {
    Field field = custom(name, little_mac_shape, {}, {}, 48);
    field.little_endian = true;
    return field;
}

/// The field of a lower layer that announces others by its value.
struct Announcer {
    std::string_view protocol, field;
};
inline constexpr Announcer hci_hdr_of{"HCI_Hdr", "type"}, l2cap_hdr_of{"L2CAP_Hdr", "cid"},
    l2cap_cmdhdr_of{"L2CAP_CmdHdr", "code"}, att_hdr_of{"ATT_Hdr", "opcode"},
    sm_hdr_of{"SM_Hdr", "sm_command"}, eir_hdr_of{"EIR_Hdr", "type"},
    hci_command_hdr_of{"HCI_Command_Hdr", "opcode"}, hci_event_hdr_of{"HCI_Event_Hdr", "code"},
    hci_event_le_meta_of{"HCI_Event_LE_Meta", "event"},
    hci_event_command_complete_of{"HCI_Event_Command_Complete", "opcode"};
template <const Announcer& lower, unsigned value>
inline constexpr Carrier on[] = {{lower.protocol, lower.field, value}};

constexpr Protocol bluetooth(std::string_view name, std::string_view title, std::span<const Field> fields,
                             std::span<const Carrier> carriers) {
    return checked({.name = name, .title = title, .fields = fields, .carried_by = carriers});
}
/// A header whose `len` bounds what it carries.
constexpr Protocol bluetooth_head(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::span<const Carrier> carriers) {
    return checked(
        {.name = name,
         .title = title,
         .fields = fields,
         .carried_by = carriers,
         .payload_size = [](const Layer& layer) { return static_cast<std::int64_t>(layer.integer("len")); }});
}
using Answers = bool (*)(const Layer& answer, const Layer& request);
constexpr Protocol answering(Protocol protocol, Answers answers) {
    protocol.answers = answers;
    return protocol;
}
/// A part of a list: what follows belongs to others.
constexpr Protocol bluetooth_part(std::string_view name, std::string_view title,
                                  std::span<const Field> fields) {
    return checked({.name = name, .title = title, .fields = fields, .payload_size = no_payload});
}

}  // namespace pkttest::protocols
