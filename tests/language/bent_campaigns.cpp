// Bent campaigns: examples with words and signs changed at random (the seed is fixed) are checked, and what
// has no mistake is evaluated. Nothing crashes, hangs or takes memory without bound.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "framework/language/check/checker.h"
#include "framework/language/syntax/parser.h"
#include "framework/language/syntax/token.h"
#include "framework/runner/checker_context.h"
#include "tests/fuzz/evaluate_all.h"
#include "tests/language/check_text.h"

namespace pkttest::language {
namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && continues_name(text[end])) ++end;
        end = std::max(end, at + 1);
        out.push_back(text.substr(at, end - at));
        at = end;
    }
    return out;
}

/// A few words in the places of others: most of it can still be read.
std::string bent(const std::vector<std::string>& words, std::mt19937& random) {
    std::vector<std::string> out = words;
    for (int i = 0, count = 1 + static_cast<int>(random() % 4); i < count; ++i) {
        std::string& word = out[random() % out.size()];
        if (word == "\n") continue;
        const std::string& other = words[random() % words.size()];
        word = random() % 3 == 0 ? word + other : other;
    }
    std::string text;
    for (const std::string& word : out) text += word;
    return text;
}

TEST(Bent, CampaignsAreCheckedAndEvaluated) {
    std::mt19937 random(20260601);
    std::size_t evaluated = 0, refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/examples")) {
        if (entry.path().extension() != ".utc") continue;
        std::ostringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        const auto words = words_of(text.str());
        for (int round = 0; round < 200; ++round) {
            const Checked checked("bent", bent(words, random));
            if (checked.diagnostics.has_errors()) {
                ++refused;
                EXPECT_NE(checked.shown(), "");
                continue;
            }
            Environment variables;
            evaluate_all(checked.campaign, variables);
            ++evaluated;
        }
    }
    EXPECT_GT(evaluated, 20u);
    EXPECT_GT(refused, 20u);
}

/// Why an expression has no value.
std::string refusal(const std::string& expression) {
    Sources sources;
    Diagnostics diagnostics;
    const Expr expr = parse_expression(sources, sources.add("input", expression), diagnostics);
    EXPECT_FALSE(diagnostics.has_errors()) << render(diagnostics.all(), sources);
    Environment variables;
    try {
        evaluate(expr, variables);
    } catch (const EvaluationError& error) {
        return error.diagnostic().message;
    }
    return "";
}

TEST(Limits, HoldWhatWouldExhaustTheMachine) {
    EXPECT_EQ(refusal("'x' * 10000000000"), "this text is too long");
    EXPECT_EQ(refusal("[0] * 10000000000"), "this list is too long");
    EXPECT_EQ(refusal("['x' * 1000000] * 1000000"), "this text is too long");
    EXPECT_EQ(refusal("[x for x in range(10000000000)]"), "this list is too long");
    EXPECT_EQ(refusal("'x'.join(['y' * 1000000] * 100)"), "this text is too long");
    EXPECT_EQ(refusal("('a' * 1000000).replace('a', 'b' * 1000000)"), "this text is too long");
    EXPECT_NE(refusal("2 ** 1000000000"), "");
    EXPECT_NE(refusal("1 << 1000000000"), "");
    EXPECT_NE(refusal("f'{1:>1000000000}'"), "");
    EXPECT_NE(refusal("(lambda f: f(f))(lambda f: f(f))"), "");
}

}  // namespace
}  // namespace pkttest::language
