// Checksums: 64-bit one's complement sums folded at the end.
#include "framework/packet/checksum.h"

#include <endian.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "framework/packet/layer.h"

namespace pkttest {

namespace {

std::uint64_t add(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t sum = a + b;
    return sum + (sum < b ? 1 : 0);
}

/// The final destination where a routing header with segments left stands above `ip` (RFC 8200 8.1).
std::span<const std::uint8_t> final_destination(const Layer& ip) {
    for (auto layer = ip.above(); layer; layer = layer->above()) {
        const auto header = layer->header();
        const std::string_view name = layer->protocol().name;
        if (name == "IPv6ExtHdrRouting" && header.size() >= 24 && header[3] > 0) return header.last(16);
        if (name == "IPv6ExtHdrSegmentRouting" && header.size() >= 24 && header[3] > 0)
            return header.subspan(8, 16);
    }
    return ip.header().subspan(24, 16);
}

/// The home address where a destination option names one, for it stands in the source's place (RFC 6275 6.3
/// and 11.3.1), else the header's own source.
std::span<const std::uint8_t> original_source(const Layer& ip) {
    constexpr std::uint8_t home_address = 0xc9;
    for (auto layer = ip.above(); layer; layer = layer->above()) {
        if (!layer->is("IPv6ExtHdrDestOpt")) continue;
        const auto header = layer->header();
        for (std::size_t at = 2; at + 1 < header.size(); at += header[at] == 0 ? 1 : 2u + header[at + 1])
            if (header[at] == home_address && header[at + 1] == 16 && at + 18 <= header.size())
                return header.subspan(at + 2, 16);
    }
    return ip.header().subspan(8, 16);
}

/// The last address of a source route that is not used up (RFC 791 3.1, RFC 1122 3.2.1.8), else the header's
/// own.
std::span<const std::uint8_t> final_ipv4_destination(std::span<const std::uint8_t> header) {
    constexpr std::uint8_t loose = 0x83, strict = 0x89, end = 0, nop = 1;
    for (std::size_t at = 20; at < header.size() && header[at] != end;) {
        if (header[at] == nop) {
            ++at;
            continue;
        }
        if (at + 2 >= header.size() || header[at + 1] < 2) break;
        const std::size_t length = header[at + 1];
        const bool route = header[at] == loose || header[at] == strict;
        if (route && length >= 7 && header[at + 2] <= length && at + length <= header.size())
            return header.subspan(at + length - 4, 4);
        at += length;
    }
    return header.subspan(16, 4);
}

/// The version of the Internet protocol whose header this is, quoted by an error or not; 0: it is none.
int ip_version(std::string_view name) {
    if (!name.starts_with("IP")) return 0;
    name.remove_prefix(2);
    if (name.empty() || name == "error") return 4;
    return name == "v6" || name == "error6" ? 6 : 0;
}

std::uint64_t pseudo_header(const EndAddresses& ends, std::uint8_t protocol, std::size_t length) {
    // Two words of network order: the length, and the protocol behind zeroes.
    const std::uint64_t words =
        std::uint64_t{htobe32(static_cast<std::uint32_t>(length))} + htobe16(protocol);
    const auto [source, destination] = ends;
    if (source.data() + source.size() == destination.data())  // As in most packets: one sum for both.
        return add(words, checksum_partial({source.data(), source.size() + destination.size()}));
    return add(words, add(checksum_partial(source), checksum_partial(destination)));
}

/// The remainders of all octets; the polynomial is written with its lowest power in the highest bit.
constexpr std::array<std::uint32_t, 256> crc32c_remainders = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t octet = 0; octet < 256; ++octet) {
        std::uint32_t rest = octet;
        for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1) * 0x82f63b78u;
        out[octet] = rest;
    }
    return out;
}();

}  // namespace

EndAddresses end_addresses(const Layer& ip) {
    if (ip_version(ip.protocol().name) == 6) return {original_source(ip), final_destination(ip)};
    return {ip.header().subspan(12, 4), final_ipv4_destination(ip.header())};
}

std::uint32_t crc32c(std::span<const std::uint8_t> octets) {
    std::uint32_t rest = 0xffffffff;
    for (const std::uint8_t octet : octets) rest = rest >> 8 ^ crc32c_remainders[(rest ^ octet) & 0xff];
    return ~rest;
}

std::uint64_t checksum_partial(std::span<const std::uint8_t> octets) {
    std::uint64_t sum = 0;
    const std::uint8_t* at = octets.data();
    std::size_t left = octets.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        sum = add(sum, word);
    }
    if (left >= 4) {
        std::uint32_t word;
        std::memcpy(&word, at, 4);
        sum = add(sum, word);
        at += 4, left -= 4;
    }
    if (left >= 2) {
        std::uint16_t word;
        std::memcpy(&word, at, 2);
        sum = add(sum, word);
        at += 2, left -= 2;
    }
    return left > 0 ? add(sum, std::uint64_t{*at} << (std::endian::native == std::endian::big ? 8 : 0)) : sum;
}

std::uint16_t internet_checksum(std::span<const std::uint8_t> octets, std::uint64_t initial) {
    // Sums in the machine's order are swapped once at the end (RFC 1071, 2 B).
    const std::uint16_t sum = fold_checksum(add(checksum_partial(octets), initial));
    return static_cast<std::uint16_t>(~static_cast<std::uint16_t>(sum << 8 | sum >> 8));
}

std::uint16_t checksum_update(std::uint16_t checksum, std::uint16_t before, std::uint16_t after) {
    std::uint32_t sum = static_cast<std::uint16_t>(~checksum);
    sum += static_cast<std::uint16_t>(~before);
    sum += after;
    return static_cast<std::uint16_t>(~fold_checksum(sum));
}

std::uint16_t transport_checksum(const Layer& layer, std::uint8_t protocol_number, std::size_t covered) {
    for (std::size_t i = layer.index(); i-- > 0;) {
        const Layer ip(layer.table(), i);
        const int version = ip_version(ip.protocol().name);
        if (version == 0) continue;
        if (ip.header().size() < (version == 6 ? 40u : 20u)) return 0;
        const auto header = layer.header();
        const std::size_t length = header.size() + layer.payload().size();
        return internet_checksum({header.data(), std::min(length, covered)},
                                 pseudo_header(end_addresses(ip), protocol_number, length));
    }
    return 0;
}

std::uint16_t fletcher_checksum(std::span<const std::uint8_t> octets, std::size_t offset) {
    std::int64_t sum = 0, weighted = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (i != offset && i != offset + 1) sum += octets[i];
        sum %= 255;
        weighted = (weighted + sum) % 255;
    }
    const auto behind = static_cast<std::int64_t>(octets.size() - offset) - 1;
    const std::int64_t first = ((behind * sum - weighted) % 255 + 254) % 255 + 1;
    const std::int64_t second = (510 - sum - first + 254) % 255 + 1;
    return static_cast<std::uint16_t>(first << 8 | second);
}

std::uint32_t crc32(std::span<const std::uint8_t> octets) {
    std::uint32_t crc = 0xffffffff;
    for (const std::uint8_t octet : octets) {
        crc ^= octet;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
    }
    return ~crc;
}

}  // namespace pkttest
