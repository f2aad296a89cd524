// Any octets, read, forgotten and built from their values: what was built reads as the same layers again, and
// patterns made of it match it.
#include "framework/packet/match.h"
#include "tests/fuzz/any_protocol.h"

namespace pkttest {
namespace {

bool same_layers(const Packet& a, const Packet& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (&a[i].protocol() != &b[i].protocol()) return false;
    return true;
}

}  // namespace
}  // namespace pkttest

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pkttest;
    if (size < 1 || size > 4096) return 0;
    const Protocol& first = pick_protocol(data);
    const Packet received = Packet::dissect({data + 1, size - 1}, first);
    Packet crafted = received;
    crafted.clear_cache();
    expect(same_layers(received, crafted), "forgetting the octets keeps the layers");
    const Octets built = crafted.build();
    expect(crafted.build() == built, "building twice gives the same");
    const Packet again = Packet::dissect(built, first);
    if (built.size() == size - 1 && std::equal(built.begin(), built.end(), data + 1))
        expect(same_layers(received, again), "the same octets are the same layers");
    compare(crafted, received);
    matches(crafted, again);
    show(crafted);
    command(crafted);
    return 0;
}
