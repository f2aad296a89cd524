// ASN.1 in BER (X.690): tags, lengths, values; and the types of values as layers (X.680; RFC 2578, 7.1).
#include "protocols/asn1.h"

#include <fmt/format.h>

#include "framework/packet/address.h"
#include "framework/packet/ber.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/packet.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/value_set.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

namespace {

using Octets = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

/// A tag of one octet, and what stands between its length and its end.
struct Element {
    std::uint8_t tag = 0;
    View content;
    std::size_t octets = 0;  ///< Tag and length included.
};

std::string_view text_of(View octets) {
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

/// The element at the front; nullopt where tag, length or content is cut, or the length is not told (X.690,
/// 8.1.3).
std::optional<Element> read_element(View octets) {
    constexpr std::uint8_t not_told = 0x80;
    if (octets.size() < 2 || (octets[0] & 0x1f) == 0x1f || octets[1] == not_told) return std::nullopt;
    std::string_view rest = text_of(octets).substr(1);
    const ber::Taken length = ber::take_length(rest);
    if (length.fault != ber::Fault::none || length.number > rest.size()) return std::nullopt;
    const std::size_t at = octets.size() - rest.size();
    return Element{octets[0], octets.subspan(at, length.number), at + length.number};
}

void write_header(std::uint8_t tag, std::size_t length, BitWriter& out) {
    out.put(tag, 8);
    out.put_octets(ber::length_octets(length));
}
void write_element(std::uint8_t tag, std::string_view content, BitWriter& out) {
    write_header(tag, content.size(), out);
    out.put_octets(content);
}

// ---- what is inside: numbers (8.3), object identifiers (8.19) ------------------------------------------

std::optional<Value> read_number(View content) {
    if (content.empty() || content.size() > 16) return std::nullopt;
    UnsignedInteger number = content[0] >= 0x80 ? ~UnsignedInteger{0} : 0;
    for (const std::uint8_t octet : content) number = number << 8 | octet;
    return Value(static_cast<Integer>(number));
}
std::string number_octets(Integer number) {
    std::string out;
    for (int i = 15; i >= 0; --i) {
        const auto octet = static_cast<std::uint8_t>(number >> (8 * i));
        const bool sign_only = out.empty() && i > 0 && number >> (8 * i - 1) == (number < 0 ? -1 : 0);
        if (!sign_only) out += static_cast<char>(octet);
    }
    return out;
}

/// The octets of "1.3.6.1"; nullopt where that is no object identifier (8.19.4, X.660, 7.6).
std::optional<std::string> oid_octets(std::string_view text) {
    const auto arcs = ber::arcs_of(text);
    const bool is_one = arcs && (arcs->empty() || (*arcs)[0] <= 2) &&
                        (arcs->size() < 2 || (*arcs)[0] == 2 || (*arcs)[1] < 40);
    return is_one ? std::optional(ber::oid_content(*arcs)) : std::nullopt;
}

// ---- the types that have a layer of their own ----------------------------------------------------------

constexpr struct TypeName {
    std::uint8_t tag;
    std::string_view protocol;
} type_names[] = {{0x01, "ASN1_BOOLEAN"},
                  {0x02, "ASN1_INTEGER"},
                  {0x04, "ASN1_STRING"},
                  {0x05, "ASN1_NULL"},
                  {0x06, "ASN1_OID"},
                  {0x40, "ASN1_IPADDRESS"},
                  {0x41, "ASN1_COUNTER32"},
                  {0x42, "ASN1_GAUGE32"},
                  {0x43, "ASN1_TIME_TICKS"},
                  {0x44, "ASN1_OPAQUE"},
                  {0x46, "ASN1_COUNTER64"},
                  {0x80, "ASN1_NO_SUCH_OBJECT"},
                  {0x81, "ASN1_NO_SUCH_INSTANCE"},
                  {0x82, "ASN1_END_OF_MIB_VIEW"}};

bool is_plain(std::uint8_t tag) { return tag == ber::integer || tag == ber::string || tag == ber::oid; }
bool is_empty_type(std::uint8_t tag) { return tag == ber::null || (tag >= 0x80 && tag <= 0x82); }
bool is_text_type(std::uint8_t tag) { return tag == ber::string || tag == 0x44; }

/// The value of an element of a type that has no layers inside.
std::optional<Value> read_value(std::uint8_t tag, View content) {
    if (is_text_type(tag)) return Value(Bytes{std::string(content.begin(), content.end())});
    if (tag == ber::oid) {
        auto text = ber::oid_text(text_of(content));
        return text ? std::optional(Value(std::move(*text))) : std::nullopt;
    }
    if (is_empty_type(tag)) return content.empty() ? std::optional(Value(0)) : std::nullopt;
    if (tag != ber::ip_address) return read_number(content);
    if (content.size() != 4) return std::nullopt;
    return Value(ipv4_text(static_cast<std::uint32_t>(content[0]) << 24 |
                           static_cast<std::uint32_t>(content[1] << 16 | content[2] << 8 | content[3])));
}
std::string value_octets(std::uint8_t tag, const Value& value) {
    Integer number = 0;
    if (is_empty_type(tag)) return {};
    if (tag == ber::oid) return value.octets() != nullptr ? oid_octets(*value.octets()).value_or("") : "";
    if (tag == ber::ip_address) {
        const std::uint32_t address = value.octets() != nullptr ? parse_ipv4(*value.octets()).value_or(0) : 0;
        return big_endian(address, 4);
    }
    if (value.octets() != nullptr) return *value.octets();
    value.to_integer(number);
    return is_text_type(tag) ? std::string() : number_octets(number);
}

const ber::Type& type_of(const Field& field) { return *static_cast<const ber::Type*>(field.user); }
bool is_first(const Field& field, const Layer& layer) { return &field == layer.protocol().fields.data(); }

std::string_view protocol_by_tag(std::uint8_t tag) {
    for (const TypeName& one : type_names)
        if (one.tag == tag) return one.protocol;
    return {};
}
std::string_view chosen(const ber::Type& type, std::uint8_t tag) {
    for (const ber::Choice& one : type.choices)
        if (one.tag == tag) return one.protocol;
    return {};
}

// ---- checking ------------------------------------------------------------------------------------------

constexpr int deepest = 8;

/// Whether the octets are one layer of this protocol and no more.
bool is_layer(std::string_view protocol, View octets, int depth);

bool is_field(const Field& field, const Element& element, int depth) {
    const ber::Type& type = type_of(field);
    const View whole(element.content.data() - (element.octets - element.content.size()), element.octets);
    if (!type.choices.empty()) return is_layer(chosen(type, element.tag), whole, depth);
    if (type.tag == ber::any)
        return protocol_by_tag(element.tag).empty() || read_value(element.tag, element.content);
    if (element.tag != type.tag) return false;
    if (type.element.empty()) return read_value(element.tag, element.content).has_value();
    for (View rest = element.content; !rest.empty();) {
        const auto inner = read_element(rest);
        if (!inner || !is_layer(type.element, rest.first(inner->octets), depth)) return false;
        rest = rest.subspan(inner->octets);
    }
    return true;
}

bool are_fields(const Protocol& protocol, View content, int depth) {
    for (const Field& field : protocol.fields) {
        const auto element = read_element(content);
        if (!element || !is_field(field, *element, depth + 1)) return false;
        content = content.subspan(element->octets);
    }
    return content.empty();
}

bool is_layer(std::string_view name, View octets, int depth) {
    const Protocol* protocol = name.empty() || depth > deepest ? nullptr : find_protocol(name);
    const auto element = read_element(octets);
    if (protocol == nullptr || !element) return false;
    const std::uint8_t outer = type_of(protocol->fields[0]).outer;
    return outer == 0 || (outer == element->tag && are_fields(*protocol, element->content, depth));
}

// ---- the shape -----------------------------------------------------------------------------------------

/// The element of a field at the cursor, the layer's own header left behind.
const char* next(const Field& field, const Layer& layer, Cursor& cursor, Element& out) {
    if (is_first(field, layer) && type_of(field).outer != 0) {
        const auto outer = read_element({cursor.here(), cursor.octets_left()});
        if (!outer) return "a BER sequence is cut";
        cursor.bit += (outer->octets - outer->content.size()) * 8;
    }
    const auto element = read_element({cursor.here(), cursor.octets_left()});
    if (!element) return "a BER element is cut";
    cursor.bit += element->octets * 8;
    out = *element;
    return nullptr;
}

const char* skip_ber(const Field& field, const Layer& layer, Cursor& cursor) {
    Element element;
    return next(field, layer, cursor, element);
}

Value packet_of(std::string_view protocol, View octets, const Layer& parent) {
    return Value(Packet::nested(Dissection(octets, *find_protocol(protocol), &parent)));
}

Value any_value(const Element& element, View whole, const Layer& parent) {
    const std::string_view protocol = protocol_by_tag(element.tag);
    if (is_plain(element.tag)) return read_value(element.tag, element.content).value_or(Value());
    return packet_of(protocol.empty() ? "ASN1_BADTAG" : protocol, whole, parent);
}

const char* decode_ber(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    Element element;
    if (const char* reason = next(field, layer, cursor, element)) return reason;
    const ber::Type& type = type_of(field);
    const View whole(element.content.data() - (element.octets - element.content.size()), element.octets);
    if (type.tag == ber::any) {
        out = any_value(element, whole, layer);
    } else if (!type.choices.empty()) {
        const std::string_view protocol = chosen(type, element.tag);
        out = packet_of(protocol.empty() ? "Raw" : protocol, whole, layer);
    } else if (type.element.empty()) {
        const auto value = read_value(element.tag, element.content);
        if (!value) return "a BER value is malformed";
        const bool is_wrapped = !type.wrapped.empty() && is_layer(type.wrapped, element.content, 0);
        if (is_wrapped)
            out = packet_of(type.wrapped, element.content, layer);
        else if (is_plain(element.tag) || layer.protocol().name.starts_with("ASN1_"))
            out = *value;
        else  // Addresses and times are values of their own types, as in a field of any type.
            out = any_value(element, whole, layer);
    } else {
        List items;
        for (View rest = element.content; !rest.empty();) {
            const auto inner = read_element(rest);
            if (!inner) return "a BER element is cut";
            items.push_back(packet_of(type.element, rest.first(inner->octets), layer));
            rest = rest.subspan(inner->octets);
        }
        out = Value(std::move(items));
    }
    return nullptr;
}

bool is_oid(const Value& value) {
    return value.is_text() && value.octets()->find('.') != std::string::npos && oid_octets(*value.octets());
}

/// The tag that a plain value of any type gets.
std::uint8_t plain_tag(const Value& value) {
    Integer number = 0;
    if (value.to_integer(number)) return ber::integer;
    return is_oid(value) ? ber::oid : value.octets() != nullptr ? ber::string : ber::null;
}

void write_value(const ber::Type& type, const Value& value, BitWriter& out) {
    if (const auto* layer = value.as<LayerReference>()) {
        if (type.wrapped.empty()) return layer->packet->build_into(out.buffer());
        const Octets inner = layer->packet->build();
        return write_element(type.tag, text_of(inner), out);
    }
    if (!type.element.empty()) {
        Octets inner;
        if (const List* items = value.items())
            for (const Value& item : *items)
                if (const auto* layer = item.as<LayerReference>()) layer->packet->build_into(inner);
        return write_element(type.tag, text_of(inner), out);
    }
    const std::uint8_t tag = type.tag == ber::any ? plain_tag(value) : type.tag;
    if (tag != 0) write_element(tag, value_octets(tag, value), out);
}

/// The first field writes the layer's header, for which it needs to know what comes after it.
void encode_ber(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    if (is_first(field, layer) && type_of(field).outer != 0) {
        Octets all;
        BitWriter measured(all);
        write_value(type_of(field), internal, measured);
        for (const Field& other : layer.protocol().fields.subspan(1)) {
            const Value value = layer.internal(other);
            write_value(type_of(other), value.set() != nullptr ? value.set()->at(0) : value, measured);
        }
        write_header(type_of(field).outer, all.size(), out);
    }
    write_value(type_of(field), internal, out);
}

std::optional<Problem> normalize_number(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    if (in.to_integer(number)) return internal = Value(number), std::nullopt;
    Problem problem{fmt::format("{} takes a number, not {} {}", field.name, in.kind(), represent(in))};
    if (!in.is_text() || field.names.empty()) return problem;
    for (const Name& name : field.names)
        if (name.name == *in.octets()) return internal = Value(name.value), std::nullopt;
    problem.message = fmt::format("{} has no value named {}", field.name, *in.octets());
    problem.wrong = *in.octets();
    for (const Name& name : field.names) problem.candidates.emplace_back(name.name);
    return problem;
}

/// Octets stay text where they were given as text, for whoever asks.
std::optional<Problem> normalize_octets(const Field& field, const Value& in, Value& internal) {
    if (in.is_text()) return internal = in, std::nullopt;
    return octets_shape.normalize(field, in, internal);
}

std::optional<Problem> normalize_simple(const Field& field, std::uint8_t tag, const Value& in,
                                        Value& internal) {
    if (is_text_type(tag)) return normalize_octets(field, in, internal);
    if (tag != ber::oid && tag != ber::ip_address) return normalize_number(field, in, internal);
    const bool good = in.is_text() && (tag == ber::oid ? oid_octets(*in.octets()).has_value()
                                                       : parse_ipv4(*in.octets()).has_value());
    if (!good)
        return Problem{fmt::format("{} is no {} for {}", represent(in),
                                   tag == ber::oid ? "object identifier" : "address", field.name),
                       tag == ber::oid ? "for example: \"1.3.6.1.2.1.1.1.0\"" : "for example: \"192.0.2.1\""};
    internal = in;
    return std::nullopt;
}

/// Text that is an object identifier is one; other text is octets.
std::optional<Problem> normalize_any(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    if (in.to_integer(number)) return internal = Value(number), std::nullopt;
    return normalize_octets(field, in, internal);
}

std::optional<Problem> normalize_ber(const Field& field, const Value& in, Value& internal) {
    const ber::Type& type = type_of(field);
    if (!type.element.empty()) {
        Field list = layers(field.name, type.element, {.extent = rest()});
        return list.shape->normalize(list, in, internal);
    }
    if (const auto* protocol = in.as<const Protocol*>())
        return normalize_ber(field, Value(Packet(**protocol)), internal);
    if (const auto* reference = in.as<LayerReference>()) {
        const Layer layer = (*reference->packet)[reference->index];
        const Field& first = layer.protocol().fields[0];
        const bool is_value = layer.protocol().name.starts_with("ASN1_") && first.shape == &ber_shape;
        if (is_value && type.choices.empty() && (type.tag != ber::any || is_plain(type_of(first).tag)))
            return internal = layer.get(first), std::nullopt;
        internal = Value(reference->packet->tail(reference->index));
        return std::nullopt;
    }
    if (!type.wrapped.empty() && in.is_text() && *in.octets() == type.wrapped)
        return internal = Value(Packet(*find_protocol(type.wrapped))), std::nullopt;
    for (const ber::Choice& one : type.choices)
        if (in.is_text() && *in.octets() == one.protocol)
            return internal = Value(Packet(*find_protocol(one.protocol))), std::nullopt;
    if (!type.choices.empty())
        return Problem{fmt::format("{} takes a layer such as {}(), not {} {}", field.name,
                                   type.choices[0].protocol, in.kind(), represent(in))};
    return type.tag == ber::any ? normalize_any(field, in, internal)
                                : normalize_simple(field, type.tag, in, internal);
}

/// "0x5 <ASN1_INTEGER[5]>", "<ASN1_STRING[b'pub']>": a value with its type, as the reference writes it.
std::string typed_text(std::uint8_t tag, const Value& value) {
    Integer number = 0;
    if (tag == ber::oid && value.octets() != nullptr)
        return fmt::format("<ASN1_OID['.{}']>", *value.octets());
    if (tag == ber::ip_address && value.octets() != nullptr)
        return fmt::format("<ASN1_IPADDRESS['{}']>", *value.octets());
    const std::string_view type = protocol_by_tag(tag);
    if (value.octets() != nullptr) return fmt::format("<{}[{}]>", type, represent_octets(*value.octets()));
    if (!value.to_integer(number)) return represent(value);
    const std::string exact = fmt::format("<{}[{}]>", type, shortened(represent(value), 20, 10));
    if (is_empty_type(tag)) return exact;
    const auto size =
        number < 0 ? -static_cast<UnsignedInteger>(number) : static_cast<UnsignedInteger>(number);
    const std::string hex = fmt::format("{}{:#x}", number < 0 ? "-" : "", size);
    return shortened(hex, 22, 12) + " " + exact;
}

std::string represent_ber(const Field& field, const Value& internal) {
    const bool is_nothing = internal.items() != nullptr && internal.items()->empty();
    if (type_of(field).tag == ber::any && is_nothing) return "<ASN1_NULL[0]>";
    if (internal.is_none() || internal.is_packet() || internal.items() != nullptr) return represent(internal);
    Integer number = 0;
    const std::string_view name =
        internal.to_integer(number) ? name_of(field, static_cast<std::uint64_t>(number)) : "";
    const std::uint8_t tag = type_of(field).tag == ber::any ? plain_tag(internal) : type_of(field).tag;
    return name.empty() ? typed_text(tag, internal) : fmt::format("'{}' {}", name, typed_text(tag, internal));
}

Value random_ber(const Field& field) {
    const ber::Type& type = type_of(field);
    if (!type.element.empty()) return Value(List{Value(Packet(*find_protocol(type.element)))});
    if (!type.choices.empty())
        return Value(Packet(*find_protocol(type.choices[generator()() % type.choices.size()].protocol)));
    if (is_text_type(type.tag)) return Value(Bytes{fmt::format("{:x}", generator()())});
    if (type.tag == ber::oid) return Value(fmt::format("1.3.6.1.{}", generator()() % 1000));
    if (type.tag == ber::ip_address) return Value(ipv4_text(static_cast<std::uint32_t>(generator()())));
    return Value(static_cast<Integer>(static_cast<std::int32_t>(generator()())));
}

}  // namespace

extern constexpr Shape ber_shape = {.name = "BER",
                                    .takes_lists = true,
                                    .skip = skip_ber,
                                    .decode = decode_ber,
                                    .encode = encode_ber,
                                    .normalize = normalize_ber,
                                    .human = [](const Field&, const Value& v) { return v; },
                                    .represent = represent_ber,
                                    .random = random_ber};

std::int64_t ber_size(const Layer& layer) {
    const View octets = layer.header();
    const auto element = read_element(octets);
    if (!element || !is_layer(layer.protocol().name, octets.first(element->octets), 0)) return -1;
    return static_cast<std::int64_t>(element->octets);
}

// ---- values as layers ----------------------------------------------------------------------------------

template <std::uint8_t tag>
static constexpr ber::Type type_with{.tag = tag};
template <std::uint8_t tag, auto initial>
static constexpr Field value_fields[] = {ber_field("val", type_with<tag>, initial)};
template <std::uint8_t tag, auto initial>
static constexpr Protocol value(std::string_view name, std::string_view title) {
    return checked({.name = name,
                    .title = title,
                    .fields = value_fields<tag, initial>,
                    .summary = [](const Layer& layer) { return layer.text("val"); },
                    .header_size = ber_size});
}
static constexpr char no_text[] = "", some_oid[] = "1.3", no_address[] = "0.0.0.0";

extern constexpr Protocol asn1_boolean = value<0x01, 0>("ASN1_BOOLEAN", "ASN.1 BOOLEAN");
extern constexpr Protocol asn1_integer = value<0x02, 0>("ASN1_INTEGER", "ASN.1 INTEGER");
extern constexpr Protocol asn1_string = value<0x04, no_text>("ASN1_STRING", "ASN.1 OCTET STRING");
extern constexpr Protocol asn1_null = value<0x05, 0>("ASN1_NULL", "ASN.1 NULL");
extern constexpr Protocol asn1_oid = value<0x06, some_oid>("ASN1_OID", "ASN.1 OBJECT IDENTIFIER");
extern constexpr Protocol asn1_ip_address = value<0x40, no_address>("ASN1_IPADDRESS", "SNMP IpAddress");
extern constexpr Protocol asn1_counter32 = value<0x41, 0>("ASN1_COUNTER32", "SNMP Counter32");
extern constexpr Protocol asn1_gauge32 = value<0x42, 0>("ASN1_GAUGE32", "SNMP Gauge32");
extern constexpr Protocol asn1_time_ticks = value<0x43, 0>("ASN1_TIME_TICKS", "SNMP TimeTicks");
extern constexpr Protocol asn1_opaque = value<0x44, no_text>("ASN1_OPAQUE", "SNMP Opaque");
extern constexpr Protocol asn1_counter64 = value<0x46, 0>("ASN1_COUNTER64", "SNMP Counter64");
extern constexpr Protocol asn1_no_such_object = value<0x80, 0>("ASN1_NO_SUCH_OBJECT", "SNMP noSuchObject");
extern constexpr Protocol asn1_no_such_instance =
    value<0x81, 0>("ASN1_NO_SUCH_INSTANCE", "SNMP noSuchInstance");
extern constexpr Protocol asn1_end_of_mib_view = value<0x82, 0>("ASN1_END_OF_MIB_VIEW", "SNMP endOfMibView");

// Any other type, with its tag and length.
static constexpr Field bad_tag_fields[] = {octets("val", "", {})};
extern constexpr Protocol asn1_bad_tag =
    checked({.name = "ASN1_BADTAG", .title = "ASN.1 value of an unknown type", .fields = bad_tag_fields});

}  // namespace pkttest::protocols
