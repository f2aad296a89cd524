// Messages of text: the shapes of first lines and headers.
#include "protocols/header_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "framework/packet/layer.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

namespace {

constexpr std::string_view line_end = "\r\n";

std::string_view text_of(const Cursor& cursor) {
    return {reinterpret_cast<const char*>(cursor.data), cursor.end / 8};
}
std::string_view stripped(std::string_view text) {
    const auto blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Whether a header's name is a field's: "content-type" is Content_Type.
bool names(std::string_view header, std::string_view field) {
    const auto plain = [](char c) {
        return c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    };
    return std::equal(header.begin(), header.end(), field.begin(), field.end(),
                      [&](char a, char b) { return plain(a) == plain(b); });
}
std::string header_name(std::string_view field) {
    std::string out(field);
    std::replace(out.begin(), out.end(), '_', '-');
    return out;
}

/// Runs `step(name, value)` over the header lines of a message.
template <class Step>
void each_header(std::string_view text, Step step) {
    text.remove_prefix(std::min(text.size(), text.find(line_end)));
    while (!text.empty()) {
        text.remove_prefix(std::min(text.size(), line_end.size()));
        const std::string_view line = text.substr(0, text.find(line_end));
        text.remove_prefix(line.size());
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos)
            step(stripped(line.substr(0, colon)), stripped(line.substr(colon + 1)));
    }
}

Value bytes(std::string_view text) { return Value(Bytes{std::string(text)}); }

const char* skip_nothing(const Field&, const Layer&, Cursor&) { return nullptr; }

// ---- the first line ------------------------------------------------------------------------------------

int part_of(const Field& field) { return *static_cast<const int*>(field.user); }

/// The parts stand between blanks; a line of less than three has none.
const char* decode_part(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    const std::string_view text = text_of(cursor);
    std::string_view line = stripped(text.substr(0, text.find(line_end)));
    std::string_view parts[3];
    for (int i = 0; i < 2; ++i) {
        const std::size_t blank = line.find_first_of(" \t");
        if (blank == std::string_view::npos) return nullptr;
        parts[i] = line.substr(0, blank);
        line = stripped(line.substr(blank));
    }
    parts[2] = line;
    out = bytes(parts[part_of(field)]);
    return nullptr;
}
void encode_part(const Field& field, const Layer&, const Value& value, BitWriter& out) {
    if (value.octets() == nullptr || value.octets()->empty()) return;
    out.put_octets(*value.octets());
    out.put_octets(part_of(field) < 2 ? " " : line_end);
}

// ---- headers -------------------------------------------------------------------------------------------

const char* decode_header(const Field& field, const Layer&, Cursor& cursor, Value& out) {
    each_header(text_of(cursor), [&](std::string_view name, std::string_view value) {
        if (!names(name, field.name)) return;
        const bool joins = field.user == &joins_lines && out.octets() != nullptr;
        out = joins ? bytes(*out.octets() + ", " + std::string(value)) : bytes(value);
    });
    return nullptr;
}
bool comes_in_chunks(const Layer& layer) {
    const Value encoding = layer.get("Transfer_Encoding");
    return encoding.octets() != nullptr && encoding.octets()->find("chunked") != std::string::npos;
}
void encode_header(const Field& field, const Layer& layer, const Value& value, BitWriter& out) {
    const bool given = value.octets() != nullptr && !value.octets()->empty();
    if (!given && (field.user != &counts_payload || comes_in_chunks(layer))) return;
    out.put_octets(header_name(field.name));
    out.put_octets(": ");
    if (given) out.put_octets(*value.octets());
    out.put_octets(line_end);
}
std::optional<Problem> normalize_text(const Field& field, const Value& in, Value& out) {
    Integer number = 0;
    if (in.octets() == nullptr && !in.to_integer(number))
        return Problem{
            fmt::format("{} takes text or bytes, not {} {}", field.name, in.kind(), represent(in))};
    out = bytes(in.octets() != nullptr ? *in.octets() : fmt::format("{}", static_cast<std::int64_t>(number)));
    return std::nullopt;
}

const char* decode_others(const Field&, const Layer& layer, Cursor& cursor, Value& out) {
    auto found = std::make_shared<Dictionary>();
    each_header(text_of(cursor), [&](std::string_view name, std::string_view value) {
        for (const Field& known : layer.protocol().fields)
            if (names(name, known.name)) return;
        const Value key = bytes(name);
        for (auto& entry : *found)
            if (entry.first == key) {
                entry.second = bytes(value);
                return;
            }
        found->emplace_back(key, bytes(value));
    });
    if (!found->empty()) out = Value(std::move(found));
    return nullptr;
}
void encode_others(const Field&, const Layer&, const Value& value, BitWriter& out) {
    if (const auto* headers = value.as<std::shared_ptr<Dictionary>>())
        for (const auto& [name, text] : **headers) {
            out.put_octets(*name.octets());
            out.put_octets(": ");
            out.put_octets(*text.octets());
            out.put_octets(line_end);
        }
    out.put_octets(line_end);
}
std::optional<Problem> normalize_others(const Field& field, const Value& in, Value& out) {
    const auto* headers = in.as<std::shared_ptr<Dictionary>>();
    const auto is_text = [](const auto& entry) {
        return entry.first.octets() != nullptr && entry.second.octets() != nullptr;
    };
    if (headers == nullptr || !std::all_of((*headers)->begin(), (*headers)->end(), is_text))
        return Problem{
            fmt::format("{} takes a dictionary of headers, not {} {}", field.name, in.kind(), represent(in)),
            "for example: {'X-Test': '1'}"};
    auto kept = std::make_shared<Dictionary>();
    for (const auto& [name, text] : **headers)
        kept->emplace_back(bytes(*name.octets()), bytes(*text.octets()));
    out = Value(std::move(kept));
    return std::nullopt;
}

Value same(const Field&, const Value& value) { return value; }
std::string represent_value(const Field&, const Value& value) {
    return value.octets() != nullptr ? represent_plain(*value.octets()) : represent(value);
}
Value random_text(const Field&) { return bytes("x"); }

}  // namespace

