// gunzip: members, blocks and Huffman codes of deflate (RFC 1951, 3.2).
#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>

#include "framework/net/gzip.h"

namespace pkttest::net {

namespace {

constexpr unsigned longest_code = 15;

[[noreturn]] void damaged(const char* why) {
    throw std::runtime_error(std::string("the gzip data is damaged: ") + why);
}

/// The file ends before the data does.
struct Ended {};

/// Bits from the lowest of each octet up.
class BitReader {
 public:
    explicit BitReader(std::span<const std::uint8_t> data) : data_(data) {}
    unsigned bits(unsigned count) {
        while (have_ < count) {
            if (at_ == data_.size()) throw Ended{};
            held_ |= std::uint32_t{data_[at_++]} << have_;
            have_ += 8;
        }
        const unsigned out = held_ & ((1u << count) - 1);
        held_ >>= count;
        have_ -= count;
        return out;
    }
    void align() { held_ = have_ = 0; }
    std::uint8_t octet() { return static_cast<std::uint8_t>(bits(8)); }
    bool at_end() const { return at_ == data_.size(); }

 private:
    std::span<const std::uint8_t> data_;
    std::size_t at_ = 0;
    std::uint32_t held_ = 0;
    unsigned have_ = 0;
};

/// A canonical code by the lengths of its symbols' codes.
class Huffman {
 public:
    explicit Huffman(std::span<const std::uint8_t> lengths) {
        for (const std::uint8_t length : lengths) ++count_[length];
        count_[0] = 0;
        std::array<unsigned, longest_code + 2> next{};
        for (unsigned length = 1; length <= longest_code; ++length) {
            first_[length] = length == 1 ? 0 : (first_[length - 1] + count_[length - 1]) << 1;
            index_[length] = next[length];
            next[length + 1] = next[length] + count_[length];
            if (first_[length] + count_[length] > 1u << length) damaged("a code has too many symbols");
        }
        symbols_.resize(next[longest_code + 1]);
        for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol)
            if (lengths[symbol] != 0) symbols_[next[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
    }
    unsigned read(BitReader& in) const {
        unsigned code = 0;
        for (unsigned length = 1; length <= longest_code; ++length) {
            code = code << 1 | in.bits(1);
            if (code >= first_[length] && code - first_[length] < count_[length])
                return symbols_[index_[length] + code - first_[length]];
        }
        damaged("a code stands for nothing");
    }

 private:
    std::array<unsigned, longest_code + 1> count_{}, first_{}, index_{};
    std::vector<std::uint16_t> symbols_;
};

struct Scale {
    std::uint16_t base;
    std::uint8_t extra;
};
constexpr Scale lengths_of[] = {{3, 0},   {4, 0},   {5, 0},   {6, 0},   {7, 0},  {8, 0},  {9, 0},  {10, 0},
                                {11, 1},  {13, 1},  {15, 1},  {17, 1},  {19, 2}, {23, 2}, {27, 2}, {31, 2},
                                {35, 3},  {43, 3},  {51, 3},  {59, 3},  {67, 4}, {83, 4}, {99, 4}, {115, 4},
                                {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}};
constexpr Scale distances_of[] = {{1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
                                  {9, 2},     {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
                                  {65, 5},    {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
                                  {513, 8},   {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
                                  {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}};

class Inflater {
 public:
    Inflater(BitReader& in, std::vector<std::uint8_t>& out, std::size_t most)
        : in_(in), out_(out), most_(most), start_(out.size()) {}

    void run() {
        bool last = false;
        while (!last) {
            last = in_.bits(1) != 0;
            switch (in_.bits(2)) {
                case 0:
                    stored();
                    break;
                case 1:
                    fixed();
                    break;
                case 2:
                    dynamic();
                    break;
                default:
                    damaged("a block has no kind");
            }
        }
        in_.align();
    }

 private:
    void put(std::uint8_t octet) {
        if (out_.size() >= most_) throw std::runtime_error("the gzip data is larger than can be read");
        out_.push_back(octet);
    }
    void stored() {
        in_.align();
        const unsigned size = in_.bits(16), inverse = in_.bits(16);
        if ((size ^ inverse) != 0xffff) damaged("a stored block has a wrong length");
        for (unsigned i = 0; i < size; ++i) put(in_.octet());
    }
    void fixed() {
        std::array<std::uint8_t, 288> lengths{};
        for (std::size_t i = 0; i < lengths.size(); ++i)
            lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        const std::array<std::uint8_t, 30> distances = [] {
            std::array<std::uint8_t, 30> all{};
            all.fill(5);
            return all;
        }();
        codes(Huffman(lengths), Huffman(distances));
    }
    void dynamic() {
        const unsigned literals = in_.bits(5) + 257, distances = in_.bits(5) + 1, count = in_.bits(4) + 4;
        static constexpr std::uint8_t order[] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                 11, 4,  12, 3, 13, 2, 14, 1, 15};
        std::array<std::uint8_t, 19> of_lengths{};
        for (unsigned i = 0; i < count; ++i) of_lengths[order[i]] = static_cast<std::uint8_t>(in_.bits(3));
        const Huffman code(of_lengths);
        std::vector<std::uint8_t> lengths;
        while (lengths.size() < literals + distances) add_length(code.read(in_), lengths);
        if (lengths.size() != literals + distances) damaged("a block has too many codes");
        codes(Huffman(std::span(lengths).first(literals)), Huffman(std::span(lengths).subspan(literals)));
    }
    void add_length(unsigned symbol, std::vector<std::uint8_t>& lengths) {
        if (symbol < 16) return lengths.push_back(static_cast<std::uint8_t>(symbol));
        if (symbol == 16 && lengths.empty()) damaged("a length repeats nothing");
        const std::uint8_t repeated = symbol == 16 ? lengths.back() : std::uint8_t{0};
        const unsigned times = symbol == 16   ? 3 + in_.bits(2)
                               : symbol == 17 ? 3 + in_.bits(3)
                                              : 11 + in_.bits(7);
        lengths.insert(lengths.end(), times, repeated);
    }
    void codes(const Huffman& literals, const Huffman& distances) {
        constexpr unsigned end = 256;
        while (true) {
            const unsigned symbol = literals.read(in_);
            if (symbol == end) return;
            if (symbol < end)
                put(static_cast<std::uint8_t>(symbol));
            else
                copy(scaled(lengths_of, symbol - end - 1), distances);
        }
    }
    unsigned scaled(std::span<const Scale> table, unsigned symbol) {
        if (symbol >= table.size()) damaged("a length or distance stands for nothing");
        return table[symbol].base + in_.bits(table[symbol].extra);
    }
    void copy(unsigned length, const Huffman& distances) {
        const unsigned distance = scaled(distances_of, distances.read(in_));
        if (distance > out_.size() - start_) damaged("a distance reaches before the start");
        for (; length > 0; --length) put(out_[out_.size() - distance]);
    }

    BitReader& in_;
    std::vector<std::uint8_t>& out_;
    std::size_t most_, start_;
};

void skip_text(BitReader& in) {
    while (in.octet() != 0) {
    }
}

/// RFC 1952, 2.3: what stands before the data.
void read_header(BitReader& in) {
    if (in.bits(16) != 0x8b1f) damaged("a member begins with something else");
    if (in.octet() != 8) damaged("another method than deflate");
    const unsigned flags = in.octet();
    for (int i = 0; i < 6; ++i) in.octet();
    if ((flags & 4) != 0)
        for (unsigned size = in.bits(16); size > 0; --size) in.octet();
    if ((flags & 8) != 0) skip_text(in);
    if ((flags & 16) != 0) skip_text(in);
    if ((flags & 2) != 0) in.bits(16);
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> start) {
    return start.size() >= 2 && start[0] == 0x1f && start[1] == 0x8b;
}

std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> file, std::size_t most) {
    std::vector<std::uint8_t> out;
    BitReader in(file);
    try {
        while (!in.at_end()) {
            read_header(in);
            Inflater(in, out, most).run();
            for (int i = 0; i < 8; ++i) in.octet();  // Check value and size.
        }
    } catch (const Ended&) {
        return out;
    }
    return out;
}

}  // namespace pkttest::net
