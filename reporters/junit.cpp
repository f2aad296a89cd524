// JUnit XML for CI: Surefire's elements in Surefire's order. `rich` (the default) adds file and line;
// `strict` is valid under the Jenkins xUnit plugin's junit-10 schema.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

#include "framework/runner/reporter.h"
#include "reporters/failure_text.h"
#include "reporters/text.h"
#include "reporters/xml_stream.h"

namespace pkttest::reporters {

using runner::Verdict;

namespace {

constexpr std::size_t list_limit = 50;
constexpr std::size_t line_limit = 40;

enum class Outcome : std::uint8_t { success, skipped, failure, error };

Outcome outcome_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed:
            return Outcome::success;
        case Verdict::skipped:
        case Verdict::expected_failure:
            return Outcome::skipped;
        case Verdict::failed:
        case Verdict::unexpected_pass:
            return Outcome::failure;
        default:
            return Outcome::error;
    }
}

Outcome outcome_of(const TestRecord& record) { return outcome_of(record.end.verdict); }

struct Counts {
    std::uint64_t tests = 0, failures = 0, errors = 0, skipped = 0;
    std::int64_t duration_ns = 0;

    void count(Outcome outcome, std::int64_t nanoseconds) {
        ++tests;
        failures += outcome == Outcome::failure;
        errors += outcome == Outcome::error;
        skipped += outcome == Outcome::skipped;
        duration_ns += nanoseconds;
    }
};

std::string joined(const std::vector<std::string>& lines) {
    return lines.empty() ? "" : fmt::format("{}\n", fmt::join(lines, "\n"));
}

std::string stack_trace(const TestRecord& record) {
    std::string text;
    for (const TextLine& line : failure_lines(record, line_limit)) text += line.text + '\n';
    return text;
}

// Readers attach any file that is named so, and a log may quote what a packet says.
std::string without_attachments(std::string_view text) {
    constexpr std::string_view mark = "[[ATTACHMENT|";
    std::string safe;
    for (std::size_t at = 0; (at = text.find(mark)) != std::string_view::npos;
         text.remove_prefix(at + mark.size()))
        safe.append(text.substr(0, at)).append("[ [ATTACHMENT|");
    return safe.append(text);
}

std::string system_out(const TestRecord& record) {
    std::string text = without_attachments(joined(log_lines(record.log)));
    if (!is_unsuccessful(record.end.verdict)) return text;
    text += without_attachments(joined(exchange_lines(record.frames)));
    for (const auto& link : record.end.counts)
        if (link.dropped > 0)
            text += fmt::format("{}: {} dropped\n", shown_line(link.link), counted(link.dropped, "packet"));
    if (!record.end.rerun.empty()) text += fmt::format("run again: {}\n", shown_line(record.end.rerun));
    if (!record.end.capture.empty())
        text += fmt::format("[[ATTACHMENT|{}]]\n", shown_line(record.end.capture));
    return text;
}

std::string reason_of(const TestRecord& record) {
    if (!record.end.reason.empty()) return record.end.reason;
    if (!record.failures.empty()) return record.failures.head().front().message;
    return std::string(runner::to_text(record.end.verdict));
}

using Attempts = std::vector<TestRecord>;

// What a test of several attempts shows: the last verdict counts, the first attempt with that outcome tells
// why, the others are reruns (or, where the last succeeded, flaky).
class CaseWriter {
 public:
    CaseWriter(XmlStream& xml, bool rich, const Attempts& attempts)
        : xml_(xml), rich_(rich), attempts_(attempts) {
        const Outcome last = outcome_of(attempts.back());
        const auto same = [&](const TestRecord& record) { return outcome_of(record) == last; };
        main_ = &*std::find_if(attempts.begin(), attempts.end(), same);
    }

    void write(const std::string& name, std::int64_t duration_ns) {
        const runner::TestStarted& start = main_->start;
        xml_.open("testcase");
        xml_.attribute("classname", start.classname);
        xml_.attribute("name", name);
        place(start.place);
        xml_.attribute("time", seconds(duration_ns));
        children();
        xml_.close();
    }

 private:
    void children() {
        const Outcome outcome = outcome_of(*main_);
        if (outcome == Outcome::failure) reason("failure");
        others("rerunFailure", Outcome::failure, false);
        others("flakyFailure", Outcome::failure, true);
        if (outcome == Outcome::skipped) reason("skipped");
        if (outcome == Outcome::error) reason("error");
        others("rerunError", Outcome::error, false);
        others("flakyError", Outcome::error, true);
        if (const std::string text = system_out(*main_); !text.empty()) xml_.element("system-out", text);
    }

    void place(const runner::Place& place) {
        if (!rich_ || place.file.empty()) return;
        xml_.attribute("file", place.file);
        if (place.line > 0) xml_.attribute("line", std::to_string(place.line));
    }

    void type_and_message(const TestRecord& record) {
        if (record.end.verdict != Verdict::skipped)
            xml_.attribute("type", runner::to_text(record.end.verdict));
        xml_.attribute("message", reason_of(record));
    }

    void reason(const char* element) {
        const auto& failures = main_->failures.head();
        xml_.open(element);
        type_and_message(*main_);
        if (outcome_of(*main_) != Outcome::skipped)
            place(failures.empty() ? main_->start.place : failures.front().place);
        const std::string text = stack_trace(*main_);
        xml_.text(text.empty() ? reason_of(*main_) : text);
        xml_.close();
    }

    void others(const char* element, Outcome outcome, bool flaky) {
        const bool succeeded = !is_unsuccessful(attempts_.back().end.verdict);
        if (flaky != succeeded) return;
        for (const TestRecord& record : attempts_) {
            if (&record == main_ || outcome_of(record) != outcome) continue;
            xml_.open(element);
            type_and_message(record);
            xml_.element("stackTrace", stack_trace(record));
            xml_.element("system-out", system_out(record));
            xml_.close();
        }
    }

