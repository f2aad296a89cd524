// What DNS's messages and records share: classes of 15 bits, sizes by a length in the middle.
#include <algorithm>

#include "framework/packet/shape.h"
#include "protocols/dns.h"

namespace pkttest::protocols {

namespace {

const char* skip_low_bits(const Field& field, const Layer& layer, Cursor& cursor) {
    return integer_shape.skip(field, layer, cursor);
}
const char* decode_low_bits(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    return integer_shape.decode(field, layer, cursor, out);
}
void encode_low_bits(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    integer_shape.encode(field, layer, internal, out);
}
/// What is as wide as 16 bits is cut; what is wider is a mistake.
std::optional<Problem> normalize_low_bits(const Field& field, const Value& in, Value& internal) {
    Integer value = 0;
    if (!in.is_text() && in.to_integer(value) && value >= 0 && value <= 0xffff)
        return internal = Value(value & ((Integer{1} << field.width) - 1)), std::nullopt;
    return integer_shape.normalize(field, in, internal);
}
Value human_low_bits(const Field&, const Value& internal) { return internal; }
std::string represent_low_bits(const Field& field, const Value& internal) {
    return integer_shape.represent(field, internal);
}
Value random_low_bits(const Field& field) { return integer_shape.random(field); }

}  // namespace

extern constexpr Shape low_bits_shape = {.name = "integer",
                                         .skip = skip_low_bits,
                                         .decode = decode_low_bits,
                                         .encode = encode_low_bits,
                                         .normalize = normalize_low_bits,
                                         .human = human_low_bits,
                                         .represent = represent_low_bits,
                                         .random = random_low_bits};

std::int64_t bounded_size(const Layer& layer, std::string_view length) {
    Cursor cursor{layer.header().data(), 0, layer.header().size() * 8};
    for (const Field& field : layer.protocol().fields) {
        if (!layer.has(field)) continue;
        const std::size_t before = cursor.bit;
        if (field.shape->skip(field, layer, cursor) != nullptr) return -1;
        if (field.name == length)
            cursor.end =
                std::min(cursor.end, cursor.bit + read_bits(cursor.data, before, field.width, false) * 8);
    }
    return static_cast<std::int64_t>(cursor.end / 8);
}

std::int64_t record_size(const Layer& layer) { return bounded_size(layer, "rdlen"); }
std::int64_t option_size(const Layer& layer) { return bounded_size(layer, "optlen"); }

namespace {

Integer octets_behind(const Layer& built, std::string_view length) {
    const auto place = built.place(*find_field(built.protocol(), length));
    return place ? static_cast<Integer>(built.header().size() - place->second / 8) : 0;
}

}  // namespace

Integer record_octets(const Layer& built) { return octets_behind(built, "rdlen"); }
Integer option_octets(const Layer& built) { return octets_behind(built, "optlen"); }

}  // namespace pkttest::protocols
