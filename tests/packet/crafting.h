// Short ways to craft layers and to name octets and layers, for the tests of packets and protocols.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "framework/packet/packet.h"

namespace pkttest {

using FieldValues = std::initializer_list<std::pair<std::string_view, Value>>;

/// `IP(dst=…)`: one layer with these fields; a field that is refused fails the test.
inline Packet craft(std::string_view name, FieldValues fields = {}) {
    const Protocol* protocol = find_protocol(name);
    if (protocol == nullptr) {
        ADD_FAILURE() << "no protocol " << name;
        return {};
    }
    Packet out(*protocol);
    for (const auto& [field, value] : fields)
        if (const auto problem = out.set(0, field, value)) ADD_FAILURE() << problem->message;
    return out;
}

/// The message with which a field refuses a value; empty where it takes it.
inline std::string refusal(std::string_view name, std::string_view field, const Value& value) {
    Packet packet(*find_protocol(name));
    const auto problem = packet.set(0, field, value);
    return problem ? problem->message : "";
}

inline std::string to_hex(const Octets& octets) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const std::uint8_t octet : octets) {
        out.push_back(digits[octet >> 4]);
        out.push_back(digits[octet & 15]);
    }
    return out;
}

/// Octets from hexadecimal text; blanks do not count.
inline Octets from_hex(std::string_view text) {
    Octets out;
    int half = -1;
    for (const char c : text) {
        if (c == ' ') continue;
        const int digit = c >= 'a' ? c - 'a' + 10 : c - '0';
        if (half >= 0) out.push_back(static_cast<std::uint8_t>(half << 4 | digit));
        half = half >= 0 ? -1 : digit;
    }
    return out;
}

inline std::string hex_without_blanks(std::string_view text) { return to_hex(from_hex(text)); }

inline Packet dissect(std::string_view first, std::string_view hex) {
    return Packet::dissect(from_hex(hex), *find_protocol(first));
}

/// "IP UDP DNS".
inline std::string layers_of(const Packet& packet) {
    std::string out;
    for (std::size_t i = 0; i < packet.size(); ++i)
        out += (i == 0 ? "" : " ") + std::string(packet[i].protocol().name);
    return out;
}

/// A row: what an expression crafts, and its octets; both ways must agree.
struct RoundTrip {
    const char* expression;
    Packet (*crafted)();
    const char* hex;
};
inline void PrintTo(const RoundTrip& row, std::ostream* out) { *out << row.expression; }

/// The row's layers build to its octets; dissected, forgotten and built again they give the same.
inline void expect_round_trip(const RoundTrip& row) {
    const Packet crafted = row.crafted();
    EXPECT_EQ(to_hex(crafted.build()), hex_without_blanks(row.hex)) << row.expression;
    Packet read = dissect(crafted[0].protocol().name, row.hex);
    EXPECT_EQ(read.malformed(), "") << row.expression;
    EXPECT_EQ(layers_of(read), layers_of(crafted)) << row.expression;
    read.clear_cache();
    EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
}

}  // namespace pkttest
