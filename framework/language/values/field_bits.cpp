// Octets with bits left over: what bit fields pass on to one another.
#include "framework/language/values/field_bits.h"

#include <algorithm>
#include <optional>

namespace pkttest::language {

std::optional<PartialOctets> PartialOctets::of(const Value& value) {
    if (const auto* bytes = value.as<Bytes>()) return PartialOctets{bytes->octets};
    const List* parts = value.is_tuple() ? value.items() : nullptr;
    Integer bits = 0, pending = 0;
    if (parts == nullptr || parts->size() < 2 || parts->size() > 3 || (*parts)[0].as<Bytes>() == nullptr ||
        !(*parts)[1].to_integer(bits) || bits < 0 || bits > 7)
        return std::nullopt;
    if (parts->size() == 3 && (!(*parts)[2].to_integer(pending) || pending < 0 || pending >> bits != 0))
        return std::nullopt;
    return PartialOctets{*(*parts)[0].octets(), static_cast<unsigned>(bits), pending};
}

Value PartialOctets::written() const {
    if (bits == 0) return Value(Bytes{octets});
    return Value::tuple({Value(Bytes{octets}), Value(bits), Value(pending)});
}

Value PartialOctets::left() const {
    if (bits == 0) return Value(Bytes{octets});
    return Value::tuple({Value(Bytes{octets}), Value(bits)});
}

void PartialOctets::append(UnsignedInteger value, unsigned width) {
    for (unsigned left = width; left > 0;) {
        const unsigned taken = std::min(8 - bits, left);
        left -= taken;
        pending =
            pending << taken | static_cast<Integer>(value >> left & ((UnsignedInteger{1} << taken) - 1));
        bits += taken;
        if (bits < 8) continue;
        octets += static_cast<char>(pending);
        bits = 0;
        pending = 0;
    }
}

}  // namespace pkttest::language
