// Diameter's enumerated AVPs: tables that differ by their number and the names of their values.
#pragma once

#include "protocols/checked.h"
#include "protocols/diameter.h"

namespace pkttest::protocols {

template <std::uint32_t code, const auto& names>
inline constexpr Field enumerated_fields[] = {
    diameter_code(code), diameter_flags, diameter_length,
    enumeration("val", 32, 0, names, {.name_by = diameter_value_text<names>})};
template <std::uint32_t code>
inline constexpr Carrier enumerated_variant[] = {{"AVP_Unknown", {"avpCode", code}, {"avpVnd", 0}}};
/// The AVP `code` of no vendor.
template <std::uint32_t code, const auto& names>
constexpr Protocol enumerated(std::string_view name, std::string_view title) {
    return checked({.name = name,
                    .title = title,
                    .fields = enumerated_fields<code, names>,
                    .variant_of = enumerated_variant<code>,
                    .payload_size = diameter_padding,
                    .post_build = diameter_pad});
}

}  // namespace pkttest::protocols
