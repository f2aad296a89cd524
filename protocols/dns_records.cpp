// DNS resource records (RFC 1035 3.3, 2782, 3403, 8945): a general one, and those with fields of their own.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "framework/packet/address.h"
#include "framework/packet/domain_name.h"
#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/shape.h"
#include "protocols/dns.h"

namespace pkttest::protocols {

namespace {

// ---- data whose form the record's type says -----------------------------------------------------------

/// A and AAAA: text; types that hold a name: its octets; TXT: a list of octets; else octets.
enum class Form { octets, ipv4, ipv6, name, texts };

Form form_of(const Layer& layer) {
    switch (layer.integer("type")) {
        case 1:
            return Form::ipv4;
        case 28:
            return Form::ipv6;
        case 2:
        case 3:
        case 4:
        case 5:
        case 12:
        case 39:
            return Form::name;
        case 16:
            return Form::texts;
        default:
            return Form::octets;
    }
}

const char* skip_data(const Field&, const Layer&, Cursor& cursor) {
    cursor.bit = cursor.end;
    return nullptr;
}

Bytes octets_at(const Cursor& cursor) {
    return Bytes{std::string(reinterpret_cast<const char*>(cursor.here()), cursor.octets_left())};
}

Value texts_at(const Cursor& cursor) {
    const std::string octets = octets_at(cursor).octets;
    List out;
    for (std::size_t at = 0; at < octets.size();) {
        const auto length = static_cast<std::uint8_t>(octets[at]);
        out.push_back(Bytes{octets.substr(at + 1, length)});
        at += length + 1u;
    }
    return Value(std::move(out));
}

UnsignedInteger number_at(const Cursor& cursor) {
    UnsignedInteger out = 0;
    for (std::size_t i = 0; i < cursor.octets_left(); ++i) out = out << 8 | cursor.here()[i];
    return out;
}

const char* decode_data(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const Form form = form_of(layer);
    Cursor name = cursor;
    if (form == Form::ipv4 && cursor.octets_left() == 4)
        out = Value(ipv4_text(static_cast<std::uint32_t>(number_at(cursor))));
    else if (form == Form::ipv6 && cursor.octets_left() == 16)
        out = Value(ipv6_text(number_at(cursor)));
    else if (form == Form::texts)
        out = texts_at(cursor);
    else if (form != Form::name || domain_name_shape.decode(field, layer, name, out) != nullptr)
        out = octets_at(cursor);
    cursor.bit = cursor.end;
    return nullptr;
}

/// Strings of at most 255 octets, each behind its length (RFC 1035 3.3.14).
void encode_text(std::string_view text, BitWriter& out) {
    do {
        const std::size_t size = std::min<std::size_t>(text.size(), 255);
        out.put(size, 8);
        out.put_octets(text.substr(0, size));
        text.remove_prefix(size);
    } while (!text.empty());
}

void encode_address(std::string_view text, bool v6, BitWriter& out) {
    const auto v4_address = v6 ? std::nullopt : parse_ipv4(text);
    const auto v6_address = v6 ? parse_ipv6(text) : std::nullopt;
    if (v4_address)
        out.put(*v4_address, 32);
    else if (v6_address)
        out.put(*v6_address, 128);
    else
        out.put_octets(text);
}

/// What stands where nothing was said: an address of zeros, the root, no octets.
std::string_view nothing(Form form) {
    switch (form) {
        case Form::ipv4:
            return "0.0.0.0";
        case Form::ipv6:
            return "::";
        case Form::name:
            return ".";
        default:
            return "";
    }
}

void encode_one(Form form, const Value& value, BitWriter& out) {
    const std::string* given = value.octets();
    const std::string_view text = given != nullptr ? std::string_view(*given) : nothing(form);
    if (form == Form::texts)
        encode_text(text, out);
    else if (form == Form::name)
        write_domain_name(text, out);
    else if (form == Form::octets || value.as<Bytes>() != nullptr)
        out.put_octets(text);
    else
        encode_address(text, form == Form::ipv6, out);
}

void encode_data(const Field&, const Layer& layer, const Value& internal, BitWriter& out) {
    const Form form = form_of(layer);
    const List* items = internal.items();
    if (items == nullptr || (items->empty() && form != Form::texts))
        encode_one(form, items == nullptr ? internal : Value(), out);
    else
        for (const Value& item : *items) encode_one(form, item, out);
}

std::optional<Problem> normalize_data(const Field& field, const Value& in, Value& internal) {
    const List single{in};
    for (const Value& item : in.items() != nullptr ? *in.items() : single)
        if (item.octets() == nullptr)
            return Problem{fmt::format("{} takes text, bytes or a list of them, not {} {}", field.name,
                                       item.kind(), represent(item)),
                           "for example: \"192.0.2.1\", \"www.example.com\", [b\"v=spf1\"]"};
    internal = in;
    return std::nullopt;
}

Value same(const Field&, const Value& internal) { return internal; }
/// Addresses and names as they are, strings quoted.
std::string represent_data(const Field&, const Value& internal) {
    if (internal.is_text()) return *internal.octets();
    return internal.octets() != nullptr ? represent_plain(*internal.octets()) : represent(internal);
}
Value random_data(const Field&) { return {}; }

constexpr Shape data_shape = {.name = "record data",
                              .takes_lists = true,
                              .skip = skip_data,
                              .decode = decode_data,
                              .encode = encode_data,
                              .normalize = normalize_data,
                              .human = same,
                              .represent = represent_data,
                              .random = random_data};

constexpr Field record_fields[] = {record_owner,
                                   record_type(1),
                                   record_flush,
                                   record_class,
                                   record_ttl,
                                   record_length,
                                   custom("rdata", data_shape)};

/// A record without data, of a type that has some: an update deletes by it (RFC 2136 2.5). Options may be
/// none.
bool is_without_data(const Layer& layer) {
    Cursor cursor{layer.header().data(), 0, layer.header().size() * 8};
    if (record_owner.shape->skip(record_owner, layer, cursor) != nullptr || cursor.octets_left() < 10)
        return false;
    return read_bits(cursor.data, cursor.bit + 64, 16, false) == 0 &&
           read_bits(cursor.data, cursor.bit, 16, false) != 41;
}
constexpr Carrier empty_variants[] = {{"DNSRR", is_without_data}};
}  // namespace

extern constexpr Protocol dns_record = {
    .name = "DNSRR",
    .title = "DNS Resource Record",
    .fields = record_fields,
    .variants = empty_variants,
    .is_flat = true,
    .header_size = record_size,
};
static_assert(well_formed(dns_record));

namespace {

constexpr Field mx_fields[] = {
    record_owner, record_type(15), record_flush,           record_class,
    record_ttl,   record_length,   bits("preference", 16), domain_name("exchange")};
constexpr Carrier mx_of[] = {Carrier("DNSRR", "type", 15)};

constexpr Field soa_fields[] = {
    record_owner,      record_type(6),       record_flush,         record_class,       record_ttl,
    record_length,     domain_name("mname"), domain_name("rname"), bits("serial", 32), bits("refresh", 32),
    bits("retry", 32), bits("expire", 32),   bits("minimum", 32)};
constexpr Carrier soa_of[] = {Carrier("DNSRR", "type", 6)};

constexpr Field srv_fields[] = {
    record_owner,  record_type(33),      record_flush,       record_class,     record_ttl,
    record_length, bits("priority", 16), bits("weight", 16), bits("port", 16), domain_name("target")};
constexpr Carrier srv_of[] = {Carrier("DNSRR", "type", 33)};

constexpr Field hinfo_fields[] = {record_owner,
                                  record_type(13),
                                  record_flush,
                                  record_class,
                                  record_ttl,
                                  record_length,
                                  bits("cpulen", 8, {.length_of = {"cpu"}}),
                                  octets("cpu", "", {.extent = octets_from("cpulen")}),
                                  bits("oslen", 8, {.length_of = {"os"}}),
                                  octets("os", "", {.extent = octets_from("oslen")})};
constexpr Carrier hinfo_of[] = {Carrier("DNSRR", "type", 13)};

constexpr Field naptr_fields[] = {record_owner,
                                  record_type(35),
                                  record_flush,
                                  record_class,
                                  record_ttl,
                                  record_length,
                                  bits("order", 16),
                                  bits("preference", 16),
                                  bits("flags_len", 8, {.length_of = {"flags"}}),
                                  octets("flags", "", {.extent = octets_from("flags_len")}),
                                  bits("services_len", 8, {.length_of = {"services"}}),
                                  octets("services", "", {.extent = octets_from("services_len")}),
                                  bits("regexp_len", 8, {.length_of = {"regexp"}}),
                                  octets("regexp", "", {.extent = octets_from("regexp_len")}),
                                  domain_name("replacement")};
constexpr Carrier naptr_of[] = {Carrier("DNSRR", "type", 35)};

constexpr Field tsig_fields[] = {record_owner,
                                 record_type(250),
                                 record_flush,
                                 record_class,
                                 record_ttl,
                                 record_length,
                                 domain_name("algo_name", "hmac-sha1"),
                                 bits("time_signed", 48),
                                 bits("fudge", 16),
                                 bits("mac_len", 16, {.length_of = {"mac_data"}}),
                                 octets("mac_data", "", {.extent = octets_from("mac_len")}),
                                 bits("original_id", 16),
                                 bits("error", 16),
                                 bits("other_len", 16, {.length_of = {"other_data"}}),
                                 octets("other_data", "", {.extent = octets_from("other_len")})};
constexpr Carrier tsig_of[] = {Carrier("DNSRR", "type", 250)};

}  // namespace

extern constexpr Protocol dns_mx = {
    .name = "DNSRRMX",
    .title = "DNS MX Resource Record",
    .fields = mx_fields,
    .variant_of = mx_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_mx));

extern constexpr Protocol dns_soa = {
    .name = "DNSRRSOA",
    .title = "DNS SOA Resource Record",
    .fields = soa_fields,
    .variant_of = soa_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_soa));

extern constexpr Protocol dns_srv = {
    .name = "DNSRRSRV",
    .title = "DNS SRV Resource Record",
    .fields = srv_fields,
    .variant_of = srv_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_srv));

extern constexpr Protocol dns_hinfo = {
    .name = "DNSRRHINFO",
    .title = "DNS HINFO Resource Record",
    .fields = hinfo_fields,
    .variant_of = hinfo_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_hinfo));

extern constexpr Protocol dns_naptr = {
    .name = "DNSRRNAPTR",
    .title = "DNS NAPTR Resource Record",
    .fields = naptr_fields,
    .variant_of = naptr_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_naptr));

extern constexpr Protocol dns_tsig = {
    .name = "DNSRRTSIG",
    .title = "DNS TSIG Resource Record",
    .fields = tsig_fields,
    .variant_of = tsig_of,
    .header_size = record_size,
};
static_assert(well_formed(dns_tsig));

}  // namespace pkttest::protocols
