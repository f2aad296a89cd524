// Every capture of a folder outside the project (PKTTEST_CAPTURES): nothing crashes, hangs or loses an octet,
// and an unchanged packet is written back octet by octet.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "framework/net/capture.h"
#include "framework/packet/link_types.h"
#include "framework/packet/packet.h"

namespace pkttest {
namespace {

/// Every octet belongs to exactly one layer, in order; trailers stand behind what their layers carry.
bool covers_all(const Packet& packet) {
    std::size_t at = 0, trailers = 0;
    for (std::size_t i = 0; i < packet.size(); ++i) trailers += packet[i].protocol().trailer;
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const std::size_t gap = packet[i].slot().start - at;
        if (gap > trailers || (gap > 0 && !packet[i].is("Padding"))) return false;
        trailers -= gap;
        at = packet[i].slot().start + packet[i].slot().length;
    }
    return at + trailers == packet.received().size();
}

/// Values that can be read, each in the form that expressions see.
std::size_t read_every_field(const Packet& packet) {
    std::size_t values = 0;
    for (std::size_t i = 0; i < packet.size(); ++i)
        for (const Field& field : packet[i].protocol().fields)
            values += represent(packet[i].get(field)) == "None" ? 0 : 1;
    return values;
}

void examine(const net::CapturedFrame& frame, const std::string& where) {
    const Octets& octets = frame.frame.bytes;
    Packet packet = Packet::dissect(octets, first_protocol(frame.link_type, octets));
    ASSERT_TRUE(covers_all(packet)) << where << "\n" << summary(packet);
    ASSERT_EQ(packet.build(), octets) << where;
    ASSERT_TRUE(octets.empty() || read_every_field(packet) > 0) << where;
    ASSERT_FALSE(summary(packet).empty()) << where;
    ASSERT_FALSE(show(packet).empty()) << where;
    ASSERT_FALSE(command(packet).empty()) << where;
    ASSERT_EQ(hashret(packet), hashret(Packet(packet))) << where;
    answers(packet, packet);
    packet.clear_cache();
    packet.build();
}

/// A malformed file is refused in words; the frames before that count.
bool next_frame(net::CaptureReader& reader, net::CapturedFrame& frame) {
    try {
        return reader.next(frame);
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()), "");
        return false;
    }
}

/// The packets of a file.
std::size_t examine_file(const std::filesystem::path& path) {
    std::size_t packets = 0;
    std::optional<net::CaptureReader> reader;
    try {
        reader.emplace(path.string());
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()), "") << path;
        return 0;
    }
    for (net::CapturedFrame frame; next_frame(*reader, frame) && !testing::Test::HasFatalFailure();)
        examine(frame, fmt::format("{} packet {}", path.filename().string(), ++packets));
    return packets;
}

TEST(Captures, LoseNoOctet) {
    const char* variable = std::getenv("PKTTEST_CAPTURES");
    const std::filesystem::path folder = variable != nullptr ? variable : SOURCE_DIR "/../shared/captures";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not there";
    std::size_t files = 0, packets = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".md") continue;
        packets += examine_file(entry.path());
        if (HasFatalFailure()) return;
        ++files;
    }
    EXPECT_GT(files, 0u);
    EXPECT_GT(packets, 0u);
    RecordProperty("packets", static_cast<int>(packets));
}

}  // namespace
}  // namespace pkttest
