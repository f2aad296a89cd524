// TCP's options where the vectors do not reach (RFC 2018, RFC 9293 3.1).
#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

constexpr const char* header = "115c0050 00000001 00000002 8010 2000 0000 0000 ";

std::string options_of(const std::string& octets) {
    return represent(dissect("TCP", header + octets)[0].get("options"));
}

TEST(TcpOptions, AnEdgeAloneIsANumberSeveralAreATuple) {
    EXPECT_EQ(options_of("0506 00000009 0101 01010101"),
              "[('SAck', 9), ('NOP', None), ('NOP', None), ('NOP', None), ('NOP', None), ('NOP', None), "
              "('NOP', None)]");
    EXPECT_EQ(options_of("050a 00000009 0000000a 0101"), "[('SAck', (9, 10)), ('NOP', None), ('NOP', None)]");
}

}  // namespace
}  // namespace pkttest
