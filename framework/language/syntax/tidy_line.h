// The tidy form of one line of a campaign. Internal to tidy().
#pragma once

#include <string>
#include <string_view>

#include "framework/language/syntax/lexer.h"

namespace pkttest::language {

struct TidyLine {
    std::string text;       ///< Without its indentation, with its inner line breaks, without its line end.
    std::string comment;    ///< The comment that ends it.
    std::uint32_t end = 0;  ///< Where the next line begins.
};

/// Reads the step or the line of a header that begins at `begin`; what it goes on with is indented from
/// `indent` blanks.
TidyLine tidy_line(Lexer& lexer, std::uint32_t begin, std::size_t indent);

/// The same where words are parted by blanks only: `needs`, a host's link.
TidyLine tidy_words(Lexer& lexer, std::uint32_t begin);

}  // namespace pkttest::language
