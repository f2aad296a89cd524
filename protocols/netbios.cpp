// NetBIOS over TCP and UDP (RFC 1002): the name service, datagrams and sessions.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/shape.h"
#include "framework/packet/stream_rule.h"
#include "framework/packet/value_set.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- names: 15 characters, each as two letters (RFC 1001, 14.1), behind their length ----------------

static constexpr std::size_t encoded_octets = 31, characters = 15;

static bool is_name(const std::uint8_t* octets) {
    if (octets[0] != 32) return false;
    for (std::size_t i = 1; i < encoded_octets; ++i)
        if (octets[i] < 'A' || octets[i] > 'P') return false;
    return true;
}
/// Octets that are no name stay what they are, all 31 of them.
static const char* decode_name(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* at = cursor.here();
    if (const char* reason = octets_shape.skip(field, layer, cursor)) return reason;
    const auto taken = static_cast<std::size_t>(cursor.here() - at);
    std::string name(reinterpret_cast<const char*>(at), taken);
    if (taken == encoded_octets && is_name(at)) {
        name.clear();
        for (std::size_t i = 1; i < encoded_octets; i += 2)
            name += static_cast<char>((at[i] - 'A') << 4 | (at[i + 1] - 'A'));
        name.erase(name.find_last_not_of(' ') + 1);
    }
    out = Value(Bytes{std::move(name)});
    return nullptr;
}
static void encode_name(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    std::string name = internal.octets() != nullptr ? *internal.octets() : std::string();
    if (name.size() > characters) return octets_shape.encode(field, layer, internal, out);
    name.resize(characters, ' ');
    out.put(32, 8);
    for (const char character : name) {
        out.put('A' + (static_cast<std::uint8_t>(character) >> 4), 8);
        out.put('A' + (static_cast<std::uint8_t>(character) & 15), 8);
    }
}
static std::optional<Problem> normalize_name(const Field& field, const Value& in, Value& internal) {
    const std::string* text = in.octets();
    if (text != nullptr && text->size() > characters && text->size() != encoded_octets)
        return Problem{
            fmt::format("{} has at most {} characters, {} do not fit", field.name, characters, text->size())};
    return octets_shape.normalize(field, in, internal);
}
static constexpr Shape name_shape = based_on<octets_shape>({
    .name = "NetBIOS name",
    .decode = decode_name,
    .encode = encode_name,
    .normalize = normalize_name,
    .random = [](const Field&) { return Value(Bytes{fmt::format("{:x}", generator()() & 0xffffff)}); },
});
static constexpr Field name(std::string_view field, Default initial = "windows") {
    return custom(field, name_shape, initial, {.extent = fixed(encoded_octets)}, encoded_octets * 8);
}

// ---- the name service ------------------------------------------------------------------------------------

/// A list with one element where nothing is given.
static constexpr Field one_by_default(Field list) {
    list.initial = list.protocol;
    return list;
}

static constexpr Name suffixes[] = {
    {0x4141, "workstation"},       {0x4144, "messenger service"},        {0x424c, "domain master browser"},
    {0x424d, "domain controller"}, {0x424f, "browser election service"}, {0x4341, "file server service"}};
static constexpr Name service_suffixes[] = {
    {0x00, "workstation"},       {0x03, "messenger service"},        {0x1b, "domain master browser"},
    {0x1c, "domain controller"}, {0x1e, "browser election service"}, {0x20, "file server service"}};
static constexpr Name record_types[] = {{0x20, "NB"}, {0x21, "NBSTAT"}};
static constexpr Name classes[] = {{1, "INTERNET"}};
static constexpr Name header_flags[] = {{0x01, "B"},  {0x02, "res1"}, {0x04, "res0"}, {0x08, "RA"},
                                        {0x10, "RD"}, {0x20, "TC"},   {0x40, "AA"}};
static constexpr Name groups[] = {{0, "Unique name"}, {1, "Group name"}};
static constexpr Name nodes[] = {{0, "B node"}, {1, "P node"}, {2, "M node"}, {3, "H node"}};
static constexpr Name pointers[] = {{0xc00c, "Label String Pointer to QUESTION_NAME"}};
static constexpr Name unused[] = {{0, "Unused"}}, unused_octet[] = {{0, "unused"}};

