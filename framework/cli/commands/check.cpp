// pkttest check: finds all mistakes of campaigns and sends nothing.
#include <fmt/format.h>

#include <memory>

#include "framework/cli/campaign_options.h"
#include "framework/cli/subcommand.h"

namespace pkttest::cli {

namespace {

int check(CampaignOptions& arguments) {
    finish_campaign_options(arguments);
    const auto result = runner::check(
        arguments.options, [](const std::string& text) { fmt::print("{}", text); },
        wants_color(arguments.color, stdout));
    if (result.errors != 0 || result.warnings != 0)
        fmt::print("{} error{}, {} warning{}\n", result.errors, result.errors == 1 ? "" : "s",
                   result.warnings, result.warnings == 1 ? "" : "s");
    else
        fmt::print("no mistakes found in {} test{}\n", result.tests.size(),
                   result.tests.size() == 1 ? "" : "s");
    return static_cast<int>(result.errors == 0 ? runner::Exit::passed : runner::Exit::usage);
}

std::function<int()> declare(CLI::App& app) {
    auto arguments = std::make_shared<CampaignOptions>();
    add_campaign_options(app, *arguments);
    return [arguments] { return check(*arguments); };
}

}  // namespace

extern const Subcommand check_command = {"check", "Find the mistakes of campaigns; send nothing.", declare};

}  // namespace pkttest::cli
