// The options that run, check and list share: which campaigns, which tests, which links.
#pragma once

#include <memory>

#include "framework/cli/options.h"
#include "framework/runner/runner.h"

namespace pkttest::cli {

/// Raw option texts that become RunOptions once parsing is done.
struct CampaignOptions {
    runner::RunOptions options;
    std::vector<std::string> links, variables;
    std::string shard, color = "auto";
    std::string profile, configuration;
    CommandOptions* command = nullptr;  ///< Where they are declared.
};

/// Declares the shared options.
void add_campaign_options(CommandOptions& command, CampaignOptions& target);
/// Splits NAME=VALUE texts and I/N, and looks into the environment for a shard, which it says to standard
/// error; throws UsageError naming what is wrong.
void finish_campaign_options(CampaignOptions& target);

/// `pkttest list`: prints the tests that these options select; gives the exit code.
int list_tests(const runner::RunOptions& options, bool as_json);

/// Whether TERM says that the terminal takes text only.
bool is_dumb_terminal();
/// Whether to colour what goes to this stream: `--color`, NO_COLOR (no-color.org), then whether it is a
/// terminal, and no dumb one.
bool wants_color(const std::string& color, std::FILE* stream);

}  // namespace pkttest::cli