    XmlStream& xml_;
    bool rich_;
    const Attempts& attempts_;
    const TestRecord* main_;
};

class JunitWriter : public runner::ReportWriter {
 public:
    JunitWriter(runner::Output output, const runner::ReporterOptions& options)
        : xml_(std::move(output), options.patch), rich_(options.dialect != "strict") {
        xml_.declaration();
        xml_.open("testsuites");
        xml_.attribute("name", "pkttest");
        all_at_ = xml_.reserve();
    }

    void write(const runner::Event& event) override {
        if (done_) return;
        if (const auto* run = std::get_if<runner::RunStarted>(&event)) run_ = *run;
        if (auto record = follower_.take(event)) ended(std::move(*record));
        if (const auto* started = std::get_if<runner::TestStarted>(&event)) begun(*started);
        if (const auto* finished = std::get_if<runner::RunFinished>(&event))
            end(finished->reason.empty() && finished->interrupted ? "the run was interrupted"
                                                                  : finished->reason);
    }

    void finish() override {
        if (done_) return;
        if (auto record = follower_.cut_off()) ended(std::move(*record));
        end("the run ended before it was finished");
    }

 private:
    void ended(TestRecord record) {
        if (!attempts_.empty() && !is_retry(record.start, attempts_.front().start)) write_case();
        attempts_.push_back(std::move(record));
    }

    void begun(const runner::TestStarted& next) {
        if (!attempts_.empty() && !is_retry(next, attempts_.front().start)) write_case();
    }

    void write_case() {
        const runner::TestStarted& start = attempts_.front().start;
        if (!suite_ || suite_->name != start.classname) open_suite(start);
        std::int64_t duration_ns = 0;
        for (const TestRecord& attempt : attempts_)
            duration_ns += std::max<std::int64_t>(attempt.end.duration_ns, 0);
        const Outcome outcome = outcome_of(attempts_.back());
        suite_->counts.count(outcome, duration_ns);
        all_.count(outcome, duration_ns);
        CaseWriter(xml_, rich_, attempts_).write(unique_name(start), duration_ns);
        attempts_.clear();
        xml_.flush();
    }

    // Readers take a second (classname, name) for a retry, or drop it.
    std::string unique_name(const runner::TestStarted& start) {
        const std::string shown_class = shown_line(start.classname), base = shown_line(start.name);
        std::string name = base;
        for (int copy = 2; !names_.insert(hashed(shown_class, name)).second; ++copy)
            name = fmt::format("{} ({})", base, copy);
        return name;
    }

    static std::size_t hashed(const std::string& classname, const std::string& name) {
        return std::hash<std::string>{}(fmt::format("{}\n{}", classname, name));
    }

    void open_suite(const runner::TestStarted& start) {
        close_suite();
        xml_.open("testsuite");
        xml_.attribute("name", start.classname);
        if (!start.place.file.empty()) xml_.attribute("file", start.place.file);
        if (!run_.started_at.empty()) xml_.attribute("timestamp", run_.started_at);
        if (!run_.hostname.empty()) xml_.attribute("hostname", run_.hostname);
        suite_ = Suite{start.classname, xml_.reserve(), {}};
        properties();
    }

    void properties() {
        xml_.open("properties");
        property("pkttest.version", run_.version);
        property("pkttest.system", run_.system);
        property("pkttest.seed", std::to_string(run_.seed));
        property("pkttest.command", run_.command);
        xml_.close();
    }

    void property(const char* name, std::string_view value) {
        xml_.open("property");
        xml_.attribute("name", name);
        xml_.attribute("value", value);
        xml_.close();
    }

    void close_suite() {
        if (!suite_) return;
        const Counts& c = suite_->counts;
        xml_.fill(suite_->counts_at,
                  fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\"",
                              c.tests, c.failures, c.errors, c.skipped, seconds(c.duration_ns)));
        xml_.close();
        suite_.reset();
    }

    // A run that ended early is an error of its own, so that no reader takes its part for the whole.
    void write_run_error(const std::string& reason) {
        TestRecord record({}, 1);
        record.start.classname = "pkttest";
        record.start.name = "run";
        record.end.verdict = Verdict::interrupted;
        record.end.reason = reason;
        attempts_.push_back(std::move(record));
        write_case();
    }

    void end(const std::string& reason) {
        done_ = true;
        if (!attempts_.empty()) write_case();
        if (!reason.empty()) write_run_error(reason);
        close_suite();
        xml_.fill(all_at_, fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{}\"", all_.tests,
                                       all_.failures, all_.errors, seconds(all_.duration_ns)));
        xml_.close();
        xml_.end();
    }

    struct Suite {
        std::string name;
        std::uint64_t counts_at;
        Counts counts;
    };

    XmlStream xml_;
    bool rich_;
    bool done_ = false;
    runner::RunStarted run_;
    TestFollower follower_{list_limit};
    Attempts attempts_;  ///< Of the test that is not written yet.
    std::optional<Suite> suite_;
    Counts all_;
    std::uint64_t all_at_ = 0;
    std::unordered_set<std::size_t> names_;
};

constexpr std::string_view dialects[] = {"rich", "strict"};

}  // namespace

extern const Reporter junit = {
    .name = "junit",
    .title = "JUnit XML for CI; dialects rich (default) and strict",
    .open = [](runner::Output output,
               const runner::ReporterOptions& options) -> std::unique_ptr<runner::ReportWriter> {
        return std::make_unique<JunitWriter>(std::move(output), options);
    },
    .dialects = dialects,
};

}  // namespace pkttest::reporters
