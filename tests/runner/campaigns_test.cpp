// The language at work: each test of campaigns/*.utc ends as its keyword says (`ends:failed`), else it
// passes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "framework/runner/runner.h"

namespace pkttest::runner {
namespace {

std::vector<std::string> campaigns() {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/runner/campaigns"))
        if (entry.path().extension() == ".utc") out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

std::string wanted_verdict(const TestStarted& test) {
    static constexpr std::string_view prefix = "ends:";
    for (const std::string& keyword : test.keywords)
        if (keyword.starts_with(prefix)) {
            std::string verdict = keyword.substr(prefix.size());
            std::replace(verdict.begin(), verdict.end(), '_', ' ');
            return verdict;
        }
    return "passed";
}

class CampaignsOfTheLanguage : public testing::TestWithParam<std::string> {};

TEST_P(CampaignsOfTheLanguage, EndAsTheySay) {
    RunOptions options;
    options.files = {GetParam()};
    options.allow_exec = true;
    options.seed = 1;
    std::map<std::string, std::string> wanted;
    std::string details;
    std::size_t finished = 0;
    run(
        options,
        [&](const Event& event) {
            if (const auto* test = std::get_if<TestStarted>(&event)) wanted[test->id] = wanted_verdict(*test);
            if (const auto* failed = std::get_if<CheckFailed>(&event))
                details += failed->failure.message + "\n" + failed->failure.details + "\n";
            const auto* test = std::get_if<TestFinished>(&event);
            if (test == nullptr) return;
            ++finished;
            EXPECT_EQ(to_text(test->verdict), wanted[test->id]) << test->id << "\n"
                                                                << test->reason << "\n"
                                                                << details;
            details.clear();
        },
        [](const std::string& said) { ADD_FAILURE() << said; });
    EXPECT_GT(finished, 0U);
}

INSTANTIATE_TEST_SUITE_P(All, CampaignsOfTheLanguage, testing::ValuesIn(campaigns()),
                         [](const auto& one) { return std::filesystem::path(one.param).stem().string(); });

}  // namespace
}  // namespace pkttest::runner
