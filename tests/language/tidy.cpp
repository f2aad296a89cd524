// The tidy form of campaigns: what changes, what stays, and that it means the same.
#include "framework/language/syntax/tidy.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "framework/language/syntax/parser.h"

namespace pkttest::language {
namespace {

std::string tidied(const std::string& text) {
    Sources sources([](const std::string&) { return std::optional<std::string>(""); });
    return tidy(sources, sources.add("input", text));
}

struct Row {
    const char *before, *after;
};

class Tidy : public testing::TestWithParam<Row> {};

TEST_P(Tidy, IsThis) {
    EXPECT_EQ(tidied(GetParam().before), GetParam().after);
    EXPECT_EQ(tidied(GetParam().after), GetParam().after);
}

static constexpr Row lines[] = {
    {"", ""},
    {"\n\n", ""},
    {"%Router\n*  as it   is\n*x\n~  a   b  -c \n", "% Router\n*  as it   is\n* x\n~ a b -c\n"},
    {"+Set\n=Test\nwait 1s", "+ Set\n\n= Test\nwait 1s\n"},
    {"= A\n\n\n\nwait 1s  \n\n= B\nwait 1s\n\n\n", "= A\n\nwait 1s\n\n= B\nwait 1s\n"},
    {"= A\nwait 1s\n# about B\n= B\nwait 1s\n", "= A\nwait 1s\n\n# about B\n= B\nwait 1s\n"},
    {"= A\r\nwait   1s\r\n", "= A\nwait 1s\n"},
    {"setup\n\twait 1s\n\n= A\nrepeat 2\n  repeat 3\n      wait 1s\n",
     "setup\n    wait 1s\n\n= A\nrepeat 2\n    repeat 3\n        wait 1s\n"},
    {"lab\n host dut\n  lan   192.0.2.1/24  2001:db8::1/64 # in\n  run   \"a  b\"\n",
     "lab\n    host dut\n        lan 192.0.2.1/24 2001:db8::1/64  # in\n        run \"a  b\"\n"},
    {"needs   root   x-y\n", "needs root x-y\n"},
};
INSTANTIATE_TEST_SUITE_P(Lines, Tidy, testing::ValuesIn(lines));

static constexpr Row spacing[] = {
    {"let a,b=1,2", "let a, b = 1, 2\n"},
    {"link  lan=\"x\"", "link lan = \"x\"\n"},
    {"send IP( dst = r,ttl=-1 ) / UDP () on  lan", "send IP(dst=r, ttl=-1) / UDP() on lan\n"},
    {"send IP()/(\"x\"*3)/Raw()on lan", "send IP()/(\"x\"*3)/Raw() on lan\n"},
    {"check a+b-c<<1==~d", "check a + b - c << 1 == ~d\n"},
    {"check a /b", "check a / b\n"},
    {"check -a<b and not(c)", "check -a < b and not (c)\n"},
    {"check x [ 1:2 ] [ : ] [ TCP:2 ]", "check x[1:2][:][TCP:2]\n"},
    {"let d={1 :2,**e}", "let d = {1: 2, **e}\n"},
    {"let t=(1 ,)", "let t = (1,)\n"},
    {"let f=lambda p,q = 1:p.ttl", "let f = lambda p, q=1: p.ttl\n"},
    {"let g=x[lambda:1]", "let g = x[lambda: 1]\n"},
    {"check f( *a,** b)", "check f(*a, **b)\n"},
    {"check [x for(x,y)in z if x]", "check [x for (x, y) in z if x]\n"},
    {"check f\"{a :>5}\"  'b'", "check f\"{a :>5}\" 'b'\n"},
    {"check a if b else c", "check a if b else c\n"},
};
INSTANTIATE_TEST_SUITE_P(Spacing, Tidy, testing::ValuesIn(spacing));

static constexpr Row breaks[] = {
    {"send IP(\n  dst=r,\n      ttl=1\n  ) on lan\n", "send IP(\n    dst=r,\n    ttl=1\n) on lan\n"},
    {"let a = [ # why\n# alone\n\n  1,# one\n  2]\n",
     "let a = [  # why\n    # alone\n    1,  # one\n    2]\n"},
    {"check a and \\\n b\n", "check a and \\\n    b\n"},
    {"= T\nlet t = \"\"\"a\n  b \n\"\"\"\n", "= T\nlet t = \"\"\"a\n  b \n\"\"\"\n"},
    {"check (IP()\n/UDP()\n/ TCP())\n", "check (IP()\n    /UDP()\n    / TCP())\n"},
};
INSTANTIATE_TEST_SUITE_P(Breaks, Tidy, testing::ValuesIn(breaks));

static constexpr Row comments[] = {
    {"wait 1s # a\nwait 100ms    # b\n", "wait 1s     # a\nwait 100ms  # b\n"},
    {"wait 1s # a\n\nwait 100ms    # b\n", "wait 1s  # a\n\nwait 100ms  # b\n"},
    {"repeat 2\n  # of the block\n  wait 1s\n# column one\n",
     "repeat 2\n    # of the block\n    wait 1s\n# column one\n"},
    {"repeat 2\n  wait 1s\n  # last of the block\nwait 1s\n",
     "repeat 2\n    wait 1s\n    # last of the block\nwait 1s\n"},
};
INSTANTIATE_TEST_SUITE_P(Comments, Tidy, testing::ValuesIn(comments));

// ---- whole campaigns -----------------------------------------------------------------------------------

std::vector<std::filesystem::path> all_campaigns() {
    std::vector<std::filesystem::path> out;
    for (const char* folder : {SOURCE_DIR "/examples", SOURCE_DIR "/campaigns", SOURCE_DIR "/tests/errors"})
        if (std::filesystem::exists(folder))
            for (const auto& entry : std::filesystem::directory_iterator(folder))
                if (entry.path().extension() == ".utc") out.push_back(entry.path());
    return out;
}

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

void describe(const std::vector<Step>& steps, std::string& out) {
    for (const Step& step : steps) {
        out.append(to_text(step.kind)) += ' ';
        for (const Name& name : step.names) out.append(name.text) += ' ';
        out += dump(step.value);
        for (const Clause& clause : step.clauses) {
            out.append(" ").append(to_text(clause.kind));
            for (const Expr& value : clause.values) out += " " + dump(value);
        }
        out += '\n';
        describe(step.body, out);
    }
}

void describe(const Scope& scope, std::string& out) {
    out.append("title ").append(scope.title.text) += '\n';
    for (const Keyword& each : scope.keywords) out.append(each.removed ? "-" : "~").append(each.text) += '\n';
    for (const Need& each : scope.needs) out.append("needs ").append(each.what.text) += '\n';
    describe(scope.declarations, out);
    describe(scope.setup, out);
    describe(scope.teardown, out);
}

/// What a campaign means, as text; nothing where it can't be read.
std::optional<std::string> meaning(const std::string& text) {
    Sources sources([](const std::string&) { return std::optional<std::string>(""); });
    Diagnostics diagnostics;
    const Campaign campaign = parse_campaign(sources, sources.add("input", text), diagnostics);
    if (diagnostics.has_errors()) return std::nullopt;
    std::string out;
    describe(campaign, out);
    if (campaign.lab)
        for (const LabHost& host : campaign.lab->hosts) {
            out.append("host ").append(host.name.text);
            for (const LabPort& port : host.ports) {
                out.append(" ").append(port.link.text);
                for (const Name& address : port.addresses) out.append(" ").append(address.text);
            }
            for (const LabCommand& command : host.commands) out.append(" ").append(command.command.text);
        }
    for (const Set& set : campaign.sets) {
        describe(set, out);
        for (const Test& test : set.tests) {
            out.append("test ").append(test.title.text) += '\n';
            for (const Keyword& each : test.keywords) out.append("~").append(each.text) += '\n';
            if (test.each) out += dump(test.each->values);
            describe(test.steps, out);
        }
    }
    for (const Name& comment : campaign.comments)  // Blanks at a comment's end mean nothing.
        out.append(comment.text, 0, comment.text.find_last_not_of(" \t\r") + 1) += '\n';
    return out;
}

TEST(TidyCampaign, MeansTheSameAndIsTidyAlready) {
    std::size_t compared = 0;
    for (const auto& path : all_campaigns()) {
        const std::string text = text_of(path);
        const auto before = meaning(text);
        if (!before) continue;
        const std::string once = tidied(text);
        EXPECT_EQ(meaning(once), before) << path;
        EXPECT_EQ(tidied(once), once) << path;
        ++compared;
    }
    EXPECT_GE(compared, 50u);
}

TEST(TidyCampaign, ExamplesAreTidy) {
    for (const auto& path : all_campaigns())
        if (path.string().find("/examples/") != std::string::npos) {
            EXPECT_EQ(tidied(text_of(path)), text_of(path)) << path;
        }
}

/// Blanks made longer where there are some, outside of texts, comments and marked lines.
std::string stretched(const std::string& text, std::mt19937& random) {
    std::string out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const bool plain = line.find_first_of("\"'#") == std::string::npos && !line.empty() &&
                           std::string("%+=~*").find(line[0]) == std::string::npos;
        const std::size_t indent = line.find_first_not_of(' ');
        for (std::size_t i = 0; i < line.size(); ++i) {
            out += line[i];
            if (plain && line[i] == ' ' && i > indent) out.append(random() % 3, random() % 2 ? ' ' : '\t');
        }
        out.append(plain ? random() % 3 : 0, ' ');
        out += '\n';
        if (plain && random() % 4 == 0 && out.find('(') == std::string::npos) out += '\n';
    }
    return out;
}

TEST(TidyCampaign, DoesNotDependOnHowManyBlanksStandWhereOneDoes) {
    std::mt19937 random(20260501);
    for (const auto& path : all_campaigns()) {
        const std::string text = text_of(path);
        if (path.string().find("/tests/") != std::string::npos) continue;
        for (int round = 0; round < 20; ++round) {
            const std::string wide = stretched(text, random);
            const std::string again = tidied(wide);
            EXPECT_EQ(meaning(again), meaning(text)) << wide;
            EXPECT_EQ(tidied(again), again);
        }
    }
}

/// From a test's title on, some hundred letters.
std::string piece_of(const std::string& sample, std::mt19937& random) {
    const std::size_t begin = sample.find("\n= ", random() % (sample.size() / 2));
    const std::string piece = sample.substr(begin + 1, 200 + random() % 400);
    return piece.substr(0, piece.rfind('\n') + 1);
}

TEST(TidyCampaign, OfAnyBentTextMeansTheSame) {
    std::mt19937 random(20260502);
    const std::string sample = text_of(SOURCE_DIR "/examples/020_router.utc");
    static constexpr std::string_view signs = "  \t\t\n\n\n\\#(),";
    int readable = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string text = piece_of(sample, random);
        for (int i = 0; i < 3; ++i)
            text.insert(random() % (text.size() + 1), 1, signs[random() % signs.size()]);
        const auto before = meaning(text);
        if (!before) continue;
        ++readable;
        const std::string once = tidied(text);
        EXPECT_EQ(meaning(once), before) << text << "\n----\n" << once;
        EXPECT_EQ(tidied(once), once) << text;
    }
    EXPECT_GT(readable, 200);
}

}  // namespace
}  // namespace pkttest::language
