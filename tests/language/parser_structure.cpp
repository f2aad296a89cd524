// A campaign's structure: markers, headers, lab, blocks, includes, and what is said where it is wrong.
#include <gtest/gtest.h>

#include <map>

#include "framework/language/syntax/parser.h"

namespace pkttest::language {
namespace {

using Files = std::map<std::string, std::string>;

struct Read {
    std::unique_ptr<Sources> sources;
    Campaign campaign;
    std::string messages;
};

Read read(std::string text, const Files& files = {}) {
    Read result;
    result.sources = std::make_unique<Sources>([files](const std::string& path) {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    });
    Diagnostics diagnostics;
    const std::uint32_t source = result.sources->add("suite/input", std::move(text));
    result.campaign = parse_campaign(*result.sources, source, diagnostics);
    result.messages = render(diagnostics.all(), *result.sources);
    return result;
}

constexpr const char* router = R"(% Home router regression
* What every router that we ship must do with IPv4.
~ router ipv4

link lan = "veth-lan"            # --link lan=eth1 at the command line wins
let server = "198.51.100.7"
needs tcpdump

lab                              # only with --lab
    host dut
        lan 192.0.2.1/24 2001:db8::1/64
        wan 198.51.100.1/24  # the far side
        run "sysctl -qw net.ipv4.ip_forward=1"
        start "nc -lk 80"
    host far
        wan 198.51.100.7/24

+ Forwarding
~ slow -ipv4
let ttl = 64

setup
    answer on wan with ARP_am(IP_addr=server)
    # between

