// HPACK (RFC 7541): the header lists of HTTP/2. Strings stay in the form that they are sent in, Huffman-coded
// ones too.
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
    const auto* measured = static_cast<const char*>(field.user);
    return measured != nullptr ? octets_in(layer, measured).size() : 0;
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
static constexpr Field string_fields[] = {enumeration("type", 1, 0, string_types),
                                          number("len", 7, {}, data_name),
                                          octets(data_name, "", {.extent = octets_from("len")})};
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
static constexpr Field header_name = layer("hdr_name", "HPackHdrString", {.when = equals("index", 0)}),
                       header_value = layer("hdr_value", "HPackHdrString");

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
