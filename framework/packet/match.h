// Match: a crafted packet as a pattern. Its layers must be there in this order, the fields that it sets must
// agree, everything else is free. A set means any of its members.
#pragma once

#include <string>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest {

/// One row of a comparison: a field that the pattern sets, or (field empty) a layer that is missing.
struct Difference {
    std::string layer;  ///< "IP", the second one "IP:2".
    std::string field;
    std::string expected;
    std::string actual;  ///< Empty where there is none.
    bool agrees = false;
};

struct Comparison {
    bool matches = false;
    std::vector<Difference> rows;  ///< Every field the pattern sets, in order.
    /// How near a candidate came: layers found count most, then fields that agree.
    int score = 0;
};

/// `exactly`: all octets agree, but for the fields left out ("IP.id").
struct MatchRules {
    bool exactly = false;
    std::vector<std::pair<const Protocol*, const Field*>> ignoring;
};

/// Fast: no rows, no allocation for patterns of plain fields.
bool matches(const Packet& pattern, const Packet& candidate, const MatchRules& rules = {});
Comparison compare(const Packet& pattern, const Packet& candidate, const MatchRules& rules = {});

}  // namespace pkttest
