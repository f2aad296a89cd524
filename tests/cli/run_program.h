// Runs a program as a child: arguments, environment, time limit, signals; its output and how it ended.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace pkttest::testing_support {

struct RunResult {
    std::string out, err;
    int status = -1;  ///< Exit status; -1 where a signal ended it.
    int signal = 0;   ///< The signal that ended it; 0: none.
    bool timed_out = false;
};

/// What a failed expectation shows.
void PrintTo(const RunResult& result, std::ostream* out);

struct RunSettings {
    std::vector<std::pair<std::string, std::string>> environment;  ///< Over the tests' own.
    std::chrono::seconds limit{120};                               ///< Then it is killed.
    std::string folder;          ///< Its working folder; empty: the tests' own.
    bool closed_output = false;  ///< Nobody reads its standard output.
};

/// A started program. Its output goes to unnamed files, so it never waits for a reader.
class Child {
 public:
    /// `words` are the program, searched in PATH, and its arguments.
    explicit Child(const std::vector<std::string>& words, const RunSettings& settings = {});
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();  ///< Kills it where it still runs.

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    /// The processes that it has started and that still run.
    std::vector<pid_t> children() const;
    /// Kills it and them, so that none sees the end of another.
    void kill_all() const;
    /// What it has written to standard output until now.
    std::string output() const;
    /// Polls until its standard output holds `text`; false where it ended or the limit passed before.
    bool wait_for_output(const std::string& text);
    RunResult wait();

 private:
    bool ended();

    RunSettings settings_;
    pid_t pid_ = 0;
    int out_ = -1, err_ = -1, wait_status_ = 0;
    bool reaped_ = false;
    std::chrono::steady_clock::time_point deadline_;
};

RunResult run(const std::vector<std::string>& words, const RunSettings& settings = {});
/// pkttest with these arguments.
RunResult pkttest(std::vector<std::string> arguments, const RunSettings& settings = {});

/// A folder of its own, removed at the end; any user may enter and write it.
class Workplace {
 public:
    Workplace();
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    ~Workplace();

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    /// Writes a file and gives its path.
    std::string file(const std::string& name, const std::string& text) const;

 private:
    std::filesystem::path folder_;
};

/// A file's octets; empty where there is none.
std::string contents(const std::string& path);

}  // namespace pkttest::testing_support
