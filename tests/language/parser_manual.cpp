// The manual's examples: every ```utc fence of docs/ is a campaign that is read without complaint.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "framework/language/parser.h"

namespace pkttest::language {
namespace {

std::vector<std::string> fenced_campaigns(const std::filesystem::path& manual) {
    std::ifstream file(manual);
    std::vector<std::string> found;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back().append(line).append("\n");
        } else if (line == "```utc") {
            found.emplace_back();
            inside = true;
        }
    }
    return found;
}

TEST(Manual, ExamplesAreReadWithoutComplaint) {
    const std::vector<std::string> campaigns = fenced_campaigns(SOURCE_DIR "/docs/language.md");
    EXPECT_GE(campaigns.size(), 8u);
    for (const std::string& text : campaigns) {
        Sources sources;
        Diagnostics diagnostics;
        parse_campaign(sources, sources.add("language.md", text), diagnostics);
        EXPECT_EQ(render(diagnostics.all(), sources), "");
    }
}

}  // namespace
}  // namespace pkttest::language
