// Source: lines found once, positions by binary search.
#include "framework/language/syntax/source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace pkttest::language {

static constexpr std::size_t largest_source = std::size_t{256} << 20;

static bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
    if (text_.size() > largest_source) text_.resize(largest_source);
    line_starts_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
        line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

Source::Source(std::string name, std::string text, std::vector<int> numbers)
    : Source(std::move(name), std::move(text)) {
    numbers_ = std::move(numbers);
}

std::uint32_t Source::line_start(std::uint32_t offset) const {
    return *std::prev(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset));
}

Position Source::position(std::uint32_t offset) const {
    offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    const auto next_line = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const std::uint32_t start = *std::prev(next_line);
    int column = 1;
    for (std::uint32_t at = start; at < offset; ++at) column += !continues_character(text_[at]);
    const auto line = static_cast<std::size_t>(next_line - line_starts_.begin());
    return {line <= numbers_.size() ? numbers_[line - 1] : static_cast<int>(line), column};
}

std::string_view Source::line_at(std::uint32_t offset) const {
    const std::uint32_t start = line_start(offset);
    const std::size_t end = std::min(text_.find('\n', start), text_.size());
    std::string_view line = text().substr(start, end - start);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

static std::optional<std::string> read_from_disk(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Sources::Sources() : Sources(read_from_disk) {}
Sources::Sources(Reader reader) : reader_(std::move(reader)) {}

std::uint32_t Sources::add(std::string name, std::string text) {
    sources_.emplace_back(std::move(name), std::move(text));
    return static_cast<std::uint32_t>(sources_.size() - 1);
}

std::uint32_t Sources::add(std::string name, std::string text, std::vector<int> numbers) {
    sources_.emplace_back(std::move(name), std::move(text), std::move(numbers));
    return static_cast<std::uint32_t>(sources_.size() - 1);
}

std::optional<std::uint32_t> Sources::load(const std::string& path) {
    std::optional<std::string> text = reader_(path);
    if (!text) return std::nullopt;
    return add(path, std::move(*text));
}

std::string_view Sources::text(Span span) const {
    const std::string_view text = sources_[span.source].text();
    return text.substr(std::min<std::size_t>(span.begin, text.size()), span.end - span.begin);
}

std::string_view Sources::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

std::string resolve_include(std::string_view from, std::string_view path) {
    const std::filesystem::path folder = std::filesystem::path(from).parent_path();
    return (folder / std::filesystem::path(path)).lexically_normal().string();
}

}  // namespace pkttest::language
