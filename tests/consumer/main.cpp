// A program of somebody else: builds a packet, dissects its octets, reads fields.
#include <pkttest/layers.h>

#include <iostream>

int main() {
    using namespace pkttest;
    using namespace pkttest::typed;
    Packet sent = IP({.dst = "192.0.2.1"}) / UDP({.dport = 5000}) / "hello";
    sent.set(UDP::sport, 4000);
    const Packet received = Packet::dissect(sent.build(), *find_protocol("IP"));
    std::cout << summary(received) << "\n";
    const bool same = received.get(UDP::dport) == 5000 && received.get(UDP::sport) == 4000 &&
                      received.get(IP::dst) == "192.0.2.1" && received.get(Raw::load) == "hello";
    bool refused = false;
    try {
        UDP({.dport = 65536});
    } catch (const std::invalid_argument& problem) {
        refused = std::string(problem.what()).find("does not fit") != std::string::npos;
    }
    return same && refused ? 0 : 1;
}
