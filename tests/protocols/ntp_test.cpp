// NTP: times and their fractions, authentication and extension fields, control and private messages.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

constexpr const char* times = "0000000000000000 0000000000000000 0000000000000000 0000000000000000";

TEST(Ntp, FractionsOfSecondsAreExact) {
    const Packet read = dissect("NTPHeader",
                                "23020a00 00018000 00000001 7f000001 8000000080000000 "
                                "d9f4d83f4eb8f2b0 0000000000000001 0000000000000000");
    EXPECT_EQ(represent(read[0].get("delay")), "1.5");
    EXPECT_EQ(represent(read[0].get("dispersion")), "1.52587890625e-05");
    EXPECT_EQ(represent(read[0].get("ref")), "2147483648.5");
    EXPECT_EQ(represent(read[0].get("orig")), "3656702015.3075095824897289276123046875");
    EXPECT_EQ(represent(read[0].get("sent")), "0");
}

TEST(Ntp, TimesThatDoNotFitAreRefused) {
    EXPECT_EQ(refusal("NTPHeader", "delay", -1), "delay reaches from 0 to 2^16, -1 does not fit");
    EXPECT_EQ(refusal("NTPHeader", "delay", 65536), "delay reaches from 0 to 2^16, 65536 does not fit");
    EXPECT_EQ(refusal("NTPHeader", "delay", "x"), "delay takes a number, not text 'x'");
    EXPECT_EQ(refusal("NTPHeader", "sent", 4294967295.0), "");
}

TEST(Ntp, IsSentAtTheTimeOfBuilding) {
    const Packet read = Packet::dissect(packet_of("NTP()").build(), *find_protocol("NTP"));
    double sent = 0;
    ASSERT_TRUE(read[0].get("sent").to_real(sent));
    EXPECT_GT(sent, 3944678400.0);  // 2025
}

struct Behind {
    const char* hex;
    const char* layers;
};
const Behind behind[] = {
    {"00000001 00112233445566778899aabbccddeeff", "NTPHeader NTPAuthenticator"},
    {"00000001 00112233445566778899aabbccddeeff00112233", "NTPHeader NTPAuthenticator"},
    {"00000000", "NTPHeader NTPAuthenticator"},
    {"0104001c 0011223344556677 8899aabbccddeeff 0011223344556677", "NTPHeader NTPExtensions"},
    {"ffff", "NTPHeader Raw"},
};
TEST(Ntp, WhatFollowsTheHeaderIsToldByItsLength) {
    for (const Behind& row : behind) {
        Packet read =
            dissect("NTPHeader", "23020a00 00000000 00000000 7f000001" + std::string(times) + row.hex);
        EXPECT_EQ(layers_of(read), row.layers) << row.hex;
        const Octets octets = read.build();
        read.clear_cache();
        EXPECT_EQ(read.build(), octets) << row.hex;
    }
}

TEST(Ntp, ExtensionFieldsEndBeforeTheMac) {
    const Packet read = dissect("NTPExtensions",
                                "01040010 000000000000000000000000 02040014 "
                                "00000000000000000000000000000000 00000007 " +
                                    std::string(times).substr(0, 35));
    EXPECT_EQ(represent(read[0].get("extensions")),
              "[NTPExtension(type=260, len=16, "
              "value=b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00')"
              ", NTPExtension(type=516, len=20, "
              "value=b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
              "\\x00\\x00\\x00')]");
}

TEST(Ntp, AnExtensionFieldCountsItsHeaderAndPadding) {
    EXPECT_EQ(to_hex(packet_of("NTPExtension(type=0x2005, value=b'abcde')").build()),
              "2005000c6162636465000000");
}

TEST(Ntp, AServerAnswersTheClientWhoseTimeItRepeats) {
    const Packet request = packet_of("NTPHeader(sent=1.5)"),
                 answer = packet_of("NTPHeader(mode=4, orig=1.5)"),
                 other = packet_of("NTPHeader(mode=4, orig=2)");
    EXPECT_TRUE(answers(answer[0], request[0]));
    EXPECT_FALSE(answers(other[0], request[0]));
}

