// Labs and live links over veth pairs in namespaces. They need root; without it they are skipped.
#include "framework/net/lab.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>

#include "framework/net/in_namespace.h"
#include "framework/net/interfaces.h"
#include "framework/net/live_link.h"
#include "framework/net/namespaces.h"
#include "framework/net/neighbours.h"
#include "framework/net/routes.h"
#include "tests/net/temporary_file.h"

namespace pkttest::net {
namespace {

using testing::HasSubstr;
using Octets = std::vector<std::uint8_t>;

class Labs : public testing::Test {
 protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "labs need root";
    }
};
using LiveLinks = Labs;

LabHost dut(std::vector<LabCommand> commands = {}) {
    return {"dut", {{"lan", {"192.0.2.1/24"}}}, std::move(commands)};
}

Octets frame_from(const LiveLink& link, std::string_view type_and_rest, std::size_t length = 60) {
    Octets out = octets("ffffffffffff");
    const Octets source = link.hardware_address();
    out.insert(out.end(), source.begin(), source.end());
    const Octets rest = octets(type_and_rest);
    out.insert(out.end(), rest.begin(), rest.end());
    out.resize(std::max(length, out.size()), 0);
    return out;
}

/// The next frame for which `wanted` is true, within 5 s.
std::optional<Frame> next(LiveLink& link, const std::function<bool(const Frame&)>& wanted) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (std::chrono::steady_clock::now() < end) {
        pollfd wait{link.descriptor(), POLLIN, 0};
        ::poll(&wait, 1, 50);
        while (auto frame = link.take(Time(0)))
            if (wanted(*frame)) return frame;
    }
    return std::nullopt;
}

std::function<bool(const Frame&)> with(Octets bytes) {
    return [bytes = std::move(bytes)](const Frame& frame) { return frame.bytes == bytes; };
}

TEST_F(Labs, AreMadeAndRemoved) {
    std::string host, tester;
    {
        Lab lab({dut()});
        host = lab.namespace_of("dut");
        tester = lab.tester_namespace();
        EXPECT_EQ(lab.interface_of("lan"), "lan");
        EXPECT_THROW(lab.interface_of("wan"), std::invalid_argument);
        EXPECT_EQ(lab.device_addresses("lan"), (std::vector<std::string>{"192.0.2.1/24"}));
        EXPECT_EQ(lab.links(), (std::vector<std::string>{"lan"}));
        in_namespace(host, [] {
            const Interfaces interfaces = Interfaces::read();
            ASSERT_NE(interfaces.find("lan"), nullptr);
            EXPECT_TRUE(interfaces.find("lan")->up);
            EXPECT_TRUE(interfaces.find("lo")->up);
            ASSERT_EQ(interfaces.find("lan")->addresses.size(), 1u);
            EXPECT_EQ(format(interfaces.find("lan")->addresses[0]), "192.0.2.1/24");
            const Route* route = nullptr;
            const Routes routes = Routes::read();
            route = routes.find(parse_ip("192.0.2.7").value());
            ASSERT_NE(route, nullptr);
            EXPECT_EQ(route->interface, interfaces.find("lan")->index);
            EXPECT_EQ(route->source, parse_ip("192.0.2.1"));
            EXPECT_EQ(route->gateway, std::nullopt);
        });
        in_namespace(tester, [] {
            ASSERT_NE(Interfaces::read().find("lan"), nullptr);
            EXPECT_TRUE(Interfaces::read().find("lan")->addresses.empty());
        });
    }
    EXPECT_TRUE(find_namespaces(host).empty());
    EXPECT_TRUE(find_namespaces(tester).empty());
}

