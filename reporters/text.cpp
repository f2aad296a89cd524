// Text for reports: escaping, cutting, durations.
#include "reporters/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/runner/event_json.h"

namespace pkttest::reporters {

namespace {

constexpr char escape = '\x1b';

bool in(char c, int low, int high) {
    const int byte = static_cast<unsigned char>(c);
    return byte >= low && byte <= high;
}

// ECMA-48: CSI, parameters, intermediates, a final byte.
std::size_t control_sequence_length(std::string_view text) {
    std::size_t i = 2;
    while (i < text.size() && in(text[i], 0x20, 0x3f)) ++i;
    return i < text.size() && in(text[i], 0x40, 0x7e) ? i + 1 : i;
}

// OSC, DCS, SOS, PM, APC: up to BEL or ESC \ on the same line; without an end, only the introducer.
std::size_t string_sequence_length(std::string_view text) {
    for (std::size_t i = 2; i < text.size() && text[i] != '\n'; ++i) {
        if (text[i] == '\a') return i + 1;
        if (text[i] == escape && i + 1 < text.size() && text[i + 1] == '\\') return i + 2;
    }
    return 2;
}

// Length of the ANSI sequence at the front; 0 where there is none.
std::size_t ansi_length(std::string_view text) {
    if (text.size() < 2 || text[0] != escape) return 0;
    if (text[1] == '[') return control_sequence_length(text);
    if (std::string_view("]PX^_").find(text[1]) != std::string_view::npos)
        return string_sequence_length(text);
    std::size_t i = 1;
    while (i < text.size() && in(text[i], 0x20, 0x2f)) ++i;
    return i < text.size() && in(text[i], 0x30, 0x7e) ? i + 1 : 0;
}

std::size_t sequence_length(char lead) {
    if (in(lead, 0x00, 0x7f)) return 1;
    if (in(lead, 0xc2, 0xdf)) return 2;
    return in(lead, 0xe0, 0xef) ? 3 : 4;
}

// The character at the front that can be shown as it is; empty where its first byte can't.
std::string_view printable(std::string_view text) {
    const char lead = text[0];
    if (lead == '\n' || lead == '\t') return text.substr(0, 1);
    if (in(lead, 0x00, 0x1f) || lead == '\x7f') return {};
    const std::string_view character = text.substr(0, sequence_length(lead));
    if (!runner::is_utf8(character)) return {};
    const bool c1 = character.size() == 2 && lead == '\xc2' && in(character[1], 0x80, 0x9f);
    const bool noncharacter = character == "\xef\xbf\xbe" || character == "\xef\xbf\xbf";
    return c1 || noncharacter ? std::string_view{} : character;
}

}  // namespace

std::string shown(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        if (const std::size_t length = ansi_length(text); length > 0) {
            text.remove_prefix(length);
            continue;
        }
        const std::string_view character = printable(text);
        if (character.empty())
            fmt::format_to(std::back_inserter(safe), "\\x{:02X}", static_cast<unsigned char>(text[0]));
        safe += character;
        text.remove_prefix(std::max<std::size_t>(character.size(), 1));
    }
    return safe;
}

std::string shown_line(std::string_view text) {
    std::string line = shown(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

std::size_t columns_of(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return !in(c, 0x80, 0xbf); }));
}

std::string clipped(std::string_view utf8, std::size_t columns) {
    if (columns_of(utf8) <= columns) return std::string(utf8);
    if (columns == 0) return "";
    std::size_t end = 0;
    for (std::size_t count = 0; count + 1 < columns; ++count) end += sequence_length(utf8[end]);
    return std::string(utf8.substr(0, end)) + "…";
}

std::string seconds(std::int64_t nanoseconds) {
    const std::int64_t milliseconds = std::max<std::int64_t>(nanoseconds, 0) / 1'000'000;
    return fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
}

std::string duration(std::int64_t nanoseconds) {
    const std::int64_t ms = std::max<std::int64_t>(nanoseconds, 0) / 1'000'000;
    if (ms < 1000) return fmt::format("{} ms", ms);
    if (ms < 60'000) return fmt::format("{}.{:02} s", ms / 1000, ms % 1000 / 10);
    return fmt::format("{} min {:02} s", ms / 60'000, ms / 1000 % 60);
}

std::string counted(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace pkttest::reporters
