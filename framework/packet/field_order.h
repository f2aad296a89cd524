// What fields made at run time need of the fields beside them: bits of one number, of one octet, a trailer.
#pragma once

#include <optional>
#include <string_view>

#include "framework/packet/runtime_protocol.h"

namespace pkttest {

/// Sees the fields of a protocol in their order.
class FieldOrder {
 public:
    /// Makes a field a part of the little-endian number that is open. What is wrong with its place, as the
    /// end of a sentence that begins with its name.
    std::optional<std::string_view> take(RuntimeField& next);
    /// What is wrong with the last one.
    std::optional<std::string_view> end() const;

 private:
    bool take_part(Field& field);

    std::uint8_t word_ = 0;   ///< Octets of the number that is open.
    unsigned bits_left_ = 0;  ///< Of that number.
    unsigned bits_ = 0;       ///< Of an octet that is not whole yet.
    bool are_low_ = false;    ///< They begin at its least significant one.
    bool is_in_trailer_ = false;
};

}  // namespace pkttest