TEST_F(Labs, RoutesAndNeighboursOfAHostAreRead) {
    Lab lab({dut({{"ip route add 198.51.100.0/24 via 192.0.2.9"},
                  {"ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:09 dev lan"}})});
    in_namespace(lab.namespace_of("dut"), [] {
        const Routes routes = Routes::read();
        const Route* route = routes.find(parse_ip("198.51.100.7").value());
        ASSERT_NE(route, nullptr);
        EXPECT_EQ(route->gateway, parse_ip("192.0.2.9"));
        const Neighbours neighbours = Neighbours::read();
        const Neighbour* neighbour = neighbours.find(*route->gateway, route->interface);
        ASSERT_NE(neighbour, nullptr);
        EXPECT_EQ(neighbour->hardware_address, octets("020000000009"));
    });
}

TEST_F(Labs, AFailedCommandIsShownWithItsErrorsAndNothingStays) {
    const auto before = find_namespaces("pkttest-" + std::to_string(::getpid()) + "-");
    try {
        Lab lab({dut({{"echo wrong >&2; exit 7"}})});
        FAIL() << "no error";
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(std::string(error.what()),
                  "host dut: `echo wrong >&2; exit 7` failed with status 7: wrong");
    }
    EXPECT_EQ(find_namespaces("pkttest-" + std::to_string(::getpid()) + "-"), before);
}

TEST_F(Labs, AWrongAddressOrNameIsRefusedInWords) {
    EXPECT_THROW(Lab({{"dut", {{"lan", {"192.0.2.1/99"}}}, {}}}), std::runtime_error);
    EXPECT_THROW(Lab({LabHost{"tester", {}, {}}}), std::runtime_error);
    EXPECT_THROW(Lab({LabHost{"a/b", {}, {}}}), std::runtime_error);
    EXPECT_THROW(Lab({{"dut", {{"a-name-that-is-too-long", {}}}, {}}}), std::runtime_error);
    EXPECT_THROW(Lab({{"dut", {{"lan", {}}, {"lan", {}}}, {}}}), std::runtime_error);
    EXPECT_THROW(Lab({dut(), dut()}), std::runtime_error);
}

/// Waits until a file says something.
std::string content_of(const std::string& path) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (std::chrono::steady_clock::now() < end) {
        std::ifstream file(path);
        std::string text;
        if (std::getline(file, text) && !file.eof()) return text;
        ::poll(nullptr, 0, 5);
    }
    return "";
}

TEST_F(Labs, WhatRunsInTheBackgroundEndsWithTheLab) {
    const TemporaryFile first, second;
    Lab lab({dut({{"echo $$ > " + first.path() + "; exec sleep 1000 &"},
                  {"echo $$ > " + second.path() + "; exec sleep 1000", true}})});
    const std::string one = content_of(first.path()), other = content_of(second.path());
    ASSERT_NE(one, "");
    ASSERT_NE(other, "");
    EXPECT_TRUE(std::filesystem::exists("/proc/" + one));
    lab.remove();
    EXPECT_FALSE(std::filesystem::exists("/proc/" + one));
    EXPECT_FALSE(std::filesystem::exists("/proc/" + other));
    lab.remove();
}

TEST_F(Labs, LeftoversOfDeadRunsAreRemovedAndLivingOnesStay) {
    Lab living({dut()});
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            new Lab({dut()});
        } catch (const std::exception&) {
        }
        ::_exit(0);
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    const std::string prefix = "pkttest-" + std::to_string(child) + "-";
    EXPECT_EQ(find_namespaces(prefix).size(), 2u);
    Lab::remove_leftovers();
    EXPECT_TRUE(find_namespaces(prefix).empty());
    EXPECT_EQ(find_namespaces(living.namespace_of("dut")).size(), 1u);
}

TEST_F(Labs, TheDeviceAnswersARP) {
    Lab lab({dut()});
    LiveLink link("lan", lab.interface_of("lan"), lab.tester_namespace());
    link.arm("arp");
    const Octets request =
        frame_from(link, "0806 0001 0800 06 04 0001 020000000001 c0000202 000000000000 c0000201");
    link.send(request);
    const auto reply = next(link, [](const Frame& frame) { return frame.direction == Direction::received; });
    ASSERT_TRUE(reply);
    ASSERT_GE(reply->bytes.size(), 42u);
    EXPECT_EQ(reply->bytes[21], 2);
    EXPECT_EQ(Octets(reply->bytes.begin() + 28, reply->bytes.begin() + 32), octets("c0000201"));
    EXPECT_EQ(link.statistics().dropped, 0u);
}

