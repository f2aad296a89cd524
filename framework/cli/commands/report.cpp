// pkttest report: makes reports again from the events (jsonl) of a run, or one report of several runs.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include "framework/cli/campaign_options.h"
#include "framework/cli/options.h"
#include "framework/cli/reports.h"
#include "framework/cli/subcommand.h"
#include "framework/runner/event_json.h"
#include "framework/runner/merge.h"

namespace pkttest::cli {

namespace {

struct Arguments {
    std::vector<std::string> events;
    std::vector<std::string> reports;
    std::string color = "auto";
};

/// Hands over a file's events; false where its last line breaks off.
bool read(const std::string& name, const std::function<void(const runner::Event&)>& take) {
    std::ifstream input(name, std::ios::binary);
    if (!input) throw std::system_error(errno, std::generic_category(), "opening " + name);
    return runner::read_events(input, name, [&](runner::Event&& event) { take(event); });
}

int report(const Arguments& arguments) {
    // Looked at twice, not kept: the first time for what the runs are together. A pipe can be read only once.
    runner::MergedRuns runs;
    const bool once = arguments.events.size() == 1 && !std::filesystem::is_regular_file(arguments.events[0]);
    for (const std::string& name : arguments.events)
        if (!once) read(name, [&](const runner::Event& event) { runs.look(event); });
    runner::ReporterOptions console;
    console.color = wants_color(arguments.color, stdout);
    const bool files_only =
        !arguments.reports.empty() && std::all_of(arguments.reports.begin(), arguments.reports.end(),
                                                  [](auto& one) { return one.find('=') != one.npos; });
    Reports reports(arguments.reports, files_only ? nullptr : &console);
    runner::Exit exit = runner::Exit::passed;
    for (const std::string& name : arguments.events) {
        const bool whole = read(name, [&](const runner::Event& event) {
            if (once) return reports.write(event);
            runs.pass(event, [&](const auto& one) { reports.write(one); });
        });
        if (whole) continue;
        fmt::print(stderr, "{}: the last line breaks off; the reports hold what came before it\n", name);
        exit = runner::Exit::environment;
    }
    runs.end([&](const auto& one) { reports.write(one); });
    if (!reports.finish()) exit = runner::Exit::environment;
    return static_cast<int>(exit);
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    command
        .option("EVENTS", arguments->events,
                "Files that --report jsonl=FILE wrote: of several, as of shards, one report is made.")
        .required();
    command.option("--report", arguments->reports, report_help());
    for (const reporters::Reporter* reporter : reporters::all_reporters()) {
        const std::string name(reporter->name);
        command.option(
            "--" + name,
            [arguments, name](const std::string& file) { arguments->reports.push_back(name + "=" + file); },
            std::string(reporter->title) + ", to this file.");
    }
    command.option("--color", arguments->color, "auto, always or never.")
        .check(one_of({"auto", "always", "never"}));
    return [arguments] { return report(*arguments); };
}

}  // namespace

extern const Subcommand report_command = {
    "report", "Make reports again from the events of a run, or of several.", declare};

}  // namespace pkttest::cli
