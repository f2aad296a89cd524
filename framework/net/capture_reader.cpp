// CaptureReader: files, pcap records, what both formats share. The blocks of pcapng are in pcapng_reader.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "framework/net/capture.h"
#include "framework/net/capture_format.h"

namespace pkttest::net {

namespace {

template <typename Number>
Number load(std::span<const std::uint8_t> octets, std::size_t at, bool swapped) {
    Number out;
    std::memcpy(&out, octets.data() + at, sizeof out);
    if (swapped == (std::endian::native == std::endian::big)) return out;
    if constexpr (sizeof(Number) == 2) return __builtin_bswap16(out);
    if constexpr (sizeof(Number) == 4) return __builtin_bswap32(out);
    return __builtin_bswap64(out);
}

/// Ticks to nanoseconds without losing the small end; what no Time holds becomes the largest Time.
Time to_time(std::uint64_t ticks, std::uint64_t per_second, std::int64_t offset) {
    // Most files: seconds in 32 bits with microseconds or nanoseconds.
    constexpr std::uint64_t most_ticks = std::uint64_t{1} << 62;
    if (offset == 0 && per_second == 1'000'000 && ticks < most_ticks / 1000)
        return Time(static_cast<std::int64_t>(ticks * 1000));
    if (offset == 0 && per_second == 1'000'000'000 && ticks < most_ticks)
        return Time(static_cast<std::int64_t>(ticks));
    using Wide = __int128;
    const Wide seconds = static_cast<Wide>(ticks / per_second) + offset;
    const Wide rest = static_cast<Wide>(ticks % per_second) * 1'000'000'000 / per_second;
    const Wide all = seconds * 1'000'000'000 + rest;
    const Wide least = Time::min().count();
    const Wide most = Time::max().count();
    return Time(static_cast<std::int64_t>(std::clamp(all, least, most)));
}

}  // namespace

// "Swapped" is against little endian, the order that nearly all files have.
std::uint16_t CaptureReader::u16(std::span<const std::uint8_t> octets, std::size_t at) const {
    return load<std::uint16_t>(octets, at, swapped_);
}
std::uint32_t CaptureReader::u32(std::span<const std::uint8_t> octets, std::size_t at) const {
    return load<std::uint32_t>(octets, at, swapped_);
}
std::uint64_t CaptureReader::u64(std::span<const std::uint8_t> octets, std::size_t at) const {
    return load<std::uint64_t>(octets, at, swapped_);
}

void CaptureReader::malformed(std::string_view why) const {
    throw std::runtime_error(fmt::format("{}: malformed at octet {}: {}", path_, block_offset_, why));
}

bool CaptureReader::ends_in(std::string_view what) {
    truncated_ =
        fmt::format("{} ends in the middle of {} that begins at octet {}", path_, what, block_offset_);
    return false;
}

CaptureReader::CaptureReader(const std::string& path) : path_(path), file_(path) {
    const auto start = file_.peek(4);
    if (start.empty()) throw std::runtime_error(fmt::format("{}: the file is empty", path_));
    if (start.size() < 4) throw std::runtime_error(fmt::format("{}: no capture file, too short", path_));
    const std::uint32_t magic = u32(start, 0);
    if (magic == pcapng_section_header) {
        format_ = Format::pcapng;
        return;
    }
    read_pcap_header(magic);
}

void CaptureReader::read_pcap_header(std::uint32_t magic) {
    const std::uint32_t other = __builtin_bswap32(magic);
    const auto is_pcap = [](std::uint32_t value) {
        return value == pcap_microseconds || value == pcap_nanoseconds || value == pcap_modified;
    };
    if (!is_pcap(magic) && !is_pcap(other))
        throw std::runtime_error(fmt::format("{}: neither pcap nor pcapng", path_));
    swapped_ = !is_pcap(magic);
    const std::uint32_t kind = swapped_ ? other : magic;
    record_header_ = kind == pcap_modified ? 24 : 16;
    const auto header = file_.take(24);
    if (header.size() < 24) throw std::runtime_error(fmt::format("{}: no capture file, too short", path_));
    Interface interface;
    interface.snap_length = u32(header, 16);
    interface.link_type = to_dlt(u32(header, 20) & 0xffff);
    interface.ticks = kind == pcap_nanoseconds ? 1'000'000'000 : 1'000'000;
    interfaces_.push_back(interface);
}

bool CaptureReader::next(CapturedFrame& frame) {
    if (!truncated_.empty()) return false;
    if (format_ == Format::pcapng) return next_pcapng(frame);
    FrameView view;
    if (!next_pcap(view)) return false;
    fill(frame, 0, view);
    return true;
}

bool CaptureReader::next(FrameView& view) {
    if (!truncated_.empty()) return false;
    if (format_ == Format::pcap) return next_pcap(view);
    if (!next_pcapng(viewed_)) return false;
    const Frame& frame = viewed_.frame;
    view = {frame.bytes, frame.time, frame.wire_length, viewed_.link_type};
    return true;
}

bool CaptureReader::next_pcap(FrameView& view) {
    block_offset_ = file_.offset();
    const auto header = file_.take(record_header_);
    if (header.empty()) return false;
    if (header.size() < record_header_) return ends_in("a record");
    const std::uint64_t ticks_per_second = interfaces_[0].ticks;
    const std::uint64_t ticks = u32(header, 0) * ticks_per_second + u32(header, 4);
    const std::uint32_t length = u32(header, 8);
    const std::uint32_t wire_length = u32(header, 12);
    if (length > largest_frame)
        malformed(fmt::format("a frame of {} octets; {} is the most", length, largest_frame));
    const auto data = file_.take(length);
    if (data.size() < length) return ends_in("a record");
    view = {data, to_time(ticks, ticks_per_second, 0), std::max(wire_length, length),
            interfaces_[0].link_type};
    return true;
}

void CaptureReader::fill(CapturedFrame& frame, std::uint32_t interface, std::uint64_t ticks,
                         std::span<const std::uint8_t> data, std::uint32_t wire_length) const {
    const Interface& from = interfaces_[section_start_ + interface];
    const auto length = static_cast<std::uint32_t>(data.size());
    fill(frame, interface,
         {data, to_time(ticks, from.ticks, from.offset), std::max(wire_length, length), from.link_type});
}

void CaptureReader::fill(CapturedFrame& frame, std::uint32_t interface, const FrameView& view) const {
    frame.frame.bytes.assign(view.octets.begin(), view.octets.end());
    frame.frame.wire_length = view.wire_length;
    frame.frame.time = view.time;
    frame.frame.direction = Direction::received;
    frame.frame.partial_checksum = false;
    frame.frame.comment.clear();
    frame.link_type = view.link_type;
    frame.interface = static_cast<std::uint32_t>(section_start_ + interface);
    frame.interface_name = interfaces_[section_start_ + interface].name;
}

std::uint64_t CaptureReader::lost() const {
    std::uint64_t sum = 0;
    for (const Interface& each : interfaces_) sum += each.lost;
    return sum;
}

std::vector<CapturedFrame> read_capture(const std::string& path) {
    CaptureReader reader(path);
    std::vector<CapturedFrame> out;
    for (CapturedFrame frame; reader.next(frame);) out.push_back(std::move(frame));
    return out;
}

}  // namespace pkttest::net
