// Every capture of a folder outside the project (PKTTEST_CAPTURES): nothing crashes, hangs or loses an octet,
// and an unchanged packet is written back octet by octet.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "framework/net/capture.h"
#include "framework/packet/link_types.h"
#include "framework/packet/packet.h"

namespace pkttest {
namespace {

/// Every octet belongs to exactly one layer, in order.
bool covers_all(const Packet& packet) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < packet.size(); ++i) {
        if (packet[i].slot().start != at) return false;
        at += packet[i].slot().length;
    }
    return at == packet.received().size();
}

std::size_t read_every_field(const Packet& packet) {
    std::size_t values = 0;
    for (std::size_t i = 0; i < packet.size(); ++i)
        for (const Field& field : packet[i].protocol().fields)
            values += packet[i].get(field).is_none() ? 0 : 1;
    return values;
}

void examine(const net::CapturedFrame& frame, const std::string& where) {
    const Octets& octets = frame.frame.bytes;
    Packet packet = Packet::dissect(octets, first_protocol(frame.link_type, octets));
    ASSERT_TRUE(covers_all(packet)) << where << "\n" << summary(packet);
    ASSERT_EQ(packet.build(), octets) << where;
    read_every_field(packet);
    ASSERT_FALSE(summary(packet).empty()) << where;
    ASSERT_FALSE(show(packet).empty()) << where;
    packet.clear_cache();
    packet.build();
}

TEST(Captures, LoseNoOctet) {
    const char* variable = std::getenv("PKTTEST_CAPTURES");
    const std::filesystem::path folder = variable != nullptr ? variable : SOURCE_DIR "/../shared/captures";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not there";
    std::size_t files = 0, packets = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".md") continue;
        std::uint64_t number = 0;
        try {
            net::CaptureReader reader(entry.path().string());
            for (net::CapturedFrame frame; reader.next(frame);) {
                examine(frame, fmt::format("{} packet {}", entry.path().filename().string(), ++number));
                if (HasFatalFailure()) return;
                ++packets;
            }
        } catch (const std::exception& error) {
            EXPECT_NE(std::string(error.what()), "")
                << entry.path();  // A malformed file is refused in words.
        }
        ++files;
    }
    EXPECT_GT(files, 0u);
    EXPECT_GT(packets, 0u);
    RecordProperty("packets", static_cast<int>(packets));
}

}  // namespace
}  // namespace pkttest
