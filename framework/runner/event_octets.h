// Events as octets between processes of one run: the fields in their order, in the machine's own form.
#pragma once

#include <string>
#include <string_view>

#include "framework/runner/event.h"

namespace pkttest::runner {

std::string to_octets(const Event& event);
/// Throws std::invalid_argument where the octets are no event.
Event event_from_octets(std::string_view octets);

}  // namespace pkttest::runner
