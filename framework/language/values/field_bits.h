// Octets with bits left over, as Scapy's bit fields pass them on: (octets, bits, value) while writing,
// (octets, bits) while reading.
#pragma once

#include <optional>
#include <string>

#include "framework/packet/value.h"

namespace pkttest::language {

struct PartialOctets {
    std::string octets;
    unsigned bits = 0;    ///< Writing: bits that are not octets yet. Reading: bits already taken.
    Integer pending = 0;  ///< Writing: those bits.

    /// nullopt where a value is neither octets nor such a tuple.
    static std::optional<PartialOctets> of(const Value& value);
    /// Octets where no bits are left over, else the tuple for writing.
    Value written() const;
    /// The same for reading.
    Value left() const;
    void append(UnsignedInteger value, unsigned width);
};

}  // namespace pkttest::language
