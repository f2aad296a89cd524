// Organisationally unique identifiers (IEEE 802, clause 8.2): three octets, shown with the organisation's
// name where it is one that protocols here ask for.
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

/// "Ieee 802.11 (00:0f:ac)", "00:00:c8"; until the next text of this thread.
std::string_view organisation(const Layer& layer, std::uint64_t identifier);

constexpr Field oui_field(std::string_view name, int initial) {
    return bits(name, 24, initial, {.name_by = organisation, .hex = true});
}

}  // namespace pkttest::protocols
