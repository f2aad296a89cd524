// Any octets, read as any protocol: no octet is lost, every field and every text can be asked for.
#include "tests/fuzz/any_protocol.h"

namespace pkttest {
namespace {

void read_all(const Packet& packet) {
    for (std::size_t i = 0; i < packet.size(); ++i) {
        const Layer layer = packet[i];
        for (const Field& field : layer.protocol().fields) {
            const Value value = layer.get(field);
            expect(represent(value).size() < std::size_t{1} << 24, "a field's text has a sensible size");
            layer.integer(field);
            layer.place(field);
        }
        expect(layer.header().size() <= packet.received().size(), "a header lies in the packet");
        expect(layer.payload().size() <= packet.received().size(), "a payload lies in the packet");
    }
    show(packet);
    summary(packet);
    command(packet);
    hashret(packet);
    answers(packet, packet);
}

void check_slots(const Packet& packet) {
    std::size_t octets = 0;
    for (std::size_t i = 0; i < packet.size(); ++i) octets += packet[i].slot().length + packet[i].protocol().trailer;
    expect(octets == packet.received().size(), "the layers are as long as the packet");
}

}  // namespace
}  // namespace pkttest

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pkttest;
    if (size < 1) return 0;
    const std::span<const std::uint8_t> octets(data + 1, size - 1);
    const Packet packet = Packet::dissect(octets, pick_protocol(data));
    check_slots(packet);
    read_all(packet);
    const Octets built = packet.build();
    expect(std::equal(built.begin(), built.end(), octets.begin(), octets.end()),
           "building an unchanged packet returns its octets");
    return 0;
}
