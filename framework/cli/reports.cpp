// Reports: the console and the files that `--report` asks for.
#include "framework/cli/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <system_error>

#include "framework/cli/options.h"

namespace pkttest::cli {

namespace {

const reporters::Reporter* find_reporter(std::string_view name) {
    for (const reporters::Reporter* reporter : reporters::all_reporters())
        if (reporter->name == name) return reporter;
    return nullptr;
}

std::string format_names() {
    std::string out;
    for (const reporters::Reporter* reporter : reporters::all_reporters()) {
        if (!out.empty()) out += ", ";
        out += reporter->name;
    }
    return out;
}

bool is_plain(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-_./=:,@%+").find(c) != std::string_view::npos;
}

/// A word as a shell takes it.
std::string shell_word(const std::string& word) {
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace

Reports::Reports(const std::vector<std::string>& wanted, const runner::ReporterOptions* console) {
    for (const std::string& one : wanted) add(one, console);
    if (streams_.empty() && console != nullptr)
        if (const auto* reporter = find_reporter("console"))
            streams_.push_back(
                reporter->open([this](std::string_view text) { to_standard_output(text); }, *console));
}

void Reports::to_standard_output(std::string_view text) {
    if (stream_ends_) return;
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (std::fflush(stdout) == 0 && written) return;
    stream_ends_ = true;
    if (errno == EPIPE) return;  // Who reads no more wants no more.
    whole_ = false;
    fmt::print(stderr, "pkttest: standard output cannot be written: {}\n", std::strerror(errno));
}

void Reports::add(const std::string& wanted, const runner::ReporterOptions* console) {
    const std::size_t equals = wanted.find('=');
    std::string format = wanted.substr(0, equals);
    runner::ReporterOptions options;
    if (const std::size_t colon = format.find(':'); colon != std::string::npos) {
        options.dialect = format.substr(colon + 1);
        format.resize(colon);
    }
    const reporters::Reporter* reporter = find_reporter(format);
    if (reporter == nullptr)
        throw UsageError("--report",
                         fmt::format("knows no format '{}'; there are {}", format, format_names()));
    const auto& known = reporter->dialects;
    if (!options.dialect.empty() && std::find(known.begin(), known.end(), options.dialect) == known.end())
        throw UsageError("--report",
                         fmt::format("knows no dialect '{}' of {}; there is {}", options.dialect, format,
                                     known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))));
    if (equals + 1 == wanted.size())
        throw UsageError("--report", fmt::format("wants a file behind {}", wanted));
    if (equals != std::string::npos && wanted.substr(equals) != "=-") {
        files_.push_back(std::make_unique<runner::ReportFile>(*reporter, wanted.substr(equals + 1), options));
        return;
    }
    const runner::ReporterOptions& stream = format == "console" && console != nullptr ? *console : options;
    streams_.push_back(reporter->open([this](std::string_view text) { to_standard_output(text); }, stream));
}

/// Without those that cannot be written.
template <class Act>
void Reports::each_file(const Act& act) {
    std::erase_if(files_, [&](const auto& file) {
        try {
            act(*file);
            return false;
        } catch (const std::system_error& wrong) {
            whole_ = false;
            fmt::print(stderr, "pkttest: {}\n", wrong.what());
            return true;
        }
    });
}

void Reports::write(const runner::Event& event) {
    each_file([&](runner::ReportFile& file) { file.write(event); });
    for (const auto& stream : streams_) stream->write(event);
}

bool Reports::finish() {
    each_file([](runner::ReportFile& file) { file.finish(); });
    for (const auto& stream : streams_) stream->finish();
    return whole_;
}

std::string report_help() {
    return fmt::format(
        "FORMAT=FILE, or FORMAT alone (or FORMAT=-) for standard output; repeatable. Formats: {}. JUnit's "
        "dialects: "
        "junit:rich=FILE (default), junit:strict=FILE.",
        format_names());
}

std::vector<std::string> command_words() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::vector<std::string> out;
    for (std::string word; std::getline(file, word, '\0');) out.push_back(word);
    return out;
}

std::string command_line() {
    std::string out;
    for (const std::string& word : command_words()) out += (out.empty() ? "" : " ") + shell_word(word);
    return out;
}

}  // namespace pkttest::cli
