// Reports in memory, for the tests.
#pragma once

#include <string>
#include <string_view>

#include "framework/runner/reporter.h"
#include "tests/reporters/sample_events.h"

namespace pkttest::reporters {

/// The reporter of that name; ends the test program where there is none.
const Reporter& reporter_named(std::string_view name);

/// All that the reporter writes for these events, with finish() at the end.
std::string render(const Reporter& reporter, const Events& events,
                   const runner::ReporterOptions& options = {});

/// The same, where the output can be patched.
std::string render_patched(const Reporter& reporter, const Events& events,
                           runner::ReporterOptions options = {});

/// "7_this_line_is_not_JSON": a row's name in CTest, from its number and what it is about.
std::string row_name(std::size_t index, std::string_view about);

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view content);

/// An empty folder of its own, removed with all in it at the end.
class Folder {
 public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
    std::size_t entries() const;

 private:
    std::string path_;
};

}  // namespace pkttest::reporters
