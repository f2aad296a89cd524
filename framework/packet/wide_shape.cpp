// The shape of unsigned numbers of whole octets wider than 64 bits: identifiers, counters, must-be-zero. A
// value of more than 127 bits is not a number but its octets.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/plain_text.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

constexpr unsigned number_octets = 16;

const char* skip_wide(const Field& field, const Layer&, Cursor& cursor) {
    if (cursor.end - cursor.bit < field.width) return "the layer ends inside a field";
    cursor.bit += field.width;
    return nullptr;
}

const char* decode_wide(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* at = cursor.here();
    if (const char* reason = skip_wide(field, layer, cursor)) return reason;
    const std::size_t octets = field.width / 8;
    const std::uint8_t* end = at + octets;
    const std::uint8_t* low = octets > number_octets ? end - number_octets : at;
    const bool is_number = std::all_of(at, low, [](std::uint8_t octet) { return octet == 0; }) &&
                           (end - low < number_octets || *low < 0x80);
    if (!is_number) return out = Bytes{std::string(at, end)}, nullptr;
    UnsignedInteger number = 0;
    for (; low != end; ++low) number = number << 8 | *low;
    out = Value(static_cast<Integer>(number));
    return nullptr;
}

void encode_wide(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const std::size_t octets = field.width / 8;
    if (const std::string* given = internal.octets()) {
        out.put_octets(given->substr(0, octets));
        out.put_octets(std::string(octets - std::min(octets, given->size()), '\0'));
        return;
    }
    Integer number = 0;
    internal.to_integer(number);
    for (std::size_t i = octets; i-- > 0;)
        out.put(i < number_octets ? static_cast<UnsignedInteger>(number) >> (8 * i) & 0xff : 0, 8);
}

std::optional<Problem> normalize_wide(const Field& field, const Value& in, Value& internal) {
    Integer number = 0;
    const std::size_t octets = field.width / 8;
    if (in.to_integer(number)) {
        if (number < 0 || (octets < number_octets && number >> field.width != 0))
            return Problem{fmt::format("{} has {} bits and no sign, {} does not fit", field.name, field.width,
                                       represent(number))};
        return internal = Value(number), std::nullopt;
    }
    if (in.octets() != nullptr && in.octets()->size() <= octets)
        return internal = Value(Bytes{*in.octets()}), std::nullopt;
    return Problem{fmt::format("{} takes a number or {} octets, not {} {}", field.name, octets, in.kind(),
                               represent(in))};
}

/// Octets as one number's digits.
std::string hexadecimal(std::string_view octets) {
    const std::string digits = hex_digits(octets);
    return "0x" + digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1));
}
std::string decimal(std::string_view octets) {
    std::string digits{0};  // The least significant one first.
    for (const char octet : octets) {
        int carry = static_cast<std::uint8_t>(octet);
        for (char& digit : digits) {
            carry += digit * 256;
            digit = static_cast<char>(carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10) digits += static_cast<char>(carry % 10);
    }
    for (char& digit : digits) digit = static_cast<char>('0' + digit);
    return {digits.rbegin(), digits.rend()};
}

std::string represent_wide(const Field& field, const Value& internal) {
    Integer number = 0;
    if (internal.set() != nullptr) return internal.set()->represent();
    if (const std::string* octets = internal.octets(); octets != nullptr && !octets->empty())
        return field.hex ? hexadecimal(*octets) : decimal(*octets);
    if (!field.hex || !internal.to_integer(number)) return represent(internal);
    return fmt::format("{:#x}", static_cast<UnsignedInteger>(number));
}

}  // namespace

extern constexpr Shape wide_shape = {.name = "wide integer",
                                     .skip = skip_wide,
                                     .decode = decode_wide,
                                     .encode = encode_wide,
                                     .normalize = normalize_wide,
                                     .human = [](const Field&, const Value& internal) { return internal; },
                                     .represent = represent_wide,
                                     .random = [](const Field&) { return Value(generator()()); }};

}  // namespace pkttest
