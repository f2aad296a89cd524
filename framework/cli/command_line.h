// The command line, parsed with CLI11: command_line.cpp alone includes it, for it takes long to compile.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "framework/cli/options.h"

namespace pkttest::cli {

/// What --help says of the program, before and behind its subcommands.
extern const char* const description;
extern const char* const exit_codes;

class CommandLine {
 public:
    /// Knows all subcommands and their options.
    CommandLine();
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    /// What is asked for, which may look into this; empty where there is nothing to run. What --help and
    /// --version ask for is written to standard output, what is wrong to standard error.
    std::function<int()> parse(int argc, char** argv);
    /// The exit code where there is nothing to run.
    int status() const { return status_; }

 private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    int status_ = 0;
};

/// Whether the command line or the environment gave it. Once it is parsed.
bool is_given(const Option& option);
/// Gives it values as the command line would. Throws std::invalid_argument where they are none of its.
void give(const Option& option, std::vector<std::string> values);

}  // namespace pkttest::cli
