// Campaigns: how long 10,000 tests take to be read and checked, and what a trivial test costs.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "framework/runner/runner.h"

namespace pkttest::bench {
namespace {

/// A campaign's file that goes with it.
class Campaign {
 public:
    explicit Campaign(const std::string& text) {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-bench-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        std::ofstream(folder_ / "bench.utc") << text;
    }
    Campaign(const Campaign&) = delete;
    Campaign& operator=(const Campaign&) = delete;
    ~Campaign() { std::filesystem::remove_all(folder_); }
    runner::RunOptions options() const {
        runner::RunOptions out;
        out.files = {(folder_ / "bench.utc").string()};
        return out;
    }

 private:
    std::filesystem::path folder_;
};

/// Tests as people write them: a packet, an answer, two checks.
std::string usual_tests(int count) {
    std::string out = "% Bench\nlink lan = \"memory\"\nlet router = \"192.0.2.1\"\n";
    for (int i = 0; i < count; ++i) {
        if (i % 100 == 0) out += fmt::format("+ Set {}\n", i / 100);
        out += fmt::format(
            "= Test {0}\n~ smoke\nsr1 IP(dst=router, ttl={1})/UDP(dport={2})/\"hello\" on lan within 1s as "
            "reply\n"
            "check reply matches IP(src=router)/ICMP(type=\"time-exceeded\")\n"
            "check reply[IP].ttl > {1} and reply[IP].src == router\n",
            i, i % 200 + 1, 1024 + i);
    }
    return out;
}

std::string trivial_tests(int count) {
    std::string out = "% Bench\n";
    for (int i = 0; i < count; ++i) out += fmt::format("= Test {}\ncheck len(\"a\") == 1\n", i);
    return out;
}

void check_usual(benchmark::State& state) {
    const Campaign campaign(usual_tests(static_cast<int>(state.range(0))));
    for (auto _ : state)
        if (runner::check(campaign.options(), [](const std::string&) {}).errors > 0)
            state.SkipWithError("the campaign has mistakes");
    state.counters["per_test"] =
        benchmark::Counter(static_cast<double>(state.range(0)),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(check_usual)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

void run_trivial(benchmark::State& state) {
    const Campaign campaign(trivial_tests(static_cast<int>(state.range(0))));
    std::uint64_t events = 0;
    for (auto _ : state)
        runner::run(
            campaign.options(), [&](const runner::Event&) { ++events; }, [](const std::string&) {});
    benchmark::DoNotOptimize(events);
    state.counters["per_test"] =
        benchmark::Counter(static_cast<double>(state.range(0)),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(run_trivial)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pkttest::bench
