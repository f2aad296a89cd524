// Typed: a struct's fields as a program writes them are what set() makes of the same values, and refuse what
// it refuses.
#include "framework/packet/typed.h"

#include <gtest/gtest.h>

#include "tests/packet/crafting.h"

namespace pkttest {
namespace {

/// As the generated structs are, of a protocol with fields of every common kind.
struct Header : TypedLayer {
    static constexpr std::size_t flags = 5, ttl = 7, proto = 8, src = 10, dst = 11, options = 12;
    Header(std::size_t field, const Written& written) : Header(field, written, Written()) {}

 private:
    Header(std::size_t field, const Written& written, const Written& other)
        : TypedLayer(
              built_in<"IP">(),
              {pick(0, field, written, other), pick(1, field, written, other), pick(2, field, written, other),
               pick(3, field, written, other), pick(4, field, written, other), pick(5, field, written, other),
               pick(6, field, written, other), pick(7, field, written, other), pick(8, field, written, other),
               pick(9, field, written, other), pick(10, field, written, other),
               pick(11, field, written, other), pick(12, field, written, other)}) {}
    static const Written* pick(std::size_t index, std::size_t field, const Written& written,
                               const Written& other) {
        return index == field ? &written : &other;
    }
};

Packet set_one(std::size_t field, const Value& value) {
    Packet out = craft("IP");
    EXPECT_FALSE(out.set(0, out[0].protocol().fields[field], value));
    return out;
}

TEST(Typed, WhatIsWrittenIsWhatSetMakesOfIt) {
    char changing[] = "192.0.2.9";
    struct Row {
        std::size_t field;
        Written written;
        Value value;
    };
    const Row rows[] = {
        {Header::ttl, 3, Value(3)},
        {Header::ttl, std::uint8_t{255}, Value(255)},
        {Header::ttl, std::uint64_t{7}, Value(7)},
        {Header::ttl, true, Value(true)},
        {Header::ttl, Value(), Value()},
        {Header::ttl, Value(9), Value(9)},
        {Header::ttl, List{Value(1), Value(2)}, Value(List{Value(1), Value(2)})},
        {Header::ttl, Value::tuple({Value(1), Value(4)}), Value::tuple({Value(1), Value(4)})},
        {Header::flags, "DF+MF", Value("DF+MF")},
        {Header::flags, 2, Value(2)},
        {Header::proto, "udp", Value("udp")},
        {Header::src, "192.0.2.1", Value("192.0.2.1")},
        {Header::src, std::string("192.0.2.1"), Value("192.0.2.1")},
        {Header::src, std::string_view("192.0.2.1"), Value("192.0.2.1")},
        {Header::src, changing, Value("192.0.2.9")},
        {Header::src, 0xc0000201u, Value("192.0.2.1")},
        {Header::dst, "192.0.2.0/30", Value("192.0.2.0/30")},
        {Header::dst, "10.0.0-3.*", Value("10.0.0-3.*")},
        {Header::options, List{Value(craft("IPOption_NOP"))}, Value(List{Value(craft("IPOption_NOP"))})},
        {Header::options, craft("IPOption_NOP"), Value(craft("IPOption_NOP"))},
    };
    for (const Row& row : rows) {
        const Header typed(row.field, row.written);
        const Packet expected = set_one(row.field, row.value);
        EXPECT_EQ(command(typed), command(expected));
        EXPECT_EQ(typed.member_count(), expected.member_count()) << command(expected);
        EXPECT_EQ(typed.build(), expected.build()) << command(expected);
    }
}

TEST(Typed, WhatDoesNotFitIsRefusedWithTheReasonOfSet) {
    const std::pair<std::size_t, const char*> texts[] = {
        {Header::ttl, "3"},
        {Header::flags, "DX"},
        {Header::proto, "nothing"},
        {Header::src, "192.0.2.256"},
        {Header::dst, "2001:db8::1"},
        {Header::dst, "192.0.2.0/33"},
        {Header::src, ""},
    };
    const std::pair<std::size_t, Integer> numbers[] = {
        {Header::ttl, 256}, {Header::ttl, -1}, {Header::flags, 8}, {Header::src, Integer{1} << 32}};
    const auto compare = [](std::size_t field, const Written& written) {
        Packet other = craft("IP");
        const auto problem = other.set(0, other[0].protocol().fields[field], written.value());
        ASSERT_TRUE(problem) << field << represent(written.value());
        try {
            const Header typed(field, written);
            ADD_FAILURE() << command(typed);
        } catch (const std::invalid_argument& refused) {
            EXPECT_EQ(refused.what(), problem->message);
        }
    };
    for (const auto& [field, text] : texts) compare(field, text);
    for (const auto& [field, number] : numbers) {
        compare(field, Value(number));
        if (number <= 256) compare(field, static_cast<int>(number));
    }
}

TEST(Typed, LayersStackWhetherTheyAreKeptOrNot) {
    const Header kept(Header::ttl, 3);
    const Packet expected = kept / craft("UDP") / Packet::raw("hello");
    EXPECT_EQ(command(Header(Header::ttl, 3) / craft("UDP") / "hello"), command(expected));
    const Packet udp = craft("UDP");
    EXPECT_EQ(command(kept / udp / "hello"), command(expected));
    EXPECT_EQ(kept.size(), 1u);
    EXPECT_EQ(udp.size(), 1u);
}

}  // namespace
}  // namespace pkttest
