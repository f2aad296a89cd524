// The blocks of pcapng: sections, interfaces, packets; what is unknown is skipped.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/net/capture.h"
#include "framework/net/capture_format.h"

namespace pkttest::net {

namespace {

using Octets = std::span<const std::uint8_t>;

constexpr std::size_t most_interfaces = 65536;

std::string text_of(Octets octets) {
    while (!octets.empty() && octets.back() == 0) octets = octets.first(octets.size() - 1);
    return {octets.begin(), octets.end()};
}

/// if_tsresol: a power of ten, or of two with the highest bit set. 0 where no 64 bits hold it.
std::uint64_t ticks_of(std::uint8_t resolution) {
    const int exponent = resolution & 0x7f;
    if ((resolution & 0x80) != 0) return exponent < 64 ? std::uint64_t{1} << exponent : 0;
    std::uint64_t out = exponent > 19 ? 0 : 1;
    for (int i = 0; i < exponent && out != 0; ++i) out *= 10;
    return out;
}

/// Calls visit(code, value) for each option; false where one runs over the end.
template <typename Number, typename Visit>
bool each_option(Octets options, const Number& u16, const Visit& visit) {
    while (options.size() >= 4) {
        const std::uint16_t code = u16(options, 0);
        const std::size_t length = u16(options, 2);
        if (code == option_end) return true;
        if (4 + length > options.size()) return false;
        visit(code, options.subspan(4, length));
        options = options.subspan(std::min(options.size(), 4 + (length + 3) / 4 * 4));
    }
    return options.empty();
}

constexpr std::size_t padded(std::size_t length) { return (length + 3) / 4 * 4; }

}  // namespace

bool CaptureReader::next_pcapng(CapturedFrame& frame) {
    for (;;) {
        block_offset_ = file_.offset();
        // All that is looked at before the block is taken: another peek() would end this one.
        const auto head = file_.peek(16);
        if (head.empty()) return false;
        if (head.size() < 12) return ends_in("a block");
        if (u32(head, 0) == pcapng_section_header && !read_section(head)) return false;
        const std::uint32_t type = u32(head, 0);
        const std::uint32_t length = u32(head, 4);
        if (length < 12 || length % 4 != 0) malformed(fmt::format("a block of {} octets", length));
        const bool known = type == pcapng_interface || type == pcapng_obsolete_packet ||
                           type == pcapng_simple_packet || type == pcapng_enhanced_packet ||
                           type == pcapng_statistics;
        if (!known) {
            if (!file_.skip(length)) return ends_in("a block");
            continue;
        }
        if (length > FileReader::largest) malformed(fmt::format("a block of {} octets", length));
        const auto block = file_.take(length);
        if (block.size() < length) return ends_in("a block");
        if (u32(block, length - 4) != length) malformed("the two lengths of a block differ");
        const auto body = block.subspan(8, length - 12);
        if (type == pcapng_interface || type == pcapng_statistics) {
            type == pcapng_interface ? read_interface(body) : read_statistics(body);
            continue;
        }
        if (type == pcapng_enhanced_packet) read_enhanced(body, frame);
        if (type == pcapng_simple_packet) read_simple(body, frame);
        if (type == pcapng_obsolete_packet) read_obsolete(body, frame);
        return true;
    }
}

/// A section starts anew: byte order and interfaces. The header block itself is skipped by the caller.
bool CaptureReader::read_section(Octets start) {
    swapped_ = false;
    const std::uint32_t order = u32(start, 8);
    if (order != pcapng_byte_order) {
        if (__builtin_bswap32(order) != pcapng_byte_order) malformed("a section without byte order");
        swapped_ = true;
    }
    if (start.size() < 16) return ends_in("a section header");
    if (u16(start, 12) != 1)
        malformed(fmt::format("pcapng version {}.{}; 1 is known", u16(start, 12), u16(start, 14)));
    section_start_ = interfaces_.size();
    return true;
}

void CaptureReader::read_interface(Octets body) {
    if (body.size() < 8) malformed("an interface block that is too short");
    if (interfaces_.size() >= most_interfaces) malformed("too many interfaces");
    Interface interface;
    interface.link_type = to_dlt(u16(body, 0));
    interface.snap_length = u32(body, 4);
    const auto read = [&](std::uint16_t code, Octets value) {
        if (code == option_if_name) interface.name = text_of(value);
        if (code == option_if_tsresol && !value.empty()) interface.ticks = ticks_of(value[0]);
        if (code == option_if_tsoffset && value.size() >= 8)
            interface.offset = static_cast<std::int64_t>(u64(value, 0));
    };
    if (!each_option(
            body.subspan(8), [&](Octets at, std::size_t i) { return u16(at, i); }, read))
        malformed("an option of an interface runs over the end of its block");
    if (interface.ticks == 0) malformed("a time resolution that no 64 bits hold");
    interfaces_.push_back(std::move(interface));
}

/// What was lost, by the interface's last block; one that nothing describes says nothing.
void CaptureReader::read_statistics(Octets body) {
    if (body.size() < 12 || u32(body, 0) >= interfaces_.size() - section_start_) return;
    std::uint64_t lost = 0;
    const auto read = [&](std::uint16_t code, Octets value) {
        if ((code == option_isb_ifdrop || code == option_isb_osdrop) && value.size() >= 8)
            lost += u64(value, 0);
    };
    each_option(
        body.subspan(12), [&](Octets at, std::size_t i) { return u16(at, i); }, read);
    interfaces_[section_start_ + u32(body, 0)].lost = lost;
}

void CaptureReader::read_enhanced(Octets body, CapturedFrame& frame) {
    if (body.size() < 20) malformed("a packet block that is too short");
    const std::uint32_t interface = u32(body, 0);
    const std::uint64_t ticks = std::uint64_t{u32(body, 4)} << 32 | u32(body, 8);
    const std::uint32_t length = u32(body, 12);
    check_packet(interface, length, body.size() - 20);
    fill(frame, interface, ticks, body.subspan(20, length), u32(body, 16));
    read_packet_options(body.subspan(20 + padded(length)), frame);
}

void CaptureReader::read_packet_options(Octets options, CapturedFrame& frame) {
    const auto read = [&](std::uint16_t code, Octets value) {
        if (code == option_comment) {
            if (!frame.frame.comment.empty()) frame.frame.comment += '\n';
            frame.frame.comment += text_of(value);
        }
        if (code == option_epb_flags && value.size() >= 4)
            frame.frame.direction =
                (u32(value, 0) & 3) == flag_outbound ? Direction::sent : Direction::received;
    };
    if (!each_option(
            options, [&](Octets at, std::size_t i) { return u16(at, i); }, read))
        malformed("an option of a packet runs over the end of its block");
}

void CaptureReader::check_packet(std::uint32_t interface, std::uint32_t length, std::size_t room) const {
    if (interface >= interfaces_.size() - section_start_)
        malformed(fmt::format("a packet of interface {}, which no block describes", interface));
    if (length > largest_frame)
        malformed(fmt::format("a frame of {} octets; {} is the most", length, largest_frame));
    if (padded(length) > room) malformed("a packet that is longer than its block");
}

/// Simple packets belong to the section's first interface and have no time.
void CaptureReader::read_simple(Octets body, CapturedFrame& frame) {
    if (body.size() < 4) malformed("a packet block that is too short");
    check_packet(0, 0, body.size());
    const std::uint32_t wire_length = u32(body, 0);
    const std::uint32_t snap = interfaces_[section_start_].snap_length;
    std::size_t length = std::min<std::size_t>(wire_length, body.size() - 4);
    if (snap != 0) length = std::min<std::size_t>(length, snap);
    check_packet(0, static_cast<std::uint32_t>(length), body.size() - 4);
    fill(frame, 0, 0, body.subspan(4, length), wire_length);
}

/// The packet block of old drafts: interface and drops share a word.
void CaptureReader::read_obsolete(Octets body, CapturedFrame& frame) {
    if (body.size() < 20) malformed("a packet block that is too short");
    const std::uint32_t interface = u16(body, 0);
    const std::uint64_t ticks = std::uint64_t{u32(body, 4)} << 32 | u32(body, 8);
    const std::uint32_t length = u32(body, 12);
    check_packet(interface, length, body.size() - 20);
    fill(frame, interface, ticks, body.subspan(20, length), u32(body, 16));
    read_packet_options(body.subspan(20 + padded(length)), frame);
}

}  // namespace pkttest::net