void send_udp(std::uint32_t destination) {
    const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(4242);
    to.sin_addr.s_addr = htonl(destination);
    EXPECT_EQ(::sendto(socket, "hello", 5, 0, reinterpret_cast<sockaddr*>(&to), sizeof to), 5);
    ::close(socket);
}

TEST_F(Labs, HostsOnOneLinkSeeEachOtherAndTheTesterSeesBoth) {
    Lab lab({{"a", {{"lan", {"192.0.2.1/24", "2001:db8::1/64"}}}, {}},
             {"b", {{"lan", {"192.0.2.2/24", "2001:db8::2/64"}}}, {}}});
    EXPECT_EQ(lab.device_addresses("lan").size(), 4u);
    LiveLink link("lan", lab.interface_of("lan"), lab.tester_namespace());
    link.arm("udp");
    in_namespace(lab.namespace_of("a"), [] { send_udp(0xc0000202); });
    const auto seen = next(link, [](const Frame& frame) {
        return frame.bytes.size() >= 47 &&
               std::equal(frame.bytes.begin() + 42, frame.bytes.begin() + 47, "hello");
    });
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->direction, Direction::received);
    EXPECT_FALSE(seen->partial_checksum);
}

/// Two live links at the ends of one wire.
struct Ends {
    Lab lab{{dut()}};
    LiveLink near{"near", lab.interface_of("lan"), lab.tester_namespace()};
    LiveLink far{"far", "lan", lab.namespace_of("dut")};
};

TEST_F(LiveLinks, OwnFramesAreSentOnesAndReceivedAtTheOtherEnd) {
    Ends ends;
    ends.near.arm("");
    ends.far.arm("");
    const Octets frame = frame_from(ends.near, "88b5 01");
    ends.near.send(frame);
    const auto sent = next(ends.near, with(frame));
    const auto received = next(ends.far, with(frame));
    ASSERT_TRUE(sent);
    ASSERT_TRUE(received);
    EXPECT_EQ(sent->direction, Direction::sent);
    EXPECT_EQ(received->direction, Direction::received);
    // An identical echo still is a received frame.
    ends.far.send(frame);
    const auto echo = next(ends.near, with(frame));
    ASSERT_TRUE(echo);
    EXPECT_EQ(echo->direction, Direction::received);
    EXPECT_EQ(ends.near.statistics().sent, 1u);
    EXPECT_EQ(ends.near.statistics().received, 1u);
}

TEST_F(LiveLinks, TagsThatTheKernelTakesOutAreBackWithTheirType) {
    Ends ends;
    ends.near.arm("");
    ends.far.arm("vlan 100");
    for (const char* type : {"8100 6064 88b5 01", "88a8 6064 8100 0002 88b5 02"}) {
        const Octets frame = frame_from(ends.near, type, 64);
        ends.near.send(frame);
        const auto received = next(ends.far, with(frame));
        ASSERT_TRUE(received) << type;
        EXPECT_EQ(received->wire_length, 64u);
    }
}

TEST_F(LiveLinks, WhatCameBeforeArmingAndWhatTheFilterRefusesIsNotSeen) {
    Ends ends;
    ends.near.arm("");
    ends.far.arm("");
    const Octets early = frame_from(ends.near, "88b5 01");
    ends.near.send(early);
    ASSERT_TRUE(next(ends.near, with(early)));
    ends.far.arm("ether proto 0x88b6");
    ends.near.send(frame_from(ends.near, "88b5 02"));
    const Octets wanted = frame_from(ends.near, "88b6 03");
    ends.near.send(wanted);
    const auto first = next(ends.far, [](const Frame&) { return true; });
    ASSERT_TRUE(first);
    EXPECT_EQ(first->bytes, wanted);
    EXPECT_THROW(ends.far.arm("nonsense ("), std::invalid_argument);
}

