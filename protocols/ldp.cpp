// LDP (RFC 5036): the header, and messages whose first TLVs are fields, as in the reference; other TLVs
// follow in a list.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "framework/packet/stream_rule.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- TLVs as fields ----------------------------------------------------------------------------------
// Internal form: what the user says; None where the TLV is not there.

/// What a TLV holds. `body` is whole when it is read.
struct TlvForm {
    std::uint64_t type;
    const char* example;
    /// nullptr Value: the octets are none of this kind.
    Value (*read)(std::span<const std::uint8_t> body);
    /// False: the value does not fit.
    bool (*write)(const Value& value, BitWriter& out);
    std::span<const int> initial = {};  ///< The numbers of its default; empty: not there.
    /// Whether octets that end early still say something whole; nullptr: never.
    bool (*is_readable)(std::span<const std::uint8_t> cut) = nullptr;
};

static std::uint64_t number_at(std::span<const std::uint8_t> body, std::size_t at, std::size_t octets) {
    return read_bits(body.data() + at, 0, static_cast<unsigned>(octets * 8), false);
}
static bool put_number(const Value& value, unsigned bits, BitWriter& out) {
    Integer number = 0;
    if (!value.to_integer(number) || number < 0 || number >> bits != 0) return false;
    return out.put(static_cast<UnsignedInteger>(number), bits), true;
}
static std::string address_text(std::span<const std::uint8_t> octets, std::size_t whole) {
    UnsignedInteger number = 0;
    for (std::size_t i = 0; i < whole; ++i) number = number << 8 | (i < octets.size() ? octets[i] : 0);
    return whole == 16 ? ipv6_text(number) : ipv4_text(static_cast<std::uint32_t>(number));
}
/// The address family (1, 2) of a text, and its number.
static int read_address(const Value& value, UnsignedInteger& number) {
    if (!value.is_text()) return 0;
    if (const auto v4 = parse_ipv4(*value.octets())) return number = *v4, 1;
    if (const auto v6 = parse_ipv6(*value.octets())) return number = *v6, 2;
    return 0;
}

/// [(address, prefix length), …] (RFC 5036 3.4.1). Elements of other types end the list as bytes.
static Value read_fec(std::span<const std::uint8_t> body) {
    List out;
    while (!body.empty()) {
        const std::size_t octets = body.size() >= 4 ? (body[3] + 7u) / 8 : 0;
        const std::size_t whole = body.size() >= 4 && number_at(body, 1, 2) == 2 ? 16 : 4;
        if (body.size() < 4 || body[0] != 2 || octets > whole || 4 + octets > body.size()) {
            out.push_back(Value(Bytes{std::string(body.begin(), body.end())}));
            break;
        }
        out.push_back(
            Value::tuple({Value(address_text(body.subspan(4, octets), whole)), Value(int{body[3]})}));
        body = body.subspan(4 + octets);
    }
    return Value(std::move(out));
}
/// Whole elements, or none yet.
static bool ends_with_an_element(std::span<const std::uint8_t> body) {
    const Value elements = read_fec(body);
    return elements.items()->empty() || elements.items()->back().octets() == nullptr;
}
static bool write_fec(const Value& value, BitWriter& out) {
    const List* elements = value.items();
    if (elements == nullptr) return false;
    for (const Value& element : *elements) {
        const List* pair = element.items();
        UnsignedInteger address = 0;
        Integer length = 0;
        if (element.as<Bytes>() != nullptr) {
            out.put_octets(*element.octets());
            continue;
        }
        const int family = pair != nullptr && pair->size() == 2 ? read_address((*pair)[0], address) : 0;
        const int bits = family == 2 ? 128 : 32;
        if (family == 0 || !(*pair)[1].to_integer(length) || length < 0 || length > bits) return false;
        out.put(2, 8);
        out.put(static_cast<unsigned>(family), 16);
        out.put(static_cast<UnsignedInteger>(length), 8);
        for (int at = 0; at < length; at += 8) out.put(address >> (bits - 8 - at) & 0xff, 8);
    }
    return true;
}

static Value read_number(std::span<const std::uint8_t> body) {
    return body.size() == 4 ? Value(number_at(body, 0, 4))
                            : Value(Bytes{std::string(body.begin(), body.end())});
}
static bool write_number(const Value& value, BitWriter& out) {
    if (value.as<Bytes>() == nullptr) return put_number(value, 32, out);
    return out.put_octets(*value.octets()), true;
}

