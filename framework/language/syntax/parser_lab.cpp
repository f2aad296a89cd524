// The lab block and includes.
#include <algorithm>
#include <utility>

#include "framework/language/syntax/parser_campaign.h"

namespace pkttest::language {

static constexpr const char* host_example = "lan 192.0.2.1/24";

void CampaignParser::lab(const Line& line) {
    const Span word = expressions_.token().span;
    if (state_.in_set) expressions_.fail(word, "lab stands before the first set: all tests share it");
    if (state_.campaign.lab) expressions_.fail(word, "a campaign has one lab");
    expressions_.advance();
    steps_.end_line();
    state_.campaign.lab.emplace().word = word;
    steps_.block(line, word, "host dut", [&](const Line& each) { host(each); });
}

void CampaignParser::host(const Line& line) {
    steps_.guarded(line, [&] {
        const Token word = expressions_.token();
        if (!word.is_name("host"))
            expressions_.fail(word.span, "a lab is made of hosts, not " + describe(word),
                              "for example: host dut");
        expressions_.advance();
        std::vector<Name> names = expressions_.names({"host", "a name", "host dut"});
        if (names.size() > 1) expressions_.fail(names[1].span, "host names one host");
        steps_.end_line();
        LabHost& made = state_.campaign.lab->hosts.emplace_back();
        made.name = names.front();
        steps_.block(line, word.span, host_example, [&](const Line& each) { host_line(each, made); });
    });
}

void CampaignParser::host_line(const Line& line, LabHost& host) {
    steps_.guarded(line, [&] {
        const Token word = expressions_.token();
        if (word.is_name("run") || word.is_name("start")) return host_command(host, word.span);
        if (word.kind != TokenKind::name)
            expressions_.fail(word.span, "a host has links and commands, not " + describe(word),
                              std::string("for example: ") + host_example);
        steps_.lexer().seek(word.span.end);
        LabPort port{{word.text, word.span}, {}};
        for (Name address = steps_.lexer().next_word(); address; address = steps_.lexer().next_word()) {
            if (address.text.find_first_of("\"'(=") != std::string_view::npos)
                expressions_.fail(word.span, std::string(word.text) + " begins no line of a host",
                                  "a host has links with addresses, run and start");
            port.addresses.push_back(address);
        }
        expressions_.restart();
        steps_.end_line();
        host.ports.push_back(std::move(port));
    });
}

void CampaignParser::host_command(LabHost& host, Span word) {
    LabCommand command;
    command.keeps_running = expressions_.at_name("start");
    expressions_.advance();
    command.command =
        literal_text(command.keeps_running ? "start" : "run", "run \"sysctl -qw net.ipv4.ip_forward=1\"");
    command.span = join(word, command.command.span);
    steps_.end_line();
    host.commands.push_back(command);
}

Name CampaignParser::literal_text(const char* who, const char* example) {
    const Expr value = expressions_.expression({who, "a text in quotes", example});
    if (value.kind != ExprKind::text)
        expressions_.fail(value.span, std::string(who) + " needs a text in quotes",
                          std::string("for example: ") + example);
    if (value.text.empty()) expressions_.fail(value.span, "this text is empty");
    return {value.text, value.span};
}

void CampaignParser::include(const Line&) {
    expressions_.advance();
    const Name path = literal_text("include", "include \"common.utc\"");
    steps_.end_line();
    read_included(resolve_include(state_.open_files.back(), path.text), path.span);
}

// The file stands in for the line; a campaign's header goes on behind it, even if it brought sets.
void CampaignParser::read_included(const std::string& path, Span name) {
    static constexpr std::size_t most = 1000;
    auto& open = state_.open_files;
    const auto complain = [&](std::string message) { diagnostics_.error(name, std::move(message)); };
    if (std::find(open.begin(), open.end(), path) != open.end()) return complain(path + " includes itself");
    if (state_.campaign.included.size() >= most) return complain("too many files are included");
    const std::optional<std::uint32_t> source = state_.sources.load(path);
    if (!source) return complain(path + " can't be read");
    state_.campaign.included.push_back(*source);
    const bool was_in_set = state_.in_set;
    const std::size_t sets = state_.campaign.sets.size();
    const std::size_t tests = was_in_set ? state_.campaign.sets.back().tests.size() : 0;
    open.push_back(path);
    CampaignParser(state_, *source).run();
    open.pop_back();
    const bool brought_tests = state_.campaign.sets.size() > sets ||
                               (was_in_set && state_.campaign.sets.back().tests.size() > tests);
    if (was_in_set && brought_tests)
        complain(path + " has tests of its own: include it before the first set");
    state_.in_test = false;
    state_.in_set = was_in_set;
}

}  // namespace pkttest::language
