// Encodings: UTF-8, which texts are in, Latin-1, ASCII and UTF-16.
#include "framework/language/values/text_encoding.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

enum class Encoding { utf8, latin1, ascii, utf16, utf16_little, utf16_big };

Encoding encoding_named(std::string_view given, Span where) {
    std::string name(given);
    std::erase_if(name, [](char c) { return c == '-' || c == '_' || c == ' '; });
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    static constexpr std::pair<std::string_view, Encoding> known[] = {
        {"utf8", Encoding::utf8},
        {"latin1", Encoding::latin1},
        {"iso88591", Encoding::latin1},
        {"ascii", Encoding::ascii},
        {"usascii", Encoding::ascii},
        {"utf16", Encoding::utf16},
        {"utf16le", Encoding::utf16_little},
        {"utf16be", Encoding::utf16_big},
    };
    for (const auto& [each, encoding] : known)
        if (each == name) return encoding;
    throw EvaluationError(where, fmt::format("the encoding {}", given)).uncovered();
}

bool is_utf16(Encoding encoding) { return encoding >= Encoding::utf16; }

void append_unit(std::string& out, std::uint32_t unit, Encoding encoding) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xff);
    out += encoding == Encoding::utf16_big ? high : low;
    out += encoding == Encoding::utf16_big ? low : high;
}

void append_utf16(std::string& out, char32_t code, Encoding encoding) {
    if (code < 0x10000) return append_unit(out, code, encoding);
    append_unit(out, 0xd800 + ((code - 0x10000) >> 10), encoding);
    append_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff), encoding);
}

/// The character that UTF-16 begins with and the octets it takes; 0 where it is none.
std::size_t read_utf16(std::string_view octets, bool big, char32_t& code) {
    const auto unit = [&](std::size_t at) -> std::uint32_t {
        const auto first = static_cast<unsigned char>(octets[at]),
                   second = static_cast<unsigned char>(octets[at + 1]);
        return big ? first << 8 | second : second << 8 | first;
    };
    if (octets.size() < 2) return 0;
    const std::uint32_t first = unit(0);
    if (first < 0xd800 || first > 0xdfff) return code = first, 2;
    if (first > 0xdbff || octets.size() < 4) return 0;
    const std::uint32_t second = unit(2);
    if (second < 0xdc00 || second > 0xdfff) return 0;
    code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    return 4;
}

}  // namespace

std::string character_of(Integer number) {
    const auto code = static_cast<std::uint32_t>(number);
    if (code < 0x80) return std::string(1, static_cast<char>(code));
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static constexpr unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};
    std::string out(1, static_cast<char>(first[more] | code >> (6 * more)));
    for (int i = more; i-- > 0;) out += static_cast<char>(0x80 | (code >> (6 * i) & 0x3f));
    return out;
}

std::string encoded(std::string_view text, std::string_view name, std::string_view errors, Span where) {
    const Encoding encoding = encoding_named(name, where);
    if (encoding == Encoding::utf8) return std::string(text);
    std::string out = encoding == Encoding::utf16 ? "\xff\xfe" : "";
    for (const std::string_view character : characters(text)) {
        char32_t code = 0;
        read_character(character, code);
        if (is_utf16(encoding))
            append_utf16(out, code, encoding);
        else if (code < (encoding == Encoding::ascii ? 0x80U : 0x100U))
            out += static_cast<char>(code);
        else if (errors == "replace")
            out += '?';
        else if (errors != "ignore")
            throw EvaluationError(where, fmt::format("{} cannot be written in {}", character, name))
                .as("UnicodeEncodeError");
        check_octet_count(out.size(), where);
    }
    return out;
}

namespace {

/// One character of the octets that are left: its length in them, 0 where it is none.
std::size_t read_one(std::string_view rest, Encoding encoding, char32_t& code) {
    const auto first = static_cast<unsigned char>(rest[0]);
    if (encoding == Encoding::utf8) return read_character(rest, code);
    if (is_utf16(encoding)) return read_utf16(rest, encoding == Encoding::utf16_big, code);
    code = first;
    return encoding == Encoding::latin1 || first < 0x80 ? 1 : 0;
}

}  // namespace

std::string decoded(std::string_view octets, std::string_view name, std::string_view errors, Span where) {
    Encoding encoding = encoding_named(name, where);
    static constexpr std::string_view known[] = {"strict", "ignore", "replace", "backslashreplace"};
    if (std::find(std::begin(known), std::end(known), errors) == std::end(known))
        throw EvaluationError(where, fmt::format("decoding with errors={}", errors)).uncovered();
    if (encoding == Encoding::utf16 && (octets.starts_with("\xff\xfe") || octets.starts_with("\xfe\xff"))) {
        encoding = octets.starts_with("\xfe") ? Encoding::utf16_big : Encoding::utf16_little;
        octets.remove_prefix(2);
    }
    std::string out;
    while (!octets.empty()) {
        char32_t code = 0;
        const std::size_t size = read_one(octets, encoding, code);
        if (size > 0)
            out += character_of(code);
        else if (errors == "strict")
            throw EvaluationError(
                where, fmt::format("octet 0x{:02x} is no {}", static_cast<unsigned char>(octets[0]), name))
                .as("UnicodeDecodeError");
        else if (errors != "ignore")
            out += errors == "replace" ? "\xef\xbf\xbd"
                                       : fmt::format("\\x{:02x}", static_cast<unsigned char>(octets[0]));
        octets.remove_prefix(std::max<std::size_t>(size, 1));
        check_octet_count(out.size(), where);
    }
    return out;
}

}  // namespace pkttest::language