static Value read_addresses(std::span<const std::uint8_t> body) {
    List out;
    const std::size_t whole = body.size() >= 2 && number_at(body, 0, 2) == 2 ? 16 : 4;
    for (std::size_t at = 2; at + whole <= body.size(); at += whole)
        out.push_back(Value(address_text(body.subspan(at, whole), whole)));
    return Value(std::move(out));
}
static bool write_addresses(const Value& value, BitWriter& out) {
    const List* addresses = value.items();
    if (addresses == nullptr) return false;
    bool first = true;
    for (const Value& address : *addresses) {
        UnsignedInteger number = 0;
        const int family = read_address(address, number);
        if (family == 0) return false;
        if (first) out.put(static_cast<unsigned>(family), 16);
        out.put(number, family == 2 ? 128 : 32);
        first = false;
    }
    return true;
}

/// Numbers one behind the other, each of so many bits; 32 may be an address.
template <unsigned... widths>
Value read_numbers(std::span<const std::uint8_t> body) {
    if (body.size() * 8 < (widths + ...)) return Value(Bytes{std::string(body.begin(), body.end())});
    std::size_t bit = 0;
    const auto next = [&](unsigned width) {
        const std::uint64_t number = read_bits(body.data(), bit, width, false);
        bit += width;
        return Value(number);
    };
    return Value(List{next(widths)...});
}
template <unsigned... widths>
bool write_numbers(const Value& value, BitWriter& out) {
    const List* numbers = value.items();
    if (numbers == nullptr || numbers->size() != sizeof...(widths)) return false;
    std::size_t at = 0;
    return (put_number((*numbers)[at++], widths, out) && ...);
}

/// [hold time, targeted, request targeted] and 14 reserved bits (RFC 5036 3.5.2).
static Value read_hello(std::span<const std::uint8_t> body) { return read_numbers<16, 1, 1>(body); }
static bool has_hello_numbers(std::span<const std::uint8_t> body) { return body.size() >= 3; }
static bool write_hello(const Value& value, BitWriter& out) {
    if (!write_numbers<16, 1, 1>(value, out)) return false;
    return out.put(0, 14), true;
}
/// [keep-alive time, discipline, loop detection, path vector limit, longest PDU, receiver, label space]
/// behind the protocol's version (RFC 5036 3.5.3).
static Value read_session(std::span<const std::uint8_t> body) {
    if (body.size() != 14) return Value(Bytes{std::string(body.begin(), body.end())});
    return Value(List{Value(number_at(body, 2, 2)), Value(body[4] >> 7), Value((body[4] >> 6) & 1),
                      Value(int{body[5]}), Value(number_at(body, 6, 2)),
                      Value(address_text(body.subspan(8, 4), 4)), Value(number_at(body, 12, 2))});
}
static bool write_session(const Value& value, BitWriter& out) {
    const List* all = value.items();
    UnsignedInteger receiver = 0;
    if (all == nullptr || all->size() != 7 || read_address((*all)[5], receiver) != 1) return false;
    out.put(1, 16);
    const bool fits =
        put_number((*all)[0], 16, out) && put_number((*all)[1], 1, out) && put_number((*all)[2], 1, out);
    out.put(0, 6);
    if (!fits || !put_number((*all)[3], 8, out) || !put_number((*all)[4], 16, out)) return false;
    out.put(receiver, 32);
    return put_number((*all)[6], 16, out);
}

static constexpr int hello_initial[] = {180, 0, 0}, status_initial[] = {0, 0, 0, 0, 0};
static constexpr TlvForm fec_form = {0x100, "[('192.0.2.0', 24)]", read_fec, write_fec,
                                     {},    ends_with_an_element};
static constexpr TlvForm addresses_form = {0x101, "['192.0.2.1']", read_addresses, write_addresses};
static constexpr TlvForm label_form = {0x200, "16", read_number, write_number};
static constexpr TlvForm status_form = {0x300, "[1, 0, 5, 0, 0]", read_numbers<1, 1, 30, 32, 16>,
                                        write_numbers<1, 1, 30, 32, 16>, status_initial};
