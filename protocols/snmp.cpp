// SNMP (RFC 1157, RFC 3416), versions 1, 2 and 3 (RFC 3412) with its user-based security (RFC 3414).
#include "framework/packet/packet.h"
#include "protocols/asn1.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr Name versions[] = {{0, "v1"}, {1, "v2c"}, {2, "v2"}, {3, "v3"}};
static constexpr Name errors[] = {{0, "no_error"},
                                  {1, "too_big"},
                                  {2, "no_such_name"},
                                  {3, "bad_value"},
                                  {4, "read_only"},
                                  {5, "generic_error"},
                                  {6, "no_access"},
                                  {7, "wrong_type"},
                                  {8, "wrong_length"},
                                  {9, "wrong_encoding"},
                                  {10, "wrong_value"},
                                  {11, "no_creation"},
                                  {12, "inconsistent_value"},
                                  {13, "resource_unavailable"},
                                  {14, "commit_failed"},
                                  {15, "undo_failed"},
                                  {16, "authorization_error"},
                                  {17, "not_writable"},
                                  {18, "inconsistent_name"}};
static constexpr Name traps[] = {
    {0, "cold_start"},   {1, "warm_start"},     {2, "link_down"},          {3, "link_up"},
    {4, "auth_failure"}, {5, "egp_neigh_loss"}, {6, "enterprise_specific"}};

static constexpr ber::Type number{.tag = ber::integer};
static constexpr ber::Type text{.tag = ber::string};
static constexpr ber::Type address{.tag = ber::ip_address};
static constexpr ber::Type ticks{.tag = ber::time_ticks};
static constexpr ber::Type anything{.tag = ber::any};
static constexpr ber::Type bindings{.tag = ber::sequence, .element = "SNMPvarbind"};
static constexpr Field varbinds = ber_field("varbindlist", bindings);

static constexpr ber::Type first_oid{.tag = ber::oid, .outer = ber::sequence};
static constexpr Field varbind_fields[] = {ber_field("oid", first_oid, "1.3"), ber_field("value", anything)};
extern constexpr Protocol snmp_varbind = checked({.name = "SNMPvarbind",
                                                  .title = "SNMP variable binding",
                                                  .shown = "SNMPvarbind",
                                                  .fields = varbind_fields,
                                                  .header_size = ber_size});

template <std::uint8_t tag>
static constexpr ber::Type first_number{.tag = ber::integer, .outer = tag};
template <std::uint8_t tag>
static constexpr Field pdu_fields[] = {ber_field("id", first_number<tag>, 0),
                                       ber_field("error", number, 0, errors),
                                       ber_field("error_index", number, 0), varbinds};
template <std::uint8_t tag>
static constexpr Protocol pdu(std::string_view name, std::string_view title) {
    return checked({.name = name, .title = title, .fields = pdu_fields<tag>, .header_size = ber_size});
}

extern constexpr Protocol snmp_get = pdu<0xa0>("SNMPget", "SNMPget");
extern constexpr Protocol snmp_next = pdu<0xa1>("SNMPnext", "SNMPnext");
extern constexpr Protocol snmp_response = pdu<0xa2>("SNMPresponse", "SNMPresponse");
extern constexpr Protocol snmp_set = pdu<0xa3>("SNMPset", "SNMPset");
extern constexpr Protocol snmp_inform = pdu<0xa6>("SNMPinform", "SNMPinform");
extern constexpr Protocol snmp_trap_v2 = pdu<0xa7>("SNMPtrapv2", "SNMPtrapv2");
extern constexpr Protocol snmp_report = pdu<0xa8>("SNMPreport", "SNMPreport");

static constexpr ber::Type first_of_trap{.tag = ber::oid, .outer = 0xa4};
static constexpr Field trap_fields[] = {ber_field("enterprise", first_of_trap, "1.3"),
                                        ber_field("agent_addr", address, "0.0.0.0"),
                                        ber_field("generic_trap", number, 0, traps),
                                        ber_field("specific_trap", number, 0),
                                        ber_field("time_stamp", ticks, 0),
                                        varbinds};
extern constexpr Protocol snmp_trap = checked({.name = "SNMPtrapv1",
                                               .title = "SNMP Trap, version 1",
                                               .shown = "SNMPtrapv1",
                                               .fields = trap_fields,
                                               .header_size = ber_size});

static constexpr Field bulk_fields[] = {ber_field("id", first_number<0xa5>, 0),
                                        ber_field("non_repeaters", number, 0),
                                        ber_field("max_repetitions", number, 0), varbinds};
extern constexpr Protocol snmp_bulk = checked({.name = "SNMPbulk",
                                               .title = "SNMP GetBulkRequest",
                                               .shown = "SNMPbulk",
                                               .fields = bulk_fields,
                                               .header_size = ber_size});

static constexpr ber::Choice pdus[] = {{0xa0, "SNMPget"},    {0xa1, "SNMPnext"},   {0xa2, "SNMPresponse"},
                                       {0xa3, "SNMPset"},    {0xa4, "SNMPtrapv1"}, {0xa5, "SNMPbulk"},
                                       {0xa6, "SNMPinform"}, {0xa7, "SNMPtrapv2"}, {0xa8, "SNMPreport"}};
