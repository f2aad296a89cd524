// pkttest run: runs campaigns, reports to the console and to files.
#include <fmt/format.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <thread>

#include "framework/cli/bazel.h"
#include "framework/cli/campaign_options.h"
#include "framework/cli/configuration.h"
#include "framework/cli/options.h"
#include "framework/cli/reports.h"
#include "framework/cli/subcommand.h"
#include "framework/runner/runner.h"

namespace pkttest::cli {

namespace {

struct Arguments : CampaignOptions {
    std::vector<std::string> reports;
    double timeout = 60, slow = 30;
    int jobs = 1;
    bool quiet = false, verbose = false, list = false;
};

int columns() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// A CI system keeps the output as a log, where nothing is drawn again, also where it makes it a terminal.
bool is_in_ci() {
    const char* value = std::getenv("CI");
    return value != nullptr && *value != '\0' && std::string_view(value) != "false";
}

extern "C" void stop_run(int) { runner::request_stop(); }

/// The first Ctrl-C ends the run in order, the second one at once.
void install_handlers() {
    struct sigaction action = {};
    action.sa_handler = stop_run;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    signal(SIGPIPE, SIG_IGN);
}

int run(Arguments& arguments) {
    finish_campaign_options(arguments);
    take_bazel_environment(arguments.options, arguments.reports);
    if (arguments.list) return list_tests(arguments.options, false);
    const PrematureExitFile premature;
    runner::RunOptions& options = arguments.options;
    options.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(arguments.timeout * 1000));
    options.slow = std::chrono::milliseconds(static_cast<std::int64_t>(arguments.slow * 1000));
    options.jobs = arguments.jobs > 0 ? arguments.jobs
                                      : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    options.command = command_line();
    if (const auto words = command_words(); !words.empty()) options.program = words.front();
    install_handlers();
    runner::ReporterOptions console;
    console.color = wants_color(arguments.color, stdout);
    console.terminal = isatty(STDOUT_FILENO) == 1 && !is_dumb_terminal() && !is_in_ci();
    console.width = columns();
    console.quiet = arguments.quiet;
    console.verbose = arguments.verbose;
    Reports reports(arguments.reports, &console);
    const auto exit = runner::run(
        options, [&](const runner::Event& event) { reports.write(event); },
        [](const std::string& text) { fmt::print(stderr, "{}", text); });
    const bool all_written = reports.finish();
    const bool says_less = exit == runner::Exit::passed || exit == runner::Exit::failed;
    return static_cast<int>(all_written || !says_less ? exit : runner::Exit::environment);
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    runner::RunOptions& options = arguments->options;
    add_campaign_options(command, *arguments);
    command.option("--report", arguments->reports, report_help());
    command
        .option("-j,--jobs", arguments->jobs,
                "Run tests in so many processes at once; 0: as many as there are processors (1).")
        .check(whole_number(0, 1000));
    command.option("--record", options.record, "Write what the run sees to this folder, one pcapng a test.");
    command.option("--replay", options.replay,
                   "Run against such a folder instead of links, in virtual time.");
    command.option("--captures", options.captures, "Keep a pcapng of each test that fails in this folder.");
    command
        .option("--time-scale", options.time_scale, "Stretch every duration of the campaigns by this factor.")
        .check(factor());
    command.option("--timeout", arguments->timeout, "Seconds that a test may take; 0: any.").check(seconds());
    command
        .option("--slow", arguments->slow,
                "Name a test that runs for longer than so many seconds, while it runs; 0: never (30).")
        .check(seconds());
    command
        .option("--retries", options.retries,
                "Try a test that fails again, so often at the most, unless its campaign has a `retry`.")
        .check(whole_number(0, 100));
    command
        .option(
            "--flaky",
            [arguments](const std::string& how) { arguments->options.flaky_fails = how == "fail"; },
            "What a test is that passes at a later attempt only: pass (default) or fail.")
        .check(one_of({"pass", "fail"}));
    command.option("--repeat", options.repeat, "Run each test so often, up to its first failure.")
        .check(whole_number(1, 1'000'000'000));
    command.flag("--until-fail", options.until_fail,
                 "Run all selected tests again and again until one fails; reports hold the last round.");
    command.flag("--shuffle,--random", options.shuffle, "In an order drawn from the seed.");
    command.option("--seed", options.seed, "The seed of all random values; the report names the one used.")
        .check(whole_number(0));
    command.flag("--fail-fast", options.fail_fast, "Stop after the first failure; --fail-fast=N: after N.")
        .check(whole_number(1, 1'000'000));
    command
        .option(
            "--offloads",
            [arguments](const std::string& how) { arguments->options.offloads_off = how == "off"; },
            "keep (default) leaves GRO, LRO, TSO, GSO and checksum offload of live links as they are and "
            "notes "
            "them; off switches them off while the run lasts (root).")
        .check(one_of({"keep", "off"}));
    command.flag("--allow-exec", options.allow_exec, "Let campaigns run commands with `exec`.");
    command.flag("--list,--dry-run", arguments->list, "Check and list what would run; send nothing.");
    command.flag("-v,--verbose", arguments->verbose,
                 "Packets and logs of all tests, not only of those that fail.");
    command.flag("-q,--quiet", arguments->quiet, "Failures and the summary only.").excludes("--verbose");
    command.footer(
        "Examples:\n"
        "  pkttest run examples/010_quickstart.utc\n"
        "  sudo pkttest run --lab examples/020_router.utc --report junit=out.xml --report html=out.html\n"
        "  pkttest run examples/020_router.utc --link lan=eth1 --link wan=eth2 --record seen\n"
        "  pkttest run examples/020_router.utc --replay seen");
    take_environment(command);
    return [arguments] { return run(*arguments); };
}

}  // namespace

extern const Subcommand run_command = {"run", "Run campaigns.", declare};

}  // namespace pkttest::cli
