// Messages framed by Content-Length.
#include "framework/editor/transport.h"

#include <charconv>
#include <istream>
#include <ostream>
#include <string>

namespace pkttest::editor {

std::optional<Json> read_message(std::istream& input) {
    static constexpr std::string_view name = "Content-Length: ";
    static constexpr std::size_t most = 256u << 20;
    std::size_t length = 0;
    bool known = false;
    for (std::string line; std::getline(input, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty() && known) break;
        if (!line.starts_with(name)) continue;
        const char* begin = line.data() + name.size();
        known = std::from_chars(begin, line.data() + line.size(), length).ec == std::errc() && length <= most;
        if (!known) return std::nullopt;
    }
    if (!known || !input) return std::nullopt;
    std::string body(length, '\0');
    if (!input.read(body.data(), static_cast<std::streamsize>(length))) return std::nullopt;
    Json message = Json::parse(body, nullptr, false);
    return message.is_discarded() ? Json() : message;
}

void write_message(std::ostream& output, const Json& message) {
    const std::string body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
    output << "Content-Length: " << body.size() << "\r\n\r\n" << body << std::flush;
}

}  // namespace pkttest::editor
