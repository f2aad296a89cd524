// Numbers of the capture formats, shared by reader and writer.
#pragma once

#include <cstdint>

namespace pkttest::net {

constexpr std::uint32_t pcap_microseconds = 0xa1b2c3d4;
constexpr std::uint32_t pcap_nanoseconds = 0xa1b23c4d;
constexpr std::uint32_t pcap_modified = 0xa1b2cd34;  ///< Kuznetzov's: 8 octets more a record.

constexpr std::uint32_t pcapng_section_header = 0x0a0d0d0a;
constexpr std::uint32_t pcapng_byte_order = 0x1a2b3c4d;
constexpr std::uint32_t pcapng_interface = 1;
constexpr std::uint32_t pcapng_obsolete_packet = 2;
constexpr std::uint32_t pcapng_simple_packet = 3;
constexpr std::uint32_t pcapng_statistics = 5;
constexpr std::uint32_t pcapng_enhanced_packet = 6;

constexpr std::uint16_t option_end = 0;
constexpr std::uint16_t option_comment = 1;
constexpr std::uint16_t option_if_name = 2;
constexpr std::uint16_t option_if_tsresol = 9;
constexpr std::uint16_t option_if_tsoffset = 14;
constexpr std::uint16_t option_epb_flags = 2;
constexpr std::uint16_t option_isb_ifdrop = 5;
constexpr std::uint16_t option_isb_osdrop = 7;

constexpr std::uint32_t flag_inbound = 1;
constexpr std::uint32_t flag_outbound = 2;

constexpr std::uint32_t largest_frame = 256 * 1024;

/// LINKTYPE_ of files and DLT_ of libpcap differ on Linux for raw IP only.
constexpr int to_dlt(std::uint32_t link_type) { return link_type == 101 ? 12 : static_cast<int>(link_type); }
constexpr std::uint32_t from_dlt(int dlt) { return dlt == 12 ? 101 : static_cast<std::uint32_t>(dlt); }

}  // namespace pkttest::net
