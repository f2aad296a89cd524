// Names of organisations, by the IEEE's registry.
#include "protocols/oui.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocols/shown_text.h"

namespace pkttest::protocols {

static constexpr Name organisations[] = {
    {0x000000, "Officially Xerox, but 0:0:0:0:0:0 is more common (00:00:00)"},
    {0x00000c, "Cisco Systems, Inc (00:00:0c)"},
    {0x000fac, "Ieee 802.11 (00:0f:ac)"},
    {0x00120f, "Ieee 802.3 (00:12:0f)"},
    {0x0012bb, "Telecommunications Industry Association TR-41 Committee (00:12:bb)"},
    {0x0050f2, "Microsoft Corp. (00:50:f2)"},
    {0x00b052, "Atheros Communications (00:b0:52)"},
    {0x080007, "Apple, Inc. (08:00:07)"},
    {0x506f9a, "Wi-Fi Alliance (50:6f:9a)"},
};

std::string_view organisation(const Layer&, std::uint64_t identifier) {
    const auto* found = std::find_if(std::begin(organisations), std::end(organisations),
                                     [&](const Name& name) { return name.value == identifier; });
    if (found != std::end(organisations)) return found->name;
    return shown(
        fmt::format("{:02x}:{:02x}:{:02x}", identifier >> 16, identifier >> 8 & 0xff, identifier & 0xff));
}

}  // namespace pkttest::protocols