static constexpr TlvForm hello_form = {0x400,       "[180, 0, 0]", read_hello,
                                       write_hello, hello_initial, has_hello_numbers};
static constexpr TlvForm session_form = {0x500, "[180, 0, 0, 0, 4096, '192.0.2.1', 0]", read_session,
                                         write_session};
static constexpr TlvForm request_form = {0x600, "7", read_number, write_number};

static const TlvForm& form_of(const Field& field) { return *static_cast<const TlvForm*>(field.user); }

/// Octets of the message that are left, where its length is right.
static std::size_t left_of_message(const Layer& layer, const Cursor& cursor) {
    const std::size_t whole = 4 + layer.integer("len"), done = cursor.bit / 8;
    return whole > done ? whole - done : 0;
}
static const char* decode_tlv(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::size_t left = std::min(left_of_message(layer, cursor), cursor.octets_left());
    if (left_of_message(layer, cursor) == 0) return nullptr;
    if (left < 4) return "the layer ends inside a TLV";
    const std::span<const std::uint8_t> octets(cursor.here(), left);
    if ((number_at(octets, 0, 2) & 0x3fff) != form_of(field).type) return nullptr;
    std::size_t length = number_at(octets, 2, 2);
    if (4 + length > left) {
        const auto is_readable = form_of(field).is_readable;
        if (left < cursor.octets_left() || is_readable == nullptr || !is_readable(octets.subspan(4)))
            return "the layer ends inside a TLV";
        cursor.note = "the octets end inside a TLV";
        length = left - 4;
    }
    out = form_of(field).read(octets.subspan(4, length));
    cursor.bit += (4 + length) * 8;
    return nullptr;
}
static void encode_tlv(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const bool is_empty = internal.items() != nullptr && internal.items()->empty();
    if (internal.is_none() || is_empty) return;
    out.put(form_of(field).type, 16);
    out.put(0, 16);
    const std::size_t start = out.size();
    if (internal.as<Bytes>() != nullptr)
        out.put_octets(*internal.octets());
    else
        form_of(field).write(internal, out);
    write_bits(out.buffer().data() + start - 2, 0, 16, out.size() - start, false);
}
static std::optional<Problem> normalize_tlv(const Field& field, const Value& in, Value& internal) {
    if (in.is_text() && in.octets()->empty())
        return internal = Value(List(form_of(field).initial.begin(), form_of(field).initial.end())),
               std::nullopt;
    std::vector<std::uint8_t> ignored;
    BitWriter writer(ignored);
    internal = in.items() != nullptr ? Value(List(*in.items())) : in;
    if (in.as<Bytes>() != nullptr || form_of(field).write(internal, writer)) return std::nullopt;
    return Problem{fmt::format("{} does not take {}", field.name, represent(in)),
                   fmt::format("for example: {}", form_of(field).example)};
}
static constexpr Shape tlv_shape = {
    .name = "TLV",
    .takes_lists = true,
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            Value ignored;
            return decode_tlv(f, l, c, ignored);
        },
    .decode = decode_tlv,
    .encode = encode_tlv,
    .normalize = normalize_tlv,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return Value(); }};

constexpr Field tlv(std::string_view name, const TlvForm& form, Default initial = "") {
    return custom(name, tlv_shape, initial, {.user = &form});
}

// ---- messages ----------------------------------------------------------------------------------------

static constexpr Name types[] = {{0x001, "Notification"},
                                 {0x100, "Hello"},
                                 {0x200, "Initialization"},
                                 {0x201, "KeepAlive"},
                                 {0x300, "Address"},
                                 {0x301, "Address Withdraw"},
                                 {0x400, "Label Mapping"},
                                 {0x401, "Label Request"},
                                 {0x402, "Label Withdraw"},
                                 {0x403, "Label Release"},
                                 {0x404, "Label Abort Request"}};

