// HPACK (RFC 7541), what HTTP/2's header lists need beside their octets: the Huffman code of strings and the
// table of header fields that a connection's two ends share.
//
//     hpack::Table table;
//     table.add({"x-test", "1"});
//     table.at(62)->name;                     // "x-test"
//     hpack::decode(hpack::encode("www"));    // "www"
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace pkttest::hpack {

/// The code of an octet, or of the end of a string (appendix B).
struct Code {
    std::uint32_t bits;
    unsigned length;
};
constexpr unsigned end_of_string = 256;
/// `symbol`: 0 to 256.
Code code_of(unsigned symbol);
/// The text's code, filled with ones to whole octets (5.2).
std::string encode(std::string_view text);
enum class Fault : std::uint8_t { none, end_of_string, padding };
/// The text that the first `bits` bits of the octets stand for; nullopt where they stand for none: the end of
/// a string in them, or other padding than up to seven ones.
std::optional<std::string> decode(std::string_view octets, std::size_t bits, Fault* fault = nullptr);
std::optional<std::string> decode(std::string_view octets);

struct Entry {
    std::string name, value;
    /// What it takes of a table's room (4.1).
    std::size_t size() const { return name.size() + value.size() + 32; }
};

/// A table of header fields: 61 that every connection has (appendix A), then those added, the newest first.
class Table {
 public:
    static constexpr std::size_t fixed_entries = 61;
    static constexpr std::size_t usual_room = 4096;

    explicit Table(std::size_t room = usual_room) : room_(room) {}
    /// Entries that have no room go, the oldest first; one that is larger than the table only empties it.
    void add(Entry entry);
    void set_room(std::size_t room);
    std::size_t room() const { return room_; }
    /// Of the added entries, as entries count it.
    std::size_t size() const { return size_; }
    std::size_t added() const { return added_.size(); }
    /// Counted from 1; nullptr where there is none.
    const Entry* at(std::size_t index) const;
    /// The first of this name, or of this name and value; 0: none.
    std::size_t find(std::string_view name) const;
    std::size_t find(std::string_view name, std::string_view value) const;

 private:
    void shrink_to(std::size_t room);

    std::deque<Entry> added_;
    std::size_t room_, size_ = 0;
};

}  // namespace pkttest::hpack
