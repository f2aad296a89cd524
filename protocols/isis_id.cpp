// The shape of IS-IS identifiers. Internal form: text, upper-case digits.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"
#include "protocols/isis.h"

namespace pkttest::protocols {

static const IsisForm& form_of(const Field& field) { return *static_cast<const IsisForm*>(field.user); }

static std::string text_of(const IsisForm& form, std::span<const std::uint8_t> octets) {
    std::string out;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const bool is_last = i + 1 == octets.size();
        if (i != 0 && is_last && form.dash)
            out += '-';
        else if (i != 0 && (i - static_cast<std::size_t>(form.lead)) % 2 == 0)
            out += '.';
        out += fmt::format("{:02X}", octets[i]);
    }
    return out;
}
/// The octets of a text; nullopt where it is none.
static std::optional<std::vector<std::uint8_t>> octets_of(const IsisForm& form, std::string_view text) {
    std::vector<std::uint8_t> out;
    unsigned digits = 0;
    for (const char c : text) {
        if (c == '.' || c == '-') continue;
        const int at = hex_digit(c);
        if (at < 0) return std::nullopt;
        if (digits++ % 2 == 0) out.push_back(0);
        out.back() = static_cast<std::uint8_t>(out.back() << 4 | at);
    }
    if (digits % 2 != 0 || (form.octets != 0 && out.size() != static_cast<std::size_t>(form.octets)))
        return std::nullopt;
    return out;
}

static const char* measure(const Field& field, const Layer& layer, const Cursor& cursor,
                           std::size_t& octets) {
    const Cursor fresh{cursor.data, cursor.bit, cursor.end};
    const char* reason = nullptr;
    if (form_of(field).octets == 0)
        reason = measure_extent(field, layer, fresh, octets);
    else
        octets = static_cast<std::size_t>(form_of(field).octets);
    if (reason == nullptr && (fresh.note != nullptr || octets > cursor.octets_left()))
        reason = "the layer ends inside an identifier";
    return reason;
}
static const char* decode(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    std::size_t octets = 0;
    if (const char* reason = measure(field, layer, cursor, octets)) return reason;
    out = Value(text_of(form_of(field), {cursor.here(), octets}));
    cursor.bit += octets * 8;
    return nullptr;
}
static std::optional<Problem> normalize(const Field& field, const Value& in, Value& internal) {
    const auto octets = in.octets() != nullptr ? octets_of(form_of(field), *in.octets()) : std::nullopt;
    if (!octets)
        return Problem{
            fmt::format("{} takes an identifier, not {}", field.name, represent(in)),
            form_of(field).dash ? "for example: 0102.0304.0506.00-00" : "for example: 0102.0304.0506"};
    internal = Value(text_of(form_of(field), *octets));
    return std::nullopt;
}

extern constexpr Shape isis_id_shape = {
    .name = "identifier",
    .skip =
        [](const Field& f, const Layer& l, Cursor& c) {
            std::size_t octets = 0;
            const char* reason = measure(f, l, c, octets);
            if (reason == nullptr) c.bit += octets * 8;
            return reason;
        },
    .decode = decode,
    .encode =
        [](const Field& f, const Layer&, const Value& v, BitWriter& out) {
            const auto octets = v.octets() != nullptr ? octets_of(form_of(f), *v.octets()) : std::nullopt;
            if (octets)
                return out.put_octets({reinterpret_cast<const char*>(octets->data()), octets->size()});
            out.put_octets(std::string(static_cast<std::size_t>(form_of(f).octets), '\0'));
        },
    .normalize = normalize,
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random =
        [](const Field& f) {
            std::vector<std::uint8_t> octets(static_cast<std::size_t>(std::max(form_of(f).octets, 3)));
            for (auto& octet : octets) octet = static_cast<std::uint8_t>(generator()());
            return Value(text_of(form_of(f), octets));
        }};

}  // namespace pkttest::protocols
