// The outermost protocol of a link type: a table of names.
#include "framework/packet/link_types.h"

#include <string_view>

#include "framework/packet/compiled.h"

namespace pkttest {

namespace {

struct LinkType {
    int number;
    std::string_view protocol;
};

/// Where two protocols have a number, the first is read by it; where a protocol has two, the first is
/// written.
constexpr LinkType link_types[] = {
    {0, "Loopback"},   {1, "Ether"},     {9, "PPP"},           {50, "PPP"},         {108, "Loopback"},
    {104, "CHDLC"},    {105, "Dot11"},   {113, "CookedLinux"}, {117, "PFLog"},      {119, "PrismHeader"},
    {127, "RadioTap"}, {187, "HCI_Hdr"}, {192, "PPI"},         {195, "Dot15d4FCS"}, {201, "HCI_PHDR_Hdr"},
    {227, "CAN"},      {228, "IP"},      {229, "IPv6"},        {230, "Dot15d4"},    {276, "CookedLinuxV2"},
    {50, "HDLC"},      {51, "PPPoE"},    {144, "CookedLinux"}, {204, "DIR_PPP"},    {283, "Dot15d4TAP"}};
/// DLT_RAW as files and as systems number it (12 and 14 on some).
constexpr int raw_ip[] = {12, 14, 101};

const Protocol& named(std::string_view name) {
    const Protocol* found = find_protocol(name);
    return found != nullptr ? *found : raw_protocol();
}

}  // namespace

int link_type_of(const Protocol& first) {
    constexpr int ethernet = 1, either_ip = 101;
    if (first.name == "IP" || first.name == "IPv6") return either_ip;
    for (const LinkType& row : link_types)
        if (row.protocol == first.name) return row.number;
    return ethernet;
}

const Protocol& first_protocol(int link_type, std::span<const std::uint8_t> frame) {
    static const Protocol& ether = named("Ether");
    if (link_type == 1) return ether;
    for (const LinkType& row : link_types)
        if (row.number == link_type) return named(row.protocol);
    for (const int number : raw_ip)
        if (number == link_type && !frame.empty()) return named(frame[0] >> 4 == 6 ? "IPv6" : "IP");
    return raw_protocol();
}

}  // namespace pkttest
