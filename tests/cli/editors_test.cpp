// The grammars of editors/ on the examples: the TextMate one applied by a small reader of its rules, Vim's by
// Vim itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "framework/language/syntax/parser_forms.h"
#include "framework/packet/protocol.h"
#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using Json = nlohmann::json;

/// A part of a line with its scope, "" for none.
struct Coloured {
    std::string text, scope;
};

/// A match of a rule in a line: the rules that TextMate grammars share with this one (match, begin/end,
/// include), a text's rest within its line.
class Grammar {
 public:
    explicit Grammar(const std::string& path) : root_(Json::parse(std::ifstream(path))) {
        collect(root_["patterns"], rules_);
    }

    std::vector<Coloured> colour(const std::string& line) const {
        std::vector<Coloured> out;
        std::size_t at = 0;
        while (at < line.size()) {
            const auto [rule, match] = first_match(rules_, line, at);
            if (rule == nullptr) {
                out.push_back({line.substr(at), ""});
                break;
            }
            const auto begin = at + static_cast<std::size_t>(match.position());
            auto length = static_cast<std::size_t>(match.length());
            if (rule->contains("begin")) length = end_of(*rule, line, begin + length) - begin;
            if (begin > at) out.push_back({line.substr(at, begin - at), ""});
            out.push_back({line.substr(begin, length), rule->value("name", "")});
            at = begin + std::max<std::size_t>(length, 1);
        }
        return out;
    }

    /// Every rule's expression can be read.
    std::size_t size() const { return rules_.size(); }

 private:
    void collect(const Json& patterns, std::vector<const Json*>& into) const {
        for (const Json& each : patterns) {
            if (!each.contains("include")) {
                into.push_back(&each);
                continue;
            }
            const Json& group = root_["repository"].at(each["include"].get<std::string>().substr(1));
            if (group.contains("patterns") && !group.contains("begin"))
                collect(group["patterns"], into);
            else
                into.push_back(&group);
        }
    }

    static const std::regex& compiled(const std::string& expression) {
        static std::map<std::string, std::regex> cache;
        return cache.try_emplace(expression, expression).first->second;
    }

    static std::pair<const Json*, std::smatch> first_match(const std::vector<const Json*>& rules,
                                                           const std::string& line, std::size_t at) {
        const Json* found = nullptr;
        std::smatch best;
        for (const Json* rule : rules) {
            const std::string expression = rule->contains("match") ? (*rule)["match"] : (*rule)["begin"];
            auto flags = std::regex_constants::match_default;
            if (at > 0) flags |= std::regex_constants::match_prev_avail | std::regex_constants::match_not_bol;
            std::smatch match;
            const auto from = line.begin() + static_cast<std::ptrdiff_t>(at);
            if (!std::regex_search(from, line.end(), match, compiled(expression), flags)) continue;
            if (found != nullptr && match.position() >= best.position()) continue;
            found = rule;
            best = match;
        }
        return {found, best};
    }

    std::size_t end_of(const Json& rule, const std::string& line, std::size_t at) const {
        std::vector<const Json*> inner;
        collect(rule.value("patterns", Json::array()), inner);
        while (at < line.size()) {
            std::smatch end;
            const auto from = line.begin() + static_cast<std::ptrdiff_t>(at);
            if (!std::regex_search(from, line.end(), end, compiled(rule["end"].get<std::string>()))) break;
            std::vector<const Json*> rules;
            collect(rule["patterns"], rules);
            const auto [nested, match] = first_match(rules, line, at);
            if (nested == nullptr || match.position() >= end.position())
                return at + static_cast<std::size_t>(end.position() + end.length());
            at += static_cast<std::size_t>(match.position() + match.length());
        }
        return line.size();
    }

    Json root_;
    std::vector<const Json*> rules_;
};

std::vector<std::string> example_lines() {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/examples")) {
        if (entry.path().extension() != ".utc") continue;
        std::ifstream input(entry.path());
        for (std::string line; std::getline(input, line);) out.push_back(line);
    }
    return out;
}

