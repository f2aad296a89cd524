// What a kept packet takes: the mix dissected into packets that stay, by the allocator's own count.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <vector>

#include "bench/mix.h"
#include "framework/packet/packet.h"

namespace pkttest::bench {

namespace {

void keep_packets(benchmark::State& state) {
    constexpr std::size_t count = 50'000;
    const Mix mix = make_mix(count);
    const Protocol& ether = *find_protocol("Ether");
    Packet::dissect(mix[0], ether);  // What is made once for all.
    double kept = 0, own = 0;
    for (auto _ : state) {
        const std::size_t before = mallinfo2().uordblks;
        std::vector<Packet> packets;
        packets.reserve(mix.size());
        for (std::size_t i = 0; i < mix.size(); ++i) packets.push_back(Packet::dissect(mix[i], ether));
        kept = static_cast<double>(mallinfo2().uordblks - before) / count;
        own = 0;
        for (std::size_t i = 0; i < mix.size(); ++i) own += static_cast<double>(mix[i].size()) / count;
    }
    state.counters["octets_kept"] = kept;
    state.counters["octets_own"] = own;
}

BENCHMARK(keep_packets)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace pkttest::bench
