// Campaigns in scapy/: each of their tests passes under UTscapy, and must pass here.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

std::vector<std::string> campaigns() {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/language/scapy"))
        if (entry.path().extension() == ".uts") out.push_back(entry.path().stem().string());
    std::sort(out.begin(), out.end());
    return out;
}

std::string name_of(const testing::TestParamInfo<std::string>& info) { return info.param; }

class ScapyCampaign : public testing::TestWithParam<std::string> {};

TEST_P(ScapyCampaign, Passes) {
    std::ifstream file(SOURCE_DIR "/tests/language/scapy/" + GetParam() + ".uts");
    std::stringstream text;
    text << file.rdbuf();
    const std::vector<std::string> verdicts = run_uts(text.str());
    ASSERT_FALSE(verdicts.empty());
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        EXPECT_EQ(verdicts[i], "passed") << "test " << i + 1 << " of " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(All, ScapyCampaign, testing::ValuesIn(campaigns()), name_of);

}  // namespace
}  // namespace pkttest::language
