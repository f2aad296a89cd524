// pkttest: the program. Subcommands come from commands/; this file only dispatches and ends in order.
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <system_error>

#include "framework/cli/crash.h"
#include "framework/cli/subcommand.h"
#include "framework/cli/usage.h"
#include "framework/runner/runner.h"

namespace {

using pkttest::cli::Subcommand;

constexpr int environment_error = static_cast<int>(pkttest::runner::Exit::environment);
constexpr int usage_error = static_cast<int>(pkttest::runner::Exit::usage);

constexpr const char* description =
    "pkttest tests network devices and protocol stacks with campaigns of steps: build, send, expect "
    "packets.\n"
    "\n"
    "  pkttest run router.utc                         run a campaign\n"
    "  pkttest run router.utc --link lan=eth1         on a real interface\n"
    "  sudo pkttest run --lab router.utc              in a lab of network namespaces\n"
    "  pkttest check router.utc                       find its mistakes, send nothing\n"
    "  pkttest show capture.pcap                      dissect a capture";

constexpr const char* exit_codes =
    "Exit codes: 0 all passed, 1 a test failed, 2 interrupted, 3 internal or environment error,\n"
    "4 wrong usage or campaign, 5 nothing was selected.";

int run_subcommand(int argc, char** argv) {
    CLI::App app(description, "pkttest");
    app.set_version_flag("--version", "pkttest " PKTTEST_VERSION, "Print the version and exit.");
    app.footer(exit_codes);
    app.require_subcommand(1);
    std::function<int()> chosen;
    for (const Subcommand* command : pkttest::cli::all_subcommands()) {
        CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->title));
        const auto action = command->declare(*sub);
        sub->callback([&chosen, action] { chosen = action; });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        fmt::print(stderr, "{}", pkttest::cli::explain_usage(app, argc, argv, error));
        return usage_error;
    }
    const int status = chosen();
    if (std::fflush(stdout) == 0 || errno == EPIPE || status == environment_error) return status;
    throw std::system_error(errno, std::generic_category(), "standard output cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    pkttest::cli::install_crash_handlers();
    try {
        return run_subcommand(argc, argv);
    } catch (const CLI::Error& error) {  // What only the subcommand itself could see in its arguments.
        fmt::print(stderr, "pkttest: {}\n", error.what());
        return usage_error;
    } catch (const std::exception& error) {
        fmt::print(stderr, "pkttest: {}\n", error.what());
        return environment_error;
    }
}
