// Messages: what the checker (E) and a test that runs (R) can say, each with a code that never changes, its
// meaning and an example. `pkttest explain E0602`, `pkttest check --json`, reports and editors read this one
// table. A file under messages/
// holds one hundred of codes as `extern const MessageGroup NAME`; the build finds it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "framework/language/syntax/diagnostic.h"

namespace pkttest::language {

struct Message {
    std::string_view code;     ///< "E0602". A code is never given to another message.
    std::string_view words;    ///< "{} has no field named {}": {} is any text. One form a line.
    std::string_view meaning;  ///< Whole sentences.
    std::string_view wrong;    ///< Steps of a test that draw the message; see `example_campaign`.
    std::string_view right;    ///< The same as it should be.

    /// Whether it comes while a test runs; else the checker finds it before.
    bool is_run_time() const { return code.starts_with('R'); }
};

struct MessageGroup {
    std::string_view title;
    std::span<const Message> messages;
};

/// All of messages/, generated at build, in the order of their codes.
std::span<const MessageGroup* const> all_message_groups();

/// Null where there is no such code. Case does not count, nor does a missing E.
const Message* find_message(std::string_view code);

/// What a diagnostic's words belong to, the closest of several; null where they have no code.
const Message* message_of(std::string_view words);

/// An example as a whole campaign: steps get a test and the link `lan`; what has a line `= TITLE` or begins
/// with a line of a header is whole already.
std::string example_campaign(std::string_view example);

/// Its words with … for what differs; forms parted by semicolons.
std::string heading(const Message& message);

/// What `pkttest explain` prints.
std::string explain(const Message& message);

/// All messages as a page of the manual, in Markdown.
std::string messages_page();

}  // namespace pkttest::language