/// Another message of the same PDU, or another PDU.
static const Protocol* next(const Layer& layer) {
    const auto header = layer.is("LDP") ? std::optional<Layer>(layer) : layer.below("LDP");
    const auto payload = layer.payload();
    const std::size_t at = layer.slot().start + layer.slot().length;
    const bool is_over = header && at >= header->slot().start + 4 + header->integer("len");
    if (is_over)
        return payload.size() >= 10 && number_at(payload, 0, 2) == 1 ? find_protocol("LDP") : nullptr;
    return payload.size() >= 8 ? find_protocol("_LDP_Packet") : nullptr;
}
static Integer behind_length(const Layer& layer) { return static_cast<Integer>(layer.header().size()) - 4; }
static std::int64_t tlv_octets(const Layer& layer) {
    std::size_t octets = 8;
    for (const Field& field : layer.protocol().fields)
        if (const auto place = field.name != "tlvs" ? layer.place(field) : std::nullopt)
            octets = place->second / 8;
    return static_cast<std::int64_t>(4 + layer.integer("len")) - static_cast<std::int64_t>(octets);
}

static constexpr Name tlv_types[] = {{0x100, "FEC"},
                                     {0x101, "Address List"},
                                     {0x103, "Hop Count"},
                                     {0x104, "Path Vector"},
                                     {0x200, "Generic Label"},
                                     {0x201, "ATM Label"},
                                     {0x202, "Frame Relay Label"},
                                     {0x300, "Status"},
                                     {0x301, "Extended Status"},
                                     {0x302, "Returned PDU"},
                                     {0x303, "Returned Message"},
                                     {0x400, "Common Hello Parameters"},
                                     {0x401, "IPv4 Transport Address"},
                                     {0x402, "Configuration Sequence Number"},
                                     {0x403, "IPv6 Transport Address"},
                                     {0x500, "Common Session Parameters"},
                                     {0x501, "ATM Session Parameters"},
                                     {0x502, "Frame Relay Session Parameters"},
                                     {0x503, "FT Session"},
                                     {0x600, "Label Request Message ID"}};
static constexpr Field tlv_fields[] = {
    bits("u", 1), bits("f", 1), enumeration("type", 14, 0, tlv_types, {.hex = true}),
    bits("len", 16, {.length_of = {"value"}}), octets("value", "", {.extent = octets_from("len")})};
extern constexpr Protocol ldp_tlv = {.name = "LDPTLV", .title = "LDP TLV", .fields = tlv_fields};
static_assert(well_formed(ldp_tlv));

constexpr Field u = bits("u", 1);
constexpr Field type(int number) { return enumeration("type", 15, number, types, {.hex = true}); }
constexpr Field length = bits("len", 16, {.compute = behind_length});
constexpr Field id = bits("id", 32);
static constexpr Field tlvs = layers("tlvs", "LDPTLV", {.extent = octets_by(tlv_octets)});

constexpr Protocol message(std::string_view name, std::span<const Field> fields,
                           std::span<const Carrier> variant_of) {
    return {.name = name, .title = name, .fields = fields, .variant_of = variant_of, .guess_payload = next};
}

static constexpr Field head_fields[] = {u, type(0), length, id, tlvs};
extern constexpr Protocol ldp_message = message("_LDP_Packet", head_fields, {});
static_assert(well_formed(ldp_message));

static constexpr Field notification_fields[] = {u, type(1), length, id, tlv("status", status_form), tlvs};
static constexpr Carrier notification_of[] = {{"_LDP_Packet", "type", 1}};
extern constexpr Protocol ldp_notification = message("LDPNotification", notification_fields, notification_of);
static_assert(well_formed(ldp_notification));

static bool is_hello(const Layer&, const Layer& request) { return request.is("LDPHello"); }
static constexpr Field hello_fields[] = {u, type(0x100), length, id, tlv("params", hello_form), tlvs};
static constexpr Carrier hello_of[] = {{"_LDP_Packet", "type", 0x100}};
extern constexpr Protocol ldp_hello = [] {
    Protocol out = message("LDPHello", hello_fields, hello_of);
    out.answers = is_hello;
    return out;
}();
static_assert(well_formed(ldp_hello));

static constexpr Field init_fields[] = {u, type(0x200), length, id, tlv("params", session_form), tlvs};
static constexpr Carrier init_of[] = {{"_LDP_Packet", "type", 0x200}};
extern constexpr Protocol ldp_init = message("LDPInit", init_fields, init_of);
static_assert(well_formed(ldp_init));

static constexpr Field keep_alive_fields[] = {u, type(0x201), length, id, tlvs};
static constexpr Carrier keep_alive_of[] = {{"_LDP_Packet", "type", 0x201}};
extern constexpr Protocol ldp_keep_alive = message("LDPKeepAlive", keep_alive_fields, keep_alive_of);
static_assert(well_formed(ldp_keep_alive));

