// Where HTTP/1 messages end in a TCP stream (RFC 9112, 6.3), and HTTP/2 frames (RFC 9113, 3.4 and 4.1).
#include <algorithm>
#include <charconv>
#include <optional>

#include "framework/packet/stream_rule.h"

namespace pkttest::protocols {

static constexpr std::size_t longest_head = 65536;
static constexpr std::string_view empty_line = "\r\n\r\n", end_of_line = "\r\n";

/// What stands behind "NAME:" in a head, without blanks around it; nullopt where no line has this name.
static std::optional<std::string_view> header_of(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find(end_of_line), head.size());
        std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + end_of_line.size(), head.size()));
        const bool is_named = line.size() > name.size() && line[name.size()] == ':' &&
                              std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
                                  return a == (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b);
                              });
        if (!is_named) continue;
        line.remove_prefix(name.size() + 1);
        while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
        return line;
    }
    return std::nullopt;
}

template <int base>
static std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    const bool is_number = error == std::errc() && end != text.data() && number <= 1ull << 48;
    return is_number ? std::optional(number) : std::nullopt;
}

/// Octets of the chunks with the empty line behind them (RFC 9112, 7.1); nullopt where they go on.
static std::optional<std::int64_t> chunks_size(std::string_view octets) {
    for (std::size_t at = 0;;) {
        const std::size_t line = octets.find(end_of_line, at);
        if (line == octets.npos) return std::nullopt;
        const auto size = number_in<16>(octets.substr(at, line - at));
        if (!size) return StreamRule::other;
        at = line + end_of_line.size();
        if (*size == 0) {
            const std::size_t end = octets.find(empty_line, line);
            if (end == octets.npos) return std::nullopt;
            return static_cast<std::int64_t>(end + empty_line.size());
        }
        if (octets.size() - at < *size + end_of_line.size()) return std::nullopt;
        at += *size + end_of_line.size();
    }
}

/// What a request's answer depends on: those to HEAD have no body, those to CONNECT none where it succeeds.
enum Request : std::uint8_t { no_request, any_request, head_request, connect_request };

/// Of a response; empty where it is none.
static std::string_view status_code(std::string_view head) {
    return head.starts_with("HTTP/") ? head.substr(std::min(head.find(' '), head.size() - 1) + 1) : "";
}

/// RFC 9112, 6.3: the first rules.
static bool has_no_body(std::string_view code, std::uint8_t asked) {
    if (code.starts_with('1') || code.starts_with("204") || code.starts_with("304")) return true;
    return !code.empty() && (asked == head_request || (asked == connect_request && code.starts_with('2')));
}

static std::optional<std::int64_t> body_size(std::string_view head, std::string_view body,
                                             std::uint8_t asked) {
    const std::string_view code = status_code(head);
    const bool is_response = !code.empty();
    if (has_no_body(code, asked)) return 0;
    const auto coding = header_of(head, "transfer-encoding");
    if (coding && coding->ends_with("chunked")) return chunks_size(body);
    const auto length = header_of(head, "content-length");
    if (length) return static_cast<std::int64_t>(number_in<10>(*length).value_or(0));
    return is_response ? StreamRule::until_end : 0;
}

static std::int64_t frame_size(std::span<const std::uint8_t> octets) {
    constexpr std::size_t head = 9;
    if (octets.size() < head) return StreamRule::more;
    return static_cast<std::int64_t>(head) + (octets[0] << 16 | octets[1] << 8 | octets[2]);
}

static std::int64_t message_size(std::span<const std::uint8_t> octets, std::uint8_t asked) {
    constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    if (octets.empty()) return StreamRule::more;
    if (octets[0] == 0) return frame_size(octets);
    const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
    if (text.starts_with(preface)) return static_cast<std::int64_t>(preface.size());
    if (preface.starts_with(text)) return StreamRule::more;
    if (text[0] < 'A' || text[0] > 'Z') return StreamRule::other;
    const std::size_t end = text.find(empty_line);
    if (end == text.npos) return text.size() < longest_head ? StreamRule::more : StreamRule::other;
    const std::size_t head = end + empty_line.size();
    const auto body = body_size(text.substr(0, end), text.substr(head), asked);
    if (!body) return StreamRule::more;
    const bool is_told = *body != StreamRule::other && *body != StreamRule::until_end;
    return is_told ? static_cast<std::int64_t>(head) + *body : *body;
}

static std::uint8_t request_kind(std::span<const std::uint8_t> message) {
    const std::string_view text(reinterpret_cast<const char*>(message.data()), message.size());
    if (message.empty() || message[0] == 0 || text.starts_with("PRI ")) return no_request;
    const std::string_view code = status_code(text);
    const bool is_interim = code.starts_with('1') && !code.starts_with("101");
    if (is_interim) return no_request;
    if (!code.empty()) return StreamRule::answer;
    if (text.starts_with("HEAD ")) return head_request;
    return text.starts_with("CONNECT ") ? connect_request : any_request;
}

extern constexpr StreamRule http_stream = {
    .protocol = "HTTP", .message_size = message_size, .request_kind = request_kind};

}  // namespace pkttest::protocols
