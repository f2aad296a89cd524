// The terminal: failures as they come, a bar with the running test redrawn in place where the output is a
// terminal, plain lines elsewhere, a summary with the commands that run the failures again.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "framework/runner/reporter.h"
#include "reporters/failure_text.h"
#include "reporters/text.h"

namespace pkttest::reporters {

using runner::Verdict;

namespace {

constexpr std::size_t list_limit = 5;  // Failures and log lines a test, twice.
constexpr std::size_t verbose_limit = 100;
constexpr std::size_t line_limit = 12;  // Fields and lines a failure.
constexpr std::size_t longest_line = 400;
constexpr std::size_t rerun_limit = 20;
constexpr std::size_t verdict_count = 8;

enum class Color : std::uint8_t { none, bold, dim, red, green, yellow };

Color color_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::passed:
            return Color::green;
        case Verdict::skipped:
        case Verdict::expected_failure:
        case Verdict::inconclusive:
            return Color::yellow;
        default:
            return Color::red;
    }
}

Color color_of(LineKind kind) {
    switch (kind) {
        case LineKind::message:
            return Color::bold;
        case LineKind::differs:
            return Color::red;
        case LineKind::heading:
        case LineKind::agrees:
            return Color::dim;
        default:
            return Color::none;
    }
}

class ConsoleWriter : public runner::ReportWriter {
 public:
    ConsoleWriter(runner::Output output, const runner::ReporterOptions& options)
        : output_(std::move(output)),
          options_(options),
          follower_(options.verbose ? verbose_limit : list_limit) {}

    void write(const runner::Event& event) override {
        if (done_) return;
        if (const auto* run = std::get_if<runner::RunStarted>(&event)) begin(*run);
        if (const auto* campaign = std::get_if<runner::CampaignStarted>(&event)) name_campaign(*campaign);
        if (const auto* link = std::get_if<runner::LinkReady>(&event)) name_link(*link);
        if (auto record = follower_.take(event)) ended(*record);
        if (const auto* started = std::get_if<runner::TestStarted>(&event)) begun(*started);
        if (const auto* finished = std::get_if<runner::RunFinished>(&event))
            end(finished->duration_ns,
                finished->interrupted && finished->reason.empty() ? "interrupted" : finished->reason);
    }

    void finish() override {
        if (done_) return;
        if (auto record = follower_.cut_off()) ended(*record);
        end(std::nullopt, "the run ended before it was finished");
    }

