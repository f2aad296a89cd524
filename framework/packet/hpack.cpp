// HPACK's Huffman code and header tables (RFC 7541). The code is canonical: the lengths alone give it.
#include "framework/packet/hpack.h"

#include <array>

namespace pkttest::hpack {

namespace {

constexpr unsigned symbols = 257, longest = 30;
/// Bits of each octet's code, and of the end's (appendix B).
constexpr std::uint8_t lengths[symbols] = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 6,  10, 10, 12, 13, 6,  8,  11, 10, 10, 8,  11, 8,  6,  6,  6,  5,  5,  5,  6,
    6,  6,  6,  6,  6,  6,  7,  8,  15, 6,  12, 10, 13, 6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,
    7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  8,  7,  8,  13, 19, 13, 14, 6,  15, 5,  6,  5,  6,  5,  6,  6,
    6,  5,  7,  7,  6,  6,  6,  5,  6,  7,  6,  5,  5,  6,  7,  7,  7,  7,  7,  15, 11, 14, 13, 28, 20, 22,
    20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23,
    22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22,
    23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22,
    25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30};

/// Codes of one length are consecutive, in the order of their symbols.
struct Book {
    std::array<std::uint32_t, longest + 1> first{};   ///< Code by length.
    std::array<std::uint16_t, longest + 1> before{};  ///< Symbols of shorter codes.
    std::array<std::uint16_t, symbols> sorted{};      ///< Symbols by length.
    std::array<std::uint16_t, symbols> place{};       ///< Of each symbol in `sorted`.

    constexpr Book() {
        std::uint32_t code = 0;
        std::uint16_t next = 0;
        for (unsigned length = 1; length <= longest; ++length) {
            code <<= 1;
            first[length] = code;
            before[length] = next;
            for (std::uint16_t symbol = 0; symbol < symbols; ++symbol)
                if (lengths[symbol] == length) {
                    place[symbol] = next;
                    sorted[next++] = symbol;
                    ++code;
                }
        }
    }
    constexpr unsigned count(unsigned length) const {
        return (length == longest ? symbols : before[length + 1]) - before[length];
    }
};
constexpr Book book;

struct Pair {
    std::string_view name, value;
};
constexpr Pair fixed[Table::fixed_entries] = {{":authority", ""},
                                              {":method", "GET"},
                                              {":method", "POST"},
                                              {":path", "/"},
                                              {":path", "/index.html"},
                                              {":scheme", "http"},
                                              {":scheme", "https"},
                                              {":status", "200"},
                                              {":status", "204"},
                                              {":status", "206"},
                                              {":status", "304"},
                                              {":status", "400"},
                                              {":status", "404"},
                                              {":status", "500"},
                                              {"accept-charset", ""},
                                              {"accept-encoding", "gzip, deflate"},
                                              {"accept-language", ""},
                                              {"accept-ranges", ""},
                                              {"accept", ""},
                                              {"access-control-allow-origin", ""},
                                              {"age", ""},
                                              {"allow", ""},
                                              {"authorization", ""},
                                              {"cache-control", ""},
                                              {"content-disposition", ""},
                                              {"content-encoding", ""},
                                              {"content-language", ""},
                                              {"content-length", ""},
                                              {"content-location", ""},
                                              {"content-range", ""},
                                              {"content-type", ""},
                                              {"cookie", ""},
                                              {"date", ""},
                                              {"etag", ""},
                                              {"expect", ""},
                                              {"expires", ""},
                                              {"from", ""},
                                              {"host", ""},
                                              {"if-match", ""},
                                              {"if-modified-since", ""},
                                              {"if-none-match", ""},
                                              {"if-range", ""},
                                              {"if-unmodified-since", ""},
                                              {"last-modified", ""},
                                              {"link", ""},
                                              {"location", ""},
                                              {"max-forwards", ""},
                                              {"proxy-authenticate", ""},
                                              {"proxy-authorization", ""},
                                              {"range", ""},
                                              {"referer", ""},
                                              {"refresh", ""},
                                              {"retry-after", ""},
                                              {"server", ""},
                                              {"set-cookie", ""},
                                              {"strict-transport-security", ""},
                                              {"transfer-encoding", ""},
                                              {"user-agent", ""},
                                              {"vary", ""},
                                              {"via", ""},
                                              {"www-authenticate", ""}};

}  // namespace

Code code_of(unsigned symbol) {
    const unsigned length = lengths[symbol];
    return {book.first[length] + book.place[symbol] - book.before[length], length};
}

std::string encode(std::string_view text) {
    std::string out;
    std::uint64_t pending = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const Code code = code_of(static_cast<unsigned char>(c));
        pending = pending << code.length | code.bits;
        for (bits += code.length; bits >= 8; bits -= 8) out += static_cast<char>(pending >> (bits - 8));
    }
    if (bits > 0) out += static_cast<char>((pending << (8 - bits)) | (0xffu >> bits));
    return out;
}

std::optional<std::string> decode(std::string_view octets, std::size_t bits, Fault* fault) {
    const auto fail = [&](Fault what) {
        if (fault != nullptr) *fault = what;
        return std::nullopt;
    };
    std::string out;
    std::uint32_t code = 0;
    unsigned length = 0;
    bool only_ones = true;
    for (std::size_t at = 0; at < bits && at / 8 < octets.size(); ++at) {
        const unsigned bit = static_cast<unsigned char>(octets[at / 8]) >> (7 - at % 8) & 1;
        code = code << 1 | bit;
        only_ones = only_ones && bit == 1;
        if (++length > longest) return fail(Fault::end_of_string);
        if (code - book.first[length] >= book.count(length)) continue;
        const unsigned symbol = book.sorted[book.before[length] + code - book.first[length]];
        if (symbol == end_of_string) return fail(Fault::end_of_string);
        out += static_cast<char>(symbol);
        code = 0;
        length = 0;
        only_ones = true;
    }
    if (length > 7 || !only_ones) return fail(Fault::padding);
    return out;
}
std::optional<std::string> decode(std::string_view octets) { return decode(octets, octets.size() * 8); }

void Table::shrink_to(std::size_t room) {
    for (; size_ > room; added_.pop_back()) size_ -= added_.back().size();
}
void Table::add(Entry entry) {
    const std::size_t size = entry.size();
    shrink_to(size > room_ ? 0 : room_ - size);
    if (size > room_) return;
    size_ += size;
    added_.push_front(std::move(entry));
}
void Table::set_room(std::size_t room) {
    room_ = room;
    shrink_to(room);
}
const Entry* Table::at(std::size_t index) const {
    static const auto known = [] {
        std::array<Entry, fixed_entries> out;
        for (std::size_t i = 0; i < fixed_entries; ++i)
            out[i] = {std::string(fixed[i].name), std::string(fixed[i].value)};
        return out;
    }();
    if (index == 0 || index > fixed_entries + added_.size()) return nullptr;
    return index <= fixed_entries ? &known[index - 1] : &added_[index - fixed_entries - 1];
}
std::size_t Table::find(std::string_view name) const {
    for (std::size_t i = 1; i <= fixed_entries + added_.size(); ++i)
        if (at(i)->name == name) return i;
    return 0;
}
std::size_t Table::find(std::string_view name, std::string_view value) const {
    for (std::size_t i = 1; i <= fixed_entries + added_.size(); ++i)
        if (at(i)->name == name && at(i)->value == value) return i;
    return 0;
}

}  // namespace pkttest::hpack