std::string scope_of(const std::vector<Coloured>& line, const std::string& text) {
    for (const Coloured& each : line)
        if (each.text == text) return each.scope;
    return "no such part";
}

const Grammar& textmate() {
    static const Grammar grammar(SOURCE_DIR "/editors/vscode/syntaxes/pkttest.tmLanguage.json");
    return grammar;
}

TEST(TextMateGrammar, ColoursALineByItsParts) {
    const auto line = textmate().colour(
        "sr1 IP(dst=router)/ICMP(type=\"echo-request\", id=0x1f) on lan within 1.5s as reply # why");
    EXPECT_EQ(scope_of(line, "sr1"), "keyword.control.step.pkttest");
    EXPECT_EQ(scope_of(line, "IP"), "support.class.layer.pkttest");
    EXPECT_EQ(scope_of(line, "dst"), "variable.parameter.field.pkttest");
    EXPECT_EQ(scope_of(line, "router"), "variable.other.pkttest");
    EXPECT_EQ(scope_of(line, "\"echo-request\""), "string.quoted.double.pkttest");
    EXPECT_EQ(scope_of(line, "0x1f"), "constant.numeric.pkttest");
    EXPECT_EQ(scope_of(line, "within"), "keyword.other.clause.pkttest");
    EXPECT_EQ(scope_of(line, "1.5s"), "constant.numeric.duration.pkttest");
    EXPECT_EQ(scope_of(line, "# why"), "comment.line.number-sign.pkttest");
}

