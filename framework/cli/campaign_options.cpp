// The options that run, check and list share.
#include "framework/cli/campaign_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace pkttest::cli {

namespace {

std::pair<std::string, std::string> split_pair(const std::string& text, const char* option) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw CLI::ValidationError(option, fmt::format("wants NAME=VALUE, not '{}'", text));
    return {text.substr(0, equals), text.substr(equals + 1)};
}

int parse_number(std::string_view text, const std::string& whole) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        throw CLI::ValidationError("--shard", fmt::format("wants I/N such as 2/5, not '{}'", whole));
    return value;
}

/// "I/N" on the command line counts from 1.
void parse_shard(const std::string& text, runner::Selection& out) {
    const std::size_t slash = text.find('/');
    out.shard = parse_number(std::string_view(text).substr(0, slash), text) - 1;
    out.shards =
        slash == std::string::npos ? 0 : parse_number(std::string_view(text).substr(slash + 1), text);
    if (out.shards < 1 || out.shard < 0 || out.shard >= out.shards)
        throw CLI::ValidationError("--shard", fmt::format("wants I/N with 1 <= I <= N, not '{}'", text));
}

}  // namespace

void add_campaign_options(CLI::App& app, CampaignOptions& target) {
    runner::RunOptions& options = target.options;
    app.add_option("CAMPAIGN", options.files, "Campaigns (.utc), folders of them, or globs.")->required();
    app.add_option("-t,--test", options.selection.names,
                   "Only tests whose name or id matches this glob; repeatable.");
    app.add_option("-k,--keyword", options.selection.keywords, "Only tests with this keyword; repeatable.");
    app.add_option("-K,--without-keyword", options.selection.without,
                   "No tests with this keyword; repeatable.");
    app.add_option("-n,--number", options.selection.numbers,
                   "Only tests of these numbers, as `list` shows them: 1,3-5.");
    app.add_option("--shard", target.shard, "Only the I-th of N parts of the selected tests: I/N, from 1.");
    app.add_option("--link", target.links,
                   "NAME=WHERE: where a link of the campaign is: an interface, memory, or pcap:FILE.");
    app.add_option("--set", target.variables, "NAME=VALUE: a campaign variable's value.");
    app.add_flag(
        "--lab", options.lab,
        "Use the campaign's lab block: namespaces and veth pairs, made and removed by the run (root).");
    app.add_option("--color", target.color, "auto, always or never (NO_COLOR is honoured).")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

void finish_campaign_options(CampaignOptions& target) {
    for (const std::string& link : target.links) target.options.links.push_back(split_pair(link, "--link"));
    for (const std::string& variable : target.variables)
        target.options.variables.push_back(split_pair(variable, "--set"));
    if (!target.shard.empty()) parse_shard(target.shard, target.options.selection);
}

bool wants_color(const std::string& color, std::FILE* stream) {
    if (color != "auto") return color == "always";
    const char* refused = std::getenv("NO_COLOR");
    return (refused == nullptr || *refused == '\0') && isatty(fileno(stream)) == 1;
}

}  // namespace pkttest::cli
