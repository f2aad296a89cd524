// Where the messages of a protocol end in a TCP stream. A protocol's file says it beside the table:
//
//     extern constexpr StreamRule ldp_stream = {.protocol = "LDP", .at = 2, .octets = 2, .add = 4};
//
// The build finds lines that begin with `extern constexpr StreamRule`.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace pkttest {

struct StreamRule {
    std::string_view protocol;        ///< As the ports of TCP say it.
    std::uint8_t at = 0, octets = 0;  ///< Where the length stands; 0 octets: `message_size` says it.
    std::int32_t add = 0;             ///< What the length does not count.
    std::uint64_t mask = ~0ull;       ///< Bits of the number that are the length.
    bool is_little_endian = false;
    /// The octets of the message in front: `more` where they are not told yet, `other` where these octets are
    /// no such message, `until_end` where the stream's end is the message's. `asked` is the kind of the
    /// oldest request of the other direction that has no answer yet, 0 where there is none.
    std::int64_t (*message_size)(std::span<const std::uint8_t> stream, std::uint8_t asked) = nullptr;
    /// For protocols whose answers are as long as their requests say: the kind of request that a message is
    /// (HTTP's HEAD is another than GET), `answer` where it is the last answer to one, 0 else.
    std::uint8_t (*request_kind)(std::span<const std::uint8_t> message) = nullptr;

    static constexpr std::int64_t more = 0, other = -1, until_end = std::numeric_limits<std::int64_t>::max();
    static constexpr std::uint8_t answer = 255;
    /// The same by length or by function.
    std::int64_t size_of(std::span<const std::uint8_t> stream, std::uint8_t asked) const;
};

namespace protocols {
/// Every rule of the protocols' files.
std::span<const StreamRule* const> stream_rules();
}  // namespace protocols

}  // namespace pkttest
