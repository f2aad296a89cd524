// Capture files: pcap (microseconds, nanoseconds) and pcapng are read, in either byte order; pcapng and
// nanosecond pcap are written. https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng
//
//     CaptureReader reader("trace.pcapng");
//     for (CapturedFrame frame; reader.next(frame);) …      // or FrameView: nothing is copied
//     if (!reader.truncated().empty()) …
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "framework/net/file_buffer.h"
#include "framework/net/link.h"

namespace pkttest::net {

/// A frame of a file and the interface that it belongs to.
struct CapturedFrame {
    Frame frame;
    int link_type = 1;            ///< DLT_ of libpcap.
    std::uint32_t interface = 0;  ///< Counted from 0 over the whole file.
    std::string interface_name;   ///< if_name; empty where the file does not say.
};

/// A frame where the reader has it: nothing is copied.
struct FrameView {
    std::span<const std::uint8_t> octets;  ///< Valid until the reader's next call.
    Time time{};
    std::uint32_t wire_length = 0;
    int link_type = 1;  ///< DLT_ of libpcap.
};

/// Reads a file once, front to back. No frame takes more than 256 KiB, whatever the file claims.
class CaptureReader {
 public:
    /// Throws std::system_error where the file cannot be opened, std::runtime_error where it is no capture.
    explicit CaptureReader(const std::string& path);

    /// The next frame; false at the end. Throws std::runtime_error, naming file and offset, where the file
    /// is malformed. A file that ends in the middle of a frame just ends; truncated() says so then.
    bool next(CapturedFrame& frame);
    /// The same for a look at the octets alone.
    bool next(FrameView& view);

    /// Why the file ended early, in a sentence; empty where it is whole so far.
    const std::string& truncated() const { return truncated_; }

    /// Frames that were lost while the file was written, as its statistics say so far (pcapng).
    std::uint64_t lost() const;

 private:
    struct Interface {
        int link_type = 1;
        std::string name;
        std::uint32_t snap_length = 0;
        std::uint64_t ticks = 1'000'000;  ///< A second.
        std::int64_t offset = 0;          ///< Seconds, if_tsoffset.
        std::uint64_t lost = 0;           ///< By card and system, as the last statistics say.
    };
    enum class Format : std::uint8_t { pcap, pcapng };

    bool next_pcap(FrameView& view);
    bool next_pcapng(CapturedFrame& frame);
    void read_pcap_header(std::uint32_t magic);
    bool read_section(std::span<const std::uint8_t> start);
    void read_interface(std::span<const std::uint8_t> body);
    void read_statistics(std::span<const std::uint8_t> body);
    void read_enhanced(std::span<const std::uint8_t> body, CapturedFrame& frame);
    void read_simple(std::span<const std::uint8_t> body, CapturedFrame& frame);
    void read_obsolete(std::span<const std::uint8_t> body, CapturedFrame& frame);
    void read_packet_options(std::span<const std::uint8_t> options, CapturedFrame& frame);
    void check_packet(std::uint32_t interface, std::uint32_t length, std::size_t room) const;
    void fill(CapturedFrame& frame, std::uint32_t interface, std::uint64_t ticks,
              std::span<const std::uint8_t> data, std::uint32_t wire_length) const;
    void fill(CapturedFrame& frame, std::uint32_t interface, const FrameView& view) const;
    std::uint16_t u16(std::span<const std::uint8_t> octets, std::size_t at) const;
    std::uint32_t u32(std::span<const std::uint8_t> octets, std::size_t at) const;
    std::uint64_t u64(std::span<const std::uint8_t> octets, std::size_t at) const;
    [[noreturn]] void malformed(std::string_view why) const;
    bool ends_in(std::string_view what);

    std::string path_;
    FileReader file_;
    Format format_ = Format::pcap;
    bool swapped_ = false;            ///< Against little endian.
    std::size_t record_header_ = 16;  ///< pcap: octets before the frame.
    std::vector<Interface> interfaces_;
    std::size_t section_start_ = 0;  ///< Where the interfaces of this section begin.
    std::uint64_t block_offset_ = 0;
    CapturedFrame viewed_;  ///< What a view of a pcapng frame looks at.
    std::string truncated_;
};

/// All frames of a file. As CaptureReader; a file that ends early gives what it has.
std::vector<CapturedFrame> read_capture(const std::string& path);

/// Writes a capture. Nothing is certain to be in the file before flush() or close().
class CaptureWriter {
 public:
    enum class Format : std::uint8_t { pcapng, pcap, pcap_microseconds };  ///< pcap: with nanoseconds.

    /// Makes the file anew. Throws std::system_error, here and below.
    /// `compressed`: by gzip; a name that ends in .gz is so too.
    explicit CaptureWriter(const std::string& path, Format format = Format::pcapng, bool compressed = false);

    /// Describes an interface and gives its number for write(). A pcap file has one only:
    /// std::invalid_argument.
    std::uint32_t add_interface(std::string_view name, int link_type);

    /// Appends a frame with its time, direction and comment (pcapng); std::invalid_argument where there is no
    /// such interface.
    void write(std::uint32_t interface, const Frame& frame);

    void flush() { file_.flush(); }
    /// Flushes and closes; a failure of the disk shows here.
    void close() { file_.close(); }

 private:
    void write_enhanced(std::uint32_t interface, const Frame& frame);
    void write_record(const Frame& frame);

    FileWriter file_;
    Format format_;
    std::uint32_t interfaces_ = 0;
    std::vector<std::uint8_t> block_;
};

}  // namespace pkttest::net
