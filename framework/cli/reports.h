// Reports: the console and the files that `--report FORMAT[=FILE]` asks for, fed from one stream of events.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "framework/runner/report_file.h"
#include "framework/runner/reporter.h"

namespace pkttest::cli {

class Reports {
 public:
    /// Each of `wanted` is FORMAT=FILE, FORMAT:DIALECT=FILE or FORMAT alone (standard output). Where none
    /// goes to standard output, the console's text does, unless `console` is null. Throws
    /// UsageError for unknown formats, std::system_error for files.
    Reports(const std::vector<std::string>& wanted, const runner::ReporterOptions* console);
    Reports(const Reports&) = delete;
    Reports& operator=(const Reports&) = delete;
    /// To all of them. One that cannot be written is told to standard error and given up, the others go on.
    void write(const runner::Event& event);
    /// Ends all. False where one could not be written, unless nobody reads standard output any more.
    bool finish();

 private:
    void add(const std::string& wanted, const runner::ReporterOptions* console);
    void to_standard_output(std::string_view text);
    template <class Act>
    void each_file(const Act& act);

    bool whole_ = true;         ///< All that was to be written is.
    bool stream_ends_ = false;  ///< Standard output takes no more.
    std::vector<std::unique_ptr<runner::ReportFile>> files_;
    std::vector<std::unique_ptr<runner::ReportWriter>> streams_;
};

/// The help text of --report, from the list of reporters.
std::string report_help();
/// The words of this process's command line, the program's name as it was called first.
std::vector<std::string> command_words();
/// They, quoted for a shell.
std::string command_line();

}  // namespace pkttest::cli
