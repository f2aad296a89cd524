// A forked process and the pipe that it tells on.
#include "framework/runner/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <mutex>
#include <system_error>

#include "framework/runner/report_file.h"
#include "framework/runner/runner.h"

namespace pkttest::runner {

namespace {

constexpr std::size_t read_size = std::size_t{1} << 16;
/// Before each text: its kind and its length.
constexpr std::size_t head_size = 1 + sizeof(std::size_t);

/// False where nobody reads any more.
bool write_all(int output, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(output, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// A terminal's Ctrl-C reaches both processes. The parent says it with SIGTERM; twice, it would end
/// teardowns.
void leave_interrupts_to_parent() {
    struct sigaction action = {};
    action.sa_handler = [](int) {};  // Not ignored: programs that `exec` starts would inherit that.
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
}

/// The new process: nothing of the parent's is finished or flushed at its end.
[[noreturn]] void become(const std::function<int(const WorkerProcess::Tell&)>& body, int output,
                         pid_t parent) {
    disown_open_reports();
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    leave_interrupts_to_parent();
    if (::getppid() != parent) ::_exit(static_cast<int>(Exit::interrupted));
    std::mutex telling;
    const WorkerProcess::Tell tell = [&](char kind, std::string_view text) {
        const std::size_t size = text.size();
        std::string message(1, kind);
        message.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
        const std::lock_guard lock(telling);
        if (!write_all(output, message)) request_stop();
    };
    int status = static_cast<int>(Exit::environment);
    try {
        status = body(tell);
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "pkttest: {}\n", wrong.what());
    }
    ::_exit(status);
}

}  // namespace

WorkerProcess::WorkerProcess(const std::function<int(const Tell&)>& body) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ == 0) {
        ::close(ends[0]);
        become(body, ends[1], parent);
    }
    const int failed = errno;
    ::close(ends[1]);
    input_ = ends[0];
    if (pid_ > 0) return;
    ::close(input_);
    throw std::system_error(failed, std::generic_category(), "cannot start a process");
}

WorkerProcess::~WorkerProcess() {
    ::close(input_);
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
}

bool WorkerProcess::read(const Take& take) {
    char buffer[read_size];
    const ssize_t count = ::read(input_, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) return false;
    unread_.append(buffer, static_cast<std::size_t>(count));
    std::string_view left = unread_;
    for (std::size_t size = 0; left.size() >= head_size; left.remove_prefix(head_size + size)) {
        std::memcpy(&size, left.data() + 1, sizeof size);
        if (left.size() - head_size < size) break;
        take(left[0], left.substr(head_size, size));
    }
    unread_.erase(0, unread_.size() - left.size());
    return true;
}

void WorkerProcess::stop() const {
    if (pid_ > 0) ::kill(pid_, SIGTERM);
}

void WorkerProcess::kill() const {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
}

int WorkerProcess::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
}

std::string ending_text(int wait_status) {
    if (!WIFSIGNALED(wait_status)) return fmt::format("ended with exit status {}", WEXITSTATUS(wait_status));
    const int signal = WTERMSIG(wait_status);
    return fmt::format("was ended by signal {} ({})", signal, ::strsignal(signal));
}

}  // namespace pkttest::runner
