// Child processes: run to their end, or started in a process group of their own.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkttest::net {

struct Finished {
    int status = 0;  ///< What it exited with; 128 and the signal's number where one ended it.
    bool in_time = true;
    std::string errors;  ///< The first 4 KiB of its standard error.
};

/// Runs a program, found by PATH, with `input` as its standard input; nothing is printed. It is killed after
/// `limit`. Throws std::system_error where it cannot be started.
Finished run_process(const std::vector<std::string>& arguments, std::string_view input,
                     std::chrono::milliseconds limit);

/// Starts a program in a process group of its own, without input and output; the group's number. Throws
/// std::system_error.
pid_t start_process(const std::vector<std::string>& arguments);

/// The status other than 0 that a process of start_process() has exited with; nullopt where it runs, has
/// ended well or by a signal.
std::optional<int> failure_of(pid_t process) noexcept;

/// Ends a process group that start_process() has made: by SIGTERM, after `grace` by SIGKILL.
void end_process_group(pid_t group, std::chrono::milliseconds grace) noexcept;

/// Whether a process runs; one that has ended and that nobody has waited for does not. May be another user's.
bool is_running(pid_t process) noexcept;

}  // namespace pkttest::net
