// The shape of octets: fixed, by another field's length, up to a terminator, or the rest. Little-endian ones
// stand from the last to the first.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/packet.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/random_values.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

const char* skip_octets(const Field& field, const Layer& layer, Cursor& cursor) {
    std::size_t octets = 0;
    if (const char* reason = measure_extent(field, layer, cursor, octets)) return reason;
    cursor.bit += with_padding(field, cursor, octets) * 8;
    return nullptr;
}

const char* decode_octets(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::size_t octets = 0;
    const char* start = reinterpret_cast<const char*>(cursor.here());
    if (const char* reason = measure_extent(field, layer, cursor, octets)) return reason;
    const std::size_t taken = with_padding(field, cursor, octets);
    const bool ends = octets > 0 && static_cast<std::uint8_t>(start[octets - 1]) == field.extent.add;
    if (field.extent.kind == Extent::Kind::until && ends) --octets;
    std::string read(start, octets);
    if (field.little_endian) std::reverse(read.begin(), read.end());
    out = Bytes{std::move(read)};
    cursor.bit += taken * 8;
    return nullptr;
}

void encode_octets(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const std::string* octets = internal.octets();
    const std::string_view text = octets != nullptr ? std::string_view(*octets) : std::string_view();
    const std::size_t start = out.size();
    if (field.extent.kind == Extent::Kind::fixed) {
        out.put_octets(text.substr(0, static_cast<std::size_t>(field.extent.add)));
        out.buffer().resize(start + static_cast<std::size_t>(field.extent.add));
    } else {
        out.put_octets(text);
        if (field.little_endian)
            std::reverse(out.buffer().begin() + static_cast<std::ptrdiff_t>(start), out.buffer().end());
        if (field.extent.kind == Extent::Kind::until)
            out.buffer().push_back(static_cast<std::uint8_t>(field.extent.add));
    }
    out.pad(field, start);
}

std::optional<Problem> normalize_octets(const Field& field, const Value& in, Value& internal) {
    if (in.is_packet()) {
        const auto octets = in.as<LayerReference>()->packet->tail(in.as<LayerReference>()->index).build();
        internal = Bytes{std::string(octets.begin(), octets.end())};
        return std::nullopt;
    }
    const std::string* octets = in.octets();
    if (octets == nullptr)
        return Problem{
            fmt::format("{} takes text or bytes, not {} {}", field.name, in.kind(), represent(in))};
    if (field.extent.kind == Extent::Kind::fixed &&
        octets->size() > static_cast<std::size_t>(field.extent.add))
        return Problem{
            fmt::format("{} has {} octets, {} do not fit", field.name, field.extent.add, octets->size())};
    internal = Bytes{*octets};
    return std::nullopt;
}

/// Without what pads them: lengths that leave the padding out are `count_of` octets.
std::size_t count_octets(const Field&, const Value& internal) {
    return internal.octets() != nullptr ? internal.octets()->size() : 0;
}

Value human_octets(const Field&, const Value& internal) { return internal; }

/// As text without the padding of fixed fields; `hex` fields as digits.
std::string represent_octet_field(const Field& field, const Value& internal) {
    if (internal.octets() == nullptr) return represent(internal);
    std::string_view octets = *internal.octets();
    if (field.hex) return hex_digits(octets);
    if (field.extent.kind == Extent::Kind::fixed)
        while (octets.ends_with('\0')) octets.remove_suffix(1);
    return represent_plain(octets);
}

Value random_octets(const Field& field) {
    const std::size_t size = field.extent.kind == Extent::Kind::fixed
                                 ? static_cast<std::size_t>(field.extent.add)
                                 : draw_below(32);
    std::string octets(size, '\0');
    for (char& octet : octets) octet = static_cast<char>(draw_below(256));
    return Bytes{std::move(octets)};
}

}  // namespace

extern constexpr Shape octets_shape = {.name = "octets",
                                       .skip = skip_octets,
                                       .decode = decode_octets,
                                       .encode = encode_octets,
                                       .normalize = normalize_octets,
                                       .human = human_octets,
                                       .represent = represent_octet_field,
                                       .random = random_octets,
                                       .count = count_octets};

}  // namespace pkttest
