// Raw and Padding: octets that no protocol claims, and octets that a length left out.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Field fields[] = {octets("load", "", {})};

extern constexpr Protocol raw = {
    .name = "Raw",
    .title = "Raw octets",
    .shown = "Raw",
    .fields = fields,
};
static_assert(well_formed(raw));

extern constexpr Protocol padding = {
    .name = "Padding",
    .title = "Padding",
    .fields = fields,
};
static_assert(well_formed(padding));

}  // namespace pkttest::protocols
