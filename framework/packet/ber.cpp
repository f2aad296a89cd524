// BER (X.690): see ber.h.
#include "framework/packet/ber.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pkttest::ber {

namespace {

constexpr unsigned most_bits = 57;  // One more group of seven fits.

unsigned octet_at(std::string_view octets, std::size_t at) { return static_cast<unsigned char>(octets[at]); }

}  // namespace

std::string number_octets(std::uint64_t number, std::size_t least) {
    std::string out;
    for (; number != 0 || out.size() < least; number >>= 7)
        out += static_cast<char>((number & 0x7f) | (out.empty() ? 0 : 0x80));
    std::reverse(out.begin(), out.end());
    return out;
}

std::string length_octets(std::uint64_t length, std::size_t least) {
    if (length <= 127 && least == 0) return std::string(1, static_cast<char>(length));
    std::string out;
    for (; length != 0 || out.size() < least; length >>= 8) out += static_cast<char>(length & 0xff);
    out += static_cast<char>(0x80 | out.size());
    std::reverse(out.begin(), out.end());
    return out;
}

std::string tag_octets(std::uint64_t tag) {
    if (tag < 256) return std::string(1, static_cast<char>(tag));
    std::string out = number_octets(tag);
    out[0] = static_cast<char>((octet_at(out, 0) & 7) << 5 | 0x1f);
    return out;
}

Taken take_number(std::string_view& octets, std::uint64_t before) {
    if (octets.empty()) return {0, Fault::empty};
    std::uint64_t out = before;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (out >> most_bits != 0) return {0, Fault::too_large};
        out = out << 7 | (octet_at(octets, i) & 0x7f);
        if ((octet_at(octets, i) & 0x80) != 0) continue;
        octets.remove_prefix(i + 1);
        return {out};
    }
    return {0, Fault::cut};
}

Taken take_length(std::string_view& octets) {
    if (octets.empty()) return {0, Fault::empty};
    const unsigned first = octet_at(octets, 0);
    const std::size_t digits = first < 0x80 ? 0 : first & 0x7f;
    if (octets.size() <= digits) return {digits, Fault::cut};
    std::uint64_t out = first < 0x80 ? first : 0;
    for (std::size_t i = 1; i <= digits; ++i) {
        if (out >> 56 != 0) return {0, Fault::too_large};
        out = out << 8 | octet_at(octets, i);
    }
    octets.remove_prefix(digits + 1);
    return {out};
}

Taken take_tag(std::string_view& octets) {
    if (octets.empty()) return {0, Fault::empty};
    const unsigned first = octet_at(octets, 0);
    std::string_view rest = octets.substr(1);
    const Taken out = (first & 0x1f) != 0x1f ? Taken{first} : take_number(rest, first >> 5);
    if (out.fault == Fault::none) octets = rest;
    return out;
}

std::optional<std::vector<std::uint64_t>> arcs_of(std::string_view text) {
    std::vector<std::uint64_t> out;
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at < end;) {
        std::uint64_t arc = 0;
        const auto [behind, error] = std::from_chars(at, end, arc);
        const bool is_whole = behind == end || (*behind == '.' && behind + 1 != end);
        if (error != std::errc() || arc >> most_bits != 0 || !is_whole) return std::nullopt;
        out.push_back(arc);
        at = behind + 1;
    }
    return out;
}

std::string oid_content(std::vector<std::uint64_t> arcs) {
    if (arcs.size() >= 2) {
        arcs[1] += 40 * arcs[0];
        arcs.erase(arcs.begin());
    }
    std::string out;
    for (const std::uint64_t arc : arcs) out += number_octets(arc);
    return out;
}

std::optional<std::string> oid_text(std::string_view content) {
    std::string out;
    while (!content.empty()) {
        const Taken arc = take_number(content);
        if (arc.fault != Fault::none) return std::nullopt;
        const std::uint64_t first = std::min<std::uint64_t>(arc.number / 40, 2);
        out += out.empty() ? fmt::format("{}.{}", first, arc.number - first * 40)
                           : fmt::format(".{}", arc.number);
    }
    return out;
}

}  // namespace pkttest::ber
