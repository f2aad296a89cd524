// pkttest report: makes reports again from a run's events (jsonl).
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "framework/cli/campaign_options.h"
#include "framework/cli/reports.h"
#include "framework/cli/subcommand.h"
#include "framework/runner/event_json.h"

namespace pkttest::cli {

namespace {

struct Arguments {
    std::string events;
    std::vector<std::string> reports;
    std::string color = "auto";
};

int report(const Arguments& arguments) {
    std::ifstream input(arguments.events, std::ios::binary);
    if (!input) throw std::system_error(errno, std::generic_category(), "opening " + arguments.events);
    runner::ReporterOptions console;
    console.color = wants_color(arguments.color, stdout);
    Reports reports(arguments.reports, console);
    const bool whole =
        runner::read_events(input, arguments.events, [&](runner::Event&& event) { reports.write(event); });
    reports.finish();
    if (!whole)
        fmt::print(stderr, "{}: the last line breaks off; the reports hold what came before it\n",
                   arguments.events);
    return 0;
}

std::function<int()> declare(CLI::App& app) {
    auto arguments = std::make_shared<Arguments>();
    app.add_option("EVENTS", arguments->events, "A file that --report jsonl=FILE wrote.")->required();
    app.add_option("--report", arguments->reports, report_help());
    for (const reporters::Reporter* reporter : reporters::all_reporters()) {
        const std::string name(reporter->name);
        app.add_option_function<std::string>(
            "--" + name,
            [arguments, name](const std::string& file) { arguments->reports.push_back(name + "=" + file); },
            std::string(reporter->title) + ", to this file.");
    }
    app.add_option("--color", arguments->color, "auto, always or never.")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    return [arguments] { return report(*arguments); };
}

}  // namespace

extern const Subcommand report_command = {"report", "Make reports again from a run's events.", declare};

}  // namespace pkttest::cli
