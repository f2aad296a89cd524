// TLS records (RFC 8446, 5.1; RFC 5246, 6.2) with their messages as far as they are not encrypted.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/stream_rule.h"
#include "protocols/computed.h"
#include "protocols/tls_numbers.h"

namespace pkttest::protocols {

static constexpr std::uint64_t change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23;
static constexpr std::size_t record_header = 5;
static constexpr Name types[] = {{change_cipher_spec, "change_cipher_spec"},
                                 {alert, "alert"},
                                 {handshake, "handshake"},
                                 {application_data, "application_data"}};

// ---- the messages of a record --------------------------------------------------------------------------

template <std::uint64_t type>
static bool in_record(const Layer& message) {
    return message.parent() != nullptr && message.parent()->is("TLS") &&
           message.parent()->integer("type") == type;
}

static constexpr Name cipher_spec_types[] = {{1, "change_cipher_spec"}};
static constexpr Field cipher_spec_fields[] = {enumeration("msgtype", 8, 1, cipher_spec_types)};
static constexpr Carrier cipher_spec_of[] = {{"_TLSHandshake", in_record<change_cipher_spec>}};
extern constexpr Protocol tls_change_cipher_spec = {.name = "TLSChangeCipherSpec",
                                                    .title = "TLS ChangeCipherSpec",
                                                    .fields = cipher_spec_fields,
                                                    .variant_of = cipher_spec_of};
static_assert(well_formed(tls_change_cipher_spec));

static constexpr Name levels[] = {{1, "warning"}, {2, "fatal"}};
static constexpr Name descriptions[] = {{0, "close_notify"},
                                        {10, "unexpected_message"},
                                        {20, "bad_record_mac"},
                                        {21, "decryption_failed"},
                                        {22, "record_overflow"},
                                        {30, "decompression_failure"},
                                        {40, "handshake_failure"},
                                        {41, "no_certificate_RESERVED"},
                                        {42, "bad_certificate"},
                                        {43, "unsupported_certificate"},
                                        {44, "certificate_revoked"},
                                        {45, "certificate_expired"},
                                        {46, "certificate_unknown"},
                                        {47, "illegal_parameter"},
                                        {48, "unknown_ca"},
                                        {49, "access_denied"},
                                        {50, "decode_error"},
                                        {51, "decrypt_error"},
                                        {60, "export_restriction_RESERVED"},
                                        {70, "protocol_version"},
                                        {71, "insufficient_security"},
                                        {80, "internal_error"},
                                        {86, "inappropriate_fallback"},
                                        {90, "user_canceled"},
                                        {100, "no_renegotiation"},
                                        {109, "missing_extension"},
                                        {110, "unsupported_extension"},
                                        {111, "certificate_unobtainable"},
                                        {112, "unrecognized_name"},
                                        {113, "bad_certificate_status_response"},
                                        {114, "bad_certificate_hash_value"},
                                        {115, "unknown_psk_identity"},
                                        {116, "certificate_required"},
                                        {120, "no_application_protocol"}};
static constexpr Field alert_fields[] = {enumeration("level", 8, Default(), levels),
                                         enumeration("descr", 8, Default(), descriptions)};
static constexpr Carrier alert_of[] = {{"_TLSHandshake", in_record<alert>}};
extern constexpr Protocol tls_alert = {.name = "TLSAlert",
                                       .title = "TLS Alert",
                                       .fields = alert_fields,
                                       .variant_of = alert_of,
                                       .summary = [](const Layer& layer) {
                                           return fmt::format("Alert {}: {}", layer.text("level"),
                                                              layer.text("descr"));
                                       }};
static_assert(well_formed(tls_alert));

static constexpr Field data_fields[] = {octets("data", "", {})};
static constexpr Carrier data_of[] = {{"_TLSHandshake", in_record<application_data>}};
extern constexpr Protocol tls_application_data = {.name = "TLSApplicationData",
                                                  .title = "TLS Application Data",
                                                  .fields = data_fields,
                                                  .variant_of = data_of};
static_assert(well_formed(tls_application_data));

// ---- the record ----------------------------------------------------------------------------------------

/// The type of a crafted record's messages.
static std::uint64_t type_of(const Value& messages) {
    if (messages.items() == nullptr || messages.items()->empty()) return 0;
    const auto* first = messages.items()->front().as<LayerReference>();
    const Packet* packet = first != nullptr ? first->packet.get() : nullptr;
    if (packet == nullptr || packet->empty()) return application_data;
    const Layer message = (*packet)[0];
    if (message.is("TLSChangeCipherSpec")) return change_cipher_spec;
    if (message.is("TLSAlert")) return alert;
    return find_field(message.protocol(), "msgtype") != nullptr ? handshake : application_data;
}
/// A number that follows from the messages where none is given.
static constexpr Shape type_shape = based_on<integer_shape>({
    .name = "record type",
    .encode =
        [](const Field& f, const Layer& l, const Value& v, BitWriter& out) {
            const Value type = v.is_none() ? Value(type_of(l.internal(*find_field(l.protocol(), "msg")))) : v;
            integer_shape.encode(f, l, type, out);
        },
});
static constexpr Field type_field = [] {
    Field field = custom("type", type_shape, {}, {}, 8);
    field.names = types;
    return field;
}();

/// Nobody knows here what has been agreed on: initialisation vector, MAC and padding stand in the message.
static constexpr Extra unseen{.extent = octets_by([](const Layer&) -> std::int64_t { return 0; })};
static bool has_padding_length(const Layer& layer) {
    const Crafted* told = layer.slot().crafted;
    if (told == nullptr) return false;
    const Value* value = told->find(index_of(layer.protocol(), *find_field(layer.protocol(), "padlen")));
    return value != nullptr && !value->is_none();
}
static Integer fragment_octets(const Layer& layer) {
    return header_octets(layer) - static_cast<Integer>(record_header);
}

static constexpr Field fields[] = {
    type_field,
    enumeration("version", 16, 0x0303, tls_versions),
    bits("len", 16, {.compute = fragment_octets}),
    octets("iv", Default(), unseen),
    layers("msg", "_TLSHandshake", {.extent = octets_from("len")}),
    octets("mac", Default(), unseen),
    octets("pad", Default(), unseen),
    bits("padlen", 8, 0, {.when = when(has_padding_length)}),
};

/// "192.0.2.1:40000", as far as it is known.
static std::string end_of(const Layer& layer, std::string_view address, std::string_view port) {
    const auto tcp = layer.below("TCP");
    const auto ip = layer.below("IP") ? layer.below("IP") : layer.below("IPv6");
    return fmt::format("{}:{}", ip ? ip->text(address) : "None",
                       tcp ? std::to_string(tcp->integer(port)) : "None");
}
static std::string summarize(const Layer& layer) {
    std::string out =
        fmt::format("TLS {} > {} / TLS", end_of(layer, "src", "sport"), end_of(layer, "dst", "dport"));
    const Value messages = layer.get("msg");
    if (messages.items() == nullptr) return out;
    for (const Value& one : *messages.items())
        if (const auto* message = one.as<LayerReference>()) {
            const Protocol& protocol = (*message->packet)[message->index].protocol();
            out += fmt::format(" / {}", protocol.name == "Raw" ? protocol.name : protocol.title);
        }
    return out;
}

static std::size_t fragment_length(std::span<const std::uint8_t> record) {
    return static_cast<std::size_t>(record[3] << 8 | record[4]);
}
/// Something else than a record's head: the middle of a record whose beginning was elsewhere.
static bool is_continuation(const Layer& layer) {
    const auto record = layer.header();
    if (record.size() < record_header) return true;
    return record[0] < change_cipher_spec || record[0] > application_data || record[1] != 3;
}
/// A record that goes on in the next segment.
static bool is_cut(const Layer& layer) {
    const auto record = layer.header();
    return record.size() >= record_header && fragment_length(record) > record.size() - record_header;
}

static constexpr Carrier carriers[] = {{"TCP", "dport", 443}, {"TCP", "sport", 443, up}};
static constexpr Carrier variants[] = {{"_TLSEncryptedContent", is_continuation}, {"Padding", is_cut}};
extern constexpr Protocol tls = {
    .name = "TLS",
    .title = "TLS",
    .fields = fields,
    .carried_by = carriers,
    .variants = variants,
    .guess_payload =
        [](const Layer& layer) { return layer.payload().empty() ? nullptr : find_protocol("TLS"); },
    .summary = summarize};
static_assert(well_formed(tls));

static constexpr Field content_fields[] = {octets("load", "", {})};
extern constexpr Protocol tls_encrypted_content = {
    .name = "_TLSEncryptedContent", .title = "Encrypted Content", .fields = content_fields};
static_assert(well_formed(tls_encrypted_content));

// ---- over TCP ----

/// Records of the known types (RFC 8446, 5.1); SSL 2 is told by nothing.
static std::int64_t record_size(std::span<const std::uint8_t> stream, std::uint8_t) {
    constexpr std::size_t head = 5;
    const bool is_other =
        (!stream.empty() && (stream[0] < 20 || stream[0] > 24)) || (stream.size() > 1 && stream[1] != 3);
    if (is_other) return StreamRule::other;
    if (stream.size() < head) return StreamRule::more;
    return static_cast<std::int64_t>(head) + (stream[3] << 8 | stream[4]);
}
extern constexpr StreamRule tls_stream = {.protocol = "TLS", .message_size = record_size};

}  // namespace pkttest::protocols
