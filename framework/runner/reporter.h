// Reporter: one output format. A file under reporters/ defines one as `extern const Reporter NAME`, and the
// build adds it to the list; nothing else changes.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "framework/runner/event.h"

namespace pkttest::runner {

/// Takes bytes; the runner's side decides where they go (a temporary file renamed at the end, a terminal).
using Output = std::function<void(std::string_view)>;

/// Overwrites bytes that Output took before, at their offset from the first.
using Patch = std::function<void(std::uint64_t offset, std::string_view bytes)>;

/// What the command line may ask of a reporter. Reporters read no environment and no clock.
struct ReporterOptions {
    bool color = false;
    bool terminal = false;  ///< Progress may be redrawn in place.
    int width = 80;         ///< Columns of the terminal.
    std::string dialect;    ///< JUnit: "rich" or "strict"; else empty.
    bool quiet = false;
    bool verbose = false;   ///< Packets and logs of all tests, not only of those that fail.
    Patch patch = nullptr;  ///< Empty where the output can't go back (a pipe).
};

/// Turns events to bytes in constant memory where the format allows. Fed each event in order; after
/// RunFinished the output is whole. `finish()` before RunFinished makes the output valid as it stands.
class ReportWriter {
 public:
    virtual ~ReportWriter() = default;
    virtual void write(const Event& event) = 0;
    virtual void finish() = 0;
};

}  // namespace pkttest::runner

namespace pkttest::reporters {

struct Reporter {
    std::string_view name;   ///< As in --report NAME=FILE.
    std::string_view title;  ///< For --help and the manual.
    std::unique_ptr<runner::ReportWriter> (*open)(runner::Output output,
                                                  const runner::ReporterOptions& options);
    std::span<const std::string_view> dialects = {};  ///< What `NAME:DIALECT` may say, the default first.
};

/// All of reporters/, generated at build.
std::span<const Reporter* const> all_reporters();

}  // namespace pkttest::reporters