extern constexpr Shape line_part_shape = {.name = "first line's part",
                                          .skip = skip_nothing,
                                          .decode = decode_part,
                                          .encode = encode_part,
                                          .normalize = normalize_text,
                                          .human = same,
                                          .represent = represent_value,
                                          .random = random_text};
extern constexpr Shape header_line_shape = {.name = "header",
                                            .skip = skip_nothing,
                                            .decode = decode_header,
                                            .encode = encode_header,
                                            .normalize = normalize_text,
                                            .human = same,
                                            .represent = represent_value,
                                            .random = random_text};
extern constexpr Shape other_headers_shape = {.name = "other headers",
                                              .skip = skip_nothing,
                                              .decode = decode_others,
                                              .encode = encode_others,
                                              .normalize = normalize_others,
                                              .human = same,
                                              .represent = represent_value,
                                              .random = [](const Field&) { return Value(); }};

std::int64_t header_lines_size(const Layer& layer) {
    const auto octets = layer.header();
    const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
    if (text.find(line_end) == std::string_view::npos) return -1;
    const std::size_t end = text.find("\r\n\r\n");
    return static_cast<std::int64_t>(end == std::string_view::npos ? text.size() : end + 4);
}

void write_payload_count(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    constexpr std::string_view empty = "\r\nContent-Length: \r\n";
    const auto octets = layer.header();
    const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
    const std::size_t at = text.find(empty);
    if (at == std::string_view::npos) return;
    const std::string count = std::to_string(layer.payload().size());
    const auto place = out.begin() + static_cast<std::ptrdiff_t>(start + at + empty.size() - line_end.size());
    out.insert(place, count.begin(), count.end());
}

std::string_view first_line(std::span<const std::uint8_t> octets) {
    const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
    const std::size_t end = text.find(line_end);
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// "HTTP/1.1"
bool is_version(std::string_view text, std::string_view name) {
    return text.size() == name.size() + 4 && text.starts_with(name) && text[name.size()] == '/' &&
           is_digit(text[name.size() + 1]) && text[name.size() + 2] == '.' && is_digit(text[name.size() + 3]);
}

}  // namespace

bool is_status_line(std::string_view line, std::string_view name) {
    const std::size_t version = name.size() + 4;
    if (line.size() < version + 5 || !is_version(line.substr(0, version), name)) return false;
    return line[version] == ' ' && is_digit(line[version + 1]) && is_digit(line[version + 2]) &&
           is_digit(line[version + 3]) && line[version + 4] == ' ';
}

bool is_request_line(std::string_view line, std::string_view name,
                     std::span<const std::string_view> methods) {
    const std::size_t first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || last <= first + 1) return false;
    return is_version(line.substr(last + 1), name) &&
           std::find(methods.begin(), methods.end(), line.substr(0, first)) != methods.end();
}

}  // namespace pkttest::protocols
