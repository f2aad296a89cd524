// RADIUS (RFC 2865, 2866, 5176).
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name codes[] = {{1, "Access-Request"},
                                 {2, "Access-Accept"},
                                 {3, "Access-Reject"},
                                 {4, "Accounting-Request"},
                                 {5, "Accounting-Response"},
                                 {6, "Accounting-Status (now Interim Accounting)"},
                                 {7, "Password-Request"},
                                 {8, "Password-Ack"},
                                 {9, "Password-Reject"},
                                 {10, "Accounting-Message"},
                                 {11, "Access-Challenge"},
                                 {12, "Status-Server (experimental)"},
                                 {13, "Status-Client (experimental)"},
                                 {21, "Resource-Free-Request"},
                                 {22, "Resource-Free-Response"},
                                 {23, "Resource-Query-Request"},
                                 {24, "Resource-Query-Response"},
                                 {25, "Alternate-Resource-Reclaim-Request"},
                                 {26, "NAS-Reboot-Request"},
                                 {27, "NAS-Reboot-Response"},
                                 {28, "Reserved"},
                                 {29, "Next-Passcode"},
                                 {30, "New-Pin"},
                                 {31, "Terminate-Session"},
                                 {32, "Password-Expired"},
                                 {33, "Event-Request"},
                                 {34, "Event-Response"},
                                 {40, "Disconnect-Request"},
                                 {41, "Disconnect-ACK"},
                                 {42, "Disconnect-NAK"},
                                 {43, "CoA-Request"},
                                 {44, "CoA-ACK"},
                                 {45, "CoA-NAK"},
                                 {50, "IP-Address-Allocate"},
                                 {51, "IP-Address-Release"},
                                 {52, "Protocol-Error"},
                                 {250, "Experimental Use"},
                                 {251, "Experimental Use"},
                                 {252, "Experimental Use"},
                                 {253, "Experimental Use"},
                                 {254, "Reserved"},
                                 {255, "Reserved"}};

/// The first attribute of this type; nullptr where there is none.
static const Packet* find_attribute(const List* attributes, std::string_view protocol) {
    if (attributes != nullptr)
        for (const Value& one : *attributes)
            if (const auto* reference = one.as<LayerReference>();
                reference != nullptr && (*reference->packet)[0].is(protocol))
                return reference->packet.get();
    return nullptr;
}
static std::string summary(const Layer& layer) {
    const Value attributes = layer.get("attributes");
    const List* items = attributes.items();
    std::string out = "RADIUS " + layer.text("code");
    if (layer.integer("code") != 1) return out;
    if (find_attribute(items, "RadiusAttr_EAP_Message") != nullptr) return out + " (EAP)";
    if (const Packet* vendor = find_attribute(items, "RadiusAttr_Vendor_Specific");
        vendor != nullptr && (*vendor)[0].integer("vendor_id") == 311)
        return out + " (MS-CHAP)";
    if (find_attribute(items, "RadiusAttr_User_Password") != nullptr) return out + " (PAP)";
    if (const Packet* user = find_attribute(items, "RadiusAttr_User_Name"))
        out += fmt::format(" (User:'{}')", octets_in((*user)[0], "value"));
    return out;
}

static void hashret(const Layer& layer, std::string& out) { out += static_cast<char>(layer.integer("id")); }

/// What may answer what: RFC 2865, 3; RFC 2866, 3; RFC 5176, 2; RFC 5997, 3.
static constexpr struct {
    std::uint8_t request, answer;
} pairs[] = {{1, 2}, {1, 3}, {1, 11}, {4, 5}, {12, 2}, {12, 5}, {40, 41}, {40, 42}, {43, 44}, {43, 45}};
static bool radius_answers(const Layer& layer, const Layer& request) {
    if (!request.is("Radius") || layer.integer("id") != request.integer("id")) return false;
    for (const auto& pair : pairs)
        if (pair.request == request.integer("code") && pair.answer == layer.integer("code")) return true;
    return false;
}

static Integer message_octets(const Layer& built) { return built.header().size() + built.payload().size(); }

static constexpr Field fields[] = {
    enumeration("code", 8, 1, codes), bits("id", 8), bits("len", 16, {.compute = message_octets}),
    octets("authenticator", "", {.extent = fixed(16), .hex = true}),
    layers("attributes", "RadiusAttribute", {.extent = octets_from("len", 1, -20)})};
static constexpr Carrier carriers[] = {
    {"UDP", "sport", 1812, up}, {"UDP", "dport", 1812, up},
    {"UDP", "sport", 1813, up}, {"UDP", "dport", 1813, up},
    {"UDP", "sport", 1700, up},  // Cisco's port for RFC 5176
    {"UDP", "dport", 1700, up}, {"UDP", "sport", 3799, up},
    {"UDP", "dport", 3799, up}, {"UDP", {"sport", 1812}, {"dport", 1812}, down}};
extern constexpr Protocol radius = checked({.name = "Radius",
                                            .title = "RADIUS",
                                            .fields = fields,
                                            .carried_by = carriers,
                                            .summary = summary,
                                            .hashret = hashret,
                                            .answers = radius_answers});

}  // namespace pkttest::protocols
