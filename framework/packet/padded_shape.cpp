// The shape of a field that is padded to a multiple of so many octets: behind it (Scapy's PadField), or
// before it so that it begins at such a multiple of its layer (ReversePadField). The rest is the field's own
// shape.
#include "framework/packet/field.h"
#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

const Padding& padding_of(const Field& field) { return *static_cast<const Padding*>(field.user); }

std::size_t missing(std::size_t octets, std::size_t multiple) {
    return (multiple - octets % multiple) % multiple;
}

/// Passes octets of padding; the last ones of a layer may be cut.
void pass(Cursor& cursor, std::size_t octets) { cursor.bit += std::min(octets, cursor.octets_left()) * 8; }

/// Runs `read` on the inner field, the padding around it passed.
template <class Read>
const char* around(const Field& field, Cursor& cursor, Read read) {
    const Padding& padding = padding_of(field);
    if (padding.before) pass(cursor, missing(cursor.bit / 8, padding.multiple));
    const std::size_t start = cursor.bit;
    if (const char* reason = read(*field.element, cursor)) return reason;
    if (!padding.before) pass(cursor, missing((cursor.bit - start) / 8, padding.multiple));
    return nullptr;
}

const char* skip_padded(const Field& field, const Layer& layer, Cursor& cursor) {
    return around(field, cursor,
                  [&](const Field& inner, Cursor& at) { return inner.shape->skip(inner, layer, at); });
}

const char* decode_padded(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    return around(field, cursor,
                  [&](const Field& inner, Cursor& at) { return inner.shape->decode(inner, layer, at, out); });
}

void fill(BitWriter& out, std::size_t octets, std::uint8_t filler) {
    for (; octets > 0; --octets) out.put(filler, 8);
}

void encode_padded(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const Padding& padding = padding_of(field);
    if (padding.before) fill(out, missing(out.octets_of_layer(), padding.multiple), padding.filler);
    const std::size_t start = out.size();
    field.element->shape->encode(*field.element, layer, internal, out);
    if (!padding.before) fill(out, missing(out.size() - start, padding.multiple), padding.filler);
}

std::size_t count_padded(const Field& field, const Value& internal) {
    const Shape& shape = *field.element->shape;
    if (shape.count != nullptr) return shape.count(*field.element, internal);
    return internal.is_none() ? 0 : 1;
}

template <bool lists>
constexpr Shape padded = {
    .name = "padded",
    .takes_lists = lists,
    .skip = skip_padded,
    .decode = decode_padded,
    .encode = encode_padded,
    .normalize = [](const Field& f, const Value& in,
                    Value& out) { return pkttest::normalize(*f.element, in, out); },
    .human = [](const Field& f, const Value& v) { return f.element->shape->human(*f.element, v); },
    .represent = [](const Field& f, const Value& v) { return f.element->shape->represent(*f.element, v); },
    .random = [](const Field& f) { return f.element->shape->random(*f.element); },
    .count = count_padded};

}  // namespace

extern constexpr Shape padded_shape = padded<false>;
extern constexpr Shape padded_list_shape = padded<true>;

}  // namespace pkttest
