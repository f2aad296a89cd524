// Keyword expressions, shards, orders and the history, each by itself.
#include "framework/runner/order.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "framework/runner/keyword_expression.h"
#include "framework/runner/services.h"
#include "framework/runner/shards.h"

namespace pkttest::runner {
namespace {

struct Expression {
    const char* text;
    bool holds;  ///< For keywords "smoke" and "ipv4".
};

constexpr Expression expressions[] = {
    {"smoke", true},
    {"slow", false},
    {"not slow", true},
    {"smoke and ipv4", true},
    {"smoke and not ipv4", false},
    {"slow or smoke and ipv4", true},
    {"(slow or smoke) and ipv6", false},
    {"not (slow or ipv6)", true},
    {"ipv?", true},
};

TEST(KeywordExpressions, HavePythonsPrecedence) {
    for (const Expression& row : expressions)
        EXPECT_EQ(keywords_fulfil(row.text, {"smoke", "ipv4"}), row.holds) << row.text;
}

TEST(KeywordExpressions, ThatAreNoneSayWhy) {
    for (const char* text : {"", "smoke and", "(smoke", "smoke)", "not", "smoke slow", "or smoke"})
        EXPECT_THROW(keywords_fulfil(text, {"smoke"}), std::invalid_argument) << text;
    EXPECT_THROW(keywords_fulfil(std::string(10000, '('), {}), std::invalid_argument);
    EXPECT_THROW(
        {
            std::string nots;
            for (int i = 0; i < 10000; ++i) nots += "not ";
            keywords_fulfil(nots + "a", {});
        },
        std::invalid_argument);
}

/// A folder of its own with a campaign's file, and tests that seem to come of it.
class Tests : public testing::Test {
 protected:
    Tests() : campaign_(services_) {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-order-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        campaign_.path = (folder_ / "a.utc").string();
        std::ofstream(campaign_.path) << "= A\n";
        for (std::uint64_t i = 0; i < 40; ++i) {
            PlannedTest test{{}, &campaign_, i / 10, nullptr, {}};
            test.listed.number = i + 1;
            test.listed.id = "a." + std::to_string(i);
            tests_.push_back(std::move(test));
        }
    }
    ~Tests() override { std::filesystem::remove_all(folder_); }

    std::vector<std::uint64_t> numbers() const {
        std::vector<std::uint64_t> out;
        for (const PlannedTest& test : tests_) out.push_back(test.listed.number);
        return out;
    }
    /// How often the set changes from one test to the next.
    int changes_of_set() const {
        int out = 0;
        for (std::size_t i = 1; i < tests_.size(); ++i) out += tests_[i].set != tests_[i - 1].set ? 1 : 0;
        return out;
    }
    std::string history_folder() const { return (folder_ / "cache" / "history").string(); }

