// Check values beside the Internet checksum: CRC-32 (ISO 3309), CRC-32C (RFC 3720 appendix B), Fletcher's of
// 16 bits (RFC 1146; ISO 8473 C as octets to put in).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace pkttest {

namespace detail {

using CrcTable = std::array<std::uint32_t, 256>;

/// The polynomial is written with its lowest power in the highest bit.
constexpr CrcTable make_crc_table(std::uint32_t polynomial) {
    CrcTable out{};
    for (std::uint32_t octet = 0; octet < out.size(); ++octet) {
        std::uint32_t value = octet;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? value >> 1 ^ polynomial : value >> 1;
        out[octet] = value;
    }
    return out;
}

inline constexpr CrcTable ieee_table = make_crc_table(0xedb88320),
                          castagnoli_table = make_crc_table(0x82f63b78);

constexpr std::uint32_t crc(const CrcTable& table, std::span<const std::uint8_t> octets,
                            std::uint32_t initial) {
    std::uint32_t value = ~initial;
    for (const std::uint8_t octet : octets) value = table[(value ^ octet) & 0xff] ^ value >> 8;
    return ~value;
}

}  // namespace detail

/// The frame check of Ethernet, zlib's crc32(). `initial`: the value over what came before.
constexpr std::uint32_t crc32(std::span<const std::uint8_t> octets, std::uint32_t initial = 0) {
    return detail::crc(detail::ieee_table, octets, initial);
}
/// SCTP's and iSCSI's.
constexpr std::uint32_t crc32c(std::span<const std::uint8_t> octets, std::uint32_t initial = 0) {
    return detail::crc(detail::castagnoli_table, octets, initial);
}
/// The two sums modulo 255, the second one in the upper octet.
std::uint16_t fletcher16(std::span<const std::uint8_t> octets);
/// The two octets that, put at `offset` (what stands there does not count), make both sums 0: OSPF's LSA
/// checksum.
std::pair<std::uint8_t, std::uint8_t> fletcher16_octets(std::span<const std::uint8_t> octets,
                                                        std::size_t offset);

}  // namespace pkttest
