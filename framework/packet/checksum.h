// Checksums: Internet (RFC 1071), its incremental update (RFC 1624), the pseudo headers of IPv4 and IPv6, and
// CRC-32C.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pkttest {

class Layer;

/// The one's complement sum's complement over octets, as it stands in the header. `initial` is a partial sum.
std::uint16_t internet_checksum(std::span<const std::uint8_t> octets, std::uint64_t initial = 0);
/// A partial sum to go on with; odd lengths are padded with zero.
std::uint64_t checksum_partial(std::span<const std::uint8_t> octets);
/// A partial sum in 16 bits: 0 where it is 0, else 1 to 0xffff (RFC 1071).
inline std::uint16_t fold_checksum(std::uint64_t sum) {
    sum = (sum & 0xffffffff) + (sum >> 32);
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>((sum & 0xffff) + (sum >> 16));
}
/// RFC 1624, eqn 3: the checksum after a 16-bit word changed.
std::uint16_t checksum_update(std::uint16_t checksum, std::uint16_t before, std::uint16_t after);
/// Fletcher's two check octets at `offset`, as they make the sum of all octets zero (ISO 8473 6.11, RFC 905).
std::uint16_t fletcher_checksum(std::span<const std::uint8_t> octets, std::size_t offset);
/// CRC-32C (Castagnoli): "123456789" gives 0xe3069283. RFC 9260, appendix A.
std::uint32_t crc32c(std::span<const std::uint8_t> octets);
/// The cyclic redundancy check of IEEE 802.3, 3.2.9: of Ethernet's and 802.11's frame check sequence.
std::uint32_t crc32(std::span<const std::uint8_t> octets);
/// Where a packet comes from and where it goes at last, as its pseudo header says: a source route or a
/// routing header that is not used up names the destination, a home address option the source.
struct EndAddresses {
    std::span<const std::uint8_t> source, destination;
};
/// Of an IP or IPv6 layer whose fixed header is there as a whole.
EndAddresses end_addresses(const Layer& ip);
/// The checksum of `layer` (header and payload as built) with the pseudo header of the IP or IPv6 below it
/// (IPv6: the final destination of a routing header counts); 0 where neither is below. RFC 768, 9293,
/// 8200 8.1.
/// Of header and payload the first `covered` octets are summed (UDP-Lite, RFC 3828).
std::uint16_t transport_checksum(const Layer& layer, std::uint8_t protocol_number,
                                 std::size_t covered = static_cast<std::size_t>(-1));

}  // namespace pkttest
