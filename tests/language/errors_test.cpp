// Every file of tests/errors: exactly the marked lines are reported, with the marked parts of the message.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "framework/language/checker.h"
#include "framework/language/parser.h"

namespace pkttest::language {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> campaigns(const char* folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / folder)) {
        if (entry.path().extension() == ".utc") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

struct Checked {
    Sources sources;
    Diagnostics diagnostics;
    std::uint32_t source = 0;
    explicit Checked(const std::string& path) {
        const auto loaded = sources.load(path);
        if (!loaded) {
            ADD_FAILURE() << "cannot read " << path;
            return;
        }
        source = *loaded;
        const Campaign campaign = parse_campaign(sources, source, diagnostics);
        CheckerContext context;
        context.machines = {{"ARP_am", {"IP_addr", "ARP_addr"}}, {"ICMPEcho_am", {}}, {"DNS_am", {"match"}}};
        check(campaign, sources, context, diagnostics);
    }
};

class Mistake : public testing::TestWithParam<std::string> {};

TEST_P(Mistake, IsReportedWhereItIsMarkedAndNowhereElse) {
    Checked checked((fs::path(SOURCE_DIR) / "tests/errors" / (GetParam() + ".utc")).string());
    const std::string shown = render(checked.diagnostics.all(), checked.sources);
    std::istringstream text{std::string(checked.sources[checked.source].text())};
    const std::string mark = "# error: ";
    std::set<int> marked;
    int number = 0;
    for (std::string line; std::getline(text, line);) {
        ++number;
        const std::size_t at = line.find(mark);
        if (at == std::string::npos) {
            continue;
        }
        marked.insert(number);
        const std::string part = line.substr(at + mark.size());
        const auto& all = checked.diagnostics.all();
        EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                                [&](const Diagnostic& one) {
                                    const bool here = checked.sources.position(one.span).line == number;
                                    return here && render(one, checked.sources)
                                                           .substr(0, render(one, checked.sources).find('\n'))
                                                           .find(part) != std::string::npos;
                                }))
            << "line " << number << " should say: " << part << "\n"
            << shown;
    }
    EXPECT_FALSE(marked.empty()) << "no line is marked";
    for (const Diagnostic& one : checked.diagnostics.all()) {
        const int line = checked.sources.position(one.span).line;
        EXPECT_TRUE(marked.contains(line)) << "line " << line << " is not marked\n" << shown;
    }
}

INSTANTIATE_TEST_SUITE_P(Errors, Mistake, testing::ValuesIn(campaigns("tests/errors")),
                         [](const auto& file) { return file.param; });

TEST(Examples, AreWithoutMistakes) {
    for (const std::string& name : campaigns("examples")) {
        const Checked checked((fs::path(SOURCE_DIR) / "examples" / (name + ".utc")).string());
        EXPECT_FALSE(checked.diagnostics.has_errors()) << render(checked.diagnostics.all(), checked.sources);
    }
}

}  // namespace
}  // namespace pkttest::language
