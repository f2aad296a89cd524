// A failure in words, for terminals and for JUnit: the field-by-field comparison first, bounded.
#pragma once

#include <string>
#include <vector>

#include "reporters/test_record.h"

namespace pkttest::reporters {

enum class LineKind : std::uint8_t { message, heading, differs, agrees, source, details };

struct TextLine {
    LineKind kind;
    std::string text;  ///< Safe to print, one line, indented.
};

/// The message with its place, the nearest miss with a row a field, the campaign's line, the details (at most
/// `limit` lines of each, then how many more there are).
std::vector<TextLine> failure_lines(const runner::Failure& failure, std::size_t limit);

/// All of a test's failures; its reason where there is none.
std::vector<TextLine> failure_lines(const TestRecord& record, std::size_t limit);

/// A line a frame: time, link, direction, summary, note.
std::vector<std::string> exchange_lines(const HeadAndTail<runner::FrameSeen>& frames);

/// Log lines as they came.
std::vector<std::string> log_lines(const HeadAndTail<std::string>& log);

/// "router.utc:23:1", without what is unknown; empty where nothing is known.
std::string place_text(const runner::Place& place);

}  // namespace pkttest::reporters
