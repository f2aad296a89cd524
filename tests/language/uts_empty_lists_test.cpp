// Empty lists where one value is meant: nothing can be built of them, and nothing breaks.
#include <gmock/gmock.h>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(EmptyLists, AreNoValueOfAField) {
    EXPECT_THAT(run_code("raw(IP(ttl=[]))"), StartsWith("skipped"));
    EXPECT_THAT(run_code("Raw(load=[])"), HasSubstr("an empty list for load"));
    EXPECT_EQ(run_code("assert IP(options=[]).options == [] and DNS(an=[]).an == []"), "passed");
}

TEST(EmptyLists, AreNoDomainName) {
    EXPECT_THAT(run_code("raw(DHCP6OptNISPDomain(nispdomain=[]))"),
                HasSubstr("nispdomain takes domain names, not list []"));
    EXPECT_EQ(run_code("assert DHCP6OptDNSDomains(dnsdomains=[]).dnsdomains == []"), "passed");
}

}  // namespace
}  // namespace pkttest::language
