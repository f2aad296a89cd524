// What NTP's three kinds of messages share: modes, times, the summary.
#pragma once

#include <fmt/format.h>

#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

inline constexpr Name ntp_modes[] = {
    {0, "reserved"}, {1, "symmetric active"}, {2, "symmetric passive"},   {3, "client"},
    {4, "server"},   {5, "broadcast"},        {6, "NTP control message"}, {7, "reserved for private use"}};
inline constexpr Field ntp_mode = enumeration("mode", 3, 0, ntp_modes);

inline constexpr FixedPoint ntp_fraction_16{16}, ntp_fraction_32{32};
/// A time or interval in seconds, of 32 bits and their fractions in 32.
constexpr Field ntp_time(std::string_view name, Default initial = 0, Extra extra = {}) {
    extra.name_by = ntp_date;
    return fixed_point(name, 64, ntp_fraction_32, initial, extra);
}
/// An interval in seconds, of 16 bits and their fractions in 16.
constexpr Field ntp_interval(std::string_view name) { return fixed_point(name, 32, ntp_fraction_16); }

/// "NTP v4, client"
std::string ntp_summary(const Layer& layer);

}  // namespace pkttest::protocols
