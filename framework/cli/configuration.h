// pkttest.toml: options that a project sets once, found in the working folder or the nearest one above it.
//
//     timeout = 30
//     report = ["junit=out.xml", "html=out.html"]
//
//     [profile.ci]                 # --profile ci, or PKTTEST_RUN_PROFILE=ci
//     retries = 2
//
// Keys are the long names of the options of `pkttest run`. A profile stands before the keys outside of
// profiles, the environment (PKTTEST_RUN_TIMEOUT=60) before both, the command line before all.
#pragma once

#include <string>

#include "framework/cli/options.h"

namespace pkttest::cli {

/// Lets PKTTEST_RUN_NAME give what --name is not given.
void take_environment(CommandOptions& command);

/// Gives the subcommand's options that nobody gave what the file says. `file` empty: it is looked for. Throws
/// UsageError with file and line: no TOML, an unknown key or profile, a wrong value; or that a variable
/// PKTTEST_RUN_NAME stands for no option.
void apply_configuration(CommandOptions& command, std::string file, const std::string& profile);

}  // namespace pkttest::cli
