// HPackLiteralString, HPackZString and its Huffman code (RFC 7541, 5.2 and appendix B).
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/hpack_text.h"
#include "framework/packet/hpack.h"
#include "framework/packet/hpack_shapes.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

extern const Builtin builtin_hpack_literal, builtin_hpack_coded;

std::string HpackText::sent() const { return is_coded ? hpack::encode(origin) : origin; }

std::string HpackText::represent() const {
    return fmt::format("{}({})", is_coded ? "HPackZString" : "HPackLiteralString", origin);
}

std::optional<bool> HpackText::is_equal(const Value& other) const {
    const auto* text = object_as<HpackText>(other);
    return text != nullptr && text->is_coded == is_coded && text->origin == origin;
}

std::optional<Value> HpackText::attribute(std::string_view name) const {
    if (name != "__class__") return std::nullopt;
    return object_value<BuiltinObject>(is_coded ? builtin_hpack_coded : builtin_hpack_literal);
}

Value plain_text_of(Value value) {
    const auto* text = object_as<HpackText>(value);
    if (text == nullptr) return value;
    return Value::tuple({Value(Integer{text->is_coded ? 1 : 0}), Value(Bytes{text->origin})});
}

Value to_hpack_field(const Field& field, const Value& value) {
    return field.shape == &hpack_string_shape ? plain_text_of(value) : value;
}

std::shared_ptr<HpackText> hpack_text_of(const Layer& layer, const Field& field, const Value& value) {
    if (field.shape != &hpack_string_shape) return nullptr;
    const Value text = value.is_tuple() ? value.items()->back() : value;
    if (text.octets() == nullptr) return nullptr;
    return std::make_shared<HpackText>(*text.octets(), is_compressed(field, layer, value));
}

Value shown_text(Value value) {
    const auto* text = object_as<HpackText>(value);
    return text != nullptr ? Value(text->represent()) : std::move(value);
}

namespace {

const HpackText& self(const Call& call) { return *object_as<HpackText>(*call.self); }

constexpr Builtin table[] = {
    {"origin", {}, Kind::text, "The text itself.", [](Call& call) { return Value(self(call).origin); }},
};

template <bool is_coded>
Value make(Call& call) {
    return object_value<HpackText>(call.octets(0), is_coded);
}

// ---- Scapy's numbers for rows of bits: the number, and how many bits it has ---------------------------

constexpr std::size_t most_octets_of_bits = most_bits / 8;

Value bits_of(const Call& call, const std::string& octets) {
    if (octets.size() > most_octets_of_bits)
        throw EvaluationError(call.span, "a number of so many bits").uncovered();
    return Value::tuple(
        {to_value(*parse_big("0" + hex_digits(octets), 16, false)), Value(Integer(octets.size() * 8))});
}
Value encode(Call& call) { return bits_of(call, hpack::encode(call.octets(0))); }
Value to_bits(Call& call) { return bits_of(call, call.octets(0)); }

/// The arguments' bits from the first octet's highest on.
std::string octets_of(const Call& call, std::size_t& bits) {
    const auto big = to_big(call[0]);
    if (!big || big->negative) call.fail(0, "a row of bits is a number from 0 on");
    bits = static_cast<std::size_t>(call.integer_within(1, 0, most_bits));
    const std::string digits = digits_of(*big, 2);
    if (bits < digits.size() && digits != "0") call.fail(1, "the number has more bits than that");
    const std::string row = std::string(bits - std::min(bits, digits.size()), '0') + digits;
    std::string out((bits + 7) / 8, '\0');
    for (std::size_t i = 0; i < bits; ++i)
        if (row[i] == '1') out[i / 8] = static_cast<char>(out[i / 8] | 0x80 >> i % 8);
    return out;
}
Value from_bits(Call& call) {
    std::size_t bits = 0;
    return Value(Bytes{octets_of(call, bits)});
}
Value decode(Call& call) {
    std::size_t bits = 0;
    const std::string octets = octets_of(call, bits);
    hpack::Fault fault = hpack::Fault::none;
    if (auto text = hpack::decode(octets, bits, &fault)) return Value(Bytes{std::move(*text)});
    call.raise("InvalidEncodingException", fault == hpack::Fault::end_of_string
                                               ? "the end of the string stands in Huffman's code"
                                               : "Huffman's code is not filled with up to seven ones");
}

}  // namespace

std::span<const Builtin> HpackText::methods() const { return table; }

extern const Builtin builtin_hpack_literal = {
    "HPackLiteralString", {{{"s", Kind::text}}}, Kind::unknown, "A text of HPACK as it is.", make<false>};
extern const Builtin builtin_hpack_coded = {
    "HPackZString", {{{"s", Kind::text}}}, Kind::unknown, "A text of HPACK in Huffman's code.", make<true>};
extern const Builtin builtin_hpack_encode = {"HPackZString.huffman_encode",
                                             {{{"s", Kind::text}}},
                                             Kind::list,
                                             "A text's code, a number and its bits.",
                                             encode};
extern const Builtin builtin_hpack_decode = {"HPackZString.huffman_decode",
                                             {{{"i", Kind::number}, {"ibl", Kind::number}}},
                                             Kind::bytes,
                                             "The text of a code.",
                                             decode};
extern const Builtin builtin_hpack_to_bits = {"HPackZString.huffman_conv2bitstring",
                                              {{{"s", Kind::bytes}}},
                                              Kind::list,
                                              "Octets as a number and its bits.",
                                              to_bits};
extern const Builtin builtin_hpack_from_bits = {"HPackZString.huffman_conv2str",
                                                {{{"bit_str", Kind::number}, {"bit_len", Kind::number}}},
                                                Kind::bytes,
                                                "A number's bits as octets.",
                                                from_bits};

}  // namespace pkttest::language
