// HPACK (RFC 7541): the header lists of HTTP/2. Strings are texts, whether they are sent in Huffman's code or
// not.
#include "framework/packet/hpack.h"
#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

// ---- integers (5.1): a prefix within an octet, then seven bits an octet, the lowest first -----------------

constexpr unsigned most_bits = 56;

static const char* decode_number(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    const unsigned prefix = field.width;
    if (cursor.bit + prefix > cursor.end) return "the layer ends inside a number";
    const std::uint64_t most = (std::uint64_t{1} << prefix) - 1;
    std::uint64_t value = read_bits(cursor.data, cursor.bit, prefix, false);
    cursor.bit += prefix;
    if (value < most) return out = Value(value), nullptr;
    for (unsigned shift = 0;; shift += 7) {
        if (cursor.octets_left() == 0) return "the layer ends inside a number";
        if (shift > most_bits) return "a number of more than 9 octets";
        const std::uint8_t octet = *cursor.here();
        cursor.bit += 8;
        value += std::uint64_t{octet & 0x7fu} << shift;
        if (octet < 0x80) return out = Value(value), nullptr;
    }
}
/// What is not told is the length of the field that `user` names.
static std::uint64_t number_of(const Field& field, const Layer& layer, const Value& told) {
    Integer value = 0;
    if (told.to_integer(value)) return static_cast<std::uint64_t>(value);
    if (field.user == nullptr) return 0;
    const Field& measured = *find_field(layer.protocol(), static_cast<const char*>(field.user));
    std::vector<std::uint8_t> octets;
    BitWriter writer(octets);
    measured.shape->encode(measured, layer, layer.internal(measured), writer);
    return octets.size();
}
static void encode_number(const Field& field, const Layer& layer, const Value& told, BitWriter& out) {
    std::uint64_t value = number_of(field, layer, told);
    const std::uint64_t most = (std::uint64_t{1} << field.width) - 1;
    out.put(value < most ? value : most, field.width);
    if (value < most) return;
    for (value -= most; value >= 0x80; value >>= 7) out.put((value & 0x7f) | 0x80, 8);
    out.put(value, 8);
}
static constexpr Field any_number = bits("number", 63);
static constexpr Shape number_shape = {
    .name = "HPACK integer",
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_number(field, layer, cursor, ignored);
        },
    .decode = decode_number,
    .encode = encode_number,
    .normalize = [](const Field&, const Value& in,
                    Value& internal) { return integer_shape.normalize(any_number, in, internal); },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return integer_shape.random(any_number); }};
/// As a condition: behind a number that may go on nothing has its place.
static constexpr Field number(std::string_view name, std::uint16_t prefix, Default initial = 0,
                              const char* measured = nullptr) {
    return custom(name, number_shape, initial,
                  {.when = when([](const Layer&) { return true; }), .user = measured}, prefix);
}

// ---- strings (5.2) and header fields (6) ------------------------------------------------------------------

static constexpr char data_name[] = "data";
static constexpr Name string_types[] = {{0, "Literal"}, {1, "Compressed"}};

/// A text is sent as the string's type says; ("Compressed", text) in that form whatever the type says, and an
/// automatic type follows it.
static constexpr Field form_field = enumeration("form", 1, 0, string_types);
static constexpr Field text_field = octets("text", "", {});
static bool is_compressed(const Value& told, std::uint64_t type) {
    Integer form = 0;
    return (told.is_tuple() && (*told.items())[0].to_integer(form) ? form : static_cast<Integer>(type)) == 1;
}
static std::string_view text_of(const Value& told) {
    const std::string* octets = told.is_tuple() ? (*told.items())[1].octets() : told.octets();
    return octets != nullptr ? std::string_view(*octets) : std::string_view();
}

static const char* decode_string(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    if (const char* reason = octets_shape.decode(field, layer, cursor, out)) return reason;
    if (layer.integer("type") == 0) return nullptr;
    auto text = hpack::decode(*out.octets());
    if (!text) return "a string is not in Huffman's code";
    return out = Value(Bytes{std::move(*text)}), nullptr;
}
static std::optional<Problem> normalize_string(const Field& field, const Value& in, Value& internal) {
    const List* parts = in.is_tuple() ? in.items() : nullptr;
    if (parts == nullptr || parts->size() != 2) return octets_shape.normalize(field, in, internal);
    Value form, text;
    if (auto problem = integer_shape.normalize(form_field, (*parts)[0], form)) return problem;
    if (auto problem = octets_shape.normalize(text_field, (*parts)[1], text)) return problem;
    internal = Value::tuple({form, text});
    return std::nullopt;
}
static constexpr Shape string_shape = {
    .name = "HPACK string",
    .takes_lists = true,
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_string(field, layer, cursor, ignored);
        },
    .decode = decode_string,
    .encode =
        [](const Field&, const Layer& layer, const Value& told, BitWriter& out) {
            const std::string_view text = text_of(told);
            out.put_octets(is_compressed(told, layer.integer("type")) ? hpack::encode(text)
                                                                      : std::string(text));
        },
    .normalize = normalize_string,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field& field) { return octets_shape.random(field); }};

