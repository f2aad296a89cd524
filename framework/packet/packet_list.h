// Packet lists as a whole: who answers whom, which packets belong together, and their forms as text. The
// counterpart of Scapy's PacketList.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest {

/// Positions of a request and its answer.
using Exchange = std::pair<std::size_t, std::size_t>;

struct Matched {
    std::vector<Exchange> answered;
    std::vector<std::size_t> left;  ///< Neither request nor answer.
};
/// Each packet with the first later one that answers it; with `multi` with all that do. `lookahead`: so many
/// packets on at most, 0 for all.
Matched match_answers(std::span<const Packet> packets, bool multi = false, std::size_t lookahead = 0);

/// "TCP 192.0.2.1:1025 > 198.51.100.2:80": alike for packets of one direction of a conversation.
std::string session_of(const Packet& packet);

/// Which packets a list's text shows; empty for all.
using PacketFilter = std::function<bool(const Packet&)>;
/// A number and a summary for each packet. `line` makes another text of it.
std::string numbered_summary(std::span<const Packet> packets, const PacketFilter& wanted = nullptr,
                             const std::function<std::string(const Packet&)>& line = nullptr);

/// What stands under a packet's number, time and summary.
enum class ListDump : std::uint8_t {
    all,          ///< All octets.
    raw,          ///< What no layer reads, where there is such.
    padding,      ///< Packets with padding only, and that.
    odd_padding,  ///< The same, but for padding that is one octet over and over.
};
std::string list_hexdump(std::span<const Packet> packets, ListDump what,
                         const PacketFilter& wanted = nullptr);

enum class TableStyle : std::uint8_t { plain, lined, tex };
/// Rows of x, y and z: a column for each x, a row for each y, z in the middle, the last one where there are
/// several. Numbers and addresses are sorted by their size.
std::string make_table(std::span<const std::array<std::string, 3>> entries,
                       TableStyle style = TableStyle::plain);

}  // namespace pkttest
