// pkttest: the program. Subcommands come from commands/; this file only starts one and ends in order.
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <system_error>

#include "framework/cli/command_line.h"
#include "framework/cli/crash.h"
#include "framework/runner/runner.h"

namespace {

constexpr int environment_error = static_cast<int>(pkttest::runner::Exit::environment);
constexpr int usage_error = static_cast<int>(pkttest::runner::Exit::usage);

int run_subcommand(int argc, char** argv) {
    pkttest::cli::CommandLine line;
    const auto asked = line.parse(argc, argv);
    if (!asked) return line.status();
    const int status = asked();
    if (std::fflush(stdout) == 0 || errno == EPIPE || status == environment_error) return status;
    throw std::system_error(errno, std::generic_category(), "standard output cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    pkttest::cli::install_crash_handlers();
    try {
        return run_subcommand(argc, argv);
    } catch (const pkttest::cli::UsageError& error) {
        fmt::print(stderr, "pkttest: {}\n", error.what());
        return usage_error;
    } catch (const std::exception& error) {
        fmt::print(stderr, "pkttest: {}\n", error.what());
        return environment_error;
    }
}
