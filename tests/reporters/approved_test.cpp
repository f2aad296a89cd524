// Every reporter's output for one fixed run, whole, against tests/approved/. PKTTEST_APPROVE=1 rewrites the
// approved files.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <sstream>
#include <vector>

#include "reporters/html_page.h"
#include "tests/reporters/render.h"

namespace pkttest::reporters {

namespace {

struct Case {
    const Reporter* reporter;
    std::string name;
    runner::ReporterOptions options;
    bool broken = false;
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const Reporter* reporter : all_reporters()) {
        all.push_back({reporter, std::string(reporter->name), {}});
        all.push_back({reporter, fmt::format("{}_broken", reporter->name), {}, true});
    }
    runner::ReporterOptions terminal, quiet, verbose, strict;
    terminal.color = terminal.terminal = true;
    quiet.quiet = true;
    verbose.verbose = true;
    strict.dialect = "strict";
    all.push_back({&reporter_named("console"), "console_terminal", terminal});
    all.push_back({&reporter_named("console"), "console_quiet", quiet});
    all.push_back({&reporter_named("console"), "console_verbose", verbose});
    all.push_back({&reporter_named("junit"), "junit_strict", strict});
    return all;
}

std::string path_of(const Case& row) {
    static const std::map<std::string_view, std::string> extensions = {
        {"html", "html"}, {"jsonl", "jsonl"}, {"junit", "xml"}};
    const auto found = extensions.find(row.reporter->name);
    return fmt::format("{}/tests/approved/{}.{}", SOURCE_DIR, row.name,
                       found == extensions.end() ? "txt" : found->second);
}

void replace(std::string& text, std::string_view what, std::string_view by) {
    if (const std::size_t at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

// The page's styles and scripts are files of their own; what is approved is what the reporter makes.
std::string without_page(std::string text) {
    replace(text, page_css, "<!--style-->");
    replace(text, page_js, "<!--script-->");
    return text;
}

std::string first_difference(const std::string& approved, const std::string& got) {
    std::istringstream a(approved), b(got);
    std::string left, right;
    for (int line = 1; std::getline(a, left), std::getline(b, right), a || b; ++line) {
        if (!a || !b || left != right)
            return fmt::format("line {}\n approved: {}\n      got: {}", line, left, right);
    }
    return "at the last newline";
}

class Approved : public testing::TestWithParam<Case> {};

TEST_P(Approved, OutputIsAsApproved) {
    const Case& row = GetParam();
    const std::string got =
        without_page(render(*row.reporter, row.broken ? broken_run() : sample_run(), row.options));
    if (const char* approve = std::getenv("PKTTEST_APPROVE");
        approve != nullptr && std::string_view(approve) == "1")
        write_file(path_of(row), got);
    const std::string approved = read_file(path_of(row));
    EXPECT_TRUE(got == approved) << path_of(row) << " differs: " << first_difference(approved, got)
                                 << "\nPKTTEST_APPROVE=1 approves what there is now";
}

INSTANTIATE_TEST_SUITE_P(EveryReporter, Approved, testing::ValuesIn(cases()),
                         [](const auto& row) { return row.param.name; });

TEST(Reporters, NamesAreDistinctAndTitled) {
    std::map<std::string_view, int> names;
    for (const Reporter* reporter : all_reporters()) {
        EXPECT_EQ(++names[reporter->name], 1) << reporter->name;
        EXPECT_FALSE(reporter->title.empty()) << reporter->name;
    }
    for (const std::string_view name : {"console", "junit", "jsonl", "html"})
        EXPECT_TRUE(names.contains(name)) << name;
}

TEST(Reporters, PatchedOutputIsThatOfAPipe) {
    for (const Reporter* reporter : all_reporters())
        EXPECT_TRUE(render(*reporter, sample_run()) == render_patched(*reporter, sample_run()))
            << reporter->name;
}

TEST(Reporters, NothingFollowsTheEnd) {
    for (const Reporter* reporter : all_reporters()) {
        if (reporter->name == "jsonl") continue;  // It takes every event.
        Events twice = sample_run();
        const Events again = sample_run();
        twice.insert(twice.end(), again.begin(), again.end());
        EXPECT_TRUE(render(*reporter, twice) == render(*reporter, sample_run())) << reporter->name;
    }
}

TEST(Reporters, AnEmptyRunIsReported) {
    for (const Reporter* reporter : all_reporters()) {
        if (reporter->name == "jsonl") continue;  // No events, no lines.
        EXPECT_NE(render(*reporter, {}), "") << reporter->name;
    }
}

}  // namespace

}  // namespace pkttest::reporters
