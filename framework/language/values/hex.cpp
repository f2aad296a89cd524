// Hexadecimal digits to octets.
#include "framework/language/values/hex.h"

#include "framework/packet/plain_text.h"

namespace pkttest::language {

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
