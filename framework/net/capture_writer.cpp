// CaptureWriter: pcapng with nanoseconds, names, directions and comments; pcap with nanoseconds.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/net/capture.h"
#include "framework/net/capture_format.h"

namespace pkttest::net {

namespace {

using Block = std::vector<std::uint8_t>;

void put16(Block& out, std::uint32_t value) {
    out.push_back(static_cast<std::uint8_t>(value));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
}

void put32(Block& out, std::uint32_t value) {
    put16(out, value & 0xffff);
    put16(out, value >> 16);
}

void pad(Block& out) { out.resize((out.size() + 3) / 4 * 4, 0); }

void put_option(Block& out, std::uint16_t code, std::string_view value) {
    value = value.substr(0, 0xffff);
    put16(out, code);
    put16(out, static_cast<std::uint32_t>(value.size()));
    out.insert(out.end(), value.begin(), value.end());
    pad(out);
}

void begin(Block& out, std::uint32_t type) {
    out.clear();
    put32(out, type);
    put32(out, 0);
}

/// Sets the length at both ends.
void end(Block& out) {
    const auto length = static_cast<std::uint32_t>(out.size() + 4);
    for (std::size_t i = 0; i < 4; ++i) out[4 + i] = static_cast<std::uint8_t>(length >> (8 * i));
    put32(out, length);
}

constexpr std::uint32_t snap_length = largest_frame;

std::span<const std::uint8_t> cut(const Frame& frame) {
    return std::span(frame.bytes).first(std::min<std::size_t>(frame.bytes.size(), snap_length));
}

std::uint32_t wire_length(const Frame& frame) {
    return std::max(frame.wire_length, static_cast<std::uint32_t>(frame.bytes.size()));
}

}  // namespace

CaptureWriter::CaptureWriter(const std::string& path, Format format, bool compressed)
    : file_(path, compressed), format_(format) {
    if (format_ != Format::pcapng) return;
    begin(block_, pcapng_section_header);
    put32(block_, pcapng_byte_order);
    put16(block_, 1);
    put16(block_, 0);
    put32(block_, 0xffffffff);
    put32(block_, 0xffffffff);
    put_option(block_, 4, "pkttest");
    put_option(block_, option_end, "");
    end(block_);
    file_.write(block_);
}

std::uint32_t CaptureWriter::add_interface(std::string_view name, int link_type) {
    block_.clear();
    if (format_ != Format::pcapng) {
        if (interfaces_ > 0) throw std::invalid_argument("a pcap file has one interface only");
        put32(block_, format_ == Format::pcap ? pcap_nanoseconds : pcap_microseconds);
        put16(block_, 2);
        put16(block_, 4);
        put32(block_, 0);
        put32(block_, 0);
        put32(block_, snap_length);
        put32(block_, from_dlt(link_type));
    } else {
        begin(block_, pcapng_interface);
        put16(block_, from_dlt(link_type));
        put16(block_, 0);
        put32(block_, snap_length);
        if (!name.empty()) put_option(block_, option_if_name, name);
        put_option(block_, option_if_tsresol, "\x09");
        put_option(block_, option_end, "");
        end(block_);
    }
    file_.write(block_);
    return interfaces_++;
}

void CaptureWriter::write(std::uint32_t interface, const Frame& frame) {
    if (interface >= interfaces_)
        throw std::invalid_argument(fmt::format("the capture has no interface {}", interface));
    if (format_ != Format::pcapng)
        write_record(frame);
    else
        write_enhanced(interface, frame);
    file_.write(block_);
}

void CaptureWriter::write_enhanced(std::uint32_t interface, const Frame& frame) {
    const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>(frame.time.count(), 0));
    const auto data = cut(frame);
    begin(block_, pcapng_enhanced_packet);
    put32(block_, interface);
    put32(block_, static_cast<std::uint32_t>(time >> 32));
    put32(block_, static_cast<std::uint32_t>(time));
    put32(block_, static_cast<std::uint32_t>(data.size()));
    put32(block_, wire_length(frame));
    block_.insert(block_.end(), data.begin(), data.end());
    pad(block_);
    if (!frame.comment.empty()) put_option(block_, option_comment, frame.comment);
    put16(block_, option_epb_flags);
    put16(block_, 4);
    put32(block_, frame.direction == Direction::sent ? flag_outbound : flag_inbound);
    put_option(block_, option_end, "");
    end(block_);
}

void CaptureWriter::write_record(const Frame& frame) {
    const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>(frame.time.count(), 0));
    const auto data = cut(frame);
    block_.clear();
    put32(block_, static_cast<std::uint32_t>(time / 1'000'000'000));
    put32(block_, static_cast<std::uint32_t>(time % 1'000'000'000 / (format_ == Format::pcap ? 1 : 1000)));
    put32(block_, static_cast<std::uint32_t>(data.size()));
    put32(block_, wire_length(frame));
    block_.insert(block_.end(), data.begin(), data.end());
}

}  // namespace pkttest::net
