// Shapes that fields made at run time have, by the classes of the reference, and few others: numbers with a
// scale and an offset, text in UTF-16, octets up to several that end them, times.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/packet/field.h"

namespace pkttest {

/// ScalingField: number * scaling + offset. Its internal form is what a user sees. `user`: Scaling.
struct Scaling {
    double scaling = 1, offset = 0;
    int digits = 3;        ///< Behind the point, of what has been read.
    bool whole = true;     ///< Scaling and offset are whole numbers: so is what has been read.
    bool is_real = false;  ///< On the wire a floating-point number.
    bool cuts = false;     ///< A part of a step is left out, not rounded; there is no unit.
    std::string unit = {};
    int start = 0, size = 0;  ///< Signals: the first bit, and how many.
};
extern const Shape scaling_shape;
/// The number on the wire, and what a number on the wire stands for.
Value to_steps(const Field& field, const Value& internal);
Value from_steps(const Field& field, const Value& read);

/// SignalField: some bits of its layer's octets, which other signals may stand before, behind and between. A
/// little-endian one begins at the least significant of its bits, a big-endian one at the most significant;
/// bit 0 is the least significant of the first octet, bit 8 that of the second. What is behind the octets
/// that there are is zero. `user`: Scaling.
extern const Shape signal_shape;
/// The octets from the layer's start up to and with the signal's last one.
std::size_t octets_of_signal(const Field& field);

/// Text as UTF-16, least significant octet first; `until(0)` is ended by two zero octets.
extern const Shape utf16_shape;

/// Octets up to and with those that end them, and some more. `user`: Stop.
struct Stop {
    std::string octets;
    std::size_t additional = 0;
};
extern const Shape stopped_shape;

/// The first octets of an address, as many as a prefix of so many bits has. The extent gives the bits.
/// `user`: Prefix.
struct Prefix {
    bool is_ipv6 = false;
};
extern const Shape address_prefix_shape;
/// A version of two octets: "v12.4". What is no version is the default where that is a number (`start`).
extern const Shape version_shape;

/// A number of as many octets as it needs, seven bits in each; the eighth says that another follows. None: no
/// octets. `user`: ExtensionBit.
struct ExtensionBit {
    unsigned place = 0;  ///< 0 is the least significant one of an octet.
};
extern const Shape extended_shape;

/// A number that begins at the least significant bit of its octet that is free. `word` is 1: it has no place
/// where numbers are read.
extern const Shape low_bits_shape;
/// A number of as many bits as the extent's rule answers, 64 at the most.
extern const Shape asked_bits_shape;

/// Octets with names: letters that names are written for, or octets that stay beside theirs. `user`:
/// OctetNames.
struct OctetNames {
    std::vector<std::pair<Value, std::string>> names;
    bool are_letters = false;
};
extern const Shape named_octets_shape;

/// A number whose names two functions make: of a number its name, of a name its number. `user`: AskedNames.
struct AskedNames {
    const Rule *name, *number;
};
extern const Shape asked_names_shape;

/// `user` of flags whose names stand apart although they are letters: "a+b". Its address is what counts.
extern const char flags_apart;

/// Bits as the names of those that are set, a list of text. `user`: a vector of FlagEntry.
struct FlagEntry {
    unsigned bit;
    std::string name, meaning;
};
extern const Shape flag_set_shape;
/// Whether a field is of this shape, whichever of several forms it has.
bool is_flag_set(const Field& field);

/// A network, of whose address whole words are there, as many as its prefix fills. The extent's rule answers
/// the bits of what is read. `user`: Network.
struct Network {
    bool is_ipv6 = false;
    std::size_t word = 1;  ///< Octets.
};
extern const Shape network_shape;
/// The octets of the address that a network's internal form has on the wire, and the way back.
std::string octets_in_network(const Field& field, const Value& internal);
Value network_from(const Field& field, std::string octets, Integer bits);
std::size_t octets_of_network(const Field& field, Integer bits);

/// A number that counts time from an epoch. `user`: TimeText.
struct TimeText {
    double divisor = 1;       ///< What one second has.
    std::int64_t epoch = 0;   ///< Seconds since 1970.
    std::string format = {};  ///< strftime's; empty: "5 sec".
    bool fraction = false;    ///< Seconds are shown as real numbers.
    bool is_bare = false;     ///< The number is not shown behind its text.
};
extern const Shape time_text_shape;

}  // namespace pkttest