static constexpr ber::Type first_version{.tag = ber::integer, .outer = ber::sequence};
static constexpr ber::Type any_pdu{.choices = pdus};
static constexpr Field fields[] = {ber_field("version", first_version, 1, versions),
                                   ber_field("community", text, "public"),
                                   ber_field("PDU", any_pdu, "SNMPget")};

static std::optional<Integer> request_id(const Layer& layer, bool response) {
    const Value pdu = layer.get("PDU");
    const auto* inside = pdu.as<LayerReference>();
    Integer id = 0;
    if (inside == nullptr || (*inside->packet)[0].is("SNMPresponse") != response) return std::nullopt;
    return (*inside->packet)[0].get("id").to_integer(id) ? std::optional(id) : std::nullopt;
}
static bool snmp_answers(const Layer& layer, const Layer& request) {
    const auto id = request_id(layer, true);
    return id && request.is("SNMP") && id == request_id(request, false);
}

static constexpr Carrier carriers[] = {{"UDP", "sport", 161, up},
                                       {"UDP", "dport", 161, up},
                                       {"UDP", "sport", 162, up},
                                       {"UDP", "dport", 162, up},
                                       {"UDP", {"sport", 161}, {"dport", 161}, down}};
extern constexpr Protocol snmp = checked({.name = "SNMP",
                                          .title = "SNMP",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .answers = snmp_answers,
                                          .header_size = ber_size});

// ---- version 3 -------------------------------------------------------------------------------------------

static constexpr ber::Type flag_octet{.tag = ber::string};
static constexpr Name models[] = {{1, "SNMPv1"}, {2, "SNMPv2c"}, {3, "USM"}, {4, "TSM"}};
static constexpr Field header_fields[] = {
    ber_field("id", first_number<ber::sequence>, 0), ber_field("max_size", number, 65507),
    ber_field("flags", flag_octet, "\x04"), ber_field("security_model", number, 3, models)};
extern constexpr Protocol snmp_header = checked({.name = "SNMPv3Header",
                                                 .title = "SNMP version 3 global data",
                                                 .fields = header_fields,
                                                 .header_size = ber_size});

static constexpr ber::Type first_text{.tag = ber::string, .outer = ber::sequence};
static constexpr Field security_fields[] = {
    ber_field("engine_id", first_text, ""), ber_field("engine_boots", number, 0),
    ber_field("engine_time", number, 0),    ber_field("user", text, ""),
    ber_field("authentication", text, ""),  ber_field("privacy", text, "")};
extern constexpr Protocol snmp_security = checked({.name = "SNMPv3USM",
                                                   .title = "SNMP user-based security",
                                                   .fields = security_fields,
                                                   .header_size = ber_size});

static constexpr Field scoped_fields[] = {ber_field("context_engine_id", first_text, ""),
                                          ber_field("context_name", text, ""),
                                          ber_field("PDU", any_pdu, "SNMPget")};
extern constexpr Protocol snmp_scoped = checked({.name = "SNMPv3ScopedPDU",
                                                 .title = "SNMP version 3 scoped PDU",
                                                 .fields = scoped_fields,
                                                 .header_size = ber_size});

/// Data is octets where it is encrypted.
static constexpr ber::Choice global_data[] = {{ber::sequence, "SNMPv3Header"}},
                             scoped_data[] = {{ber::sequence, "SNMPv3ScopedPDU"},
                                              {ber::string, "ASN1_STRING"}};
static constexpr ber::Type header_type{.choices = global_data}, data_type{.choices = scoped_data},
    security_type{.tag = ber::string, .wrapped = "SNMPv3USM"};
static constexpr Field v3_fields[] = {
    ber_field("version", first_version, 3, versions), ber_field("header", header_type, "SNMPv3Header"),
    ber_field("security", security_type, "SNMPv3USM"), ber_field("data", data_type, "SNMPv3ScopedPDU")};

/// The version stands behind the message's own tag and length; a header, no community, follows it.
static bool is_version_3(const Layer& layer) {
    const auto octets = layer.header();
    if (octets.size() < 5 || octets[0] != ber::sequence) return false;
    const std::size_t at = octets[1] < 0x80 ? 2 : 2 + (octets[1] & 0x7fu);
    return at + 4 <= octets.size() && octets[at] == ber::integer && octets[at + 1] == 1 &&
           octets[at + 2] == 3 && octets[at + 3] == ber::sequence;
}
static std::optional<Integer> message_id(const Layer& layer) {
    const Value header = layer.get("header");
    const auto* inside = header.as<LayerReference>();
    Integer id = 0;
    if (inside == nullptr || !(*inside->packet)[0].get("id").to_integer(id)) return std::nullopt;
    return id;
}
static constexpr Carrier v3_variant[] = {Carrier("SNMP", is_version_3)};
static constexpr Carrier v3_carriers[] = {{"UDP", {"sport", 161}, {"dport", 161}, down}};
extern constexpr Protocol snmp_v3 =
    checked({.name = "SNMPv3",
             .title = "SNMP version 3",
             .fields = v3_fields,
             .carried_by = v3_carriers,
             .variant_of = v3_variant,
             .answers =
                 [](const Layer& layer, const Layer& request) {
                     const auto id = message_id(layer);
                     return id && request.is("SNMPv3") && id == message_id(request);
                 },
             .header_size = ber_size});

}  // namespace pkttest::protocols
