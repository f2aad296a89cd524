// Syslog: messages as RFC 5424 structures them, and the free form that RFC 3164 found in use.
#include <fmt/format.h>

#include <charconv>

#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

// ---- the priority: "<34>", facility times 8 plus severity -------------------------------------------

static constexpr std::string_view facilities[] = {
    "kern",   "user",   "mail",     "daemon", "auth",   "syslog", "lpr",    "news",
    "uucp",   "cron",   "authpriv", "ftp",    "ntp",    "audit",  "alert",  "clock",
    "local0", "local1", "local2",   "local3", "local4", "local5", "local6", "local7"};
static constexpr std::string_view severities[] = {"emerg",   "alert",  "crit", "err",
                                                  "warning", "notice", "info", "debug"};
static constexpr int priorities = 192;

static std::string priority_name(Integer priority) {
    const auto number = static_cast<std::size_t>(priority);
    return fmt::format("{}.{}", facilities[number / 8], severities[number % 8]);
}
/// The number between angle brackets at the front, and the octets it takes; 0 octets where there is none.
static std::size_t read_priority(std::span<const std::uint8_t> octets, int& out) {
    std::size_t at = 1;
    out = 0;
    if (octets.empty() || octets[0] != '<') return 0;
    for (; at < octets.size() && at <= 3 && octets[at] >= '0' && octets[at] <= '9'; ++at)
        out = out * 10 + (octets[at] - '0');
    const bool is_plain = at == 2 || octets.size() < 2 || octets[1] != '0';  // Written back as it came.
    return at > 1 && at < octets.size() && octets[at] == '>' && out < priorities && is_plain ? at + 1 : 0;
}
static const char* skip_priority(const Field&, const Layer&, Cursor& cursor) {
    int priority = 0;
    cursor.bit += read_priority({cursor.here(), cursor.octets_left()}, priority) * 8;
    return nullptr;
}
static const char* decode_priority(const Field&, const Layer&, Cursor& cursor, Value& out) {
    int priority = 0;
    const std::size_t octets = read_priority({cursor.here(), cursor.octets_left()}, priority);
    out = octets > 0 ? Value(priority) : Value(Bytes{});
    cursor.bit += octets * 8;
    return nullptr;
}
static void encode_priority(const Field&, const Layer&, const Value& internal, BitWriter& out) {
    Integer priority = 0;
    if (internal.to_integer(priority)) out.put_octets(fmt::format("<{}>", static_cast<int>(priority)));
}
static std::optional<Problem> normalize_priority(const Field& field, const Value& in, Value& internal) {
    Integer number = -1;
    in.to_integer(number);
    for (int priority = 0; in.is_text() && priority < priorities; ++priority)
        if (priority_name(priority) == *in.octets()) number = priority;
    if (in.octets() != nullptr && in.octets()->empty()) return internal = Value(Bytes{}), std::nullopt;
    if (number < 0 || number >= priorities)
        return Problem{fmt::format("{} is no {}", represent(in), field.name),
                       "for example: 34, \"auth.crit\""};
    return internal = Value(number), std::nullopt;
}
static std::string represent_priority(const Field&, const Value& internal) {
    Integer priority = 0;
    return internal.to_integer(priority) ? priority_name(priority) : represent(internal);
}
static constexpr Shape priority_shape = {
    .name = "syslog priority",
    .skip = skip_priority,
    .decode = decode_priority,
    .encode = encode_priority,
    .normalize = normalize_priority,
    .human = [](const Field&, const Value& v) { return v; },
    .represent = represent_priority,
    .random = [](const Field&) { return Value(static_cast<Integer>(generator()() % priorities)); }};
static constexpr Field priority = custom("priority", priority_shape, 13);

static constexpr Field fields[] = {priority, octets("message", "", {.extent = rest()})};
static constexpr Carrier carriers[] = {{"UDP", "dport", 514}, {"UDP", "sport", 514, up}};
static std::string syslog_summary(const Layer& layer) { return "Syslog " + layer.text("priority"); }
extern constexpr Protocol syslog = checked({.name = "Syslog",
                                            .title = "Syslog message",
                                            .fields = fields,
                                            .carried_by = carriers,
                                            .summary = syslog_summary});

// ---- the structured form ---------------------------------------------------------------------------------

/// "-", or elements in brackets; inside quotes a bracket is text.
static std::size_t structured_octets(std::span<const std::uint8_t> octets) {
    if (!octets.empty() && octets[0] == '-') return 1;
    bool quoted = false;
    std::size_t end = 0;
    for (std::size_t i = 0; i < octets.size() && (i != end || octets[i] == '['); ++i) {
        if (quoted && octets[i] == '\\')
            ++i;
        else if (octets[i] == '"')
            quoted = !quoted;
        else if (octets[i] == ']' && !quoted)
            end = i + 1;
    }
    return end;
}
static const char* skip_structured(const Field&, const Layer&, Cursor& cursor) {
    cursor.bit += structured_octets({cursor.here(), cursor.octets_left()}) * 8;
    return nullptr;
}
static const char* decode_structured(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const auto* at = reinterpret_cast<const char*>(cursor.here());
    const std::size_t start = cursor.bit;
    skip_structured(field, layer, cursor);
    out = Value(Bytes{std::string(at, (cursor.bit - start) / 8)});
    return nullptr;
}
static constexpr Shape structured_shape = based_on<octets_shape>({
    .name = "structured data",
    .skip = skip_structured,
    .decode = decode_structured,
    .random = [](const Field&) { return Value(Bytes{"-"}); },
});

/// The message behind a blank; neither is there where it is empty.
static const char* decode_message(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    if (cursor.octets_left() > 0 && *cursor.here() == ' ') cursor.bit += 8;
    return octets_shape.decode(field, layer, cursor, out);
}
static void encode_message(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    if (internal.octets() != nullptr && !internal.octets()->empty()) out.put(' ', 8);
    octets_shape.encode(field, layer, internal, out);
}
static constexpr Shape message_shape =
    based_on<octets_shape>({.name = "message", .decode = decode_message, .encode = encode_message});

static constexpr Extra to_blank = {.extent = until(' ')};
static constexpr Field structured_fields[] = {priority,
                                              octets("version", "1", to_blank),
                                              octets("timestamp", "-", to_blank),
                                              octets("hostname", "-", to_blank),
                                              octets("app_name", "-", to_blank),
                                              octets("procid", "-", to_blank),
                                              octets("msgid", "-", to_blank),
                                              custom("structured_data", structured_shape, "-"),
                                              custom("message", message_shape, "", {.extent = rest()})};
/// Behind the priority a version, and blanks between the six parts of the header.
static bool is_structured(const Layer& layer) {
    const auto octets = layer.header();
    int ignored = 0, blanks = 0;
    const std::size_t start = read_priority(octets, ignored);
    std::size_t at = start;
    if (start == 0 || at + 1 >= octets.size() || octets[at] != '1' || octets[at + 1] != ' ') return false;
    while (at < octets.size() && blanks < 6) blanks += octets[at++] == ' ' ? 1 : 0;
    return blanks == 6 && structured_octets(octets.subspan(at)) > 0;
}
static constexpr Carrier structured_variant[] = {Carrier("Syslog", is_structured)};
static constexpr Carrier structured_carriers[] = {{"UDP", "dport", 514, down}};
extern constexpr Protocol syslog_structured = checked({.name = "SyslogRFC5424",
                                                       .title = "Syslog message with a header",
                                                       .fields = structured_fields,
                                                       .carried_by = structured_carriers,
                                                       .variant_of = structured_variant,
                                                       .summary = syslog_summary});

}  // namespace pkttest::protocols
