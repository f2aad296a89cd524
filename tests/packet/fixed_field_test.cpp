// FixedField: reads what Layer reads, however short the frame, and says which fields have no place of their
// own.
#include "framework/packet/fixed_field.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "framework/packet/packet.h"

namespace pkttest {
namespace {

Packet layer(std::string_view name) { return Packet(*find_protocol(name)); }

Octets segment() {
    Packet tag = layer("Dot1Q");
    EXPECT_FALSE(tag.set(0, "vlan", Value(0x123)));
    EXPECT_FALSE(tag.set(0, "prio", Value(5)));
    return (layer("Ether") / tag / layer("IP") / layer("TCP") / Packet::raw("hello")).build();
}

/// Every field of `name` that has a place, in frames cut at every length.
std::size_t compare_fields(std::string_view name) {
    std::size_t compared = 0;
    const Octets whole = segment();
    for (const Field& field : find_protocol(name)->fields.first(3)) {
        const FixedField fixed(name, field.name);
        for (std::size_t length = 1; length <= whole.size(); ++length) {
            const Octets octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            const Dissection frame(octets, *find_protocol("Ether"));
            const int index = frame.find(fixed.protocol());
            if (index < 0) continue;
            const auto at = static_cast<std::size_t>(index);
            EXPECT_EQ(fixed.number(frame, at), frame[at].integer(field))
                << name << '.' << field.name << length;
            const auto here = fixed.octets(frame, at), there = frame[at].octets(field);
            EXPECT_TRUE(std::equal(here.begin(), here.end(), there.begin(), there.end())) << field.name;
            ++compared;
        }
    }
    return compared;
}

TEST(FixedField, ReadsWhatTheLayerReads) {
    for (const char* name : {"Ether", "Dot1Q", "IP", "TCP"}) EXPECT_GT(compare_fields(name), 10u) << name;
}

TEST(FixedField, RefusesFieldsThatLieElsewhereEachTime) {
    EXPECT_THROW(FixedField("DNS", "qdcount"), std::invalid_argument);
    EXPECT_THROW(FixedField("IP", "destination"), std::invalid_argument);
    EXPECT_THROW(FixedField("Internet", "dst"), std::invalid_argument);
}

}  // namespace
}  // namespace pkttest