TEST(Ntp, AControlMessageCountsItsData) {
    const Packet built = packet_of("NTPControl(op_code=2, sequence=2, data=b'system,leap=0')");
    EXPECT_EQ(to_hex(built.build()),
              "1602000200000000"
              "0000000d"
              "73797374656d2c6c6561703d30000000");
}

TEST(Ntp, AStatusWordSaysWhatTheOperationIsAbout) {
    const Packet system = dissect("NTP", "168100450618000000000004 bebd961a");
    EXPECT_EQ(layers_of(system), "NTPControl");
    EXPECT_EQ(represent(system[0].get("status_word")),
              "NTPSystemStatusPacket(leap_indicator=0, clock_source=6, system_event_counter=1, "
              "system_event_code=8)");
    const Packet error = dissect("NTP", "16c2004504000001 00000000");
    EXPECT_EQ(represent(error[0].get("status_word")), "NTPErrorStatusPacket(error_code=4, reserved=0)");
}

TEST(Ntp, PrivateItemsAreToldByTheRequest) {
    Packet read = dissect("NTP",
                          "97000309 00020010 00000001 00000002 00000003 00000004 "
                          "00000005 00000006 00000007 00000008");
    EXPECT_EQ(represent(read[0].get("data")),
              "[NTPInfoTimerStats(timereset=1, alarms=2, overflows=3, xmtcalls=4), "
              "NTPInfoTimerStats(timereset=5, alarms=6, overflows=7, xmtcalls=8)]");
    const Octets octets = read.build();
    read.clear_cache();
    EXPECT_EQ(read.build(), octets);
    EXPECT_TRUE(answers(read[0], packet_of("NTPPrivate(implementation=3, request_code=9)")[0]));
}

TEST(Ntp, ASignedPrivateRequestEndsWithItsSignature) {
    const Packet read = dissect("NTP",
                                "1780030b 0001001c 7f000001 00000000 00000000000000000000000000000000 "
                                "00000000000000000000000000 0000000000000002 00000001 "
                                "00112233445566778899aabbccddeeff");
    EXPECT_EQ(represent(read[0].get("padding")), "b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00'");
    EXPECT_EQ(layers_of(read), "NTPPrivate");
    EXPECT_NE(represent(read[0].get("authenticator")).find("key_id=1"), std::string::npos);
}

TEST(Ntp, CountsThatSayTooMuchAreSurvived) {
    EXPECT_EQ(layers_of(dissect("NTP", "97000309 0fff0fff 00000001")), "NTPPrivate Raw");
    EXPECT_EQ(layers_of(dissect("NTP", "97000309 0fff0000 00000001")), "NTPPrivate Raw");
    EXPECT_EQ(layers_of(dissect("NTP", "168100450618000000000fff bebd961a")), "NTPControl");
}

TEST(Stamp, TimestampsAreSecondsWithAFractionOrPtps) {
    const auto stamp = [](const char* arguments) {
        const std::string name = "STAMPSessionSenderTestUnauthenticated";
        const Octets octets = packet_of(name + "(" + arguments + ")").build();
        Packet read = Packet::dissect(octets, *find_protocol(name));
        const std::string value = represent(read[0].get("ts"));
        read.clear_cache();
        EXPECT_EQ(read.build(), octets) << arguments;
        return to_hex({octets.begin() + 4, octets.begin() + 12}) + " " + value;
    };
    EXPECT_EQ(stamp("ts=1.5"), "0000000180000000 1.5");
    EXPECT_EQ(stamp("ts=8589934597"), "0000000500000000 5");
    EXPECT_EQ(stamp("ts=1700000000, err_estimate=ErrorEstimate(Z=1)"),
              "6553f10000000000 7301444403200000000");
}

}  // namespace
}  // namespace pkttest
