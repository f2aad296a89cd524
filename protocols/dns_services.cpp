// DNS service bindings (RFC 9460): SVCB and HTTPS records with their parameters.
#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/dns.h"

namespace pkttest::protocols {

namespace {

constexpr Name parameter_keys[] = {{0, "mandatory"}, {1, "alpn"},     {2, "no-default-alpn"},
                                   {3, "port"},      {4, "ipv4hint"}, {5, "ech"},
                                   {6, "ipv6hint"},  {7, "dohpath"},  {8, "ohttp"}};

// ---- what a parameter's value is, by its key ------------------------------------------------------------

constexpr Extent to_length = octets_from("len");
constexpr Field key = enumeration("key", 16, 0, parameter_keys);
constexpr Field keys = list("value", key, {.extent = to_length});
constexpr Field port = bits("value", 16);
constexpr Field ipv4_address = ipv4("address");
constexpr Field ipv4_addresses = list("value", ipv4_address, {.extent = to_length});
constexpr Field ipv6_address = ipv6("address");
constexpr Field ipv6_addresses = list("value", ipv6_address, {.extent = to_length});
constexpr Field value_octets = octets("value", "", {.extent = to_length});

/// Protocols (ALPN): strings, each behind its length.
const char* decode_texts(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Value whole;
    if (const char* reason = octets_shape.decode(field, layer, cursor, whole)) return reason;
    const std::string& octets = *whole.octets();
    List texts;
    for (std::size_t at = 0; at < octets.size();) {
        const auto size = static_cast<std::uint8_t>(octets[at]);
        texts.push_back(Bytes{octets.substr(at + 1, size)});
        at += size + 1u;
    }
    out = Value(std::move(texts));
    return nullptr;
}
void encode_texts(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    if (const List* texts = internal.items())
        for (const Value& text : *texts) {
            const std::string_view octets = std::string_view(*text.octets()).substr(0, 255);
            out.put(octets.size(), 8);
            out.put_octets(octets);
        }
}
std::optional<Problem> normalize_texts(const Field& field, const Value& in, Value& internal) {
    const List single{in};
    const List& items = in.items() != nullptr ? *in.items() : single;
    for (const Value& item : items)
        if (item.octets() == nullptr)
            return Problem{std::string(field.name) + " takes a list of texts, not " + represent(in),
                           "for example: [\"h2\", \"h3\"]"};
    internal = Value(items);
    return std::nullopt;
}
constexpr Shape texts_shape = based_on<octets_shape>({
    .name = "texts",
    .takes_lists = true,
    .decode = decode_texts,
    .encode = encode_texts,
    .normalize = normalize_texts,
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(List{Value("h2")}); },
});
constexpr Field texts = custom("value", texts_shape, {}, {.extent = to_length});

constexpr Case value_cases[] = {
    {equals("key", 0), &keys}, {equals("key", 1), &texts},          {equals("key", 2), &texts},
    {equals("key", 3), &port}, {equals("key", 4), &ipv4_addresses}, {equals("key", 6), &ipv6_addresses},
    {{}, &value_octets}};
constexpr Field parameter_fields[] = {key, bits("len", 16, {.length_of = {"value"}}),
                                      one_of("value", value_cases)};

template <std::uint64_t type>
constexpr Field service_fields[] = {record_owner,
                                    record_type(type),
                                    record_flush,
                                    record_class,
                                    record_ttl,
                                    record_length,
                                    bits("svc_priority", 16),
                                    domain_name("target_name"),
                                    layers("svc_params", "SvcParam", {.extent = rest()})};
template <std::uint64_t type>
constexpr Carrier service_of[] = {Carrier("DNSRR", "type", type)};

template <std::uint64_t type>
constexpr Protocol service(std::string_view name, std::string_view title) {
    return {.name = name,
            .title = title,
            .fields = service_fields<type>,
            .variant_of = service_of<type>,
            .header_size = record_size};
}

}  // namespace

extern constexpr Protocol dns_service_parameter = {
    .name = "SvcParam", .title = "SvcParam", .fields = parameter_fields, .payload_size = no_payload};
static_assert(well_formed(dns_service_parameter));

extern constexpr Protocol dns_svcb = service<64>("DNSRRSVCB", "DNS SVCB Resource Record");
static_assert(well_formed(dns_svcb));

extern constexpr Protocol dns_https = service<65>("DNSRRHTTPS", "DNS HTTPS Resource Record");
static_assert(well_formed(dns_https));

}  // namespace pkttest::protocols
