// The options that run, check and list share.
#include "framework/cli/campaign_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <fstream>

#include "framework/cli/configuration.h"
#include "framework/cli/options.h"
#include "framework/cli/shard_environment.h"
#include "framework/runner/history.h"

namespace pkttest::cli {

namespace {

std::pair<std::string, std::string> split_pair(const std::string& text, const char* option) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw UsageError(option, fmt::format("wants NAME=VALUE, not '{}'", text));
    return {text.substr(0, equals), text.substr(equals + 1)};
}

int parse_number(std::string_view text, const std::string& whole) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        throw UsageError("--shard", fmt::format("wants I/N such as 2/5, not '{}'", whole));
    return value;
}

/// "I/N" on the command line counts from 1.
void parse_shard(const std::string& text, runner::Selection& out) {
    const std::size_t slash = text.find('/');
    out.shard = parse_number(std::string_view(text).substr(0, slash), text) - 1;
    out.shards =
        slash == std::string::npos ? 0 : parse_number(std::string_view(text).substr(slash + 1), text);
    if (out.shards < 1 || out.shard < 0 || out.shard >= out.shards)
        throw UsageError("--shard", fmt::format("wants I/N with 1 <= I <= N, not '{}'", text));
}

/// "/N": of a Kubernetes Indexed Job, whose variable tells the index only.
int total_of(const std::string& text) {
    return text.starts_with('/') ? parse_number(std::string_view(text).substr(1), text) : 0;
}

void take_shard(CampaignOptions& target) {
    runner::Selection& selection = target.options.selection;
    const int total = total_of(target.shard);
    if (!target.shard.empty() && total == 0) return parse_shard(target.shard, selection);
    const auto shard = shard_of_environment(std::getenv, total);
    if (!shard && total != 0)
        throw UsageError("--shard", "/N takes the index from JOB_COMPLETION_INDEX, which is not set");
    if (!shard) return;
    selection.shard = shard->index;
    selection.shards = shard->total;
    fmt::print(stderr, "pkttest: shard {} of {}, from {}\n", shard->index + 1, shard->total, shard->source);
    if (!shard->status_file.empty()) std::ofstream(shard->status_file, std::ios::app).close();
}

}  // namespace

void add_campaign_options(CommandOptions& command, CampaignOptions& target) {
    runner::RunOptions& options = target.options;
    target.command = &command;
    command.option("CAMPAIGN", options.files, "Campaigns (.utc, .uts), folders of them, or globs.")
        .required();
    command.option("-t,--test", options.selection.names,
                   "Only tests whose name or id matches this glob; repeatable.");
    command.option("-k,--keyword", options.selection.keywords,
                   "Only tests with this keyword, or an expression: \"smoke and not slow\"; repeatable.");
    command.option("-K,--without-keyword", options.selection.without,
                   "No tests with this keyword or expression; repeatable.");
    command.option("-n,--number", options.selection.numbers,
                   "Only tests of these numbers, as `list` shows them: 1,3-5.");
    command.option(
        "--shard", target.shard,
        "Only the I-th of N parts of the selected tests: I/N, from 1. Without it, what the variables of "
        "GoogleTest, Bazel, GitLab, CircleCI or Slurm say; /N takes I from a Kubernetes job.");
    command
        .option(
            "--shard-by",
            [&options](const std::string& how) { options.selection.shard_by_duration = how == "duration"; },
            "hash (default): a new test moves no other; duration: parts that take about as long, by the "
            "history.")
        .check(one_of({"hash", "duration"}));
    command.flag("--last-failed,--lf", options.selection.last_failed,
                 "Only tests that failed when they last ran; all where none did.");
    command.flag("--failed-first,--ff", options.failed_first, "Those first, then the others.");
    command.option("--history", options.history,
                   "The folder that remembers verdicts and times (~/.cache/pkttest/history).");
    command.option("--link", target.links,
                   "NAME=WHERE: where a link of the campaign is: an interface, memory, or pcap:FILE.");
    command.option("--set", target.variables, "NAME=VALUE: a campaign variable's value.");
    command.flag(
        "--lab", options.lab,
        "Use the campaign's lab block: namespaces and veth pairs, made and removed by the run (root).");
    command.option("--color", target.color, "auto, always or never (NO_COLOR is honoured).")
        .check(one_of({"auto", "always", "never"}));
    command.option("--config", target.configuration,
                   "The configuration file; without: pkttest.toml here or in the nearest folder above.");
    command.option("--profile", target.profile, "A profile of the configuration file.");
}

void finish_campaign_options(CampaignOptions& target) {
    apply_configuration(*target.command, target.configuration, target.profile);
    for (const std::string& link : target.links) target.options.links.push_back(split_pair(link, "--link"));
    for (const std::string& variable : target.variables)
        target.options.variables.push_back(split_pair(variable, "--set"));
    take_shard(target);
    if (target.options.history.empty()) target.options.history = runner::default_history_path();
}

bool is_dumb_terminal() {
    const char* kind = std::getenv("TERM");
    return kind != nullptr && std::string_view(kind) == "dumb";
}

bool wants_color(const std::string& color, std::FILE* stream) {
    if (color != "auto") return color == "always";
    const char* refused = std::getenv("NO_COLOR");
    return (refused == nullptr || *refused == '\0') && isatty(fileno(stream)) == 1 && !is_dumb_terminal();
}

}  // namespace pkttest::cli
