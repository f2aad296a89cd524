// Reports to files: buffered writes to a temporary file, renamed at the end.
#include "framework/runner/report_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "framework/runner/ownership.h"

namespace pkttest::runner {

static constexpr std::size_t buffer_size = 1 << 16;

// Reports that are not finished. Reports are opened and written by one thread.
static std::vector<ReportFile*>& open_reports() {
    static std::vector<ReportFile*> reports;
    return reports;
}

// In the target's folder, so that the rename stays inside one file system.
static std::string temporary_beside(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::size_t base = slash == std::string::npos ? 0 : slash + 1;
    return fmt::format("{}.{}.XXXXXX", path.substr(0, base), path.substr(base));
}

// mkstemp makes files that only their owner reads; a report has the permissions of any new file.
static mode_t usual_permissions() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

static ssize_t write_some(int file, std::string_view bytes, std::optional<std::uint64_t> offset) {
    return offset ? ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(*offset))
                  : ::write(file, bytes.data(), bytes.size());
}

// Without an offset: a pipe or a device, which has none.
static bool write_all(int file, std::string_view bytes, std::optional<std::uint64_t> offset) {
    while (!bytes.empty()) {
        const ssize_t count = write_some(file, bytes, offset);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
        if (offset) *offset += static_cast<std::uint64_t>(count);
    }
    return true;
}

// What a link points to, so that the link stays; a path that can't be resolved fails later, with its reason.
static std::string target_of(const std::string& path) {
    char* resolved = ::realpath(path.c_str(), nullptr);
    std::string target = resolved != nullptr ? resolved : path;
    std::free(resolved);
    return target;
}

static bool is_pipe_or_device(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_other(path, ignored);
}

static bool is_folder(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

ReportFile::ReportFile(const reporters::Reporter& reporter, std::string path, ReporterOptions options)
    : path_(std::move(path)), direct_(is_pipe_or_device(path_)) {
    open();
    options.patch = nullptr;
    if (!direct_)
        options.patch = [this](std::uint64_t offset, std::string_view bytes) { patch(offset, bytes); };
    try {
        writer_ = reporter.open([this](std::string_view bytes) { put(bytes); }, options);
        open_reports().push_back(this);
    } catch (...) {
        discard();
        throw;
    }
}

void ReportFile::open() {
    if (is_folder(path_)) {
        errno = EISDIR;
    } else if (direct_) {
        file_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        target_ = target_of(path_);
        temporary_ = temporary_beside(target_);
        file_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
        if (file_ >= 0) ::fchmod(file_, usual_permissions());
        if (file_ >= 0) give_to_caller(file_);
    }
    if (file_ < 0) fail("creating");
}

ReportFile::~ReportFile() {
    try {
        finish();
    } catch (const std::exception&) {
        // finish() left no file behind; whoever wants the reason calls it.
    }
}

void ReportFile::fail(std::string_view doing) const {
    throw std::system_error(errno, std::generic_category(), fmt::format("{} the report {}", doing, path_));
}

void ReportFile::discard() noexcept {
    std::erase(open_reports(), this);
    done_ = true;
    if (file_ < 0) return;
    ::close(std::exchange(file_, -1));
    if (!direct_) ::unlink(temporary_.c_str());
}

void ReportFile::flush() {
    if (!write_all(file_, buffer_, direct_ ? std::nullopt : std::optional(written_))) fail("writing");
    written_ += buffer_.size();
    buffer_.clear();
}

void ReportFile::put(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= buffer_size) flush();
}

void ReportFile::patch(std::uint64_t offset, std::string_view bytes) {
    flush();
    if (!write_all(file_, bytes, offset)) fail("writing");
}

void ReportFile::write(const Event& event) {
    if (done_) return;
    writer_->write(event);
    if (!std::holds_alternative<TestFinished>(event)) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - flushed_ < std::chrono::seconds(1)) return;
    flush();
    flushed_ = now;
}

void ReportFile::finish() {
    if (std::exchange(done_, true)) return;
    std::erase(open_reports(), this);
    try {
        writer_->finish();
        flush();
        if (!direct_ && ::fsync(file_) != 0 && errno != EINVAL) fail("writing");
        if (!direct_ && ::rename(temporary_.c_str(), target_.c_str()) != 0) fail("naming");
        ::close(std::exchange(file_, -1));
    } catch (...) {
        discard();
        throw;
    }
}

void disown_open_reports() noexcept { open_reports().clear(); }

void finish_open_reports() noexcept {
    while (!open_reports().empty()) {
        try {
            open_reports().back()->finish();
        } catch (const std::exception&) {
            continue;  // finish() took the report off the list.
        }
    }
}

}  // namespace pkttest::runner
