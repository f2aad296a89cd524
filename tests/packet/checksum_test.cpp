// Checksums against figures of the RFCs and against each other.
#include "framework/packet/checksum.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pkttest {
namespace {

TEST(Crc32c, IsTheStandardsOfItsCheckText) {
    const std::string text = "123456789";
    EXPECT_EQ(crc32c({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}), 0xe3069283u);
    EXPECT_EQ(crc32c({}), 0u);
}

TEST(Checksum, TheExampleOfRfc1071) {
    const std::vector<std::uint8_t> octets = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
    EXPECT_EQ(internet_checksum(octets), 0xffff - 0xddf2);
}

TEST(Checksum, OddLengthsArePaddedWithZero) {
    const std::vector<std::uint8_t> odd = {1, 2, 3}, even = {1, 2, 3, 0};
    EXPECT_EQ(internet_checksum(odd), internet_checksum(even));
}

TEST(Checksum, TheUpdateOfRfc1624EqualsTheSumAnew) {
    std::vector<std::uint8_t> octets(40);
    for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<std::uint8_t>(i * 37 + 11);
    for (unsigned word = 0; word < 0x10000; word += 257) {
        const std::uint16_t before = static_cast<std::uint16_t>(octets[6] << 8 | octets[7]);
        const std::uint16_t sum = internet_checksum(octets);
        octets[6] = static_cast<std::uint8_t>(word >> 8);
        octets[7] = static_cast<std::uint8_t>(word);
        EXPECT_EQ(checksum_update(sum, before, static_cast<std::uint16_t>(word)), internet_checksum(octets));
    }
}

}  // namespace
}  // namespace pkttest
