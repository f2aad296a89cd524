// Plain text: UTF-8 and Python's repr().
#include "framework/packet/plain_text.h"

#include <fmt/format.h>
#include <locale.h>
#include <wctype.h>

#include <algorithm>
#include <cstdint>

namespace pkttest {

namespace {

struct CodeRange {
    char32_t first, last;
};

/// What repr() escapes beyond ASCII though the C library prints it: controls, separators, format characters,
/// private use.
constexpr CodeRange escaped[] = {
    {0x80, 0xa0},       {0xad, 0xad},       {0x600, 0x605},     {0x61c, 0x61c},      {0x6dd, 0x6dd},
    {0x70f, 0x70f},     {0x890, 0x891},     {0x8e2, 0x8e2},     {0x1680, 0x1680},    {0x180e, 0x180e},
    {0x2000, 0x200f},   {0x2028, 0x202f},   {0x205f, 0x206f},   {0x3000, 0x3000},    {0xd800, 0xf8ff},
    {0xfeff, 0xfeff},   {0xfff9, 0xfffb},   {0x110bd, 0x110bd}, {0x110cd, 0x110cd},  {0x13430, 0x1343f},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0001, 0xe007f}, {0xf0000, 0x10ffff},
};

bool is_printable(char32_t code) {
    // Which code points are characters at all the C library knows, whatever the user's locale.
    static const ::locale_t unicode = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    const auto covers = [&](const CodeRange& range) { return code >= range.first && code <= range.last; };
    return std::none_of(std::begin(escaped), std::end(escaped), covers) &&
           (unicode == nullptr || ::iswprint_l(static_cast<std::wint_t>(code), unicode) != 0);
}

std::string escape(char32_t code) {
    const auto number = static_cast<std::uint32_t>(code);
    if (number < 0x100) return fmt::format("\\x{:02x}", number);
    return number < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

std::string represent_character(char32_t code, std::string_view octets, char quote) {
    if (code == '\n') return "\\n";
    if (code == '\r') return "\\r";
    if (code == '\t') return "\\t";
    if (code == '\\' || code == static_cast<char32_t>(quote)) return {'\\', static_cast<char>(code)};
    const bool shown = code < 0x80 ? code >= 0x20 && code != 0x7f : is_printable(code);
    return shown ? std::string(octets) : escape(code);
}

}  // namespace

std::size_t read_character(std::string_view octets, char32_t& code) {
    if (octets.empty()) return 0;
    const auto first = static_cast<unsigned char>(octets[0]);
    const std::size_t size = first < 0x80   ? 1
                             : first < 0xc2 ? 0
                             : first < 0xe0 ? 2
                             : first < 0xf0 ? 3
                             : first < 0xf5 ? 4
                                            : 0;
    if (size == 0 || octets.size() < size) return 0;
    code = size == 1 ? first : first & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(octets[i]);
        if ((next & 0xc0) != 0x80) return 0;
        code = code << 6 | (next & 0x3f);
    }
    static constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return code < least[size] || code > 0x10ffff || surrogate ? 0 : size;
}

std::string represent_plain(std::string_view octets) {
    const bool single = octets.find('\'') != octets.npos && octets.find('"') == octets.npos;
    const char quote = single ? '"' : '\'';
    std::string out(1, quote);
    while (!octets.empty()) {
        char32_t code = 0;
        const std::size_t size = read_character(octets, code);
        if (size == 0)
            out += fmt::format("\\\\x{:02x}", static_cast<unsigned char>(octets[0]));
        else
            out += represent_character(code, octets.substr(0, size), quote);
        octets.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return out += quote;
}

std::string hex_digits(std::string_view octets, std::string_view separator) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(octets.size() * (2 + separator.size()));
    for (const char c : octets) {
        if (!out.empty()) out += separator;
        const auto octet = static_cast<std::uint8_t>(c);
        out += {digits[octet >> 4], digits[octet & 15]};
    }
    return out;
}

std::string shortened(std::string text, std::size_t most, std::size_t first) {
    constexpr std::size_t last = 10;
    return text.size() <= most ? text : text.replace(first, text.size() - first - last, "...");
}

std::string represent_real(double number) {
    std::string out = fmt::format("{}", number);
    if (out.find_first_not_of("-0123456789") == out.npos) out += ".0";
    return out;
}

}  // namespace pkttest
