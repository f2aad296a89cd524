// Span: a piece of a campaign's text, as every later stage points at it.
#pragma once

#include <cstdint>

namespace pkttest::language {

/// Half-open byte offsets into one source of a `Sources`. Lines and columns are `render()`'s business.
struct Span {
    std::uint32_t source = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

/// From the first byte of `first` to the last of `last`; both of one source.
constexpr Span join(Span first, Span last) { return {first.source, first.begin, last.end}; }

}  // namespace pkttest::language
