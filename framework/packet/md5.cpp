// MD5 (RFC 1321).
#include "framework/packet/md5.h"

#include <bit>
#include <cmath>
#include <string>

namespace pkttest {

namespace {

using State = std::array<std::uint32_t, 4>;

/// Step i adds the whole part of 2^32 |sin(i + 1)| (RFC 1321, 3.4).
std::array<std::uint32_t, 64> make_sines() {
    std::array<std::uint32_t, 64> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] =
            static_cast<std::uint32_t>(std::floor(std::fabs(std::sin(static_cast<double>(i + 1))) * 0x1p32));
    return out;
}
const std::array<std::uint32_t, 64> sines = make_sines();
constexpr int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

std::uint32_t mix(std::size_t round, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    switch (round) {
        case 0:
            return (b & c) | (~b & d);
        case 1:
            return (b & d) | (c & ~d);
        case 2:
            return b ^ c ^ d;
        default:
            return c ^ (b | ~d);
    }
}

std::uint32_t word_at(std::string_view block, std::size_t index) {
    std::uint32_t out = 0;
    for (std::size_t octet = 4; octet-- > 0;)
        out = out << 8 | static_cast<std::uint8_t>(block[index * 4 + octet]);
    return out;
}

void add_block(State& state, std::string_view block) {
    constexpr std::size_t steps[4][2] = {{1, 0}, {5, 1}, {3, 5}, {7, 0}};  // Which word comes when.
    auto [a, b, c, d] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::size_t round = i / 16, word = (i * steps[round][0] + steps[round][1]) % 16;
        const std::uint32_t sum = a + mix(round, b, c, d) + sines[i] + word_at(block, word);
        a = d;
        d = c;
        c = b;
        b += std::rotl(sum, shifts[round][i % 4]);
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
}

}  // namespace

std::array<std::uint8_t, 16> md5(std::string_view octets) {
    std::string padded(octets);
    padded += static_cast<char>(0x80);
    padded.resize((padded.size() + 8 + 63) / 64 * 64 - 8);
    for (int shift = 0; shift < 64; shift += 8)
        padded += static_cast<char>(std::uint64_t{octets.size()} * 8 >> shift);
    State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    for (std::size_t at = 0; at < padded.size(); at += 64)
        add_block(state, std::string_view(padded).substr(at, 64));
    std::array<std::uint8_t, 16> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<std::uint8_t>(state[i / 4] >> i % 4 * 8);
    return out;
}

}  // namespace pkttest
