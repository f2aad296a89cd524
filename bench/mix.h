// The traffic that the benchmarks read: 60% TCP, 22% DNS, 8% other UDP, 6% ICMP, 3% ARP, 1% DHCP; a fifth has
// a VLAN tag, a quarter is IPv6; 364 octets on average.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pkttest::bench {

/// Frames one behind the other, as in a capture.
struct Mix {
    std::vector<std::uint8_t> octets;
    std::vector<std::size_t> begins;  ///< Of each frame, and the end.

    std::size_t size() const { return begins.size() - 1; }
    std::span<const std::uint8_t> operator[](std::size_t index) const {
        return {octets.data() + begins[index], begins[index + 1] - begins[index]};
    }
};

/// The same frames for the same seed, on every machine.
Mix make_mix(std::size_t frames, std::uint64_t seed = 1);

}  // namespace pkttest::bench