static constexpr Field address_fields[] = {u, type(0x300), length, id, tlv("address", addresses_form), tlvs};
static constexpr Carrier address_of[] = {{"_LDP_Packet", "type", 0x300}};
extern constexpr Protocol ldp_address = message("LDPAddress", address_fields, address_of);
static_assert(well_formed(ldp_address));

static constexpr Field withdrawn_fields[] = {u,   type(0x301), length, id, tlv("address", addresses_form),
                                             tlvs};
static constexpr Carrier withdrawn_of[] = {{"_LDP_Packet", "type", 0x301}};
extern constexpr Protocol ldp_address_withdraw = message("LDPAddressWM", withdrawn_fields, withdrawn_of);
static_assert(well_formed(ldp_address_withdraw));

template <int number>
static constexpr Field label_fields[] = {
    u, type(number), length, id, tlv("fec", fec_form), tlv("label", label_form, 0), tlvs};
static constexpr Carrier mapping_of[] = {{"_LDP_Packet", "type", 0x400}};
extern constexpr Protocol ldp_mapping = message("LDPLabelMM", label_fields<0x400>, mapping_of);
static_assert(well_formed(ldp_mapping));
static constexpr Carrier withdraw_of[] = {{"_LDP_Packet", "type", 0x402}};
extern constexpr Protocol ldp_withdraw = message("LDPLabelWM", label_fields<0x402>, withdraw_of);
static_assert(well_formed(ldp_withdraw));
static constexpr Carrier release_of[] = {{"_LDP_Packet", "type", 0x403}};
extern constexpr Protocol ldp_release = message("LDPLabelRelM", label_fields<0x403>, release_of);
static_assert(well_formed(ldp_release));

static constexpr Field request_fields[] = {u, type(0x401), length, id, tlv("fec", fec_form), tlvs};
static constexpr Carrier request_of[] = {{"_LDP_Packet", "type", 0x401}};
extern constexpr Protocol ldp_request = message("LDPLabelReqM", request_fields, request_of);
static_assert(well_formed(ldp_request));

static constexpr Field abort_fields[] = {
    u, type(0x404), length, id, tlv("fec", fec_form), tlv("labelRMid", request_form, 0), tlvs};
static constexpr Carrier abort_of[] = {{"_LDP_Packet", "type", 0x404}};
extern constexpr Protocol ldp_abort = message("LDPLabelARM", abort_fields, abort_of);
static_assert(well_formed(ldp_abort));

// ---- the header --------------------------------------------------------------------------------------

/// Octets behind the length, up to the next PDU.
static Integer pdu_octets(const Layer& layer) {
    for (auto upper = layer.above(); upper; upper = upper->above())
        if (upper->is("LDP")) return static_cast<Integer>(upper->slot().start - layer.slot().start) - 4;
    return whole_octets(layer) - 4;
}
static constexpr Field fields[] = {bits("version", 16, 1), bits("len", 16, {.compute = pdu_octets}),
                                   ipv4("id", "127.0.0.1"), bits("space", 16)};
static constexpr Carrier carriers[] = {
    {"TCP", {"sport", 646}, {"dport", 646}, down}, {"TCP", "sport", 646, up}, {"TCP", "dport", 646, up},
    {"UDP", {"sport", 646}, {"dport", 646}},       {"UDP", "sport", 646, up}, {"UDP", "dport", 646, up}};
/// What stands behind the header tells its message, or there is nothing: a type, of notifications the length.
static std::int64_t header_octets_with_type(const Layer& layer) {
    constexpr std::size_t octets = 10;
    const auto all = layer.header();
    const std::size_t left = all.size() - std::min(all.size(), octets);
    const bool is_told = left == 0 || left >= 4 || (left >= 2 && number_at(all, octets, 2) != 1);
    return is_told ? static_cast<std::int64_t>(octets) : -1;
}
extern constexpr Protocol ldp = {.name = "LDP",
                                 .title = "LDP",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .guess_payload = next,
                                 .header_size = header_octets_with_type};
static_assert(well_formed(ldp));

// ---- over TCP ----

extern constexpr StreamRule ldp_stream = {.protocol = "LDP", .at = 2, .octets = 2, .add = 4};

}  // namespace pkttest::protocols