 private:
    std::string painted(Color color, std::string_view text) const {
        static constexpr std::array<std::string_view, 6> codes = {"", "1", "2", "31", "32", "33"};
        if (!options_.color || color == Color::none) return std::string(text);
        return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(color)], text);
    }

    void line(std::string_view text) {
        clear_status();
        output_(fmt::format("{}\n", text));
    }

    void clear_status() {
        if (status_shown_) output_("\r\x1b[K");
        status_shown_ = false;
    }

    void begin(const runner::RunStarted& run) {
        selected_ += run.selected;
        command_ = run.command;
        if (options_.quiet || run.selected == 0) return;
        line(fmt::format("pkttest {} on {}: {}, seed {}", shown_line(run.version), shown_line(run.hostname),
                         counted(run.selected, "test"), run.seed));
    }

    void name_campaign(const runner::CampaignStarted& campaign) {
        if (options_.quiet) return;
        const std::string title = campaign.title.empty() ? campaign.file : campaign.title;
        line(painted(Color::bold, fmt::format("{} ({})", shown_line(title), shown_line(campaign.file))));
    }

    void name_link(const runner::LinkReady& link) {
        if (options_.quiet) return;
        line(painted(Color::dim, fmt::format("  link {} is {}, clock {}", shown_line(link.name),
                                             shown_line(link.where), shown_line(link.clock_source))));
        for (const std::string& note : link.notes) line(painted(Color::dim, "    " + shown_line(note)));
    }

    void begun(const runner::TestStarted& next) {
        if (last_ && !is_retry(next, last_->start)) count_last();
        if (!options_.terminal) return;
        clear_status();
        const std::uint64_t done = counted_ + (last_ ? 1 : 0);
        const std::string text =
            fmt::format("[{}] {}/{}  {}", bar(done), done, selected_, shown_line(next.id));
        output_(clipped(text, static_cast<std::size_t>(std::max(options_.width - 1, 1))));
        status_shown_ = true;
    }

    std::string bar(std::uint64_t done) const {
        constexpr std::size_t columns = 20;
        const std::uint64_t total = std::max<std::uint64_t>(selected_, 1);
        const std::size_t filled = static_cast<std::size_t>(std::min(done, total) * columns / total);
        return std::string(filled, '#') + std::string(columns - filled, '.');
    }

    void ended(const TestRecord& record) {
        if (last_ && !is_retry(record.start, last_->start)) count_last();
        const bool bad = is_unsuccessful(record.end.verdict);
        if (bad || options_.verbose || !(options_.terminal || options_.quiet)) verdict_line(record);
        if (bad) show_failure(record);
        if (options_.verbose) show_exchange(record, !bad);
        for (const auto& failure : record.failures.head())
            if (!failure.code.empty()) codes_.insert(failure.code);
        const bool flaky = last_ && is_unsuccessful(last_->verdict) && !bad;
        last_ = Last{record.start, record.end.verdict, never_ran(record) ? "" : record.end.rerun,
                     flaky || (last_ && last_->flaky && !bad)};
    }

    void verdict_line(const TestRecord& record) {
        const Verdict verdict = record.end.verdict;
        std::string text = painted(color_of(verdict), fmt::format("{:<16}", runner::to_text(verdict)));
        text += fmt::format("  {:>3}  {}", record.start.number, shown_line(record.start.id));
        if (record.start.attempt > 1) text += fmt::format(", attempt {}", record.start.attempt);
        text += "  " + painted(Color::dim, duration(record.end.duration_ns));
        if (!is_unsuccessful(verdict) && !record.end.reason.empty())
            text += "  " + shown_line(record.end.reason);
        line(text);
    }

    /// Selected, but the run came to its end before: what it says holds for all that follow.
    static bool never_ran(const TestRecord& record) {
        return is_unsuccessful(record.end.verdict) && record.steps.empty() && record.failures.empty();
    }

    void show_exchange(const TestRecord& record, bool with_log) {
        for (const std::string& text : exchange_lines(record.frames))
            line(painted(Color::dim, "  " + clipped(text, longest_line)));
        if (with_log) show_log(record);
    }

    void show_log(const TestRecord& record) {
        for (const std::string& text : log_lines(record.log))
            line("  log: " + clipped(shown_line(text), longest_line));
    }

    void show_failure(const TestRecord& record) {
        if (never_ran(record) && std::exchange(last_reason_, record.end.reason) == record.end.reason) return;
        for (const TextLine& text : failure_lines(record, line_limit))
            line("  " + painted(color_of(text.kind), clipped(text.text, longest_line)));
        show_log(record);
        for (const auto& link : record.end.counts)
            if (link.dropped > 0)
                line(fmt::format("  {}: {} dropped", shown_line(link.link), counted(link.dropped, "packet")));
        if (!record.end.capture.empty()) line("  capture: " + shown_line(record.end.capture));
    }

    // The last test's verdict counts when no further attempt can come.
    void count_last() {
        ++counted_;
        ++verdicts_[static_cast<std::size_t>(last_->verdict)];
        if (last_->flaky) ++flaky_;
        if (is_unsuccessful(last_->verdict)) {
            note_rerun(last_->rerun.empty() ? command_ : last_->rerun);
        }
        last_.reset();
    }

    void note_rerun(const std::string& command) {
        if (command.empty() || std::find(reruns_.begin(), reruns_.end(), command) != reruns_.end()) return;
        ++commands_;
        if (reruns_.size() < rerun_limit) reruns_.push_back(command);
    }

    void end(std::optional<std::int64_t> duration_ns, const std::string& reason) {
        done_ = true;
        if (last_) count_last();
        if (selected_ == 0 && counted_ == 0 && duration_ns) return;  // The message says why.
        line("");
        if (!reason.empty() && reason != last_reason_)
            line(painted(Color::red, "ended early: " + shown_line(reason)));
        if (selected_ == 0 && counted_ == 0) return;
        line(painted(Color::bold,
                     counted(counted_, "test") + (duration_ns ? " in " + duration(*duration_ns) : "")) +
             ": " + totals());
        if (selected_ > counted_) line(fmt::format("{} did not run", counted(selected_ - counted_, "test")));
        show_reruns();
        if (!codes_.empty()) line(fmt::format("more about them: pkttest explain {}", fmt::join(codes_, " ")));
    }

    std::string totals() const {
        std::vector<std::string> parts;
        for (std::size_t i = 0; i < verdict_count; ++i) {
            const auto verdict = static_cast<Verdict>(i);
            if (verdicts_[i] > 0)
                parts.push_back(
                    painted(color_of(verdict), fmt::format("{} {}", verdicts_[i], runner::to_text(verdict))));
        }
        if (flaky_ > 0) parts.push_back(painted(Color::yellow, fmt::format("{} flaky", flaky_)));
        return parts.empty() ? "none ran" : fmt::format("{}", fmt::join(parts, ", "));
    }

    void show_reruns() {
        if (reruns_.empty()) return;
        line("run again:");
        for (const std::string& command : reruns_) line("  " + shown_line(command));
        if (commands_ > reruns_.size()) line(fmt::format("  … and {} more", commands_ - reruns_.size()));
    }

    struct Last {
        runner::TestStarted start;
        Verdict verdict;
        std::string rerun;
        bool flaky;  ///< Succeeded after an attempt that did not.
    };

    runner::Output output_;
    runner::ReporterOptions options_;
    TestFollower follower_;
    bool done_ = false;
    bool status_shown_ = false;
    std::uint64_t selected_ = 0, counted_ = 0, flaky_ = 0, commands_ = 0;
    std::array<std::uint64_t, verdict_count> verdicts_{};
    std::vector<std::string> reruns_;
    std::set<std::string> codes_;  ///< Of failures.
    std::string command_, last_reason_;
    std::optional<Last> last_;
};

}  // namespace

extern const Reporter console = {
    .name = "console",
    .title = "progress, failures and a summary for a terminal",
    .open = [](runner::Output output,
               const runner::ReporterOptions& options) -> std::unique_ptr<runner::ReportWriter> {
        return std::make_unique<ConsoleWriter>(std::move(output), options);
    },
};

}  // namespace pkttest::reporters
