// Files of many sections: a section may begin anywhere in the reader's buffer, and a file may come in pieces.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "framework/net/capture.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

using Octets = std::vector<std::uint8_t>;

/// A section with an interface and a packet of three octets.
Octets section() {
    return octets(
        "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
        "01000000 14000000 0100 0000 00000000 14000000"
        "06000000 24000000 00000000 00000000 03000000 03000000 03000000 aabbcc00 24000000");
}

/// A section header and an unknown block of 12 + `length` octets, so that what follows stands elsewhere.
Octets lead(std::size_t length) {
    const Octets whole = section();
    Octets out(whole.begin(), whole.begin() + 28);
    const auto put = [&out](std::size_t value) {
        for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    put(0x99);
    put(12 + length);
    out.resize(out.size() + length);
    put(12 + length);
    return out;
}

TEST(CaptureSections, ASectionMayBeginAnywhereInTheReadersBuffer) {
    const Octets one = section();
    // More than the reader's 256 KiB, so that its edge falls on every fourth octet of a section in turn.
    constexpr std::size_t count = 3500;
    Octets sections;
    for (std::size_t i = 0; i < count; ++i) sections.insert(sections.end(), one.begin(), one.end());
    for (std::size_t shift = 0; shift < one.size(); shift += 4) {
        Octets content = lead(shift);
        content.insert(content.end(), sections.begin(), sections.end());
        const TemporaryFile file(content);
        const auto frames = read_capture(file.path());
        ASSERT_EQ(frames.size(), count) << shift;
        ASSERT_EQ(frames.back().frame.bytes, octets("aabbcc")) << shift;
        ASSERT_EQ(frames.back().interface, count - 1) << shift;
    }
}

TEST(CaptureSections, APipeMayBreakAtAnyOctet) {
    const Octets one = section();
    for (std::size_t cut = 1; cut < one.size(); ++cut) {
        const TemporaryFile place;
        ASSERT_EQ(::unlink(place.path().c_str()), 0);
        ASSERT_EQ(::mkfifo(place.path().c_str(), 0600), 0);
        std::thread writer([&] {
            std::ofstream pipe(place.path(), std::ios::binary);
            const auto* start = reinterpret_cast<const char*>(one.data());
            pipe.write(start, static_cast<std::streamsize>(cut)).flush();
            pipe.write(start + cut, static_cast<std::streamsize>(one.size() - cut)).flush();
        });
        const auto frames = read_capture(place.path());
        writer.join();
        ASSERT_EQ(frames.size(), 1u) << cut;
        EXPECT_EQ(frames[0].frame.bytes, octets("aabbcc")) << cut;
    }
}

}  // namespace
}  // namespace pkttest::net
