// The options that run, check and list share: which campaigns, which tests, which links.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>

#include "framework/runner/runner.h"

namespace pkttest::cli {

/// Raw option texts that become RunOptions once parsing is done.
struct CampaignOptions {
    runner::RunOptions options;
    std::vector<std::string> links, variables;
    std::string shard, color = "auto";
    std::string profile, configuration;
    CLI::App* app = nullptr;  ///< Where they are declared.
};

/// Declares the shared options on `app`.
void add_campaign_options(CLI::App& app, CampaignOptions& target);
/// Splits NAME=VALUE texts and I/N, and looks into the environment for a shard, which it says to standard
/// error; throws CLI::ValidationError naming what is wrong.
void finish_campaign_options(CampaignOptions& target);

/// `pkttest list`: prints the tests that these options select; gives the exit code.
int list_tests(const runner::RunOptions& options, bool as_json);

/// Whether TERM says that the terminal takes text only.
bool is_dumb_terminal();
/// Whether to colour what goes to this stream: `--color`, NO_COLOR (no-color.org), then whether it is a
/// terminal, and no dumb one.
bool wants_color(const std::string& color, std::FILE* stream);

}  // namespace pkttest::cli