TEST_F(LiveLinks, AFrameBeyondTheMtuNamesLinkAndMtu) {
    Ends ends;
    EXPECT_EQ(ends.near.largest_frame(), 1518u);
    try {
        ends.near.send(frame_from(ends.near, "88b5", 1600));
        FAIL() << "no error";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(),
                    HasSubstr("near (lan): a frame of 1600 octets is too long for the MTU of 1500"));
    }
}

TEST_F(LiveLinks, ALinkThatIsDownSaysSoAndGoesOnWhenItIsBack) {
    Ends ends;
    ends.near.arm("");
    const std::string ip = "ip -n " + ends.lab.tester_namespace() + " link set lan ";
    ASSERT_EQ(std::system((ip + "down").c_str()), 0);
    const Octets frame = frame_from(ends.near, "88b5 04");
    try {
        ends.near.send(frame);
        FAIL() << "no error";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("near (lan): the interface is down"));
    }
    ASSERT_EQ(std::system((ip + "up").c_str()), 0);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    std::optional<Frame> seen;
    while (!seen && std::chrono::steady_clock::now() < end) {
        ends.near.send(frame);
        ::poll(nullptr, 0, 10);
        while (auto each = ends.near.take(Time(0)))
            if (each->bytes == frame) seen = each;
    }
    EXPECT_TRUE(seen);
    EXPECT_THAT(ends.near.describe().notes, testing::Contains(HasSubstr("down while it was read")));
}

TEST_F(LiveLinks, AnUnknownInterfaceOrNamespaceIsNamed) {
    try {
        LiveLink("lan", "no-such-link");
        FAIL() << "no error";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("lan: there is no interface no-such-link"));
    }
    try {
        LiveLink("lan", "lo", "no-such-namespace");
        FAIL() << "no error";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot open the network namespace no-such-namespace"));
    }
}

TEST_F(LiveLinks, LoopbackShowsEachFrameOnce) {
    Lab lab({dut()});
    LiveLink link("lo", "lo", lab.namespace_of("dut"));
    link.arm("");
    Octets frame = octets("000000000000 000000000000 88b5");
    frame.resize(60, 5);
    link.send(frame);
    const Octets last = [&] {
        Octets copy = frame;
        copy.back() = 6;
        return copy;
    }();
    link.send(last);
    int times = 0;
    ASSERT_TRUE(next(link, [&](const Frame& each) {
        times += each.bytes == frame ? 1 : 0;
        return each.bytes == last;
    }));
    EXPECT_EQ(times, 1);
}

TEST_F(LiveLinks, AChecksumThatNobodyHasCompletedIsMarked) {
    Lab lab({dut()});
    LiveLink link("lo", "lo", lab.namespace_of("dut"));
    link.arm("udp port 4242");
    in_namespace(lab.namespace_of("dut"), [] { send_udp(0x7f000001); });
    const auto frame = next(link, [](const Frame&) { return true; });
    ASSERT_TRUE(frame);
    EXPECT_TRUE(frame->partial_checksum);
}

TEST_F(LiveLinks, ManyFramesAllArrive) {
    Ends ends;
    ends.far.arm("ether proto 0x88b5");
    constexpr int count = 5000;
    for (int i = 0; i < count; ++i) {
        Octets frame = frame_from(ends.near, "88b5");
        frame[20] = static_cast<std::uint8_t>(i >> 8);
        frame[21] = static_cast<std::uint8_t>(i);
        ends.near.send(frame);
    }
    for (int i = 0; i < count; ++i) {
        const auto frame = next(ends.far, [](const Frame&) { return true; });
        ASSERT_TRUE(frame) << i;
        ASSERT_EQ(frame->bytes[20] << 8 | frame->bytes[21], i);
    }
    EXPECT_EQ(ends.far.statistics().dropped, 0u);
}

}  // namespace
}  // namespace pkttest::net