static constexpr Shape type_shape = {
    .name = "HPACK string type",
    .skip = [](const Field& field, const Layer& layer,
               Cursor& cursor) { return integer_shape.skip(field, layer, cursor); },
    .decode = [](const Field& field, const Layer& layer, Cursor& cursor,
                 Value& out) { return integer_shape.decode(field, layer, cursor, out); },
    .encode =
        [](const Field&, const Layer& layer, const Value& told, BitWriter& out) {
            Integer type = 0;
            if (!told.to_integer(type))
                type = is_compressed(layer.internal(*find_field(layer.protocol(), data_name)), 0) ? 1 : 0;
            out.put(static_cast<UnsignedInteger>(type), 1);
        },
    .normalize = [](const Field& field, const Value& in,
                    Value& internal) { return integer_shape.normalize(field, in, internal); },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field& field,
                    const Value& internal) { return integer_shape.represent(field, internal); },
    .random = [](const Field& field) { return integer_shape.random(field); }};

static constexpr Field string_fields[] = {
    make_field("type", type_shape, 1, Default(), {}, string_types), number("len", 7, {}, data_name),
    custom(data_name, string_shape, "", {.extent = octets_from("len")})};
extern constexpr Protocol hpack_string = checked({.name = "HPackHdrString",
                                                  .title = "HPack Header String",
                                                  .fields = string_fields,
                                                  .payload_size = no_payload});

static constexpr Field first_octet[] = {bits("magic", 8)};
extern constexpr Protocol hpack_header = checked({.name = "HPackHeaders",
                                                  .title = "HPACK header field",
                                                  .fields = first_octet,
                                                  .abstract = true,
                                                  .payload_size = no_payload});

/// A form by the first `width` bits of its octet.
template <unsigned width, unsigned pattern>
static constexpr Carrier begins_with[] = {Carrier("HPackHeaders", [](const Layer& layer) {
    return !layer.header().empty() && layer.header()[0] >> (8 - width) == pattern;
})};
static constexpr Protocol form(std::string_view name, std::string_view title, std::span<const Field> fields,
                               std::span<const Carrier> of) {
    return checked(
        {.name = name, .title = title, .fields = fields, .variant_of = of, .payload_size = no_payload});
}
static constexpr Field header_name =
                           optional_layer("hdr_name", "HPackHdrString", {.when = equals("index", 0)}),
                       header_value = optional_layer("hdr_value", "HPackHdrString");

static constexpr Field indexed_fields[] = {bits("magic", 1, 1), number("index", 7, 2)};
extern constexpr Protocol hpack_indexed =
    form("HPackIndexedHdr", "HPack Indexed Header Field", indexed_fields, begins_with<1, 1>);

static constexpr Field added_fields[] = {bits("magic", 2, 1), number("index", 6), header_name, header_value};
extern constexpr Protocol hpack_added =
    form("HPackLitHdrFldWithIncrIndexing", "HPack Literal Header With Incremental Indexing", added_fields,
         begins_with<2, 1>);

static constexpr Name indexing[] = {{0, "Don't Index"}, {1, "Never Index"}};
static constexpr Field literal_fields[] = {bits("magic", 3), enumeration("never_index", 1, 0, indexing),
                                           number("index", 4), header_name, header_value};
extern constexpr Protocol hpack_literal =
    form("HPackLitHdrFldWithoutIndexing", "HPack Literal Header Without Indexing (or Never Indexing)",
         literal_fields, begins_with<3, 0>);

static constexpr Field update_fields[] = {bits("magic", 3, 1), number("max_size", 5)};
extern constexpr Protocol hpack_update =
    form("HPackDynamicSizeUpdate", "HPack Dynamic Size Update", update_fields, begins_with<3, 1>);

}  // namespace pkttest::protocols