TEST(TextMateGrammar, KnowsMarkedLinesAndTexts) {
    const auto only = [](const std::string& line) {
        const auto parts = textmate().colour(line);
        return parts.size() == 1 ? parts[0].scope : "several parts";
    };
    EXPECT_EQ(only("% Title # no comment"), "markup.heading.1.campaign.pkttest");
    EXPECT_EQ(only("+ Set"), "markup.heading.2.set.pkttest");
    EXPECT_EQ(only("= Test \"x\""), "markup.heading.3.test.pkttest");
    EXPECT_EQ(only("~ slow -ipv6"), "entity.name.tag.keyword.pkttest");
    EXPECT_EQ(only("* words"), "comment.block.documentation.pkttest");
    const auto text = textmate().colour(R"(check "a \" # b" == 'c')");
    EXPECT_EQ(scope_of(text, R"("a \" # b")"), "string.quoted.double.pkttest");
    EXPECT_EQ(scope_of(text, "'c'"), "string.quoted.single.pkttest");
    EXPECT_EQ(scope_of(textmate().colour("expect no IP() on lan"), "expect no"),
              "keyword.control.step.pkttest");
}

TEST(TextMateGrammar, KnowsEveryWordOfTheLanguage) {
    for (const auto words : {language::step_words(), language::header_words()})
        for (const std::string_view word : words) {
            const auto line = textmate().colour(std::string(word) + " x");
            EXPECT_EQ(line.front().text, word);
            EXPECT_TRUE(line.front().scope.starts_with("keyword.")) << word;
        }
    for (const language::ClauseForm& clause : language::all_clauses()) {
        const std::string word(clause.word);
        EXPECT_EQ(scope_of(textmate().colour("sniff x " + word + " y"), word),
                  "keyword.other.clause.pkttest");
    }
}

TEST(TextMateGrammar, ColoursTheExamples) {
    std::size_t layers = 0, steps = 0;
    for (const std::string& line : example_lines()) {
        std::string whole;
        for (const Coloured& part : textmate().colour(line)) {
            whole += part.text;
            if (part.scope.empty()) {
                EXPECT_EQ(part.text.find_first_not_of(" ()[]{},.:\t\"!"), std::string::npos) << line << "\n"
                                                                                             << part.text;
            }
            steps += part.scope.starts_with("keyword.control.step") ? 1 : 0;
            if (part.scope != "support.class.layer.pkttest") continue;
            ++layers;
            EXPECT_TRUE(find_protocol(part.text) != nullptr || part.text.ends_with("_am")) << line;
        }
        EXPECT_EQ(whole, line);
    }
    EXPECT_GT(layers, 50u);
    EXPECT_GT(steps, 50u);
}

// ---- VS Code -------------------------------------------------------------------------------------------

TEST(VsCodeExtension, NamesFilesThatAreThereAndStartsTheServer) {
    const std::filesystem::path folder = SOURCE_DIR "/editors/vscode";
    const Json extension = Json::parse(std::ifstream(folder / "package.json"));
    const Json& parts = extension["contributes"];
    for (const std::string path :
         {extension["main"], parts["grammars"][0]["path"], parts["languages"][0]["configuration"]})
        EXPECT_TRUE(std::filesystem::exists(folder / path)) << path;
    EXPECT_FALSE(
        Json::parse(std::ifstream(folder / "language-configuration.json"), nullptr, false).is_discarded());
    EXPECT_EQ(parts["languages"][0]["extensions"], Json::array({".utc", ".uts"}));
    EXPECT_NE(contents((folder / "extension.js").string()).find("args: [\"lsp\"]"), std::string::npos);
    if (run({"sh", "-c", "command -v node"}).status == 0) {
        EXPECT_EQ(run({"node", "--check", (folder / "extension.js").string()}).status, 0);
    }
}

// ---- Vim -----------------------------------------------------------------------------------------------

/// The names of Vim's syntax groups at columns of lines, "line:column" (both from 1) to the group.
std::map<std::string, std::string> vim_groups(const std::string& file,
                                              const std::vector<std::string>& places) {
    const Workplace here;
    std::string script = "set nocompatible\nset runtimepath^=" SOURCE_DIR
                         "/editors/vim\nfiletype plugin on\nsyntax on\nedit " +
                         file + "\nsyntax sync fromstart\nlet out = []\n";
    for (const std::string& place : places) {
        const auto colon = place.find(':');
        script += "call add(out, '" + place + " ' . synIDattr(synID(" + place.substr(0, colon) + ", " +
                  place.substr(colon + 1) + ", 1), 'name'))\n";
    }
    script += "call writefile(out, '" + here.path("groups") + "')\nqall!\n";
    run({"vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", here.file("script.vim", script)});
    std::map<std::string, std::string> found;
    std::istringstream lines(contents(here.path("groups")));
    for (std::string place, group; lines >> place && std::getline(lines, group);)
        found[place] = group.empty() ? group : group.substr(1);
    return found;
}

TEST(VimSyntax, ColoursAnExample) {
    if (run({"sh", "-c", "command -v vim"}).status != 0) GTEST_SKIP() << "there is no vim";
    const Workplace here;
    const std::string file = here.file("a.utc",
                                       "% Title # x\n"                                           // 1
                                       "link lan = \"memory\"\n"                                 // 2
                                       "= Test\n"                                                // 3
                                       "~ smoke\n"                                               // 4
                                       "expect no IP(ttl=0x1f)/\"a\" on lan for 500ms # late\n"  // 5
                                       "check len(reply[TCP].flags) == 1 and True\n");           // 6
    const std::map<std::string, std::string> wanted = {
        {"1:10", "pkttestTitle"},    {"2:1", "pkttestDeclaration"}, {"2:13", "pkttestText"},
        {"3:3", "pkttestTest"},      {"4:3", "pkttestKeywords"},    {"5:1", "pkttestStep"},
        {"5:8", "pkttestStep"},      {"5:11", "pkttestLayer"},      {"5:14", "pkttestField"},
        {"5:18", "pkttestNumber"},   {"5:25", "pkttestText"},       {"5:28", "pkttestClause"},
        {"5:39", "pkttestDuration"}, {"5:46", "pkttestComment"},    {"6:1", "pkttestStep"},
        {"6:7", "pkttestFunction"},  {"6:17", "pkttestLayer"},      {"6:34", "pkttestOperator"},
        {"6:38", "pkttestConstant"},
    };
    std::vector<std::string> places;
    for (const auto& [place, group] : wanted) places.push_back(place);
    EXPECT_EQ(vim_groups(file, places), wanted);
}

}  // namespace
}  // namespace pkttest::testing_support
