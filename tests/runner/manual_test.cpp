// The manual's examples: every ```utc fence of docs/language.md and docs/recipes.md is a campaign that checks
// without complaint, and passes where it needs no lab.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "framework/runner/runner.h"

namespace pkttest::runner {
namespace {

struct Example {
    std::string page;
    std::size_t line = 0;  ///< Of its first line on the page.
    std::string text;
    friend void PrintTo(const Example& example, std::ostream* out) {
        *out << example.page << ", line " << example.line;
    }
};

void read_examples(const std::string& page, std::vector<Example>& out) {
    std::ifstream manual(SOURCE_DIR "/docs/" + page + ".md");
    bool inside = false;
    std::size_t number = 0;
    for (std::string line; std::getline(manual, line);) {
        ++number;
        if (line == "```utc")
            out.push_back({page, number + 1, ""}), inside = true;
        else if (line == "```")
            inside = false;
        else if (inside)
            out.back().text += line + "\n";
    }
}

std::vector<Example> examples() {
    std::vector<Example> out;
    for (const char* page : {"language", "recipes"}) read_examples(page, out);
    return out;
}

class ManualExamples : public testing::TestWithParam<Example> {
 protected:
    ManualExamples() {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-manual-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~ManualExamples() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_P(ManualExamples, CheckAndPass) {
    const std::string path = (folder_ / "example.utc").string();
    std::ofstream(path) << GetParam().text;
    RunOptions options;
    options.files = {path};
    std::string said;
    const auto say = [&](const std::string& text) { said += text; };
    const CheckResult checked = check(options, say);
    EXPECT_EQ(said, "");
    EXPECT_GT(checked.tests.size(), 0U);
    if (GetParam().text.find("\nlab\n") != std::string::npos) return;
    const Exit exit = run(
        options,
        [&](const Event& event) {
            if (const auto* failed = std::get_if<CheckFailed>(&event))
                said += failed->failure.source_line + ": " + failed->failure.message + "\n" +
                        failed->failure.details + "\n";
        },
        say);
    EXPECT_EQ(exit, Exit::passed) << said;
}

INSTANTIATE_TEST_SUITE_P(All, ManualExamples, testing::ValuesIn(examples()), [](const auto& one) {
    return one.param.page + "_line_" + std::to_string(one.param.line);
});

TEST(Manual, HasExamples) { EXPECT_GE(examples().size(), 10U); }

}  // namespace
}  // namespace pkttest::runner
