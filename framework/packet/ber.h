// BER (X.690): numbers in base 128, tags, lengths and object identifiers, written and read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkttest::ber {

/// Seven bits an octet, high ones first, all but the last octet marked (8.1.2.4.2, 8.19.2); at least so many
/// octets, with 0 none for the number 0.
std::string number_octets(std::uint64_t number, std::size_t least = 1);
/// The length's own octet below 128; above, or where `least` asks for it, their count and the octets (8.1.3).
std::string length_octets(std::uint64_t length, std::size_t least = 0);
/// A tag below 256 is its octet as it stands; above, its number is in base 128 with the class in the first
/// one.
std::string tag_octets(std::uint64_t tag);

/// Why a number could not be read.
enum class Fault : std::uint8_t { none, empty, cut, too_large };
struct Taken {
    std::uint64_t number = 0;
    Fault fault = Fault::none;
};
/// Cut off `octets` what they read; where there is a fault nothing is cut off. `before`: the bits in front.
Taken take_number(std::string_view& octets, std::uint64_t before = 0);
Taken take_length(std::string_view& octets);
Taken take_tag(std::string_view& octets);

/// The numbers of "1.3.6.1"; nullopt where it is no such text, or one has more than 57 bits.
std::optional<std::vector<std::uint64_t>> arcs_of(std::string_view text);
/// An object identifier's content: the first two numbers are one, 40 * a + b (8.19.4).
std::string oid_content(std::vector<std::uint64_t> arcs);
/// "1.3.6.1"; nullopt where the octets end inside a number or one is too large.
std::optional<std::string> oid_text(std::string_view content);

}  // namespace pkttest::ber
