// A program of somebody else: builds a packet, dissects its octets, reads a field.
#include <iostream>

#include "framework/packet/packet.h"

int main() {
    using namespace pkttest;
    Packet ip(*find_protocol("IP"));
    if (ip.set(0, "dst", Value("192.0.2.1"))) return 1;
    Packet udp(*find_protocol("UDP"));
    if (udp.set(0, "dport", Value(5000))) return 1;
    const Octets octets = (ip / udp / Packet::raw("hello")).build();
    const Packet received = Packet::dissect(octets, *find_protocol("IP"));
    std::cout << summary(received) << "\n";
    return received.size() == 3 && received[1].integer("dport") == 5000 ? 0 : 1;
}
