// Every file of tests/errors: exactly the marked lines are reported, each with exactly the marked message.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "tests/language/check_text.h"

namespace pkttest::language {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> campaigns(const char* folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / folder))
        if (entry.path().extension() == ".utc") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// "5: error: IP has no field named tll" for each mark: at a line's end, or `# below: …` above a line that
/// can hold no comment.
std::vector<std::string> marked(std::string_view text) {
    std::vector<std::string> out;
    std::istringstream lines{std::string(text)};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("# below: ")) out.push_back(fmt::format("{}: {}", number + 1, line.substr(9)));
        for (const char* severity : {"error: ", "warning: "})
            if (const auto at = line.find(std::string("   # ") + severity); at != std::string::npos)
                out.push_back(fmt::format("{}: {}", number, line.substr(at + 5)));
    }
    return out;
}

/// Files are named as in the campaign: from its folder.
std::vector<std::string> reported(const Checked& checked) {
    static const std::string folder = SOURCE_DIR "/tests/errors/";
    std::vector<std::string> out;
    for (const Diagnostic& one : checked.diagnostics.all()) {
        std::string message = one.message;
        if (const auto at = message.find(folder); at != std::string::npos) message.erase(at, folder.size());
        out.push_back(fmt::format("{}: {}: {}", checked.sources.position(one.span).line,
                                  one.severity == Severity::error ? "error" : "warning", message));
    }
    return out;
}

class Mistake : public testing::TestWithParam<std::string> {};

TEST_P(Mistake, IsReportedWhereItIsMarkedAndNowhereElse) {
    const Checked checked("tests/errors/" + GetParam() + ".utc");
    const auto wanted = marked(checked.sources[checked.source].text());
    EXPECT_FALSE(wanted.empty()) << "no line is marked";
    EXPECT_EQ(reported(checked), wanted) << checked.shown();
}

INSTANTIATE_TEST_SUITE_P(Errors, Mistake, testing::ValuesIn(campaigns("tests/errors")),
                         [](const auto& file) { return file.param; });

TEST(Mistakes, AreOfManyKinds) { EXPECT_GE(campaigns("tests/errors").size(), 200u); }

TEST(Examples, AreWithoutMistakes) {
    for (const std::string& name : campaigns("examples"))
        EXPECT_EQ(Checked("examples/" + name + ".utc").shown(), "");
}

}  // namespace
}  // namespace pkttest::language
