// ReportFile: a report written whole or not at all. Bytes go to a hidden temporary file beside the target,
// which takes the target's name when the report is finished. Where the target is no regular file (a pipe,
// /dev/stdout) there is nothing to rename, and the bytes go straight to it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "framework/runner/reporter.h"

namespace pkttest::runner {

/// One report on its way to a file. Where it is left before RunFinished (destroyed, or ended by
/// finish_open_reports()), the file is the reporter's valid unfinished form.
///
///     ReportFile report(*junit, "out.xml", options);
///     report.write(event); …
///     report.finish();
class ReportFile {
 public:
    /// Creates the temporary file; `options.patch` is set here. Throws std::system_error naming the file.
    ReportFile(const reporters::Reporter& reporter, std::string path, ReporterOptions options = {});
    ReportFile(const ReportFile&) = delete;
    ReportFile& operator=(const ReportFile&) = delete;
    ~ReportFile();

    /// Hands the event to the reporter. Where a test ends, a second or more after the last time, what was
    /// written until then is in the temporary file, for whoever kills the program. Throws std::system_error
    /// where the bytes can't be written.
    void write(const Event& event);

    /// Ends the report and gives the file its name; once, later calls do nothing. Throws std::system_error.
    void finish();

    const std::string& path() const { return path_; }

 private:
    void open();
    void put(std::string_view bytes);
    void patch(std::uint64_t offset, std::string_view bytes);
    void flush();
    [[noreturn]] void fail(std::string_view doing) const;
    void discard() noexcept;

    std::string path_;
    std::string target_;  ///< path_ with links resolved.
    std::string temporary_;
    std::string buffer_;
    std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
    std::uint64_t written_ = 0;  ///< Bytes of the file, without the buffer's.
    int file_ = -1;
    bool direct_ = false;  ///< The target itself is open: a pipe, a device.
    bool done_ = false;
    std::unique_ptr<ReportWriter> writer_;
};

/// Ends every ReportFile that is still open, as far as possible: the last act before a crash ends the process
/// (std::terminate handlers, handlers of fatal signals). Errors are ignored; a second call does nothing.
void finish_open_reports() noexcept;

/// In a process that was forked: the reports that are open are its parent's, and nothing here ends them.
void disown_open_reports() noexcept;

}  // namespace pkttest::runner
