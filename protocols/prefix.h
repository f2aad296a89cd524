// Address prefixes as text, "192.0.2.0/24": routing protocols cut an address to the octets that its length
// needs.
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

/// How a prefix stands in a message.
struct PrefixForm {
    bool v6;
    int word;  ///< The address takes a multiple of so many octets.
};
inline constexpr PrefixForm prefix4_form = {false, 1}, prefix6_form = {true, 1}, prefix6_words = {true, 4};

/// The length in bits, one octet, stands before the address.
extern const Shape prefix_shape;
/// The length is the field that the extent names, `count_from("prefixlen")`; that one is automatic by
/// `count_of`. Or a function's result, `count_by(…)`.
extern const Shape prefix_by_length_shape;

constexpr Field prefix(std::string_view name, const Shape& shape, const PrefixForm& form, Default initial,
                       Extra extra = {}) {
    extra.user = &form;
    return make_field(name, shape, 0, initial, extra);
}

}  // namespace pkttest::protocols
