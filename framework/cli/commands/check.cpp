// pkttest check: finds all mistakes of campaigns and sends nothing.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "framework/cli/campaign_options.h"
#include "framework/cli/subcommand.h"

namespace pkttest::cli {

namespace {

struct Arguments : CampaignOptions {
    bool json = false;
};

void print_json(const std::vector<runner::Mistake>& mistakes) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const runner::Mistake& each : mistakes) {
        nlohmann::ordered_json made = {{"file", each.file},
                                       {"line", each.line},
                                       {"column", each.column},
                                       {"end_line", each.end_line},
                                       {"end_column", each.end_column},
                                       {"severity", each.is_error ? "error" : "warning"},
                                       {"code", each.code},
                                       {"message", each.message},
                                       {"notes", each.notes}};
        if (!each.suggestion.empty()) made["suggestion"] = each.suggestion;
        out.push_back(std::move(made));
    }
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void print_summary(const runner::CheckResult& result) {
    std::set<std::string> codes;
    for (const runner::Mistake& each : result.mistakes)
        if (!each.code.empty()) codes.insert(each.code);
    if (result.errors == 0 && result.warnings == 0) {
        fmt::print("no mistakes found in {} test{}\n", result.tests.size(),
                   result.tests.size() == 1 ? "" : "s");
        return;
    }
    fmt::print("{} error{}, {} warning{}\n", result.errors, result.errors == 1 ? "" : "s", result.warnings,
               result.warnings == 1 ? "" : "s");
    if (!codes.empty())
        fmt::print("more about {}: pkttest explain {}\n", codes.size() == 1 ? "it" : "them",
                   fmt::join(codes, " "));
}

int check(Arguments& arguments) {
    finish_campaign_options(arguments);
    const auto print = [&](const std::string& text) {
        if (!arguments.json) fmt::print("{}", text);
    };
    const auto result = runner::check(arguments.options, print, wants_color(arguments.color, stdout));
    if (arguments.json)
        print_json(result.mistakes);
    else
        print_summary(result);
    return static_cast<int>(result.errors == 0 ? runner::Exit::passed : runner::Exit::usage);
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    add_campaign_options(command, *arguments);
    command.flag("--json", arguments->json, "The messages as a JSON array, for editors.");
    return [arguments] { return check(*arguments); };
}

}  // namespace

extern const Subcommand check_command = {"check", "Find the mistakes of campaigns; send nothing.", declare};

}  // namespace pkttest::cli
