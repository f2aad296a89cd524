// The last acts of a program that crashes.
#include "framework/cli/crash.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "framework/runner/report_file.h"
#include "framework/runner/runner.h"

namespace pkttest::cli {

namespace {

constexpr int environment_error = static_cast<int>(runner::Exit::environment);
/// Ending reports may need what the crash has spoiled, or what it held; then this long, and no longer.
constexpr unsigned seconds_to_end = 10;
constexpr std::size_t stack_size = std::size_t{1} << 18;
constexpr int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

void tell(std::string_view text) {
    if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

std::string_view words_of(int signal) {
    switch (signal) {
        case SIGSEGV:
            return "a wrong memory access (SIGSEGV)";
        case SIGBUS:
            return "a memory error (SIGBUS)";
        case SIGFPE:
            return "an arithmetic error (SIGFPE)";
        case SIGILL:
            return "an illegal instruction (SIGILL)";
        default:
            return "an abort (SIGABRT)";
    }
}

extern "C" void end_after_crash(int signal) {
    for (const int each : crashes) ::signal(each, SIG_DFL);  // Another crash ends at once.
    ::signal(SIGALRM, SIG_DFL);
    ::alarm(seconds_to_end);
    tell("pkttest: internal error: ");
    tell(words_of(signal));
    tell("; the reports say how far the run came\n");
    runner::finish_open_reports();
    ::_exit(environment_error);
}

}  // namespace

void install_crash_handlers() {
    std::set_terminate([] {
        runner::finish_open_reports();
        std::fputs("pkttest: internal error: terminated; the reports say how far the run came\n", stderr);
        std::_Exit(environment_error);
    });
    static char stack[stack_size];  // An overflow of the usual one is a crash too.
    stack_t alternative = {};
    alternative.ss_sp = stack;
    alternative.ss_size = sizeof stack;
    ::sigaltstack(&alternative, nullptr);
    struct sigaction action = {};
    action.sa_handler = end_after_crash;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : crashes) ::sigaction(signal, &action, nullptr);
}

}  // namespace pkttest::cli
