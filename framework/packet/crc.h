// Check values beside the Internet checksum: CRC-32 (ISO 3309), CRC-32C (RFC 3720 appendix B), Fletcher's of
// 16 bits (RFC 1146; ISO 8473 C as octets to put in).
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace pkttest {

/// The frame check of Ethernet, zlib's crc32(). `initial`: the value over what came before.
std::uint32_t crc32(std::span<const std::uint8_t> octets, std::uint32_t initial = 0);
/// SCTP's and iSCSI's.
std::uint32_t crc32c(std::span<const std::uint8_t> octets, std::uint32_t initial = 0);
/// The two sums modulo 255, the second one in the upper octet.
std::uint16_t fletcher16(std::span<const std::uint8_t> octets);
/// The two octets that, put at `offset` (what stands there does not count), make both sums 0: OSPF's LSA
/// checksum.
std::pair<std::uint8_t, std::uint8_t> fletcher16_octets(std::span<const std::uint8_t> octets,
                                                        std::size_t offset);

}  // namespace pkttest
