// Robustness: campaigns bent at random (the seed is fixed) are read to their end, whatever they have become.
#include <gtest/gtest.h>

#include <random>

#include "framework/language/syntax/parser.h"

namespace pkttest::language {
namespace {

constexpr std::string_view sample =
    R"(% Router
* What a router must do.
~ router ipv4 -slow
link lan = "veth-lan"   # the inner side
let a, b = 1, {"x": [1, 2], **c}
needs root
lab
    host dut
        lan 192.0.2.1/24 2001:db8::1/64
        run "sysctl -qw net.ipv4.ip_forward=1"
+ Forwarding
setup
    answer on wan when IP()/UDP() as q with IP(src=q[IP].dst)/UDP(dport=q[UDP].sport)/b"\x00\xff"
teardown
	wait 1s
= Port {port:>5} of {len(ports)!r}
for port, name in [(21, "ftp"), (22, "ssh")]
sr1 IP(dst=f"192.0.2.{port + 1}")/TCP(
    dport=port, flags="S") on lan within 1.5s times 3 filter "tcp and port 80" as r
expect in any order within 2s
    expect exactly IP(ttl=(1, 64))/UDP() on lan ignoring IP.id, IP.chksum
    ICMP(type="echo-reply") on wan where p[IP].ttl < 64 and not p.flags
expect no IP() on wan for 500ms
repeat 5 times
    repeat 2
        check [x for x in r if x[TCP:2].flags == 0x1f ** 2] matches (lambda p, *q: p if q else None)
skip 'why' when 1 < 2 <= 3 != 4 is not None
exec r"""ls
-l""" as out
)";

std::string mutate(std::string text, std::mt19937& random) {
    static constexpr std::string_view pieces[] = {"(",
                                                  ")",
                                                  "[",
                                                  "{",
                                                  "}",
                                                  "\"",
                                                  "'''",
                                                  "f\"{",
                                                  "\n",
                                                  "\n    ",
                                                  "\t",
                                                  "\\",
                                                  "#",
                                                  "=",
                                                  "+",
                                                  "%",
                                                  "0x",
                                                  "1e999",
                                                  "999999999999999999999999999999999999999999",
                                                  "\xff",
                                                  "expect ",
                                                  "for ",
                                                  "in ",
                                                  "lab\n",
                                                  "~",
                                                  ":",
                                                  "\r",
                                                  ","};
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t i = 0, count = 1 + below(8); i < count; ++i) {
        const std::size_t at = below(text.size() + 1);
        switch (below(5)) {
            case 0:
                text.erase(at, below(20));
                break;
            case 1:
                text.insert(at, pieces[below(std::size(pieces))]);
                break;
            case 2:
                text.insert(at, text.substr(below(text.size()), below(60)));
                break;
            case 3:
                text.insert(at, 1, static_cast<char>(below(256)));
                break;
            default:
                text.resize(at < text.size() / 2 ? text.size() : at);
                break;
        }
    }
    return text;
}

void expect_inside(const Span& span, const Sources& sources) {
    ASSERT_LT(span.source, sources.size());
    EXPECT_LE(span.begin, span.end);
    EXPECT_LE(span.end, sources[span.source].text().size());
}

TEST(Parser, ReadsBentCampaignsToTheirEnd) {
    std::mt19937 random(20260101);
    std::size_t with_errors = 0;
    for (int round = 0; round < 20'000; ++round) {
        Sources sources([](const std::string&) { return std::nullopt; });
        Diagnostics diagnostics;
        const std::string text = mutate(std::string(sample), random);
        parse_campaign(sources, sources.add("input", text), diagnostics);
        for (const Diagnostic& each : diagnostics.all()) {
            expect_inside(each.span, sources);
            EXPECT_NE(render(each, sources), "");
        }
        with_errors += diagnostics.has_errors();
        ASSERT_FALSE(testing::Test::HasFailure()) << text;
    }
    EXPECT_GT(with_errors, 10'000u);
}

TEST(Parser, ReadsTheUnbentCampaignWithoutComplaint) {
    Sources sources([](const std::string&) { return std::nullopt; });
    Diagnostics diagnostics;
    const Campaign campaign = parse_campaign(sources, sources.add("input", std::string(sample)), diagnostics);
    EXPECT_EQ(render(diagnostics.all(), sources), "");
    ASSERT_EQ(campaign.sets.size(), 1u);
    ASSERT_EQ(campaign.sets[0].tests.size(), 1u);
    EXPECT_EQ(campaign.sets[0].tests[0].steps.size(), 6u);
}

TEST(Parser, RefusesBlocksNestedTooDeeply) {
    std::string text = "= t\n";
    for (int i = 0; i < 2000; ++i) text.append(static_cast<std::size_t>(i), ' ').append("repeat 2\n");
    Sources sources;
    Diagnostics diagnostics;
    parse_campaign(sources, sources.add("input", text), diagnostics);
    EXPECT_NE(render(diagnostics.all(), sources).find("error: blocks are nested too deeply\n"),
              std::string::npos);
}

TEST(Parser, KeepsNoMoreThanTheFirstHundredErrors) {
    std::string text = "= t\n";
    for (int i = 0; i < 1000; ++i) text += "send\n";
    Sources sources;
    Diagnostics diagnostics;
    parse_campaign(sources, sources.add("input", text), diagnostics);
    EXPECT_EQ(diagnostics.all().size(), 100u);
    EXPECT_EQ(diagnostics.error_count(), 1000u);
}

}  // namespace
}  // namespace pkttest::language
