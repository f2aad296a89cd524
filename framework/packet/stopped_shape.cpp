// Shapes of octets that say themselves where they end: StrStopField, and text in UTF-16.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/plain_text.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

// ---- up to octets that belong to it ------------------------------------------------------------------

std::size_t stopped_octets(const Field& field, const Cursor& cursor) {
    const Stop& stop = *static_cast<const Stop*>(field.user);
    const std::string_view left(reinterpret_cast<const char*>(cursor.here()), cursor.octets_left());
    const std::size_t at = left.find(stop.octets);
    return at == left.npos ? left.size() : std::min(at + stop.octets.size() + stop.additional, left.size());
}

const char* decode_stopped(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    const std::size_t octets = stopped_octets(field, cursor);
    out = Bytes{std::string(reinterpret_cast<const char*>(cursor.here()), octets)};
    cursor.bit += octets * 8;
    return nullptr;
}

// ---- UTF-16 ------------------------------------------------------------------------------------------

/// The code points of UTF-8; what is none stands for itself.
std::u16string to_utf16(std::string_view text) {
    std::u16string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i++]);
        const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
        char32_t point = more == 0 ? first : first & (0x3f >> more);
        for (int each = 0; each < more && i < text.size(); ++each)
            point = point << 6 | (static_cast<unsigned char>(text[i++]) & 0x3f);
        if (point > 0xffff) {
            out += static_cast<char16_t>(0xd7c0 + (point >> 10));
            out += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
        } else {
            out += static_cast<char16_t>(point);
        }
    }
    return out;
}

void append_utf8(char32_t point, std::string& out) {
    if (point < 0x80) {
        out += static_cast<char>(point);
        return;
    }
    const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    out += static_cast<char>((0xf00u >> more & 0xff) | point >> 6 * more);
    for (int each = more - 1; each >= 0; --each) out += static_cast<char>(0x80 | (point >> 6 * each & 0x3f));
}

std::string from_utf16(std::string_view octets) {
    std::string out;
    const auto unit = [&](std::size_t at) {
        return static_cast<char32_t>(static_cast<unsigned char>(octets[at]) |
                                     static_cast<unsigned char>(octets[at + 1]) << 8);
    };
    for (std::size_t i = 0; i + 1 < octets.size(); i += 2) {
        char32_t point = unit(i);
        const bool pair = point >> 10 == 0x36 && i + 3 < octets.size() && unit(i + 2) >> 10 == 0x37;
        if (pair) point = 0x10000 + ((point & 0x3ff) << 10) + (unit(i + 2) & 0x3ff), i += 2;
        append_utf8(point, out);
    }
    return out;
}

bool is_ended(const Field& field) { return field.extent.kind == Extent::Kind::until; }

const char* decode_utf16(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    if (!is_ended(field)) return octets_shape.decode(field, layer, cursor, out);
    const std::string_view left(reinterpret_cast<const char*>(cursor.here()), cursor.octets_left());
    std::size_t at = 0;
    while (at + 1 < left.size() && (left[at] != 0 || left[at + 1] != 0)) at += 2;
    const bool found = at + 1 < left.size();
    out = Bytes{std::string(found ? left.substr(0, at) : left)};
    cursor.bit += (found ? at + 2 : left.size()) * 8;
    return nullptr;
}

void encode_utf16(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    if (!is_ended(field)) return octets_shape.encode(field, layer, internal, out);
    if (internal.octets() != nullptr) out.put_octets(*internal.octets());
    out.put(0, 16);
}

std::optional<Problem> normalize_utf16(const Field& field, const Value& in, Value& internal) {
    if (!in.is_text()) return octets_shape.normalize(field, in, internal);
    std::string octets;
    for (const char16_t unit : to_utf16(*in.octets())) {
        octets += static_cast<char>(unit & 0xff);
        octets += static_cast<char>(unit >> 8);
    }
    internal = Value(Bytes{std::move(octets)});
    return std::nullopt;
}

}  // namespace

extern constexpr Shape stopped_shape = based_on<octets_shape>({
    .name = "octets up to others",
    .skip = [](const Field& field, const Layer&, Cursor& cursor) -> const char* {
        cursor.bit += stopped_octets(field, cursor) * 8;
        return nullptr;
    },
    .decode = decode_stopped,
    .count = [](const Field& f, const Value& v) { return octets_shape.count(f, v); },
});

extern constexpr Shape utf16_shape = {
    .name = "text in UTF-16",
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_utf16(field, layer, cursor, ignored);
        },
    .decode = decode_utf16,
    .encode = encode_utf16,
    .normalize = normalize_utf16,
    .human =
        [](const Field&, const Value& internal) {
            return internal.octets() != nullptr ? Value(from_utf16(*internal.octets())) : internal;
        },
    .represent =
        [](const Field&, const Value& internal) {
            return internal.octets() != nullptr ? from_utf16(*internal.octets()) : represent(internal);
        },
    .random = [](const Field& f) { return octets_shape.random(f); },
    .count = [](const Field& f, const Value& v) { return octets_shape.count(f, v); }};

}  // namespace pkttest
