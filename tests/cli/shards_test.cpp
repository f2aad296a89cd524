// Shards of the command line and of the environment.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using testing::HasSubstr;

constexpr const char* campaign =
    "= A\nwait 1ms\n= B\nwait 1ms\n= C\nwait 1ms\n= D\nwait 1ms\n= E\nwait 1ms\n";

using Environment = std::vector<std::pair<std::string, std::string>>;

struct Row {
    const char* name;
    Environment environment;
    std::vector<std::string> words;
    const char* said;  ///< Of standard error.
    int status = 0;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

const Row rows[] = {
    {"GoogleTest",
     {{"GTEST_TOTAL_SHARDS", "3"}, {"GTEST_SHARD_INDEX", "0"}},
     {},
     "shard 1 of 3, from GTEST_SHARD_INDEX"},
    {"Bazel",
     {{"TEST_TOTAL_SHARDS", "3"}, {"TEST_SHARD_INDEX", "2"}},
     {},
     "shard 3 of 3, from TEST_SHARD_INDEX"},
    {"GitLab", {{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "3"}}, {}, "shard 1 of 3, from CI_NODE_INDEX"},
    {"CircleCi", {{"CIRCLE_NODE_INDEX", "1"}, {"CIRCLE_NODE_TOTAL", "3"}}, {}, "shard 2 of 3, from CIRCLE"},
    {"Kubernetes",
     {{"JOB_COMPLETION_INDEX", "1"}},
     {"--shard", "/3"},
     "shard 2 of 3, from JOB_COMPLETION_INDEX"},
    {"Slurm",
     {{"SLURM_ARRAY_TASK_ID", "5"},
      {"SLURM_ARRAY_TASK_MIN", "4"},
      {"SLURM_ARRAY_TASK_MAX", "6"},
      {"SLURM_ARRAY_TASK_COUNT", "3"}},
     {},
     "shard 2 of 3, from SLURM"},
    {"FlagsFirst", {{"CI_NODE_INDEX", "9"}, {"CI_NODE_TOTAL", "3"}}, {"--shard", "1/1"}, ""},
    {"TheTotalOfEveryGitLabJob", {{"CI_NODE_TOTAL", "1"}}, {}, ""},
    {"OnlyHalf",
     {{"GTEST_TOTAL_SHARDS", "3"}},
     {},
     "GTEST_TOTAL_SHARDS is set, but GTEST_SHARD_INDEX is not",
     4},
    {"NoNumber", {{"CI_NODE_INDEX", "x"}, {"CI_NODE_TOTAL", "3"}}, {}, "CI_NODE_INDEX is no number: 'x'", 4},
    {"TooLarge",
     {{"CIRCLE_NODE_INDEX", "3"}, {"CIRCLE_NODE_TOTAL", "3"}},
     {},
     "part 4 of 3, which is none",
     4},
    {"WithGaps",
     {{"SLURM_ARRAY_TASK_ID", "5"},
      {"SLURM_ARRAY_TASK_MIN", "1"},
      {"SLURM_ARRAY_TASK_MAX", "9"},
      {"SLURM_ARRAY_TASK_COUNT", "5"}},
     {},
     "the Slurm array has gaps",
     4},
    {"NoIndexOfKubernetes", {}, {"--shard", "/3"}, "JOB_COMPLETION_INDEX, which is not set", 4},
};

class OfEnvironment : public testing::TestWithParam<Row> {};

TEST_P(OfEnvironment, AreTakenAndNamed) {
    const Workplace here;
    RunSettings settings;
    settings.environment = GetParam().environment;
    std::vector<std::string> words{"list", here.file("a.utc", campaign)};
    words.insert(words.end(), GetParam().words.begin(), GetParam().words.end());
    const RunResult result = pkttest(words, settings);
    EXPECT_THAT(result.err, HasSubstr(GetParam().said));
    if (GetParam().status != 0) {
        EXPECT_EQ(result.status, GetParam().status);
    }
}

INSTANTIATE_TEST_SUITE_P(Shards, OfEnvironment, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Shards, TogetherAreAllTests) {
    const Workplace here;
    const std::string file = here.file("a.utc", campaign);
    std::string all;
    for (const char* shard : {"1/3", "2/3", "3/3"}) all += pkttest({"list", file, "--shard", shard}).out;
    for (const char* name : {"a.A ", "a.B ", "a.C ", "a.D ", "a.E "}) {
        const std::size_t at = all.find(name);
        ASSERT_NE(at, std::string::npos) << name;
        EXPECT_EQ(all.find(name, at + 1), std::string::npos) << name;
    }
}

TEST(Shards, TouchTheStatusFile) {
    const Workplace here;
    RunSettings settings;
    settings.environment = {{"GTEST_TOTAL_SHARDS", "2"},
                            {"GTEST_SHARD_INDEX", "0"},
                            {"GTEST_SHARD_STATUS_FILE", here.path("status")}};
    pkttest({"list", here.file("a.utc", campaign)}, settings);
    EXPECT_TRUE(std::filesystem::exists(here.path("status")));
}

TEST(Bazel, GetsWhatItAsksFor) {
    const Workplace here;
    RunSettings settings;
    settings.environment = {{"XML_OUTPUT_FILE", here.path("out.xml")},
                            {"TESTBRIDGE_TEST_ONLY", "B"},
                            {"TEST_RANDOM_SEED", "42"},
                            {"TEST_PREMATURE_EXIT_FILE", here.path("premature")},
                            {"TEST_UNDECLARED_OUTPUTS_DIR", here.path("outputs")}};
    const RunResult result = pkttest({"run", here.file("a.utc", campaign)}, settings);
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("1 test, seed 42"));
    EXPECT_THAT(contents(here.path("out.xml")), HasSubstr("name=\"B\""));
    EXPECT_FALSE(std::filesystem::exists(here.path("premature")));
}

}  // namespace
}  // namespace pkttest::testing_support
