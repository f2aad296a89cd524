// Options, parts and records of lists: what follows one of them belongs to somebody else.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Part {
    const char* expression;
    const char* layers;
};
void PrintTo(const Part& row, std::ostream* out) { *out << row.expression; }

class Parts : public testing::TestWithParam<Part> {};

/// As Scapy 2.5 reads the same octets.
TEST_P(Parts, LeaveWhatFollowsThemAsPadding) {
    const Packet part = packet_of(GetParam().expression);
    Octets octets = part.build();
    octets.insert(octets.end(), {0xa5, 0x5a, 0xa5});
    const Packet read = Packet::dissect(octets, part[0].protocol());
    EXPECT_EQ(layers_of(read), std::string(GetParam().layers) + " Padding");
    EXPECT_EQ(read.build(), octets);
}

constexpr Part parts[] = {
    {"IPOption_RR(routers=['192.0.2.1'])", "IPOption_RR"},
    {"IPOption_NOP()", "IPOption_NOP"},
    {"PadN(optdata=b'ab')", "PadN"},
    {"RouterAlert()", "RouterAlert"},
    {"MIP6OptLLAddr()", "MIP6OptLLAddr"},
    {"DHCP6OptIAAddress()", "DHCP6OptIAAddress"},
    {"EDNS0TLV(optcode=3, optdata=b'x')", "EDNS0TLV"},
    {"PPP_LCP_MRU_Option()", "PPP_LCP_MRU_Option"},
    {"PPP_IPCP_Option_DNS1()", "PPP_IPCP_Option_DNS1"},
    {"PPPoETag(tag_type=0x0101)", "PPPoETag"},
    {"RadiusAttr_NAS_Port(value=7)", "RadiusAttr_NAS_Port"},
    {"SCTPChunkParamIPv4Addr()", "SCTPChunkParamIPv4Addr"},
    {"EIGRPStub()", "EIGRPStub"},
    {"ISIS_PaddingTlv(padding=b'x')", "ISIS_PaddingTlv"},
    {"OSPF_Link()", "OSPF_Link"},
    {"OSPFv3_Router_LSA()", "OSPFv3_Router_LSA"},
    {"PIMv2HelloHoldtime()", "PIMv2HelloHoldtime"},
    {"IPv4TrafficSelector()", "IPv4TrafficSelector"},
    {"STUNPriority()", "STUNPriority"},
    {"TacacsAuthorizationRequest()", "TacacsAuthorizationRequest"},
};
INSTANTIATE_TEST_SUITE_P(Rows, Parts, testing::ValuesIn(parts));

}  // namespace
}  // namespace pkttest
