// Commands of `exec`: a shell in a process group of its own, its output read while links are served.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <system_error>

#include "framework/runner/step_runner.h"

namespace pkttest::runner {

namespace {

constexpr std::size_t most_output = 1 << 20;
constexpr int turn_ms = 10;

/// A shell's process group; ended where it is left early.
class Shell {
 public:
    explicit Shell(const std::string& command) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
        pid_ = fork();
        if (pid_ == 0) become(command.c_str(), ends[1]);
        if (pid_ > 0) setpgid(pid_, pid_);  // The child does so too: who ends it at once must find the group.
        close(ends[1]);
        output_ = ends[0];
        if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "cannot start a process");
    }
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;
    ~Shell() {
        close(output_);
        if (pid_ <= 0) return;
        kill(-pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }

    /// Reads for a moment; false at the end of the output.
    bool read_some(std::string& out) const {
        pollfd polled{output_, POLLIN, 0};
        if (poll(&polled, 1, turn_ms) <= 0) return true;
        char buffer[4096];
        const ssize_t count = read(output_, buffer, sizeof buffer);
        if (count > 0 && out.size() < most_output) out.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }

    int wait() {
        int status = 0;
        waitpid(pid_, &status, 0);
        pid_ = 0;
        return status;
    }

 private:
    [[noreturn]] static void become(const char* command, int output) {
        setpgid(0, 0);
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", command, static_cast<char*>(nullptr));
        _exit(127);
    }

    pid_t pid_ = 0;
    int output_ = -1;
};

}  // namespace

std::string run_command(const std::string& command, exchange::Duration within,
                        const std::function<void()>& serve) {
    Shell shell(command);
    std::string output;
    const exchange::RealClock clock;
    const exchange::Time deadline = clock.steady() + within;
    while (shell.read_some(output)) {
        serve();
        if (clock.steady() >= deadline)
            throw std::runtime_error(fmt::format("`{}` took longer than {}", command, duration_text(within)));
    }
    const int status = shell.wait();
    if (WIFSIGNALED(status))
        throw std::runtime_error(fmt::format("`{}` was ended by signal {}", command, WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0)
        throw std::runtime_error(
            fmt::format("`{}` gave exit status {}\n{}", command, WEXITSTATUS(status), output));
    return output;
}

}  // namespace pkttest::runner
