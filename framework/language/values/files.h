// Files of a campaign: buffers in memory (BytesIO, StringIO) and files, read or written whole.
#pragma once

#include <string>

#include "framework/language/values/objects.h"

namespace pkttest::language {

class File final : public ScriptObject {
 public:
    /// In memory; `text`: of characters, not of octets.
    File(std::string octets, bool text) : octets(std::move(octets)), text_mode(text) {}

    std::string_view kind() const override { return "file"; }
    std::span<const Builtin> methods() const override;
    std::optional<Value> attribute(std::string_view name) const override;
    std::optional<List> take_items() override;
    bool is_manager() const override { return true; }
    void leave(Environment& variables) override;

    /// What is there from the position on, at most `size`; moves the position.
    std::string take(std::size_t size);
    std::string take_line();
    void put(const std::string& more);
    /// Writes what was put to its path.
    void flush();
    Value value_of(std::string part) const {
        return text_mode ? Value(std::move(part)) : Value(Bytes{std::move(part)});
    }

    std::string octets;
    std::string path;  ///< Empty: in memory.
    std::size_t position = 0;
    bool text_mode;
    bool writes = false;
    bool closed = false;
};

/// Where the content of a file of the campaign is, from its position on, for what takes a path: its own path,
/// or that of a copy that is gone at the program's end. Goes to the file's end.
std::string path_of(File& file);

}  // namespace pkttest::language