static Integer is_above(const Layer& layer, std::initializer_list<std::string_view> names) {
    const auto above = layer.above();
    for (const std::string_view one : names)
        if (above && above->is(one)) return 1;
    return 0;
}
static Integer questions(const Layer& layer) {
    return is_above(layer, {"NBNSQueryRequest", "NBNSNodeStatusRequest", "NBNSRegistrationRequest"});
}
static Integer answer_count(const Layer& layer) {
    return is_above(layer, {"NBNSQueryResponse", "NBNSNodeStatusResponse", "NBNSWackResponse"});
}
static Integer additions(const Layer& layer) { return is_above(layer, {"NBNSRegistrationRequest"}); }
static constexpr Field fields[] = {bits("NAME_TRN_ID", 16),
                                   bits("RESPONSE", 1),
                                   bits("OPCODE", 4),
                                   flags("NM_FLAGS", 7, 0, header_flags),
                                   bits("RCODE", 4),
                                   bits("QDCOUNT", 16, {.compute = questions}),
                                   bits("ANCOUNT", 16, {.compute = answer_count}),
                                   bits("NSCOUNT", 16),
                                   bits("ARCOUNT", 16, {.compute = additions})};

/// What the header does not tell, the type behind the name does.
static const Protocol* record_behind(const Layer& layer) {
    const std::uint64_t flags = layer.integer("NM_FLAGS"), code = layer.integer("OPCODE");
    const bool asks = layer.integer("RESPONSE") == 0 && layer.integer("QDCOUNT") == 1;
    const bool tells = layer.integer("RESPONSE") == 1 && layer.integer("ANCOUNT") == 1;
    const bool is_status = payload_octet(layer, 35) == 0x21;
    std::string_view found = "Raw";
    if (asks && code == 0)
        found = flags == 17 || (flags > 1 && !is_status) ? "NBNSQueryRequest" : "NBNSNodeStatusRequest";
    if (asks && code == 5 && layer.integer("ARCOUNT") == 1) found = "NBNSRegistrationRequest";
    if (tells && code == 0) found = is_status ? "NBNSNodeStatusResponse" : "NBNSQueryResponse";
    if (tells && code == 7) found = "NBNSWackResponse";
    return find_protocol(found);
}
static bool same_transaction(const Layer& layer, const Layer& request) {
    return request.is("NBNSHeader") && layer.integer("RESPONSE") == 1 && request.integer("RESPONSE") == 0 &&
           layer.integer("NAME_TRN_ID") == request.integer("NAME_TRN_ID");
}
static constexpr Carrier carriers[] = {
    {"UDP", "dport", 137, up}, {"UDP", "sport", 137, up}, {"UDP", {"sport", 137}, {"dport", 137}, down}};
extern constexpr Protocol nbns =
    checked({.name = "NBNSHeader",
             .title = "NetBIOS name service",
             .shown = "NBNS Header",
             .fields = fields,
             .carried_by = carriers,
             .guess_payload = record_behind,
             .hashret = [](const Layer& layer, std::string& out) { out += layer.text("NAME_TRN_ID"); },
             .answers = same_transaction});

static std::string name_text(const Layer& layer, std::string_view field) {
    const Value value = layer.get(field);
    return value.octets() != nullptr ? std::string(value.octets()->c_str()) : "";
}
static constexpr Field suffix = enumeration("SUFFIX", 16, 0x4141, suffixes), null = bits("NULL", 8),
                       question_type = enumeration("QUESTION_TYPE", 16, 0x20, record_types),
                       question_class = enumeration("QUESTION_CLASS", 16, 1, classes),
                       record_type = enumeration("RR_TYPE", 16, 0x20, record_types),
                       record_class = enumeration("RR_CLASS", 16, 1, classes),
                       group = enumeration("G", 1, 0, groups),
                       node = enumeration("OWNER_NODE_TYPE", 2, 0, nodes),
                       reserved = enumeration("UNUSED", 13, 0, unused),
                       address = ipv4("NB_ADDRESS", "127.0.0.1");
template <std::uint64_t response, std::uint64_t code, std::uint64_t flags>
static constexpr Carrier header[] = {
    {"NBNSHeader", {"RESPONSE", response}, {"OPCODE", code}, {"NM_FLAGS", flags}, down}};

