// Files in big pieces: open, fill, flush; every error names the file.
#include "framework/net/file_buffer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "framework/net/gzip.h"
#include "framework/net/read_ahead.h"

namespace pkttest::net {

namespace {

/// What the second-level cache holds: what is read is looked at while it is there.
constexpr std::size_t piece = std::size_t{256} * 1024;
/// From a second thread in larger ones: handing one over wakes a thread.
constexpr std::size_t piece_ahead = std::size_t{2} * 1024 * 1024;
/// Before a piece there is room for what was left of the one before.
constexpr std::size_t headroom = std::size_t{64} * 1024;
/// From this size on a second thread pays.
constexpr off_t large_file = off_t{4} * 1024 * 1024;

bool is_large(int descriptor) {
    struct stat status = {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= large_file;
}

[[noreturn]] void fail(const char* doing, const std::string& path) {
    throw std::system_error(errno, std::generic_category(), fmt::format("cannot {} {}", doing, path));
}

}  // namespace

FileReader::FileReader(std::string path)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail("open", path_);
    if (is_gzip(peek(2)))
        inflate();
    else if (is_large(descriptor_))
        ahead_ = std::make_unique<ReadAhead>(descriptor_, headroom, piece_ahead);
}

/// Takes the whole file and puts what it holds in its place.
void FileReader::inflate() {
    std::vector<std::uint8_t> file;
    for (auto octets = take(piece); !octets.empty(); octets = take(piece))
        file.insert(file.end(), octets.begin(), octets.end());
    try {
        buffer_ = gunzip(file);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(fmt::format("{}: {}", path_, error.what()));
    }
    begin_ = 0;
    end_ = buffer_.size();
    offset_ = 0;
}

FileReader::~FileReader() {
    ahead_.reset();
    ::close(descriptor_);
}

/// The next piece behind what is left; false at the end of the file.
bool FileReader::fill_ahead() {
    const std::vector<std::uint8_t> left(buffer_.data() + begin_, buffer_.data() + end_);
    const ssize_t got = ahead_->next(buffer_);
    if (got < 0) {
        errno = static_cast<int>(-got);
        fail("read", path_);
    }
    if (got == 0) return false;
    if (left.size() > headroom) buffer_.insert(buffer_.begin(), left.size() - headroom, 0);
    end_ = std::max(headroom, left.size()) + static_cast<std::size_t>(got);
    begin_ = end_ - static_cast<std::size_t>(got) - left.size();
    std::copy(left.begin(), left.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(begin_));
    return true;
}

void FileReader::fill(std::size_t count) {
    while (ahead_ != nullptr && end_ - begin_ < count)
        if (!fill_ahead()) return;
    if (end_ - begin_ >= count) return;
    if (buffer_.size() < count + piece) buffer_.resize(count + piece);
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    while (end_ < count) {
        const ssize_t got = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("read", path_);
        if (got == 0) return;
        end_ += static_cast<std::size_t>(got);
    }
}

std::span<const std::uint8_t> FileReader::peek_further(std::size_t count) {
    count = std::min(count, largest);
    fill(count);
    return {buffer_.data() + begin_, std::min(count, end_ - begin_)};
}

bool FileReader::skip(std::uint64_t count) {
    while (count > 0) {
        const auto octets = take(static_cast<std::size_t>(std::min<std::uint64_t>(count, piece)));
        if (octets.empty()) return false;
        count -= octets.size();
    }
    return true;
}

FileWriter::FileWriter(std::string path, bool compressed)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)),
      is_gzip_(compressed || path_.ends_with(".gz")) {
    if (descriptor_ < 0) fail("create", path_);
    buffer_.reserve(piece);
}

FileWriter::~FileWriter() {
    try {
        close();
    } catch (const std::system_error&) {
        // Whoever must know calls close().
    }
}

void FileWriter::write(std::span<const std::uint8_t> octets) {
    if (buffer_.size() + octets.size() > piece) flush();  // Nothing happens yet where it is compressed.
    buffer_.insert(buffer_.end(), octets.begin(), octets.end());
}

void FileWriter::flush() {
    if (!is_gzip_) put_out();
}

void FileWriter::put_out() {
    std::size_t done = 0;
    while (done < buffer_.size()) {
        const ssize_t put = ::write(descriptor_, buffer_.data() + done, buffer_.size() - done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            buffer_.clear();
            fail("write", path_);
        }
        done += static_cast<std::size_t>(put);
    }
    buffer_.clear();
}

void FileWriter::close() {
    if (descriptor_ < 0) return;
    if (is_gzip_) buffer_ = gzip(buffer_);
    put_out();
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (::close(descriptor) != 0) fail("write", path_);
}

}  // namespace pkttest::net
