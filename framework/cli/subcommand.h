// Subcommand: one verb of `pkttest`. A file under commands/ defines one as `extern const Subcommand NAME`,
// and the build adds it; nothing else changes.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string_view>

namespace pkttest::cli {

struct Subcommand {
    std::string_view name;
    std::string_view title;  ///< One line of --help.
    /// Declares the options on `app`; what it returns runs after parsing and gives the exit code.
    std::function<int()> (*declare)(CLI::App& app);
};

/// All of commands/, generated at build.
std::span<const Subcommand* const> all_subcommands();

}  // namespace pkttest::cli
