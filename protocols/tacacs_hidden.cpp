// The shapes of TACACS+'s hidden fields (RFC 8907, 4.5).
#include "framework/packet/big_endian.h"
#include "framework/packet/digest.h"
#include "framework/packet/secrets.h"
#include "protocols/computed.h"
#include "protocols/tacacs.h"

namespace pkttest::protocols {

/// RFC 8907, 4.5: the flag that says that the body is in clear.
static bool is_hidden(const Layer& header) { return (header.integer("flags") & 1) == 0; }

/// `octets` octets of pad. Each digest goes into the next one.
static std::string pad_of(const Layer& header, std::size_t octets) {
    std::string seed = big_endian(header.integer("session_id"), 4);
    seed += shared_secret("TacacsHeader");
    seed += static_cast<char>(header.integer("version"));
    seed += static_cast<char>(header.integer("seq"));
    std::string pad, last;
    while (pad.size() < octets) {
        const auto digest = md5(seed + last);
        last.assign(digest.begin(), digest.end());
        pad += last;
    }
    return pad;
}
/// Turns octets that begin `offset` octets behind the header into clear ones, or back.
static void turn(const Layer& header, std::size_t offset, std::uint8_t* octets, std::size_t size) {
    const std::string pad = pad_of(header, offset + size);
    for (std::size_t i = 0; i < size; ++i) octets[i] ^= static_cast<std::uint8_t>(pad[offset + i]);
}
/// Where a layer begins, counted from the end of its header: behind the layers in between.
static std::size_t offset_behind(const Layer& header, const Layer& layer) {
    std::size_t octets = 0;
    for (std::size_t i = header.index() + 1; i < layer.index(); ++i) octets += layer.table().slots[i].length;
    return octets;
}

std::string clear_body(const Layer& header) {
    std::string out(header.payload().begin(), header.payload().end());
    if (is_hidden(header)) turn(header, 0, reinterpret_cast<std::uint8_t*>(out.data()), out.size());
    return out;
}

void hide_octets(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    const auto header = layer.below("TacacsHeader");
    if (header && is_hidden(*header))
        turn(*header, offset_behind(*header, layer), out.data() + start, layer.slot().length);
}

static const char* skip_hidden(const Field& field, const Layer& layer, Cursor& cursor) {
    return field.element->shape->skip(*field.element, layer, cursor);
}
static const char* decode_hidden(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const auto decode = field.element->shape->decode;
    const auto header = layer.below("TacacsHeader");
    if (!header || !is_hidden(*header)) return decode(*field.element, layer, cursor, out);
    std::vector<std::uint8_t> clear(cursor.data, cursor.data + cursor.end / 8);
    turn(*header, offset_behind(*header, layer), clear.data(), clear.size());
    Cursor inner{clear.data(), cursor.bit, cursor.end};
    const char* reason = decode(*field.element, layer, inner, out);
    cursor.bit = inner.bit;
    cursor.note = inner.note;
    return reason;
}

static constexpr Shape make_shape(bool takes_lists) {
    return {
        .name = "hidden octets",
        .takes_lists = takes_lists,
        .skip = skip_hidden,
        .decode = decode_hidden,
        .encode = [](const Field& f, const Layer& l, const Value& v,
                     BitWriter& out) { f.element->shape->encode(*f.element, l, v, out); },
        .normalize = [](const Field& f, const Value& in,
                        Value& out) { return f.element->shape->normalize(*f.element, in, out); },
        .human = [](const Field& f, const Value& v) { return f.element->shape->human(*f.element, v); },
        .represent = [](const Field& f,
                        const Value& v) { return f.element->shape->represent(*f.element, v); },
        .random = [](const Field& f) { return f.element->shape->random(*f.element); },
        .count =
            [](const Field& f, const Value& v) {
                const auto count = f.element->shape->count;
                return count != nullptr ? count(*f.element, v) : std::size_t{1};
            },
    };
}
extern constexpr Shape hidden_shape = make_shape(false);
extern constexpr Shape hidden_list_shape = make_shape(true);

}  // namespace pkttest::protocols
