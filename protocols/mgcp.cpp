// MGCP (RFC 3435, 3.2): a command's first line. Its parameters follow as octets.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

/// A word ends before the character that `user` names, or with the layer.
static const char* skip_word(const Field& field, const Layer&, Cursor& cursor) {
    const char stop = *static_cast<const char*>(field.user);
    while (cursor.octets_left() > 0 && *cursor.here() != static_cast<std::uint8_t>(stop)) cursor.bit += 8;
    return nullptr;
}
static const char* decode_word(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const auto* start = reinterpret_cast<const char*>(cursor.here());
    const std::size_t before = cursor.bit;
    skip_word(field, layer, cursor);
    out = Value(Bytes{std::string(start, (cursor.bit - before) / 8)});
    return nullptr;
}
static constexpr Shape word_shape = based_on<octets_shape>({
    .name = "word",
    .skip = skip_word,
    .decode = decode_word,
    .random = [](const Field&) { return Value(Bytes{"word"}); },
});

static constexpr char blank = ' ', line_feed = '\n';
static constexpr Field word(std::string_view name, const char& stop, Default initial) {
    return custom(name, word_shape, initial, {.user = &stop});
}
static constexpr Field separator(std::string_view name, Default initial) {
    return octets(name, initial, {.extent = fixed(1)});
}
static constexpr Field fields[] = {
    word("verb", blank, "AUEP"),
    separator("sep1", " "),
    word("transaction_id", blank, "1234567"),
    separator("sep2", " "),
    word("endpoint", blank, "dummy@dummy.net"),
    separator("sep3", " "),
    word("version", line_feed, "MGCP 1.0 NCS 1.0"),
    separator("sep4", "\n"),
};
static constexpr Carrier carriers[] = {{"UDP", {"sport", 2727}, {"dport", 2727}, down},
                                       {"UDP", "dport", 2727, up},
                                       {"UDP", "sport", 2727, up},
                                       {"UDP", "dport", 2427, up},
                                       {"UDP", "sport", 2427, up}};
extern constexpr Protocol mgcp = {.name = "MGCP", .title = "MGCP", .fields = fields, .carried_by = carriers};
static_assert(well_formed(mgcp));

}  // namespace pkttest::protocols
