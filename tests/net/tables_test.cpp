// Interfaces, routes and neighbours: changeable copies, the longest prefix, what the system has.
#include <gtest/gtest.h>

#include "framework/net/interfaces.h"
#include "framework/net/neighbours.h"
#include "framework/net/routes.h"

namespace pkttest::net {
namespace {

IpNumber ip(std::string_view text) { return parse_ip(text).value(); }

struct Inside {
    const char* network;
    const char* address;
    bool inside;
};

constexpr Inside insides[] = {
    {"192.0.2.0/24", "192.0.2.255", true},
    {"192.0.2.0/24", "192.0.3.0", false},
    {"192.0.2.128/25", "192.0.2.127", false},
    {"0.0.0.0/0", "255.1.2.3", true},
    {"0.0.0.0/0", "::1", false},
    {"192.0.2.1", "192.0.2.1", true},
    {"192.0.2.1", "192.0.2.2", false},
    {"2001:db8::/33", "2001:db8:7fff::1", true},
    {"2001:db8::/33", "2001:db8:8000::1", false},
    {"::/0", "2001:db8::1", true},
};

TEST(IpNetwork, ContainsByPrefix) {
    for (const Inside& row : insides)
        EXPECT_EQ(parse_network(row.network)->contains(ip(row.address)), row.inside)
            << row.network << " " << row.address;
}

TEST(IpNetwork, ReadsAndWritesText) {
    for (const char* text : {"192.0.2.1/24", "2001:db8::1/64", "::/0"})
        EXPECT_EQ(format(parse_network(text).value()), text);
    for (const char* text :
         {"", "192.0.2.1/33", "192.0.2.1/", "192.0.2.1/x", "2001:db8::1/129", "a/8", "1.2.3"})
        EXPECT_FALSE(parse_network(text)) << text;
}

Route route(const char* destination, int interface, const char* gateway = nullptr, std::uint32_t metric = 0) {
    Route out;
    out.destination = parse_network(destination).value();
    out.interface = interface;
    if (gateway != nullptr) out.gateway = ip(gateway);
    out.metric = metric;
    return out;
}

TEST(Routes, TheLongestPrefixWinsThenTheLowestMetric) {
    Routes routes;
    routes.add(route("0.0.0.0/0", 1, "10.0.0.1", 100));
    routes.add(route("0.0.0.0/0", 2, "10.0.0.2", 50));
    routes.add(route("10.0.0.0/8", 3));
    routes.add(route("10.1.0.0/16", 4));
    routes.add(route("2001:db8::/32", 5));
    EXPECT_EQ(routes.find(ip("10.1.2.3"))->interface, 4);
    EXPECT_EQ(routes.find(ip("10.2.2.3"))->interface, 3);
    EXPECT_EQ(routes.find(ip("192.0.2.1"))->interface, 2);
    EXPECT_EQ(routes.find(ip("192.0.2.1"), 1)->gateway, ip("10.0.0.1"));
    EXPECT_EQ(routes.find(ip("2001:db8::1"))->interface, 5);
    EXPECT_EQ(routes.find(ip("2001:db9::1")), nullptr);
    EXPECT_EQ(routes.remove(route("10.1.0.0/16", 4)), 1u);
    EXPECT_EQ(routes.find(ip("10.1.2.3"))->interface, 3);
}

TEST(Interfaces, AreChangeable) {
    Interfaces interfaces;
    Interface second;
    second.name = "b";
    second.index = 2;
    interfaces.add(second);
    Interface first;
    first.name = "a";
    first.index = 1;
    interfaces.add(first);
    second.name = "c";
    interfaces.add(second);
    ASSERT_EQ(interfaces.all().size(), 2u);
    EXPECT_EQ(interfaces.all()[0].name, "a");
    EXPECT_EQ(interfaces.find(2)->name, "c");
    EXPECT_EQ(interfaces.find("b"), nullptr);
    interfaces.remove(1);
    EXPECT_EQ(interfaces.find("a"), nullptr);
}

TEST(Interfaces, ReadTheLoopbackOfTheSystem) {
    const Interfaces interfaces = Interfaces::read();
    const Interface* loopback = interfaces.find("lo");
    ASSERT_NE(loopback, nullptr);
    EXPECT_TRUE(loopback->loopback);
    EXPECT_EQ(interfaces.find(loopback->index), loopback);
    if (loopback->up) {
        ASSERT_FALSE(loopback->addresses.empty());
        EXPECT_EQ(format(loopback->addresses[0]), "127.0.0.1/8");
    }
}

TEST(Neighbours, AreChangeable) {
    Neighbours neighbours;
    neighbours.add({ip("192.0.2.1"), 1, {1, 2, 3, 4, 5, 6}});
    neighbours.add({ip("192.0.2.1"), 2, {1, 2, 3, 4, 5, 7}});
    neighbours.add({ip("192.0.2.1"), 1, {1, 2, 3, 4, 5, 8}});
    ASSERT_EQ(neighbours.all().size(), 2u);
    EXPECT_EQ(neighbours.find(ip("192.0.2.1"), 1)->hardware_address[5], 8);
    neighbours.remove(ip("192.0.2.1"), 1);
    EXPECT_EQ(neighbours.find(ip("192.0.2.1"), 1), nullptr);
}

}  // namespace
}  // namespace pkttest::net
