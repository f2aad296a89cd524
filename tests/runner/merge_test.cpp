// Several runs' events as one run's.
#include "framework/runner/merge.h"

#include <gtest/gtest.h>

#include <vector>

namespace pkttest::runner {
namespace {

std::vector<Event> shard(const std::string& host, const std::string& id, bool finished) {
    RunStarted begin;
    begin.hostname = host;
    begin.started_at = "2026-01-01T00:00:0" + id + ".000Z";
    begin.command = "pkttest run --shard " + id + "/2";
    begin.selected = 1;
    std::vector<Event> out = {begin, TestStarted{}, TestFinished{id, Verdict::passed, "", 1, {}, "", ""}};
    if (finished)
        out.emplace_back(RunFinished{"2026-01-01T00:01:0" + id + ".000Z", std::stoi(id) * 1000, false, ""});
    return out;
}

std::vector<Event> merged(const std::vector<Event>& events) {
    MergedRuns runs;
    std::vector<Event> out;
    const auto take = [&](const Event& event) { out.push_back(event); };
    for (const Event& event : events) runs.look(event);
    for (const Event& event : events) runs.pass(event, take);
    runs.end(take);
    return out;
}

std::vector<Event> operator+(std::vector<Event> a, const std::vector<Event>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

TEST(Merge, ShardsBecomeOneRun) {
    const auto out = merged(shard("one", "1", true) + shard("two", "2", true));
    ASSERT_EQ(out.size(), 6u);
    const auto& begin = std::get<RunStarted>(out.front());
    EXPECT_EQ(begin.selected, 2u);
    EXPECT_EQ(begin.hostname, "one, two");
    EXPECT_EQ(begin.command, "pkttest run --shard 1/2; pkttest run --shard 2/2");
    EXPECT_EQ(begin.started_at, "2026-01-01T00:00:01.000Z");
    EXPECT_EQ(std::get<TestFinished>(out[2]).id, "1");
    EXPECT_EQ(std::get<TestFinished>(out[4]).id, "2");
    const auto& end = std::get<RunFinished>(out.back());
    EXPECT_EQ(end.finished_at, "2026-01-01T00:01:02.000Z");
    EXPECT_EQ(end.duration_ns, 2000);
    EXPECT_EQ(end.reason, "");
}

TEST(Merge, OneRunStaysAsItIs) {
    const auto one = shard("one", "1", true);
    EXPECT_EQ(merged(one), one);
    const auto broken = shard("one", "1", false);
    EXPECT_EQ(merged(broken), broken);
}

TEST(Merge, ARunThatBrokeOffIsNamed) {
    const auto out = merged(shard("one", "1", false) + shard("two", "2", true));
    EXPECT_EQ(std::get<RunFinished>(out.back()).reason, "1 of 2 runs did not come to their end");
}

}  // namespace
}  // namespace pkttest::runner
