// Dissect and read six fields of every frame, from memory: Ethernet source, IP source, destination and TTL,
// ports, DNS name. Both libraries add what they read to one sum, which must come out alike.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "bench/mix.h"
#include "bench/six_fields.h"

namespace pkttest::bench {

namespace {

const Mix& mix() {
    static const Mix frames = make_mix(200'000);
    return frames;
}

template <bool ahead>
std::uint64_t read_with_pkttest() {
    constexpr std::size_t distance = 8;
    const Protocols of;
    Sum sum;
    Dissection frame;
    const Mix& frames = mix();
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (ahead && i + distance < frames.size()) prefetch(frames[i + distance]);
        read_frame(sum, frame, frames[i], of);
    }
    return sum.value;
}

std::uint64_t read_with_libtins() {
    Sum sum;
    const Mix& frames = mix();
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto frame = frames[i];
        read_frame(sum, Tins::EthernetII(frame.data(), static_cast<std::uint32_t>(frame.size())));
    }
    return sum.value;
}

// ---- in turn -----------------------------------------------------------------------------------------

/// Both must read the same, or the comparison means nothing.
void check_sums() {
    static const std::uint64_t theirs = read_with_libtins();
    static const bool alike = read_with_pkttest<false>() == theirs && read_with_pkttest<true>() == theirs;
    if (alike) return;
    std::fputs("pkttest and libtins read different fields\n", stderr);
    std::abort();
}

void run(benchmark::State& state, std::uint64_t (*read)()) {
    check_sums();
    for (auto _ : state) benchmark::DoNotOptimize(read());
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * mix().size()));
}
void dissect_pkttest(benchmark::State& state) { run(state, read_with_pkttest<false>); }
void dissect_ahead_pkttest(benchmark::State& state) { run(state, read_with_pkttest<true>); }
void dissect_libtins(benchmark::State& state) { run(state, read_with_libtins); }

BENCHMARK(dissect_pkttest)->Unit(benchmark::kMillisecond);
BENCHMARK(dissect_ahead_pkttest)->Unit(benchmark::kMillisecond);
BENCHMARK(dissect_libtins)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace pkttest::bench
