// Usage: what option values may be, and what is said of a wrong command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pkttest::cli {

/// A whole number between both, inclusive.
CLI::Validator whole_number(std::int64_t smallest, std::int64_t largest);
/// A number of seconds, 0 or more.
CLI::Validator seconds();
/// A number above 0.
CLI::Validator factor();
/// One of a few words.
CLI::Validator one_of(std::vector<std::string> words);

/// "; did you mean --report?", or nothing where no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

/// What is wrong with a command line that `app` could not parse, in lines for standard error.
std::string explain_usage(const CLI::App& app, int argc, char** argv, const CLI::ParseError& error);

}  // namespace pkttest::cli