static constexpr Field query_fields[] = {name("QUESTION_NAME"), suffix, null, question_type, question_class};
extern constexpr Protocol nbns_query =
    checked({.name = "NBNSQueryRequest",
             .title = "NBNS query request",
             .fields = query_fields,
             .carried_by = header<0, 0, 17>,
             .summary = [](const Layer& layer) {
                 return fmt::format("NBNSQueryRequest who has '\\\\{}'", name_text(layer, "QUESTION_NAME"));
             }});

static constexpr Field entry_fields[] = {group, node, reserved, address};
extern constexpr Protocol nbns_entry = checked({.name = "NBNS_ADD_ENTRY",
                                                .title = "NetBIOS address entry",
                                                .shown = "NBNS_ADD_ENTRY",
                                                .fields = entry_fields});

static std::string response_summary(const Layer& layer) {
    const Value entries = layer.get("ADDR_ENTRY");
    const auto* first = entries.items() != nullptr && !entries.items()->empty()
                            ? entries.items()->front().as<LayerReference>()
                            : nullptr;
    if (first == nullptr) return "NBNSQueryResponse";
    return fmt::format("NBNSQueryResponse '\\\\{}' is at {}", name_text(layer, "RR_NAME"),
                       (*first->packet)[first->index].text("NB_ADDRESS"));
}
static constexpr Field response_fields[] = {
    name("RR_NAME"),
    suffix,
    null,
    question_type,
    question_class,
    bits("TTL", 32, 300000),
    bits("RDLENGTH", 16, {.length_of = {"ADDR_ENTRY"}}),
    one_by_default(layers("ADDR_ENTRY", "NBNS_ADD_ENTRY", {.extent = octets_from("RDLENGTH")}))};
extern constexpr Protocol nbns_response = checked({.name = "NBNSQueryResponse",
                                                   .title = "NBNS query response",
                                                   .fields = response_fields,
                                                   .carried_by = header<1, 0, 80>,
                                                   .summary = response_summary});