    wait 1s
teardown
    wait 2s

= A datagram crosses #1
~ smoke
* Once.
needs root
send IP() on lan
expect IP() on wan

= Port {port} is {state:>8}
for port, state in [(21, "closed"), (80, "open")]
check port

+ Empty
)";

TEST(Structure, OfTheWholeCampaign) {
    const Read result = read(router);
    EXPECT_EQ(result.messages, "");
    const Campaign& campaign = result.campaign;
    EXPECT_EQ(campaign.title.text, "Home router regression");
    EXPECT_EQ(campaign.description.at(0).text, "What every router that we ship must do with IPv4.");
    EXPECT_EQ(campaign.keywords.at(1).text, "ipv4");
    EXPECT_EQ(campaign.needs.at(0).what.text, "tcpdump");
    ASSERT_EQ(campaign.declarations.size(), 2u);
    EXPECT_EQ(campaign.declarations[0].kind, StepKind::link);
    EXPECT_EQ(campaign.declarations[0].names.at(0).text, "lan");
    EXPECT_EQ(campaign.comments.size(), 4u);
    EXPECT_EQ(campaign.comments.at(2).text, "# the far side");
    ASSERT_EQ(campaign.sets.size(), 2u);
    EXPECT_EQ(campaign.sets[1].title.text, "Empty");
}

TEST(Structure, OfALab) {
    const Read result = read(router);
    const Lab& lab = result.campaign.lab.value();
    ASSERT_EQ(lab.hosts.size(), 2u);
    const LabHost& dut = lab.hosts[0];
    EXPECT_EQ(dut.name.text, "dut");
    ASSERT_EQ(dut.ports.size(), 2u);
    EXPECT_EQ(dut.ports[0].link.text, "lan");
    EXPECT_EQ(dut.ports[0].addresses.at(1).text, "2001:db8::1/64");
    EXPECT_EQ(dut.ports[1].addresses.size(), 1u);
    ASSERT_EQ(dut.commands.size(), 2u);
    EXPECT_EQ(dut.commands[0].command.text, "sysctl -qw net.ipv4.ip_forward=1");
    EXPECT_FALSE(dut.commands[0].keeps_running);
    EXPECT_TRUE(dut.commands[1].keeps_running);
}

TEST(Structure, OfASetAndItsTests) {
    const Read result = read(router);
    const Set& set = result.campaign.sets.at(0);
    EXPECT_EQ(set.title.text, "Forwarding");
    EXPECT_TRUE(set.keywords.at(1).removed);
    EXPECT_EQ(set.keywords.at(1).text, "ipv4");
    EXPECT_EQ(result.sources->text(set.keywords.at(1).span), "-ipv4");
    EXPECT_EQ(set.declarations.size(), 1u);
    EXPECT_EQ(set.setup.size(), 2u);
    EXPECT_EQ(set.teardown.size(), 1u);
    ASSERT_EQ(set.tests.size(), 2u);
    const language::Test& first = set.tests[0];
    EXPECT_EQ(first.title.text, "A datagram crosses #1");
    EXPECT_EQ(dump(first.title_text), "\"A datagram crosses #1\"");
    EXPECT_EQ(first.keywords.at(0).text, "smoke");
    EXPECT_EQ(first.description.at(0).text, "Once.");
    EXPECT_EQ(first.needs.at(0).what.text, "root");
    EXPECT_EQ(first.steps.size(), 2u);
    const language::Test& second = set.tests[1];
    ASSERT_TRUE(second.each);
    EXPECT_EQ(second.each->names.at(1).text, "state");
    EXPECT_EQ(dump(second.title_text), "(f \"Port \" (replace port) \" is \" (replace state (f \">8\")))");
}

TEST(Structure, TestsBeforeTheFirstSetAreInASetWithoutTitle) {
    const Read result = read("= one\nwait 1s\n+ set\n= two\n");
    ASSERT_EQ(result.campaign.sets.size(), 2u);
    EXPECT_EQ(result.campaign.sets[0].title.text, "");
    EXPECT_EQ(result.campaign.sets[0].tests.at(0).title.text, "one");
    EXPECT_EQ(result.messages, "");
}

TEST(Structure, BracesInATitleMeanNothingWithoutFor) {
    const Read result = read("= a {b\n");
    EXPECT_EQ(dump(result.campaign.sets.at(0).tests.at(0).title_text), "\"a {b\"");
    EXPECT_EQ(result.messages, "");
}

TEST(Include, StandsInForItsLine) {
    const Read result = read("include \"lib/a.utc\"\nlet b = 2\n= last\n",
                             {{"suite/lib/a.utc", "% Of its own\n* Ignored.\nlet a = 1\ninclude \"b.utc\"\n"},
                              {"suite/lib/b.utc", "+ From b\n= first\nwait 1s\n"}});
    EXPECT_EQ(result.messages, "");
    EXPECT_EQ(result.campaign.title.text, "");
    EXPECT_EQ(result.campaign.declarations.size(), 2u);
    ASSERT_EQ(result.campaign.sets.size(), 2u);
    EXPECT_EQ(result.campaign.sets[0].title.text, "From b");
    EXPECT_EQ(result.campaign.sets[1].tests.at(0).title.text, "last");
    EXPECT_EQ(result.campaign.included.size(), 2u);
}

TEST(Include, ReportsInTheFileThatIsWrong) {
    EXPECT_EQ(read("include \"a.utc\"\n", {{"suite/a.utc", "let\n"}}).messages,
              "suite/a.utc:1:4: error: let needs a name and a value\n"
              "  let\n"
              "     ^\n"
              "  for example: let router = \"192.0.2.1\"\n");
}

struct Row {
    const char* text;
    const char* messages;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class RefusesStructure : public testing::TestWithParam<Row> {};
TEST_P(RefusesStructure, WithThisMessage) {
    static const Files files = {{"suite/self.utc", "include \"self.utc\"\n"}, {"suite/tests.utc", "= t\n"}};
    EXPECT_EQ(read(GetParam().text, files).messages, GetParam().messages);
}

constexpr Row wrong[] = {
    {"send IP() on lan",
     "suite/input:1:1: error: send stands in a test or in setup\n"
     "  send IP() on lan\n"
     "  ^~~~\n"
     "  a test begins with a line = TITLE\n"},
    {"lnik lan = 1",
     "suite/input:1:1: error: lnik begins no line of a header\n"
     "  lnik lan = 1\n"
     "  ^~~~\n"
     "  did you mean \"link\"?\n"},
    {"x = 1",
     "suite/input:1:1: error: a variable is set with let\n"
     "  x = 1\n"
     "  ^\n"
     "  did you mean \"let x = ...\"?\n"},
    {"let",
     "suite/input:1:4: error: let needs a name and a value\n"
     "  let\n"
     "     ^\n"
     "  for example: let router = \"192.0.2.1\"\n"},
    {"link a, b = 1",
     "suite/input:1:9: error: link names one link\n"
     "  link a, b = 1\n"
     "          ^\n"
     "  for example: link lan = \"eth1\"\n"},
    {"% one\n% two",
     "suite/input:2:3: error: a campaign has one title\n"
     "  % two\n"
     "    ^~~\n"},
    {"= t\n% late",
     "suite/input:2:3: error: the campaign's title stands before its first set and test\n"
     "  % late\n"
     "    ^~~~\n"},
    {"=\nwait 1s",
     "suite/input:1:2: error: = needs the title of a test behind it\n"
     "  =\n"
     "   ^\n"},
    {"+",
     "suite/input:1:2: error: + needs the title of a set behind it\n"
     "  +\n"
     "   ^\n"},
    {"~ a -",
     "suite/input:1:5: error: - needs the keyword that it takes away\n"
     "  ~ a -\n"
     "      ^\n"},
    {"   let a = 1",
     "suite/input:1:4: error: this line is indented, but no block is open\n"
     "     let a = 1\n"
     "     ^\n"
     "  the lines of a header stand in the first column\n"},
    {"= t\nsetup\n    wait 1s\nwait 2s",
     "suite/input:2:1: error: setup does not stand in a test or a block\n"
     "  setup\n"
     "  ^~~~~\n"
     "  it stands before the first test\n"},
    {"= t\nwait 1s\nfor a in b",
     "suite/input:3:1: error: for stands right below the title of its test\n"
     "  for a in b\n"
     "  ^~~\n"},
    {"= t\nfor a in b\nfor c in d",
     "suite/input:3:1: error: a test has one for\n"
     "  for c in d\n"
     "  ^~~\n"
     "  for a, b in [(1, 2), (3, 4)] takes several names\n"},
    {"= t\nfor a",
     "suite/input:2:6: error: for needs in and values behind its name\n"
     "  for a\n"
     "       ^\n"
     "  for example: for port in [21, 23, 8080]\n"},
    {"= {x\nfor x in y",
     "suite/input:1:3: error: { is never closed\n"
     "  = {x\n"
     "    ^\n"
     "  write {{ for the sign itself\n"},
    {"setup\n= t",
     "suite/input:1:1: error: setup needs indented lines below it\n"
     "  setup\n"
     "  ^~~~~\n"},
    {"needs",
     "suite/input:1:1: error: root or the name of a program is missing behind needs\n"
     "  needs\n"
     "  ^~~~~\n"
     "  for example: needs tcpdump\n"},
    {"+ s\nlab\n    host a\n        lan 192.0.2.1/24",
     "suite/input:2:1: error: lab stands before the first set: all tests share it\n"
     "  lab\n"
     "  ^~~\n"},
    {"lab\n    guest a\n        lan 192.0.2.1/24",
     "suite/input:2:5: error: a lab is made of hosts, not guest\n"
     "      guest a\n"
     "      ^~~~~\n"
     "  for example: host dut\n"},
    {"lab\n    host a\n        rnu \"ls\"",
     "suite/input:3:9: error: rnu begins no line of a host\n"
     "          rnu \"ls\"\n"
     "          ^~~\n"
     "  a host has links with addresses, run and start\n"},
    {"lab\n    host a\n        run ls",
     "suite/input:3:13: error: run needs a text in quotes\n"
     "          run ls\n"
     "              ^~\n"
     "  for example: run \"sysctl -qw net.ipv4.ip_forward=1\"\n"},
    {"lab\n    host\n        run 'ls'",
     "suite/input:2:9: error: host needs a name\n"
     "      host\n"
     "          ^\n"
     "  for example: host dut\n"},
    {"lab\nlet a = 1",
     "suite/input:1:1: error: lab needs indented lines below it\n"
     "  lab\n"
     "  ^~~\n"
     "  for example: host dut\n"},
    {"include 5",
     "suite/input:1:9: error: include needs a text in quotes\n"
     "  include 5\n"
     "          ^\n"
     "  for example: include \"common.utc\"\n"},
    {"include \"none.utc\"",
     "suite/input:1:9: error: suite/none.utc can't be read\n"
     "  include \"none.utc\"\n"
     "          ^~~~~~~~~~\n"},
    {"include \"self.utc\"",
     "suite/self.utc:1:9: error: suite/self.utc includes itself\n"
     "  include \"self.utc\"\n"
     "          ^~~~~~~~~~\n"},
    {"+ s\ninclude \"tests.utc\"",
     "suite/input:2:9: error: suite/tests.utc has tests of its own: include it before the first set\n"
     "  include \"tests.utc\"\n"
     "          ^~~~~~~~~~~\n"},
    {"let a = [1,\n= test\nwait 1s",
     "suite/input:1:9: error: [ is never closed\n"
     "  let a = [1,\n"
     "          ^\n"
     "  a ] is missing\n"},
};
INSTANTIATE_TEST_SUITE_P(Structure, RefusesStructure, testing::ValuesIn(wrong));

}  // namespace
}  // namespace pkttest::language
