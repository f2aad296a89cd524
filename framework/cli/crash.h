// Crash: what the program still does when it ends by a fault of its own.
#pragma once

namespace pkttest::cli {

/// Makes std::terminate and the signals of a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) end the open
/// reports as far as possible, name what happened on standard error, and exit with Exit::environment.
void install_crash_handlers();

}  // namespace pkttest::cli
