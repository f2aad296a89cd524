// The manual's examples: every ```utc fence of docs/ is a campaign in which the checker finds nothing, every
// ```uts fence of docs/uts.md one whose tests pass.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/language/check_text.h"
#include "tests/language/uts_text.h"

namespace pkttest::language {
namespace {

std::vector<std::string> fenced_campaigns(const std::filesystem::path& manual,
                                          const std::string& kind = "utc") {
    std::ifstream file(manual);
    std::vector<std::string> found;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back().append(line).append("\n");
        } else if (line == "```" + kind) {
            found.emplace_back();
            inside = true;
        }
    }
    return found;
}

TEST(Manual, ExamplesAreWithoutMistakes) {
    std::size_t found = 0;
    for (const auto& page : std::filesystem::directory_iterator(SOURCE_DIR "/docs")) {
        if (page.path().extension() != ".md") continue;
        for (const std::string& text : fenced_campaigns(page.path())) {
            ++found;
            EXPECT_EQ(Checked(page.path().filename().string(), text).shown(), "") << text;
        }
    }
    EXPECT_GE(found, 8u);
}

/// The names that begin a line of the grammar.
std::set<std::string> productions() {
    std::set<std::string> out;
    for (const std::string& grammar : fenced_campaigns(SOURCE_DIR "/docs/language.md", "ebnf")) {
        std::istringstream lines(grammar);
        for (std::string line; std::getline(lines, line);)
            if (!line.empty() && line[0] != ' ') out.insert(line.substr(0, line.find(' ')));
    }
    return out;
}

TEST(Manual, ShowsEveryProductionOfTheGrammar) {
    const auto campaigns = fenced_campaigns(SOURCE_DIR "/docs/language.md");
    std::set<std::string> named;
    std::istringstream text(campaigns.back());
    for (std::string line; std::getline(text, line);) {
        const std::size_t words = line.starts_with('*') ? 1 : std::min(line.rfind("  # "), line.size());
        std::istringstream names(line.substr(words));
        for (std::string name; names >> name;) named.insert(name.substr(0, name.find_first_of(",:.")));
    }
    EXPECT_GE(productions().size(), 40u);
    for (const std::string& each : productions())
        EXPECT_TRUE(named.contains(each)) << "the manual's last campaign does not show " << each;
}

TEST(Manual, ExamplesOfUtscapysCampaignsPass) {
    const auto found = fenced_campaigns(SOURCE_DIR "/docs/uts.md", "uts");
    EXPECT_GE(found.size(), 2u);
    for (const std::string& text : found) EXPECT_THAT(run_uts(text), testing::Each("passed")) << text;
}

}  // namespace
}  // namespace pkttest::language
