// Files read and written in big pieces over read(2) and write(2). Files of gzip are read as what they hold,
// and written where somebody asks for it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pkttest::net {

class ReadAhead;

/// Reads a file front to back. All throw std::system_error that names the file.
class FileReader {
 public:
    explicit FileReader(std::string path);
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;
    ~FileReader();

    /// The next `count` octets, at most `largest`, without taking them; fewer at the end of the file. Valid
    /// until the next call.
    std::span<const std::uint8_t> peek(std::size_t count) {
        return end_ - begin_ < count ? peek_further(count)
                                     : std::span<const std::uint8_t>(buffer_.data() + begin_, count);
    }
    /// As peek(), and takes them.
    std::span<const std::uint8_t> take(std::size_t count) {
        const auto octets = peek(count);
        begin_ += octets.size();
        offset_ += octets.size();
        return octets;
    }
    /// Takes `count` octets unseen; false where the file ends before.
    bool skip(std::uint64_t count);
    /// Octets taken so far.
    std::uint64_t offset() const { return offset_; }

    /// Room for the largest frame (256 KiB, as tcpdump has it) and what stands around it.
    static constexpr std::size_t largest = std::size_t{1024} * 1024;

 private:
    std::span<const std::uint8_t> peek_further(std::size_t count);
    void fill(std::size_t count);
    bool fill_ahead();
    void inflate();

    std::string path_;
    int descriptor_;
    std::vector<std::uint8_t> buffer_;
    std::size_t begin_ = 0, end_ = 0;
    std::uint64_t offset_ = 0;
    std::unique_ptr<ReadAhead> ahead_;  ///< Of a large file, once its first pieces were read.
};

/// Writes a file anew. All throw std::system_error that names the file.
class FileWriter {
 public:
    /// `compressed`: by gzip; a name that ends in .gz is so too.
    explicit FileWriter(std::string path, bool compressed = false);
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    /// Flushes, silently where that fails; close() tells.
    ~FileWriter();

    void write(std::span<const std::uint8_t> octets);
    void flush();
    void close();

 private:
    void put_out();

    std::string path_;
    int descriptor_;
    bool is_gzip_;  ///< Then all is written at the end.
    std::vector<std::uint8_t> buffer_;
};

}  // namespace pkttest::net
