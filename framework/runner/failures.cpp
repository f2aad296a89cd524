// Failures in words.
#include "framework/runner/failures.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/messages.h"

namespace pkttest::runner {

namespace {

std::vector<FieldDifference> rows_of(const Comparison& comparison) {
    std::vector<FieldDifference> out;
    for (const Difference& row : comparison.rows)
        out.push_back({row.layer, row.field, row.expected, row.actual, row.agrees});
    return out;
}

std::string packets(std::uint64_t count) {
    return count == 1 ? "1 packet" : fmt::format("{} packets", count);
}

void add_line(std::string& text, const std::string& line) {
    if (!text.empty()) text += '\n';
    text += line;
}

}  // namespace

std::string duration_text(exchange::Duration duration) {
    struct Unit {
        double nanoseconds;
        const char* name;
    };
    constexpr Unit units[] = {{3600e9, "h"}, {60e9, "min"}, {1e9, "s"}, {1e6, "ms"}, {1e3, "us"}};
    const auto value = static_cast<double>(duration.count());
    for (const Unit& unit : units)
        if (value >= unit.nanoseconds) return fmt::format("{:.6g}{}", value / unit.nanoseconds, unit.name);
    return fmt::format("{}ns", duration.count());
}

Failure failure_at(const CampaignFile& campaign, language::Span span, std::string message) {
    Failure out;
    out.message = std::move(message);
    if (const language::Message* known = language::message_of(out.message)) out.code = known->code;
    out.place = campaign.place(span);
    if (span.source < campaign.sources.size())
        out.source_line = campaign.sources[span.source].line_at(span.begin);
    return out;
}

Failure FailureWriter::at(language::Span span, std::string message) const {
    return failure_at(campaign_, span, std::move(message));
}

FrameSeen FailureWriter::frame(const exchange::Received& received) const {
    const auto& records = evidence_.records();
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const auto& record) { return record.id == received.id; });
    if (found != records.end()) return evidence_.seen(*found, exchange_.link_name(received.link), true);
    FrameSeen out = frame_of(received.packet);
    out.link = exchange_.link_name(received.link);
    out.time_ns = evidence_.since_start(received.time);
    return out;
}

/// A packet that a variable holds: its frame, where it is one's end.
FrameSeen FailureWriter::frame_of(const Packet& packet) const {
    const Octets built = packet.build();
    const auto& records = evidence_.records();
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        const auto octets = record->packet.received();
        if (octets.size() >= built.size() && std::equal(built.rbegin(), built.rend(), octets.rbegin()))
            return evidence_.seen(*record, exchange_.link_name(record->link), true);
    }
    FrameSeen out;
    out.summary = summary(packet);
    out.bytes = built;
    return out;
}

Failure FailureWriter::unmet(const language::Step& step, const std::string& what,
                             const exchange::Outcome& outcome,
                             const exchange::Expectation& expectation) const {
    std::string result = "nothing came";
    const std::uint64_t times = expectation.times;
    if (expectation.most > 0)
        result =
            fmt::format("{} came, {} to {} were expected", outcome.matched.size(), times, expectation.most);
    else if (times > 1)
        result = fmt::format("{} of {} came", outcome.matched.size(), times);
    else if (outcome.passed_by > 0)
        result = outcome.passed_by == 1 ? "1 packet came and did not match"
                                        : fmt::format("{} packets came, none matched", outcome.passed_by);
    Failure out = at(step.span, fmt::format("{}: {}", what, result));
    out.passed_by = outcome.passed_by;
    if (outcome.nearest) {
        out.nearest = NearestMiss{frame(outcome.nearest->received), rows_of(outcome.nearest->comparison)};
        if (const auto* where = step.value_of(language::ClauseKind::where);
            where && outcome.nearest->only_where)
            add_line(out.details, fmt::format("the pattern agrees, but `where {}` does not hold",
                                              campaign_.text(where->span)));
    }
    if (outcome.dropped > 0)
        add_line(out.details, fmt::format("{} were lost before they were seen", packets(outcome.dropped)));
    return out;
}

Failure FailureWriter::unwanted(const language::Step& step, const std::string& what,
                                const exchange::Outcome& outcome, const Packet& pattern) const {
    const std::string when =
        outcome.waited.count() > 0 ? "after " + duration_text(outcome.waited) : "at once";
    Failure out = at(step.span, fmt::format("{}: one came {}", what, when));
    const exchange::Received& offender = outcome.matched.front();
    out.nearest = NearestMiss{frame(offender), rows_of(compare(pattern, offender.packet))};
    out.passed_by = outcome.passed_by;
    return out;
}

Failure FailureWriter::untrue(const language::Step& step, const language::Condition& condition,
                              const std::optional<Packet>& packet) const {
    Failure out = at(step.span, fmt::format("{} does not hold", campaign_.text(step.value.span)));
    for (const auto& [span, value] : condition.sides) {
        const std::string text = campaign_.text(span);
        if (text != value) add_line(out.details, fmt::format("{} is {}", text, value));
    }
    if (condition.comparison && packet)
        out.nearest = NearestMiss{frame_of(*packet), rows_of(*condition.comparison)};
    return out;
}

Failure FailureWriter::of(const language::EvaluationError& error) const {
    return failure_of(campaign_, error);
}

Failure failure_of(const CampaignFile& campaign, const language::EvaluationError& error) {
    Failure out = failure_at(campaign, error.diagnostic().span, error.what());
    for (const std::string& note : error.diagnostic().notes) add_line(out.details, note);
    if (const auto& name = error.diagnostic().suggestion)
        add_line(out.details, fmt::format("did you mean \"{}\"?", *name));
    return out;
}

}  // namespace pkttest::runner
