// gzip: deflate with its fixed codes (RFC 1951, 3.2.6), repetitions found by a hash of three octets.
#include "framework/net/gzip.h"

#include <algorithm>
#include <array>

#include "framework/packet/crc.h"

namespace pkttest::net {

namespace {

constexpr std::size_t window = 32768, longest = 258, shortest = 3;

class BitWriter {
 public:
    explicit BitWriter(std::vector<std::uint8_t>& out) : out_(out) {}
    void bits(std::uint32_t value, unsigned count) {
        held_ |= std::uint64_t{value} << have_;
        for (have_ += count; have_ >= 8; have_ -= 8, held_ >>= 8)
            out_.push_back(static_cast<std::uint8_t>(held_));
    }
    /// Huffman codes stand with their highest bit first.
    void code(std::uint32_t value, unsigned count) {
        std::uint32_t turned = 0;
        for (unsigned i = 0; i < count; ++i) turned |= (value >> i & 1) << (count - 1 - i);
        bits(turned, count);
    }
    void finish() {
        if (have_ > 0) bits(0, 8 - have_);
    }

 private:
    std::vector<std::uint8_t>& out_;
    std::uint64_t held_ = 0;
    unsigned have_ = 0;
};

void put_symbol(BitWriter& out, unsigned symbol) {
    if (symbol < 144)
        out.code(0x30 + symbol, 8);
    else if (symbol < 256)
        out.code(0x190 + symbol - 144, 9);
    else if (symbol < 280)
        out.code(symbol - 256, 7);
    else
        out.code(0xc0 + symbol - 280, 8);
}

/// Lengths and distances come in groups that double: so many values a group, told apart by extra bits.
struct Coded {
    unsigned symbol, extra, bits;
};

Coded code_length(std::size_t length) {
    if (length == longest) return {285, 0, 0};
    const auto value = static_cast<unsigned>(length - shortest);
    if (value < 8) return {257 + value, 0, 0};
    unsigned bits = 1;
    while (value >> (bits + 3) != 0) ++bits;
    return {257 + 4 * bits + (value >> bits), value & ((1u << bits) - 1), bits};
}

Coded code_distance(std::size_t distance) {
    const auto value = static_cast<unsigned>(distance - 1);
    if (value < 4) return {value, 0, 0};
    unsigned bits = 1;
    while (value >> (bits + 2) != 0) ++bits;
    return {2 * bits + (value >> bits), value & ((1u << bits) - 1), bits};
}

void put_copy(BitWriter& out, std::size_t length, std::size_t distance) {
    const Coded of_length = code_length(length), of_distance = code_distance(distance);
    put_symbol(out, of_length.symbol);
    out.bits(of_length.extra, of_length.bits);
    out.code(of_distance.symbol, 5);
    out.bits(of_distance.extra, of_distance.bits);
}

std::size_t hash_of(const std::uint8_t* at) { return (at[0] << 8 ^ at[1] << 4 ^ at[2]) & 0xffff; }

std::size_t common(std::span<const std::uint8_t> octets, std::size_t a, std::size_t b) {
    std::size_t size = 0;
    while (b + size < octets.size() && size < longest && octets[a + size] == octets[b + size]) ++size;
    return size;
}

void deflate(std::span<const std::uint8_t> octets, std::vector<std::uint8_t>& into) {
    BitWriter out(into);
    out.bits(1, 1);
    out.bits(1, 2);
    std::vector<std::size_t> last(0x10000, octets.size());
    for (std::size_t at = 0; at < octets.size();) {
        std::size_t length = 0, from = octets.size();
        if (at + shortest <= octets.size()) {
            from = last[hash_of(&octets[at])];
            if (from < at && at - from <= window) length = common(octets, from, at);
        }
        const std::size_t step = length >= shortest ? length : 1;
        if (length >= shortest)
            put_copy(out, length, at - from);
        else
            put_symbol(out, octets[at]);
        for (std::size_t i = 0; i < step; ++i, ++at)
            if (at + shortest <= octets.size()) last[hash_of(&octets[at])] = at;
    }
    put_symbol(out, 256);
    out.finish();
}

void put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
    for (int i = 0; i < 4; ++i, value >>= 8) out.push_back(static_cast<std::uint8_t>(value));
}

}  // namespace

std::vector<std::uint8_t> gzip(std::span<const std::uint8_t> octets) {
    std::vector<std::uint8_t> out = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255};
    deflate(octets, out);
    put32(out, crc32(octets));
    put32(out, static_cast<std::uint32_t>(octets.size()));
    return out;
}

}  // namespace pkttest::net
