// Messages of text: a first line of three parts, lines "Name: value" in any order, and an empty line (RFC
// 9112, 2.1; RFC 3261, 7). Each header that has a field is that field's; the others are one dictionary.
#pragma once

#include "framework/packet/protocol.h"

namespace pkttest::protocols {

extern const Shape line_part_shape;
extern const Shape header_line_shape;
extern const Shape other_headers_shape;

inline constexpr int line_parts[] = {0, 1, 2};
/// The header says how many octets follow it, where nobody says it and they do not come in chunks.
inline constexpr bool counts_payload = true;
/// Lines of the same name are one list, their values with commas between them (RFC 3261, 7.3.1).
inline constexpr bool joins_lines = true;

/// The first line's part 0, 1 or 2; the last one takes what is left.
constexpr Field line_part(std::string_view name, int part, Default initial) {
    return custom(name, line_part_shape, initial, {.user = &line_parts[part]});
}
/// Content_Type: the header "Content-Type". Not there by default.
constexpr Field header_line(std::string_view name) { return custom(name, header_line_shape); }
constexpr Field joined_lines(std::string_view name) {
    return custom(name, header_line_shape, {}, {.user = &joins_lines});
}
constexpr Field payload_count(std::string_view name) {
    return custom(name, header_line_shape, {}, {.user = &counts_payload});
}
/// All headers that have no field, as a dictionary, and the empty line: the last field of its message.
constexpr Field other_headers(std::string_view name) { return custom(name, other_headers_shape); }

/// `header_size` of a message: up to its empty line, or all of it; -1 without any line.
std::int64_t header_lines_size(const Layer& layer);
/// `post_build` of a message with a payload_count().
void write_payload_count(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start);
/// The first line without its end; empty where none ends.
std::string_view first_line(std::span<const std::uint8_t> octets);
/// Whether the line is `VERSION code text`, with a version such as "HTTP/1.1" that begins with `name`.
bool is_status_line(std::string_view line, std::string_view name);
/// Whether the line is `METHOD target VERSION`.
bool is_request_line(std::string_view line, std::string_view name, std::span<const std::string_view> methods);

}  // namespace pkttest::protocols
