// Shape: what a field's octets look like, as a few functions. A new shape is one such table in one file.
// The counterpart of Scapy's Field API: normalize is any2i, human is i2h, decode is getfield and m2i,
// encode is i2m and addfield, represent is i2repr, length is i2len, random is randval.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "framework/packet/bits.h"
#include "framework/packet/field.h"

namespace pkttest {

/// Why a value cannot be a field's, in the tester's words: "vni has 24 bits, 0x1000000 does not fit".
struct Problem {
    std::string message;
    std::string note = {};                     ///< "the largest value is 0xffffff"; may be empty.
    std::string wrong = {};                    ///< The name that was not found, for a nearest-name search.
    std::vector<std::string> candidates = {};  ///< What it could have been.
};

/// A reading position in a layer's octets, in bits from the layer's start.
struct Cursor {
    const std::uint8_t* data;
    std::size_t bit;
    std::size_t end;  ///< First bit that may not be read.
    /// Why less was taken than a length says; nullptr where nothing was short.
    mutable const char* note = nullptr;
    std::size_t octets_left() const { return (end - bit) / 8; }
    /// Moves to a multiple of `octets` from the start; 0: nothing.
    void align(unsigned octets) {
        if (octets > 1) bit = (bit + octets * 8 - 1) / (octets * 8) * (octets * 8);
        if (bit > end) bit = end;
    }
    const std::uint8_t* here() const { return data + bit / 8; }
};

/// A writing position: octets appended to a buffer, bits filled from the most significant.
class BitWriter {
 public:
    explicit BitWriter(std::vector<std::uint8_t>& out) : BitWriter(out, out.size()) {}
    /// Writes a layer that began at `start`.
    BitWriter(std::vector<std::uint8_t>& out, std::size_t start) : out_(out), start_(start) {}
    void put(UnsignedInteger value, unsigned width, bool little_endian = false);
    void put_octets(std::string_view octets);
    /// Zero octets up to a multiple of `field.pad_to` from `start` on; lengths leave them out.
    void pad(const Field& field, std::size_t start);
    /// Octets that pad() has written.
    std::size_t padding() const { return padding_; }
    std::size_t size() const { return out_.size(); }
    std::size_t octets_of_layer() const { return out_.size() - start_; }
    /// Bits written, those of an unfinished octet counted one by one.
    std::size_t bits() const { return out_.size() * 8 - free_bits_; }
    std::vector<std::uint8_t>& buffer() { return out_; }

 private:
    std::vector<std::uint8_t>& out_;
    std::size_t start_;
    std::size_t padding_ = 0;
    unsigned free_bits_ = 0;  ///< Unwritten low bits of the last octet.
};

/// All functions but `count` and `parse` are there, given or by based_on().
struct Shape {
    std::string_view name;
    /// A list is a value here, not a set of values.
    bool takes_lists = false;
    /// Moves the cursor past the field; a reason where it cannot (then the layer is malformed).
    const char* (*skip)(const Field& field, const Layer& layer, Cursor& cursor) = nullptr;
    /// As skip, and yields the internal value.
    const char* (*decode)(const Field& field, const Layer& layer, Cursor& cursor, Value& out) = nullptr;
    void (*encode)(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) = nullptr;
    /// Brings a user's value to the internal form; sets have been taken apart before.
    std::optional<Problem> (*normalize)(const Field& field, const Value& in, Value& internal) = nullptr;
    /// The internal form of a text, where that is a number: of an address, of a value's name. false where it
    /// stands for none: normalize() says why. nullptr: normalize() alone knows.
    bool (*parse)(const Field& field, std::string_view text, Integer& number) = nullptr;
    Value (*human)(const Field& field, const Value& internal) = nullptr;
    /// As `show` prints the internal value.
    std::string (*represent)(const Field& field, const Value& internal) = nullptr;
    /// A random internal value that the field can hold.
    Value (*random)(const Field& field) = nullptr;
    /// Elements in a list value, for count_of; nullptr: 1.
    std::size_t (*count)(const Field& field, const Value& internal) = nullptr;
};

/// A shape that works as `base` does but for the functions that `own` has:
///
///     constexpr Shape seconds_shape = based_on<integer_shape>({.name = "seconds", .human = human_seconds});
///
/// Its name, whether it takes lists, how it counts and what it parses are always its own.
template <const Shape& base>
constexpr Shape based_on(Shape own) {
    const auto set = [](auto& member, auto of_base) {
        if (member == nullptr) member = of_base;
    };
    set(own.skip, [](const Field& f, const Layer& l, Cursor& c) { return base.skip(f, l, c); });
    set(own.decode,
        [](const Field& f, const Layer& l, Cursor& c, Value& out) { return base.decode(f, l, c, out); });
    set(own.encode,
        [](const Field& f, const Layer& l, const Value& v, BitWriter& out) { base.encode(f, l, v, out); });
    set(own.normalize,
        [](const Field& f, const Value& in, Value& out) { return base.normalize(f, in, out); });
    set(own.human, [](const Field& f, const Value& v) { return base.human(f, v); });
    set(own.represent, [](const Field& f, const Value& v) { return base.represent(f, v); });
    set(own.random, [](const Field& f) { return base.random(f); });
    return own;
}

/// `digits` with `places` of them behind the point, the last no zero.
struct RoundedDecimal {
    Integer digits;
    int places;
};
/// A number with `fraction` bits behind the point, its fraction rounded to as many significant digits as
/// 2^fraction has before its last, as Scapy's FixedPointField does.
RoundedDecimal rounded_decimal(UnsignedInteger bits, int fraction);
/// Whether a number is one of those that a field of its width and sign can hold.
bool fits_width(const Field& field, Integer value);
/// `octets` of a field with its padding, as far as there is any.
inline std::size_t with_padding(const Field& field, const Cursor& cursor, std::size_t octets) {
    if (field.pad_to <= 1) return octets;
    const std::size_t padded = (octets + field.pad_to - 1) / field.pad_to * field.pad_to;
    if (padded > cursor.octets_left()) cursor.note = "the layer ends inside a field's padding";
    return padded < cursor.octets_left() ? padded : cursor.octets_left();
}

/// The extent of a variable field in octets (or elements, for counts); a reason where it does not fit.
const char* measure_extent(const Field& field, const Layer& layer, const Cursor& cursor, std::size_t& out);

/// What a field that is one of several is in this layer.
const Field& chosen_field(const Field& field, const Layer& layer);

/// Any user's value to the internal form, sets included.
std::optional<Problem> normalize(const Field& field, const Value& in, Value& internal);
/// The field's default in internal form; None for automatic fields.
Value default_of(const Field& field);

/// The name of an enumeration's value; empty where it has none.
std::string_view name_of(const Field& field, std::uint64_t value);
/// Whether each flag's name is a single letter.
bool are_letters(const Field& field);
/// "S+A"-like text of flags: names of one letter joined without "+".
std::string flag_text(const Field& field, std::uint64_t bits);

}  // namespace pkttest
