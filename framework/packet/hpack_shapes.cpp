// The shapes of HPACK's numbers and strings (RFC 7541, 5).
#include "framework/packet/hpack_shapes.h"

#include <fmt/format.h>

#include "framework/packet/hpack.h"
#include "framework/packet/layer.h"
#include "framework/packet/rule.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

// ---- integers (5.1): a prefix within an octet, then seven bits an octet, the lowest first ----

constexpr unsigned most_bits = 56;

const char* decode_number(const Field& field, const Layer&, Cursor& cursor, Value& out) {
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
std::uint64_t number_of(const Field& field, const Layer& layer, const Value& told) {
    Integer value = 0;
    if (told.to_integer(value)) return static_cast<std::uint64_t>(value);
    if (field.user == nullptr) return 0;
    const Field* found = find_field(layer.protocol(), static_cast<const char*>(field.user));
    if (found == nullptr) return 0;
    const Field& measured = *found;
    std::vector<std::uint8_t> octets;
    BitWriter writer(octets);
    measured.shape->encode(measured, layer, layer.internal(measured), writer);
    const auto size = static_cast<Integer>(octets.size());
    return static_cast<std::uint64_t>(field.rule != nullptr ? ask_number(*field.rule, layer, {Value(size)})
                                                            : size);
}
void encode_number(const Field& field, const Layer& layer, const Value& told, BitWriter& out) {
    std::uint64_t value = number_of(field, layer, told);
    const std::uint64_t most = (std::uint64_t{1} << field.width) - 1;
    out.put(value < most ? value : most, field.width);
    if (value < most) return;
    for (value -= most; value >= 0x80; value >>= 7) out.put((value & 0x7f) | 0x80, 8);
    out.put(value, 8);
}
constexpr Field any_number = bits("number", 63);
}  // namespace

extern constexpr Shape hpack_number_shape = {
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

// ---- strings (5.2) ----

namespace {

/// A text is sent as the string's type says; ("Compressed", text) in that form whatever the type says, and an
/// automatic type follows it.
constexpr Name forms[] = {{0, "Literal"}, {1, "Compressed"}};
constexpr Field form_field = enumeration("form", 1, 0, forms);
constexpr Field text_field = octets("text", "", {});
std::string_view named_by(const Field& field, std::string_view otherwise) {
    return field.user != nullptr ? std::string_view(static_cast<const char*>(field.user)) : otherwise;
}
std::string_view text_of(const Value& told) {
    const std::string* octets = told.is_tuple() ? (*told.items())[1].octets() : told.octets();
    return octets != nullptr ? std::string_view(*octets) : std::string_view();
}

const char* decode_string(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    if (const char* reason = octets_shape.decode(field, layer, cursor, out)) return reason;
    if (!is_compressed(field, layer, out)) return nullptr;
    auto text = hpack::decode(*out.octets());
    if (!text) return "a string is not in Huffman's code";
    return out = Value(Bytes{std::move(*text)}), nullptr;
}
std::optional<Problem> normalize_string(const Field& field, const Value& in, Value& internal) {
    const List* parts = in.is_tuple() ? in.items() : nullptr;
    if (parts == nullptr || parts->size() != 2) return octets_shape.normalize(field, in, internal);
    Value form, text;
    if (auto problem = integer_shape.normalize(form_field, (*parts)[0], form)) return problem;
    if (auto problem = octets_shape.normalize(text_field, (*parts)[1], text)) return problem;
    internal = Value::tuple({form, text});
    return std::nullopt;
}

}  // namespace

bool is_compressed(const Field& string, const Layer& layer, const Value& value) {
    Integer form = 0;
    if (value.is_tuple() && (*value.items())[0].to_integer(form)) return form == 1;
    return layer.integer(named_by(string, "type")) == 1;
}

extern constexpr Shape hpack_string_shape = {
    .name = "HPACK string",
    .takes_lists = true,
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_string(field, layer, cursor, ignored);
        },
    .decode = decode_string,
    .encode =
        [](const Field& field, const Layer& layer, const Value& told, BitWriter& out) {
            const std::string_view text = text_of(told);
            out.put_octets(is_compressed(field, layer, told) ? hpack::encode(text) : std::string(text));
        },
    .normalize = normalize_string,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field& field) { return octets_shape.random(field); }};

extern constexpr Shape hpack_type_shape = based_on<integer_shape>({
    .name = "HPACK string type",
    .encode =
        [](const Field& field, const Layer& layer, const Value& told, BitWriter& out) {
            Integer type = 0;
            const Field* string = find_field(layer.protocol(), named_by(field, "data"));
            if (!told.to_integer(type) && string != nullptr) {
                const Value text = layer.internal(*string);
                type = text.is_tuple() && is_compressed(*string, layer, text) ? 1 : 0;
            }
            out.put(static_cast<UnsignedInteger>(type), 1);
        },
});

// ---- bits that tell a header field's form ----

namespace {

std::optional<Problem> normalize_magic(const Field& field, const Value& in, Value& internal) {
    if (auto problem = integer_shape.normalize(field, in, internal)) return problem;
    Integer given = 0, own = 0;
    const bool is_own = internal.to_integer(given) && field.start->to_integer(own) && given == own;
    if (is_own) return std::nullopt;
    return Problem{fmt::format("{} is always {}", field.name, represent(*field.start))};
}
const char* decode_magic(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    if (const char* reason = integer_shape.decode(field, layer, cursor, out)) return reason;
    Value own;
    return normalize_magic(field, out, own) ? "bits that are always the same have another value" : nullptr;
}

}  // namespace

extern constexpr Shape magic_shape = based_on<integer_shape>({
    .name = "magic bits",
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_magic(field, layer, cursor, ignored);
        },
    .decode = decode_magic,
    .normalize = normalize_magic,
    .random = [](const Field& field) { return *field.start; },
});

}  // namespace pkttest
