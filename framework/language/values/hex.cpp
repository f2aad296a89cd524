// Hexadecimal digits to octets and back.
#include "framework/language/values/hex.h"

#include "framework/packet/plain_text.h"

namespace pkttest::language {

std::string to_hex(std::string_view octets, std::string_view separator) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const auto octet = static_cast<unsigned char>(octets[i]);
        if (i != 0) out += separator;
        out += digits[octet >> 4];
        out += digits[octet & 15];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size();) {
        if (digits[i] == ' ' || digits[i] == ':' || digits[i] == '\n' || digits[i] == '\t') {
            ++i;
            continue;
        }
        const int high = hex_digit(digits[i]);
        const int low = i + 1 < digits.size() ? hex_digit(digits[i + 1]) : -1;
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high << 4 | low);
        i += 2;
    }
    return out;
}

}  // namespace pkttest::language
