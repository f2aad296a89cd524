// Digests of the standards' own examples: RFC 1321 A.5, FIPS 180-4's "abc".
#include "framework/packet/digest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace pkttest {
namespace {

TEST(Digest, IsTheStandards) {
    EXPECT_EQ(fmt::format("{:02x}", fmt::join(md5(""), "")), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(fmt::format("{:02x}", fmt::join(md5("message digest"), "")),
              "f96b697d7cb7938d525a2f31aaf161d0");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace pkttest
