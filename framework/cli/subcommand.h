// Subcommand: one verb of `pkttest`. A file under commands/ defines one as `extern const Subcommand NAME`,
// and the build adds it; nothing else changes.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "framework/cli/options.h"

namespace pkttest::cli {

struct Subcommand {
    std::string_view name;
    std::string_view title;  ///< One line of --help.
    /// Declares the options; what it returns runs after parsing and gives the exit code.
    std::function<int()> (*declare)(CommandOptions& command);

    /// The options to read of: their targets are gone.
    CommandOptions options() const {
        CommandOptions out;
        declare(out);
        return out;
    }
};

/// All of commands/, generated at build.
std::span<const Subcommand* const> all_subcommands();

}  // namespace pkttest::cli
