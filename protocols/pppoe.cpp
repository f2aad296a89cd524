// PPP over Ethernet (RFC 2516): sessions, discovery and its tags (RFC 5578, RFC 4638 among them).
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/over_ethernet.h"

namespace pkttest::protocols {

static constexpr Field version = bits("version", 4, 1);
static constexpr Field type = bits("type", 4, 1);
static constexpr Field sessionid = bits("sessionid", 16, 0, {.hex = true});
static constexpr Field len = bits("len", 16, {.compute = payload_octets});

static constexpr Name session_codes[] = {{0, "Session"}};
static constexpr Field session_fields[] = {version, type, enumeration("code", 8, 0, session_codes), sessionid,
                                           len};
static constexpr auto session_carriers = over_ethernet(0x8864);
extern constexpr Protocol pppoe = {
    .name = "PPPoE", .title = "PPP over Ethernet", .fields = session_fields, .carried_by = session_carriers};
static_assert(well_formed(pppoe));

// ---- discovery ---------------------------------------------------------------------------------------

static constexpr Name discovery_codes[] = {{0x00, "PPP Session Stage"},
                                           {0x07, "PPPoE Active Discovery Offer (PADO)"},
                                           {0x09, "PPPoE Active Discovery Initiation (PADI)"},
                                           {0x0a, "PPPoE Active Discovery Session-Grant (PADG)"},
                                           {0x0b, "PPPoE Active Discovery Session-Credit Response (PADC)"},
                                           {0x0c, "PPPoE Active Discovery Quality (PADQ)"},
                                           {0x19, "PPPoE Active Discovery Request (PADR)"},
                                           {0x65, "PPPoE Active Discovery Session-confirmation (PADS)"},
                                           {0xa7, "PPPoE Active Discovery Terminate (PADT)"}};
static constexpr Field discovery_fields[] = {version, type, enumeration("code", 8, 9, discovery_codes),
                                             sessionid, len};
static constexpr auto discovery_carriers = over_ethernet(0x8863);
static std::int64_t discovery_size(const Layer& layer) {
    return static_cast<std::int64_t>(layer.integer(discovery_fields[4]));
}
extern constexpr Protocol pppoe_discovery = {
    .name = "PPPoED",
    .title = "PPP over Ethernet Discovery",
    .fields = discovery_fields,
    .carried_by = discovery_carriers,
    .payload_size = discovery_size,
    .summary = [](const Layer& layer) { return layer.text("code"); },
};
static_assert(well_formed(pppoe_discovery));

static constexpr Name tag_types[] = {{0x0000, "End-Of-List"},
                                     {0x0101, "Service-Name"},
                                     {0x0102, "AC-Name"},
                                     {0x0103, "Host-Uniq"},
                                     {0x0104, "AC-Cookie"},
                                     {0x0105, "Vendor-Specific"},
                                     {0x0106, "Credits"},
                                     {0x0107, "Metrics"},
                                     {0x0108, "Sequence Number"},
                                     {0x0109, "Credit Scale Factor"},
                                     {0x0110, "Relay-Session-Id"},
                                     {0x0120, "PPP-Max-Payload"},
                                     {0x0201, "Service-Name-Error"},
                                     {0x0202, "AC-System-Error"},
                                     {0x0203, "Generic-Error"}};
static constexpr Field tag_fields[] = {
    enumeration("tag_type", 16, {}, tag_types),
    bits("tag_len", 16, {.length_of = {"tag_value"}}),
    octets("tag_value", "", {.extent = octets_from("tag_len")}),
};
extern constexpr Protocol pppoe_tag = {.name = "PPPoETag",
                                       .title = "PPPoE tag",
                                       .shown = "PPPoE Tag",
                                       .fields = tag_fields,
                                       .payload_size = no_payload};
static_assert(well_formed(pppoe_tag));

static std::string summarize_tags(const Layer& layer) {
    std::string names;
    const Value list = layer.get("tag_list");
    if (list.items() != nullptr)
        for (const Value& tag : *list.items())
            if (const auto* one = tag.as<LayerReference>()) {
                const Layer found = (*one->packet)[one->index];
                names += (names.empty() ? "" : ", ") + (found.is("Raw") ? "??" : found.text("tag_type"));
            }
    return "PPPoE Tags" + names;
}
static constexpr std::string_view discovery_too[] = {"PPPoED"};
static constexpr Field tags_fields[] = {layers("tag_list", "PPPoETag", {.extent = rest()})};
static constexpr Carrier tags_carriers[] = {{"PPPoED", "type", 1}};
extern constexpr Protocol pppoe_tags = {.name = "PPPoED_Tags",
                                        .title = "PPPoE Tag List",
                                        .fields = tags_fields,
                                        .carried_by = tags_carriers,
                                        .summary = summarize_tags,
                                        .summary_needs = discovery_too};
static_assert(well_formed(pppoe_tags));

}  // namespace pkttest::protocols
