// Source: the text of one campaign file and its lines. Sources: all files that a campaign is made of.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/syntax/span.h"

namespace pkttest::language {

/// 1-based, columns counted in characters (UTF-8 code points), as editors and compilers do.
struct Position {
    int line = 1;
    int column = 1;
    friend bool operator==(const Position&, const Position&) = default;
};

class Source {
 public:
    Source(std::string name, std::string text);
    /// A text whose lines stand elsewhere: its line i is the line `numbers[i]` of the file `name`.
    Source(std::string name, std::string text, std::vector<int> numbers);
    const std::string& name() const { return name_; }
    std::string_view text() const { return text_; }
    Position position(std::uint32_t offset) const;
    /// The line that holds `offset`, without its line end.
    std::string_view line_at(std::uint32_t offset) const;
    /// The offset of the first byte of the line that holds `offset`.
    std::uint32_t line_start(std::uint32_t offset) const;

 private:
    std::string name_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
    std::vector<int> numbers_;
};

/// Owns the files' texts. What is parsed from them (tokens, trees, diagnostics) views into them and must not
/// outlive them. Neither moves nor copies.
class Sources {
 public:
    /// Gives a file's text, or nothing where it can't be read.
    using Reader = std::function<std::optional<std::string>(const std::string& path)>;

    Sources();                        ///< Reads from the disk.
    explicit Sources(Reader reader);  ///< Reads through `reader`: tests, editors.
    Sources(const Sources&) = delete;
    Sources& operator=(const Sources&) = delete;

    /// Adds text under a name ("input"). Texts over 256 MiB are cut there.
    std::uint32_t add(std::string name, std::string text);
    std::uint32_t add(std::string name, std::string text, std::vector<int> numbers);
    /// Reads a file; nothing where it can't be read.
    std::optional<std::uint32_t> load(const std::string& path);
    const Source& operator[](std::uint32_t source) const { return sources_[source]; }
    std::size_t size() const { return sources_.size(); }
    Position position(Span span) const { return sources_[span.source].position(span.begin); }
    std::string_view text(Span span) const;
    /// Keeps a text that stands so in no file, such as an unescaped literal, as long as the files.
    std::string_view keep(std::string text);

 private:
    Reader reader_;
    std::deque<Source> sources_;
    std::deque<std::string> kept_;
};

/// `path` as meant by a file named `from`: relative to its folder.
std::string resolve_include(std::string_view from, std::string_view path);

}  // namespace pkttest::language
