// Domain names on the wire (RFC 1035 3.1, 4.1.4), for the domain_name shape and for record data that holds
// names.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "framework/packet/shape.h"

namespace pkttest {

/// Reads the name at octet `at` of a DNS message as text with a final dot, "." for the root, octets as they
/// are; `at` moves behind it. Pointers count from the message's first octet. A reason where the name does not
/// end, loops or is longer than 255 octets. `out` may be null: then only `at` moves, pointers not followed.
const char* read_domain_name(std::span<const std::uint8_t> message, std::size_t& at, std::string* out);

/// The DNS message that `layer`, or the layer that holds it, lies in: from its `id` on. Empty where it lies
/// in none.
std::span<const std::uint8_t> enclosing_message(const Layer& layer);

/// Appends a name without compression; labels are cut at 63 octets. Octets that end like an encoded name (in
/// a zero or a pointer) and hold no dot are taken for one and copied.
void write_domain_name(std::string_view name, BitWriter& out);

}  // namespace pkttest
