// A failure in words: message, nearest miss, source line, details.
#include "reporters/failure_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "reporters/text.h"

namespace pkttest::reporters {

using Lines = std::vector<TextLine>;

namespace {

constexpr std::size_t widest_value = 44;

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(shown_line(text.substr(start, end - start)));
        start = end + 1;
    }
    return lines;
}

std::string field_name(const runner::FieldDifference& row) {
    return shown_line(row.field.empty() ? row.layer : row.layer + "." + row.field);
}

std::string cell(const std::string& value, const char* missing) {
    return value.empty() ? missing : clipped(shown_line(value), widest_value);
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, columns_of(text)), ' ');
}

struct Row {
    bool agrees;
    std::string name, expected, actual;
};

// The rows that differ come first, so that a bound never hides them behind rows that agree.
std::vector<Row> rows_of(const std::vector<runner::FieldDifference>& differences) {
    std::vector<Row> rows;
    rows.reserve(differences.size());
    for (const auto& d : differences)
        rows.push_back({d.agrees, field_name(d), cell(d.expected, "(any)"), cell(d.actual, "(missing)")});
    std::stable_partition(rows.begin(), rows.end(), [](const Row& row) { return !row.agrees; });
    return rows;
}

void add_table(Lines& lines, const std::vector<Row>& rows, std::size_t limit) {
    std::size_t name_width = 5, expected_width = 8;
    for (const Row& row : rows) {
        name_width = std::max(name_width, columns_of(row.name));
        expected_width = std::max(expected_width, columns_of(row.expected));
    }
    const auto add = [&](LineKind kind, char mark, const std::string& a, const std::string& b,
                         const std::string& c) {
        lines.push_back({kind, fmt::format("    {} {}  {}  {}", mark, padded(a, name_width),
                                           padded(b, expected_width), c)});
    };
    add(LineKind::heading, ' ', "field", "expected", "received");
    for (std::size_t i = 0; i < std::min(limit, rows.size()); ++i)
        add(rows[i].agrees ? LineKind::agrees : LineKind::differs, rows[i].agrees ? ' ' : '!', rows[i].name,
            rows[i].expected, rows[i].actual);
    if (rows.size() > limit)
        lines.push_back(
            {LineKind::agrees, fmt::format("      … {} more", counted(rows.size() - limit, "field"))});
}

void add_nearest(Lines& lines, const runner::Failure& failure, std::size_t limit) {
    if (failure.nearest) {
        const runner::FrameSeen& frame = failure.nearest->frame;
        const auto& all = failure.nearest->differences;
        const bool agrees = std::all_of(all.begin(), all.end(), [](const auto& row) { return row.agrees; });
        const char* what = agrees || frame.link.empty() ? "the packet" : "nearest miss";
        const std::string where =
            frame.link.empty()  // A packet that the campaign compared, not one that came.
                ? what
                : fmt::format("{}, on {} after {} s", what, shown_line(frame.link), seconds(frame.time_ns));
        lines.push_back({LineKind::heading, fmt::format("  {}: {}", where, shown_line(frame.summary))});
        if (const auto rows = rows_of(failure.nearest->differences); !rows.empty())
            add_table(lines, rows, limit);
    }
    if (failure.passed_by > 0)
        lines.push_back(
            {LineKind::heading, fmt::format("  {} passed by", counted(failure.passed_by, "other packet"))});
}

void add_details(Lines& lines, const std::string& details, std::size_t limit) {
    const auto all = split_lines(details);
    for (std::size_t i = 0; i < std::min(limit, all.size()); ++i)
        lines.push_back({LineKind::details, "  " + all[i]});
    if (all.size() > limit)
        lines.push_back({LineKind::details, fmt::format("  … {} more", counted(all.size() - limit, "line"))});
}

template <class T, class ToText>
std::vector<std::string> head_and_tail(const HeadAndTail<T>& list, const char* noun, ToText to_text) {
    std::vector<std::string> lines;
    for (const T& element : list.head()) lines.push_back(to_text(element));
    if (list.omitted() > 0) lines.push_back(fmt::format("… {} left out …", counted(list.omitted(), noun)));
    for (const T& element : list.tail()) lines.push_back(to_text(element));
    return lines;
}

std::string frame_line(const runner::FrameSeen& frame) {
    return fmt::format("{:>9} s  {} {}  {}{}", seconds(frame.time_ns), frame.sent ? "->" : "<-",
                       shown_line(frame.link), shown_line(frame.summary),
                       frame.note.empty() ? "" : "  [" + shown_line(frame.note) + "]");
}

}  // namespace

std::string place_text(const runner::Place& place) {
    std::string text = shown_line(place.file);
    if (place.line > 0) text += fmt::format(":{}", place.line);
    if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
    return text;
}

Lines failure_lines(const runner::Failure& failure, std::size_t limit) {
    Lines lines;
    const std::string place = place_text(failure.place);
    lines.push_back({LineKind::message, place + (place.empty() ? "" : ": ") + shown_line(failure.message)});
    add_nearest(lines, failure, limit);
    if (!failure.source_line.empty())
        lines.push_back({LineKind::source, "    | " + shown_line(failure.source_line)});
    add_details(lines, failure.details, limit);
    return lines;
}

Lines failure_lines(const TestRecord& record, std::size_t limit) {
    Lines lines;
    const auto add = [&](const runner::Failure& failure) {
        for (TextLine& line : failure_lines(failure, limit)) lines.push_back(std::move(line));
    };
    for (const auto& failure : record.failures.head()) add(failure);
    if (record.failures.omitted() > 0)
        lines.push_back({LineKind::message,
                         fmt::format("… {} left out …", counted(record.failures.omitted(), "failure"))});
    for (const auto& failure : record.failures.tail()) add(failure);
    if (lines.empty() && !record.end.reason.empty())
        lines.push_back({LineKind::message, shown_line(record.end.reason)});
    return lines;
}

std::vector<std::string> exchange_lines(const HeadAndTail<runner::FrameSeen>& frames) {
    return head_and_tail(frames, "frame", frame_line);
}

std::vector<std::string> log_lines(const HeadAndTail<std::string>& log) {
    return head_and_tail(log, "line", [](const std::string& line) { return shown(line); });
}

}  // namespace pkttest::reporters