    RunServices services_;
    CampaignFile campaign_;
    std::filesystem::path folder_;
    std::vector<PlannedTest> tests_;
};

TEST_F(Tests, AreShuffledBySeedWithinTheirSets) {
    const auto before = numbers();
    shuffle(tests_, 1);
    const auto once = numbers();
    EXPECT_NE(once, before);
    EXPECT_THAT(once, testing::UnorderedElementsAreArray(before));
    EXPECT_EQ(changes_of_set(), 3);
    shuffle(tests_, 2);
    EXPECT_NE(numbers(), once);
    shuffle(tests_, 1);
    EXPECT_EQ(numbers(), once);
}

TEST_F(Tests, ThatFailedComeFirst) {
    History history(history_folder());
    history.note(campaign_.path, "a.25", {Verdict::failed, 1});
    history.note(campaign_.path, "a.3", {Verdict::passed, 1});
    put_failed_first(tests_, history);
    EXPECT_EQ(tests_[0].listed.id, "a.25");
    EXPECT_EQ(tests_[1].listed.id, "a.20");
    EXPECT_EQ(tests_[10].listed.id, "a.0");
    EXPECT_EQ(changes_of_set(), 3);
}

TEST_F(Tests, AreInOneShardByHashWhateverElseIsThere) {
    std::vector<int> counts(4);
    for (const PlannedTest& test : tests_) {
        int in = 0;
        for (int shard = 0; shard < 4; ++shard)
            if (is_in_shard(test.listed, shard, 4)) ++in, ++counts[static_cast<std::size_t>(shard)];
        EXPECT_EQ(in, 1);
    }
    for (const int count : counts) EXPECT_GT(count, 3);
    ListedTest one;
    one.id = "router.Forwarding.TTL";
    EXPECT_TRUE(is_in_shard(one, 3, 5));  // A value that must never change: shards run on other machines too.
}

TEST_F(Tests, AreSharedByDuration) {
    History history(history_folder());
    history.note(campaign_.path, "a.7", {Verdict::passed, 1000});
    for (int i = 8; i < 18; ++i)
        history.note(campaign_.path, "a." + std::to_string(i), {Verdict::passed, 100});
    tests_.erase(tests_.begin() + 18, tests_.end());
    tests_.erase(tests_.begin(), tests_.begin() + 7);
    const std::vector<int> shards = shards_by_duration(tests_, 2, history);
    EXPECT_EQ(shards, (std::vector<int>{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}));
}

TEST_F(Tests, AreRememberedByCampaignAndId) {
    History history(history_folder());
    EXPECT_FALSE(history.find(campaign_.path, "a.1\twith a tab"));
    history.note(campaign_.path, "a.1\twith a tab", {Verdict::expected_failure, 12.5});
    ASSERT_NO_THROW(history.save());
    History again(history_folder());
    again.note((folder_ / "b.utc").string(), "b.1", {Verdict::error, 1});
    ASSERT_NO_THROW(again.save());  // The other campaign's stays as it was.
    const History last(history_folder());
    const auto first = last.find(campaign_.path, "a.1\twith a tab");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->verdict, Verdict::expected_failure);
    EXPECT_EQ(first->milliseconds, 12.5);
    EXPECT_FALSE(first->is_failure());
    EXPECT_TRUE(last.find((folder_ / "b.utc").string(), "b.1")->is_failure());
    EXPECT_FALSE(last.find((folder_ / "c" / "b.utc").string(), "b.1"));
    EXPECT_FALSE(last.find(campaign_.path, "a.2"));
}

TEST_F(Tests, OfRunsAtTheSameTimeAreAllRemembered) {
    History one(history_folder()), other(history_folder());
    one.note(campaign_.path, "a", {Verdict::failed, 1});
    other.note(campaign_.path, "b", {Verdict::failed, 1});
    one.save();
    other.save();
    const History both(history_folder());
    EXPECT_TRUE(both.find(campaign_.path, "a"));
    EXPECT_TRUE(both.find(campaign_.path, "b"));
}

TEST_F(Tests, HistoryThatCannotBeWrittenIsAnError) {
    History nowhere("/proc/no/such");
    EXPECT_NO_THROW(nowhere.save()) << "nothing is to be written";
    nowhere.note(campaign_.path, "a", {Verdict::passed, 1});
    EXPECT_THROW(nowhere.save(), std::system_error);
}

TEST_F(Tests, HistoryOfNonsenseIsEmpty) {
    History before(history_folder());
    before.note(campaign_.path, "a", {Verdict::passed, 1});
    ASSERT_NO_THROW(before.save());
    for (const auto& file : std::filesystem::directory_iterator(history_folder()))
        std::ofstream(file.path()) << "nonsense\n# a\nfailed\nx\ty\tz\n\n";
    const History history(history_folder());
    EXPECT_FALSE(history.find(campaign_.path, "z"));
    EXPECT_FALSE(history.find(campaign_.path, "a"));
}

}  // namespace
}  // namespace pkttest::runner
