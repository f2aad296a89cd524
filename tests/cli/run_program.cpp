// Child: fork, exec, poll, reap.
#include "tests/cli/run_program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace pkttest::testing_support {

namespace {

constexpr auto turn = std::chrono::milliseconds(10);

std::string everything(int file) {
    std::string out;
    char buffer[65536];
    for (off_t at = 0;;) {
        const ssize_t count = ::pread(file, buffer, sizeof buffer, at);
        if (count <= 0) return out;
        out.append(buffer, static_cast<std::size_t>(count));
        at += count;
    }
}

/// The writing end of a pipe that has no reader.
int pipe_without_reader() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
    ::close(ends[0]);
    return ends[1];
}

[[noreturn]] void become(std::vector<char*> words, const RunSettings& settings, int out, int err) {
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    for (const auto& [name, value] : settings.environment) ::setenv(name.c_str(), value.c_str(), 1);
    if (!settings.folder.empty() && ::chdir(settings.folder.c_str()) != 0) ::_exit(126);
    ::execvp(words[0], words.data());
    ::_exit(127);
}

}  // namespace

void PrintTo(const RunResult& result, std::ostream* out) {
    *out << "status " << result.status << ", signal " << result.signal
         << (result.timed_out ? ", timed out" : "") << "\nout:\n"
         << result.out << "\nerr:\n"
         << result.err;
}

Child::Child(const std::vector<std::string>& words, const RunSettings& settings)
    : settings_(settings), deadline_(std::chrono::steady_clock::now() + settings.limit) {
    out_ = settings.closed_output ? pipe_without_reader() : ::memfd_create("out", MFD_CLOEXEC);
    err_ = ::memfd_create("err", MFD_CLOEXEC);
    std::vector<std::string> copy = words;
    std::vector<char*> pointers;
    for (std::string& word : copy) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork");
    if (pid_ == 0) become(pointers, settings_, out_, err_);
}

Child::~Child() {
    if (!reaped_) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &wait_status_, 0);
    }
    ::close(out_);
    ::close(err_);
}

std::vector<pid_t> Child::children() const {
    const std::string pid = std::to_string(pid_);
    std::istringstream numbers(contents("/proc/" + pid + "/task/" + pid + "/children"));
    return {std::istream_iterator<pid_t>(numbers), {}};
}

void Child::kill_all() const {
    signal(SIGSTOP);
    for (const pid_t child : children()) ::kill(child, SIGKILL);
    signal(SIGKILL);
}

void Child::signal(int number) const { ::kill(pid_, number); }

std::string Child::output() const { return everything(out_); }

bool Child::ended() {
    if (!reaped_) reaped_ = ::waitpid(pid_, &wait_status_, WNOHANG) == pid_;
    return reaped_;
}

bool Child::wait_for_output(const std::string& text) {
    while (std::chrono::steady_clock::now() < deadline_) {
        const bool last = ended();
        if (output().find(text) != std::string::npos) return true;
        if (last) return false;
        std::this_thread::sleep_for(turn);
    }
    return false;
}

RunResult Child::wait() {
    RunResult result;
    while (!ended()) {
        if (std::chrono::steady_clock::now() >= deadline_) {
            result.timed_out = true;
            signal(SIGKILL);
        }
        std::this_thread::sleep_for(turn);
    }
    result.out = output();
    result.err = everything(err_);
    if (WIFEXITED(wait_status_)) result.status = WEXITSTATUS(wait_status_);
    if (WIFSIGNALED(wait_status_)) result.signal = WTERMSIG(wait_status_);
    return result;
}

RunResult run(const std::vector<std::string>& words, const RunSettings& settings) {
    return Child(words, settings).wait();
}

RunResult pkttest(std::vector<std::string> arguments, const RunSettings& settings) {
    arguments.insert(arguments.begin(), PKTTEST_PROGRAM);
    return run(arguments, settings);
}

Workplace::Workplace() {
    std::string name = (std::filesystem::temp_directory_path() / "pkttest-tests-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    folder_ = name;
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
}

Workplace::~Workplace() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string Workplace::file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
}

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace pkttest::testing_support