static constexpr std::string_view any_name("*\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15);
static constexpr Field status_request_fields[] = {name("QUESTION_NAME", any_name), suffix, null,
                                                  enumeration("QUESTION_TYPE", 16, 0x21, record_types),
                                                  question_class};
extern constexpr Protocol nbns_status_request = checked(
    {.name = "NBNSNodeStatusRequest",
     .title = "NBNS status request",
     .fields = status_request_fields,
     .carried_by = header<0, 0, 1>,
     .summary = [](const Layer& layer) {
         return fmt::format("NBNSNodeStatusRequest who has '\\\\{}'", name_text(layer, "QUESTION_NAME"));
     }});

static constexpr Field service_fields[] = {octets("NETBIOS_NAME", "WINDOWS        ", {.extent = fixed(15)}),
                                           enumeration("SUFFIX", 8, 0, service_suffixes),
                                           bits("NAME_FLAGS", 8, 4),
                                           enumeration("UNUSED", 8, 0, unused_octet)};
extern constexpr Protocol nbns_service = checked({.name = "NBNSNodeStatusResponseService",
                                                  .title = "NBNS Node Status Response Service",
                                                  .fields = service_fields,
                                                  .payload_size = no_payload});
static Integer status_octets(const Layer& layer) { return header_octets(layer) - 44; }
static constexpr Field status_fields[] = {
    name("RR_NAME"),
    suffix,
    null,
    enumeration("RR_TYPE", 16, 0x21, record_types),
    record_class,
    bits("TTL", 32),
    bits("RDLENGTH", 16, {.compute = status_octets}),
    bits("NUM_NAMES", 8, {.count_of = {"NODE_NAME"}}),
    one_by_default(layers("NODE_NAME", "NBNSNodeStatusResponseService", {.extent = count_from("NUM_NAMES")})),
    mac("MAC_ADDRESS"),
    octets("STATISTICS", "", {.extent = fixed(46), .hex = true})};
extern constexpr Protocol nbns_status = checked(
    {.name = "NBNSNodeStatusResponse",
     .title = "NBNS Node Status Response",
     .fields = status_fields,
     .carried_by = header<1, 0, 64>,
     .answers = [](const Layer& layer, const Layer& request) {
         return request.is("NBNSNodeStatusRequest") && layer.get("RR_NAME") == request.get("QUESTION_NAME");
     }});

static constexpr Field registration_fields[] = {name("QUESTION_NAME", "Windows"),
                                                suffix,
                                                null,
                                                question_type,
                                                question_class,
                                                enumeration("RR_NAME", 16, 0xc00c, pointers),
                                                record_type,
                                                record_class,
                                                bits("TTL", 32),
                                                bits("RDLENGTH", 16, 6),
                                                group,
                                                node,
                                                reserved,
                                                address};
extern constexpr Protocol nbns_registration = checked({.name = "NBNSRegistrationRequest",
                                                       .title = "NBNS registration request",
                                                       .fields = registration_fields,
                                                       .carried_by = header<0, 5, 17>});

static constexpr Field wait_fields[] = {name("RR_NAME"),
                                        suffix,
                                        null,
                                        record_type,
                                        record_class,
                                        bits("TTL", 32, 2),
                                        bits("RDLENGTH", 16, 2),
                                        bits("RDATA", 16, 0x2910)};
extern constexpr Protocol nbns_wait = checked({.name = "NBNSWackResponse",
                                               .title = "NBNS Wait for Acknowledgement Response",
                                               .fields = wait_fields,
                                               .carried_by = header<1, 7, 64>});

// ---- datagrams and sessions ------------------------------------------------------------------------------

static constexpr Name datagram_types[] = {{0x10, "direct_unique"},
                                          {0x11, "direct_group"},
                                          {0x12, "broadcast"},
                                          {0x13, "error"},
                                          {0x14, "query_request"},
                                          {0x15, "positive_query_response"},
                                          {0x16, "negative_query_response"}};
/// What stands behind the first 14 octets.
static Integer datagram_octets(const Layer& layer) { return whole_octets(layer) - 14; }
static constexpr Field datagram_fields[] = {enumeration("Type", 8, 0x10, datagram_types),
                                            bits("Flags", 8, 2),
                                            bits("ID", 16),
                                            ipv4("SourceIP", "127.0.0.1"),
                                            bits("SourcePort", 16, 138),
                                            bits("Length", 16, {.compute = datagram_octets}),
                                            bits("Offset", 16),
                                            name("SourceName"),
                                            enumeration("SUFFIX1", 16, 0x4141, suffixes),
                                            bits("NULL1", 8),
                                            name("DestinationName"),
                                            enumeration("SUFFIX2", 16, 0x4141, suffixes),
                                            bits("NULL2", 8)};
static constexpr Carrier datagram_carriers[] = {{"UDP", "dport", 138}, {"UDP", "sport", 138, up}};
extern constexpr Protocol nbt_datagram = checked({.name = "NBTDatagram",
                                                  .title = "NBT Datagram Packet",
                                                  .fields = datagram_fields,
                                                  .carried_by = datagram_carriers,
                                                  .carries = "_SMBGeneric"});

static constexpr Name session_types[] = {
    {0x00, "Session Message"},           {0x81, "Session Request"},
    {0x82, "Positive Session Response"}, {0x83, "Negative Session Response"},
    {0x84, "Retarget Session Response"}, {0x85, "Session Keepalive"}};
static constexpr Field session_fields[] = {enumeration("TYPE", 8, 0, session_types), bits("RESERVED", 7),
                                           bits("LENGTH", 17, {.compute = payload_octets})};
static constexpr Carrier session_carriers[] = {{"TCP", "dport", 139, up},
                                               {"TCP", "sport", 139, up},
                                               {"TCP", "dport", 445, up},
                                               {"TCP", "sport", 445, up},
                                               {"TCP", {"sport", 139}, {"dport", 139}, down}};
extern constexpr Protocol nbt_session = checked({.name = "NBTSession",
                                                 .title = "NBT Session Packet",
                                                 .fields = session_fields,
                                                 .carried_by = session_carriers,
                                                 .carries = "_SMBGeneric"});

/// A message by its first octets; the versions of SMB say what they are by theirs.
static constexpr Field generic_fields[] = {octets("Start", "", {.extent = fixed(4)})};
extern constexpr Protocol smb_generic =
    checked({.name = "_SMBGeneric", .title = "Message in a NetBIOS session", .fields = generic_fields});

// ---- over TCP ----

/// 17 bits (RFC 1002, 4.3.1).
extern constexpr StreamRule netbios_stream = {
    .protocol = "NBTSession", .at = 1, .octets = 3, .add = 4, .mask = 0x1ffff};

}  // namespace pkttest::protocols
