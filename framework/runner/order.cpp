// Orders by keys of campaign, set and test: campaigns and sets stay together.
#include "framework/runner/order.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pkttest::runner {

namespace {

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
    std::uint64_t hash = 0xcbf29ce484222325 ^ (seed * 0x9e3779b97f4a7c15);
    for (const unsigned char c : text) hash = (hash ^ c) * 0x100000001b3;
    hash ^= hash >> 32;
    return hash * 0x9e3779b97f4a7c15;
}

/// The test's place, least first; the campaign's own address and the test's number keep what is equal apart.
using Key =
    std::tuple<std::uint64_t, const CampaignFile*, std::uint64_t, std::size_t, std::uint64_t, std::uint64_t>;

template <class KeyOf>
void order(std::vector<PlannedTest>& tests, const KeyOf& key_of) {
    std::vector<std::pair<Key, PlannedTest>> keyed;
    keyed.reserve(tests.size());
    for (PlannedTest& test : tests) keyed.emplace_back(key_of(test), std::move(test));
    std::stable_sort(keyed.begin(), keyed.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < tests.size(); ++i) tests[i] = std::move(keyed[i].second);
}

}  // namespace

void shuffle(std::vector<PlannedTest>& tests, std::uint64_t seed) {
    order(tests, [&](const PlannedTest& test) {
        const std::string& path = test.campaign->path;
        const bool fixed = test.campaign->is_uts();
        const std::uint64_t set = fixed ? 0 : hash_of(path + '+' + std::to_string(test.set), seed);
        return Key(hash_of(path, seed), test.campaign, set, test.set,
                   fixed ? 0 : hash_of(test.listed.id, seed), test.listed.number);
    });
}

void put_failed_first(std::vector<PlannedTest>& tests, const History& history) {
    // Positions in the order there was; a failure draws its set and its campaign to the front.
    std::map<const CampaignFile*, std::uint64_t> campaigns;
    std::map<std::pair<const CampaignFile*, std::size_t>, std::uint64_t> sets;
    const std::uint64_t behind = tests.size();
    const auto lower = [](auto& places, const auto& key, std::uint64_t place) {
        const auto [at, added] = places.try_emplace(key, place);
        if (!added) at->second = std::min(at->second, place);
    };
    std::map<std::uint64_t, std::uint64_t> places;  // By number.
    for (std::size_t i = 0; i < tests.size(); ++i) {
        const PlannedTest& test = tests[i];
        const auto past = history.find(test.campaign->path, test.listed.id);
        const std::uint64_t place = (past && past->is_failure() ? 0 : behind) + i;
        lower(campaigns, test.campaign, place);
        lower(sets, std::make_pair(test.campaign, test.set), place);
        places[test.listed.number] = test.campaign->is_uts() ? i : place;
    }
    order(tests, [&](const PlannedTest& test) {
        return Key(campaigns[test.campaign], test.campaign, sets[{test.campaign, test.set}], test.set,
                   places[test.listed.number], test.listed.number);
    });
}

}  // namespace pkttest::runner
