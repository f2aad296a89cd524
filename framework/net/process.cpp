// Child processes by posix_spawn(3); their errors go to a file in memory, so that what they leave behind in
// the background holds nobody up.
#include "framework/net/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "framework/net/descriptor.h"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace pkttest::net {

namespace {

Descriptor open_memory(std::string_view content) {
    Descriptor file(::memfd_create("pkttest", MFD_CLOEXEC));
    if (!file.is_open())
        throw std::system_error(errno, std::generic_category(), "cannot make a file in memory");
    while (!content.empty()) {
        const ssize_t put = ::write(file.get(), content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw std::system_error(errno, std::generic_category(), "cannot write to memory");
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

struct Spawn {
    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
    Spawn() {
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
    }
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;
    ~Spawn() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
};

/// Standard input and error from descriptors, from and to nowhere where they are negative.
pid_t spawn(const std::vector<std::string>& arguments, int input, int errors, bool own_group) {
    Spawn spawn;
    const auto connect = [&spawn](int from, int to, int flags) {
        if (from >= 0)
            posix_spawn_file_actions_adddup2(&spawn.files, from, to);
        else
            posix_spawn_file_actions_addopen(&spawn.files, to, "/dev/null", flags, 0);
    };
    connect(input, 0, O_RDONLY);
    connect(-1, 1, O_WRONLY);
    connect(errors, 2, O_WRONLY);
    // A program that blocks or ignores signals hands that on; children shall end when they are told to.
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int each : {SIGINT, SIGTERM, SIGPIPE, SIGHUP}) sigaddset(&usual, each);
    posix_spawnattr_setsigmask(&spawn.attributes, &none);
    posix_spawnattr_setsigdefault(&spawn.attributes, &usual);
    posix_spawnattr_setpgroup(&spawn.attributes, 0);
    const int group = own_group ? POSIX_SPAWN_SETPGROUP : 0;
    posix_spawnattr_setflags(&spawn.attributes,
                             static_cast<short>(group | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
    words.push_back(nullptr);
    pid_t child = -1;
    const int error = posix_spawnp(&child, words[0], &spawn.files, &spawn.attributes, words.data(), environ);
    if (error != 0)
        throw std::system_error(error, std::generic_category(), fmt::format("cannot start {}", arguments[0]));
    return child;
}

/// Whether it ended in time.
bool wait_for(pid_t child, std::chrono::milliseconds limit) {
    const Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    if (!handle.is_open()) return true;
    const auto end = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd wait{handle.get(), POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return true;
    }
}

int reap(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return 0;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_start(int file) {
    std::array<char, 4096> text{};
    const ssize_t got = ::pread(file, text.data(), text.size(), 0);
    return got > 0 ? std::string(text.data(), static_cast<std::size_t>(got)) : std::string();
}

}  // namespace

Finished run_process(const std::vector<std::string>& arguments, std::string_view input,
                     std::chrono::milliseconds limit) {
    const Descriptor from = open_memory(input);
    const Descriptor errors = open_memory("");
    Finished out;
    const pid_t child = spawn(arguments, from.get(), errors.get(), false);
    out.in_time = wait_for(child, limit);
    if (!out.in_time) ::kill(child, SIGKILL);
    out.status = reap(child);
    out.errors = read_start(errors.get());
    return out;
}

pid_t start_process(const std::vector<std::string>& arguments) { return spawn(arguments, -1, -1, true); }

std::optional<int> failure_of(pid_t process) noexcept {
    constexpr int first_of_signals = 128;  // A shell's status where a signal ended its command.
    siginfo_t info{};
    // It stays as it is: end_process_group() waits for it.
    if (::waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOHANG | WNOWAIT) != 0) return {};
    const bool failed = info.si_pid == process && info.si_code == CLD_EXITED && info.si_status != 0 &&
                        info.si_status < first_of_signals;
    return failed ? std::optional(info.si_status) : std::nullopt;
}

void end_process_group(pid_t group, std::chrono::milliseconds grace) noexcept {
    if (group <= 1) return;
    ::kill(-group, SIGTERM);
    wait_for(group, grace);
    ::kill(-group, SIGKILL);
    reap(group);
}

bool is_running(pid_t process) noexcept {
    if (::kill(process, 0) != 0 && errno == ESRCH) return false;
    try {
        // "PID (NAME) STATE …", see proc(5); the name may hold blanks and parentheses.
        std::ifstream file("/proc/" + std::to_string(process) + "/stat");
        std::string text;
        if (!std::getline(file, text)) return true;
        const std::size_t state = text.rfind(") ");
        return state == std::string::npos || state + 2 >= text.size() || text[state + 2] != 'Z';
    } catch (const std::exception&) {
        return true;
    }
}

}  // namespace pkttest::net
