// Modules binascii and base64: octets as digits and as letters, Python's; crc32 as zlib has it.
#include <fmt/format.h>

#include <array>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/hex.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

Value run_hexlify(Call& call) { return Value(Bytes{hex_digits(call.octets(0))}); }

Value run_unhexlify(Call& call) {
    const std::string& digits = call.octets(0);
    const auto octets = digits.find_first_of(" \t\n") == digits.npos ? from_hex(digits) : std::nullopt;
    if (!octets) throw EvaluationError(call.span, "these are no hexadecimal digits").as("binascii.Error");
    return Value(Bytes{*octets});
}

/// CRC-32 (IEEE 802.3), the lowest bit first.
Value run_crc32(Call& call) {
    auto crc = ~static_cast<std::uint32_t>(call.has(1) ? call.integer_within(1, 0, 0xffffffff) : 0);
    for (const char c : call.octets(0)) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0U);
    }
    return Integer{static_cast<std::uint32_t>(~crc)};
}

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value run_b64encode(Call& call) {
    const std::string& octets = call.octets(0);
    std::string out;
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8 | (at + i < octets.size() ? static_cast<unsigned char>(octets[at + i]) : 0U);
        const std::size_t given = std::min<std::size_t>(octets.size() - at, 3) + 1;
        for (std::size_t i = 0; i < 4; ++i) out += i < given ? letters[group >> (18 - 6 * i) & 63] : '=';
    }
    return Value(Bytes{std::move(out)});
}

Value run_b64decode(Call& call) {
    std::string out;
    std::uint32_t group = 0;
    std::size_t taken = 0, padding = 0;
    for (const char c : call.octets(0)) {
        const std::size_t value = letters.find(c);
        padding += c == '=' ? 1 : 0;
        if (value == letters.npos || padding > 0) continue;
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (++taken % 4 == 0)
            for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(group >> shift & 0xff);
    }
    const std::size_t left = taken % 4;
    if (left == 1 || (left != 0 && left + padding < 4))
        throw EvaluationError(call.span, "this is no base64").as("binascii.Error");
    group <<= 6 * (4 - left);
    for (std::size_t i = 0; left != 0 && i + 1 < left; ++i)
        out += static_cast<char>(group >> (16 - 8 * i) & 0xff);
    return Value(Bytes{std::move(out)});
}

constexpr auto bytes = Kind::bytes, number = Kind::number;
constexpr std::array<Parameter, Builtin::most_parameters> octets = {{{"octets", bytes}}};

}  // namespace

extern const Builtin builtin_binascii_hexlify = {"binascii.hexlify", octets, bytes,
                                                 "Octets as hexadecimal digits.", run_hexlify};
extern const Builtin builtin_binascii_b2a_hex = {"binascii.b2a_hex", octets, bytes, "The same.", run_hexlify};
extern const Builtin builtin_binascii_unhexlify = {"binascii.unhexlify", octets, bytes,
                                                   "The octets of hexadecimal digits.", run_unhexlify};
extern const Builtin builtin_binascii_a2b_hex = {"binascii.a2b_hex", octets, bytes, "The same.",
                                                 run_unhexlify};
extern const Builtin builtin_binascii_crc32 = {"binascii.crc32",
                                               {{{"octets", bytes}, optional("start", number)}},
                                               number,
                                               "CRC-32 of octets.",
                                               run_crc32};
extern const Builtin builtin_zlib_crc32 = {
    "zlib.crc32", {{{"octets", bytes}, optional("start", number)}}, number, "CRC-32 of octets.", run_crc32};
extern const Builtin builtin_base64_b64encode = {"base64.b64encode", octets, bytes,
                                                 "Octets as base64 (RFC 4648).", run_b64encode};
extern const Builtin builtin_base64_b16encode = {
    "base64.b16encode", octets, bytes, "Octets as hexadecimal digits, capital letters.", [](Call& call) {
        std::string digits = hex_digits(call.octets(0));
        for (char& c : digits) c = c >= 'a' ? static_cast<char>(c - 32) : c;
        return Value(Bytes{std::move(digits)});
    }};
extern const Builtin builtin_base64_b64decode = {"base64.b64decode", octets, bytes, "The octets in base64.",
                                                 run_b64decode};

}  // namespace pkttest::language
