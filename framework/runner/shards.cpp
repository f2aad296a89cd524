// Tests divided by hash, or by how long they took.
#include "framework/runner/shards.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace pkttest::runner {

bool is_in_shard(const ListedTest& test, int shard, int shards) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a: never another one, or tests would move.
    for (const unsigned char c : test.id) hash = (hash ^ c) * 0x100000001b3;
    hash ^= hash >> 32;
    return hash % static_cast<std::uint64_t>(shards) == static_cast<std::uint64_t>(shard);
}

std::vector<int> shards_by_duration(const std::vector<PlannedTest>& tests, int shards,
                                    const History& history) {
    std::vector<double> times(tests.size(), -1);
    double sum = 0;
    std::size_t known = 0;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (const auto past = history.find(tests[i].campaign->path, tests[i].listed.id))
            times[i] = past->milliseconds, sum += times[i], ++known;
    for (double& time : times)
        if (time < 0) time = known > 0 ? sum / static_cast<double>(known) : 1;
    std::vector<std::size_t> longest_first(tests.size());
    std::iota(longest_first.begin(), longest_first.end(), 0);
    std::stable_sort(longest_first.begin(), longest_first.end(),
                     [&](std::size_t a, std::size_t b) { return times[a] > times[b]; });
    std::vector<double> loads(static_cast<std::size_t>(shards), 0);
    std::vector<int> out(tests.size());
    for (const std::size_t i : longest_first) {
        const auto least = std::min_element(loads.begin(), loads.end());
        *least += times[i];
        out[i] = static_cast<int>(least - loads.begin());
    }
    return out;
}

}  // namespace pkttest::runner
