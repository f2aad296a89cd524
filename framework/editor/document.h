// A campaign that is open in an editor: its text, its tree, its mistakes, and the names that it declares.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/language/syntax/source.h"

namespace pkttest::editor {

/// As editors count: both from 0, characters in UTF-16 code units.
struct Place {
    std::size_t line = 0, character = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

/// Between offsets of a text and places. Places beyond a line's end mean its end.
Place place_of(std::string_view text, std::size_t offset);
std::size_t offset_of(std::string_view text, Place place);

/// A name that the campaign declares.
struct Declared {
    enum class Kind { link, variable };
    Kind kind = Kind::variable;
    std::string_view name;
    language::Span span;   ///< Where it is declared.
    std::size_t from = 0;  ///< Offsets between which it is in sight.
    std::size_t to = std::string::npos;
    std::string_view line;  ///< The declaration as written.
};

class Document {
 public:
    /// Gives a file's text, from the editor's open files or from the disk.
    using Reader = language::Sources::Reader;

    Document(std::string path, std::string text, const Reader& reader);

    const std::string& path() const { return path_; }
    std::string_view text() const { return sources_[source_].text(); }
    const language::Campaign& campaign() const { return campaign_; }
    const language::Sources& sources() const { return sources_; }
    std::uint32_t source() const { return source_; }
    /// The checker's, for this file only; of one of UTscapy's campaigns those of its markers.
    std::vector<language::Diagnostic> mistakes() const;
    const std::vector<Declared>& declared() const { return declared_; }
    /// The declaration that a name means at an offset, the last one above it.
    const Declared* find(std::string_view name, std::size_t offset) const;
    /// The tidy form; nothing where the campaign can't be read.
    std::optional<std::string> tidied();

 private:
    void collect();
    void collect(const std::vector<language::Step>& steps, std::size_t to);
    void add(Declared::Kind kind, std::string_view name, language::Span span, std::size_t to);

    std::string path_;
    language::Sources sources_;
    std::uint32_t source_ = 0;
    language::Campaign campaign_;
    language::Diagnostics diagnostics_;
    bool readable_ = false;
    std::vector<Declared> declared_;
};

}  // namespace pkttest::editor
