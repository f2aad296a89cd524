// pkttest list: the tests that a run would select, with their numbers, as text or JSON.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "framework/cli/campaign_options.h"
#include "framework/cli/subcommand.h"

namespace pkttest::cli {

namespace {

struct Arguments : CampaignOptions {
    bool json = false;
};

void print_json(const std::vector<runner::ListedTest>& tests) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const auto& test : tests)
        out.push_back({{"number", test.number},
                       {"id", test.id},
                       {"classname", test.classname},
                       {"name", test.name},
                       {"file", test.place.file},
                       {"line", test.place.line},
                       {"keywords", test.keywords}});
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void print_text(const std::vector<runner::ListedTest>& tests) {
    for (const auto& test : tests)
        fmt::print("{:>4}  {}  ({}:{}){}{}\n", test.number, test.id, test.place.file, test.place.line,
                   test.keywords.empty() ? "" : "  ~ ", fmt::join(test.keywords, " "));
}

int list(Arguments& arguments) {
    finish_campaign_options(arguments);
    return list_tests(arguments.options, arguments.json);
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    add_campaign_options(command, *arguments);
    command.flag("--json", arguments->json, "As a JSON array.");
    return [arguments] { return list(*arguments); };
}

}  // namespace

int list_tests(const runner::RunOptions& options, bool as_json) {
    const auto result =
        runner::check(options, [](const std::string& text) { fmt::print(stderr, "{}", text); });
    if (result.errors != 0) return static_cast<int>(runner::Exit::usage);
    if (as_json)
        print_json(result.tests);
    else
        print_text(result.tests);
    return static_cast<int>(result.tests.empty() ? runner::Exit::nothing_selected : runner::Exit::passed);
}

extern const Subcommand list_command = {"list", "List the tests that a run would select.", declare};

}  // namespace pkttest::cli
