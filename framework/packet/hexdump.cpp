// Octets as hexadecimal text, and back.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/text.h"

namespace pkttest {

namespace {

constexpr std::size_t row_size = 16;

char printable(std::uint8_t octet) { return octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '.'; }

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::uint8_t digit(char c) { return static_cast<std::uint8_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10); }

std::size_t leading_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_hex) - text.begin());
}

/// Takes an offset and what stands behind it: "0000  ", "0x10: ".
void skip_offset(std::string_view& line) {
    const std::size_t prefix = line.starts_with("0x") ? 2 : 0;
    const std::size_t digits = leading_digits(line.substr(prefix));
    if (digits < 2) return;
    line.remove_prefix(prefix + digits);
    for (int i = 0; i < 3 && !line.empty() && std::string_view(" :\t").find(line[0]) != line.npos; ++i)
        line.remove_prefix(1);
}

void import_line(std::string_view line, Octets& out) {
    skip_offset(line);
    while (line.starts_with(' ')) line.remove_prefix(1);
    for (std::size_t i = 0; i < row_size && line.size() >= 2 && is_hex(line[0]) && is_hex(line[1]); ++i) {
        out.push_back(static_cast<std::uint8_t>(digit(line[0]) << 4 | digit(line[1])));
        line.remove_prefix(2);
        for (int blank = 0; blank < 2 && line.starts_with(' '); ++blank) line.remove_prefix(1);
    }
}

}  // namespace

static void append_octet(std::string& out, std::uint8_t octet) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    out += digits[octet >> 4];
    out += digits[octet & 0xf];
}

std::string hexdump(std::span<const std::uint8_t> octets) {
    std::string out;
    for (std::size_t row = 0; row < octets.size(); row += row_size) {
        const std::size_t end = std::min(row + row_size, octets.size());
        out += fmt::format("{:04x} ", row);
        for (std::size_t i = row; i < row + row_size; ++i)
            if (i < end)
                append_octet(out += ' ', octets[i]);
            else
                out += "   ";
        out += "  ";
        for (std::size_t i = row; i < end; ++i) out += printable(octets[i]);
        out += '\n';
    }
    return out;
}

std::string line_hexdump(std::span<const std::uint8_t> octets, HexParts parts) {
    std::string hex, text;
    for (const std::uint8_t octet : octets) {
        append_octet(hex.empty() ? hex : hex += ' ', octet);
        text += printable(octet);
    }
    if (parts == HexParts::hex) return hex;
    return parts == HexParts::text ? text : hex + "  " + text;
}

std::string c_hexdump(std::span<const std::uint8_t> octets) {
    std::string out;
    for (const std::uint8_t octet : octets) out += fmt::format("{}0x{:02x}", out.empty() ? "" : ", ", octet);
    return out;
}

Octets import_hexcap(std::string_view text) {
    Octets out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
        import_line(line, out);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace pkttest
