// CLI11: options made from data, and its errors in the user's words.
#include "framework/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <type_traits>

#include "framework/cli/subcommand.h"
#include "framework/runner/runner.h"

namespace pkttest::cli {

const char* const description =
    "pkttest tests network devices and protocol stacks with campaigns of steps: build, send, expect "
    "packets.\n"
    "\n"
    "  pkttest run router.utc                         run a campaign\n"
    "  pkttest run router.utc --link lan=eth1         on a real interface\n"
    "  sudo pkttest run --lab router.utc              in a lab of network namespaces\n"
    "  pkttest check router.utc                       find its mistakes, send nothing\n"
    "  pkttest show capture.pcap                      dissect a capture";

const char* const exit_codes =
    "Exit codes: 0 all passed, 1 a test failed, 2 interrupted, 3 internal or environment error,\n"
    "4 wrong usage or campaign, 5 nothing was selected.";

namespace {

CLI::Option* made(CLI::App& app, Option& option) {
    return std::visit(
        [&](auto& target) -> CLI::Option* {
            using Target = std::decay_t<decltype(target)>;
            if constexpr (std::is_same_v<Target, std::monostate>)
                return nullptr;
            else if constexpr (std::is_same_v<Target, Option::Take>)
                return app.add_option_function<std::string>(option.names, target, option.title);
            else if constexpr (std::is_same_v<Target, bool*>)
                return app.add_flag(option.names, *target, option.title);
            else if constexpr (std::is_same_v<Target, int*>)
                return option.is_flag ? app.add_flag(option.names, *target, option.title)
                                      : app.add_option(option.names, *target, option.title);
            else
                return app.add_option(option.names, *target, option.title);
        },
        option.target);
}

void declare(CLI::App& app, Option& option) {
    CLI::Option* out = option.parsed = made(app, option);
    if (option.wanted.fits)
        out->check(CLI::Validator(
            [&wanted = option.wanted](std::string& text) {
                return wanted.fits(text) ? std::string()
                                         : fmt::format("wants {}, not '{}'", wanted.what, text);
            },
            ""));
    if (option.is_flag && std::holds_alternative<int*>(option.target))
        out->transform(CLI::Validator(
            [](std::string& text) {
                if (text == "true") text = "1";  // No =N stands behind it.
                return std::string();
            },
            ""));
    // One value each: what stands behind may be a positional argument.
    if (std::holds_alternative<std::vector<std::string>*>(option.target) && !option.is_positional())
        out->allow_extra_args(false);
    if (option.is_required) out->required();
    if (!option.excluded.empty()) out->excludes(option.excluded);
    if (!option.environment.empty()) out->envname(option.environment);
}

std::vector<std::string> long_names(const CLI::App& app) {
    std::vector<std::string> out;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    return out;
}

std::vector<std::string> subcommand_names() {
    std::vector<std::string> out;
    for (const Subcommand* each : all_subcommands()) out.emplace_back(each->name);
    return out;
}

std::string unexpected(const CLI::App& app, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    if (word.starts_with('-'))
        return fmt::format("there is no option {}{}", name, did_you_mean(name, long_names(app)));
    return fmt::format("'{}' is one argument too many", word);
}

std::string message_of(const CLI::App& top, const CLI::App& app, const std::string& first_word,
                       const CLI::ParseError& error) {
    if (&app == &top && first_word.starts_with('-')) return unexpected(top, first_word);
    if (&app == &top && !first_word.empty())
        return fmt::format("there is no subcommand {}{}", first_word,
                           did_you_mean(first_word, subcommand_names()));
    std::string text = error.what();
    if (const std::size_t words = text.find("not expected: "); words != std::string::npos) {
        const std::string rest = text.substr(words + std::string_view("not expected: ").size());
        return unexpected(app, rest.substr(0, rest.find(' ')));
    }
    if (error.get_name() == "ConversionError") {  // "Could not convert: --lab = x": of a flag
        const std::size_t name = text.find(": "), equals = text.find(" = ");
        if (name != std::string::npos && equals != std::string::npos)
            return fmt::format("{} wants true or false, not '{}'", text.substr(name + 2, equals - name - 2),
                               text.substr(equals + 3));
    }
    if (const std::size_t colon = text.find(": wants "); colon != std::string::npos) text.erase(colon, 1);
    return text;
}

/// What is wrong with a command line that `app` could not parse, in lines for standard error.
std::string explain_usage(const CLI::App& app, int argc, char** argv, const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    const CLI::App& at = chosen.empty() ? app : *chosen.front();
    const std::string program = chosen.empty() ? "pkttest" : "pkttest " + at.get_name();
    return fmt::format("{}: {}\n`{} --help` says what there is\n", program,
                       message_of(app, at, argc > 1 ? argv[1] : "", error), program);
}

}  // namespace

struct CommandLine::Parser {
    CLI::App app{description, "pkttest"};
    std::deque<CommandOptions> options;
    std::function<int()> chosen;
};

CommandLine::CommandLine() : parser_(std::make_unique<Parser>()) {
    CLI::App& app = parser_->app;
    app.set_version_flag("--version", "pkttest " PKTTEST_VERSION, "Print the version and exit.");
    app.footer(exit_codes);
    app.require_subcommand(1);
    for (const Subcommand* command : all_subcommands()) {
        CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->title));
        CommandOptions& options = parser_->options.emplace_back();
        sub->callback([this, action = command->declare(options)] { parser_->chosen = action; });
        for (Option& option : options.all()) declare(*sub, option);
        if (!options.footer().empty()) sub->footer(options.footer());
    }
}

CommandLine::~CommandLine() = default;

std::function<int()> CommandLine::parse(int argc, char** argv) {
    try {
        parser_->app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        status_ = static_cast<int>(runner::Exit::usage);
        if (error.get_exit_code() == 0)
            status_ = parser_->app.exit(error);
        else
            fmt::print(stderr, "{}", explain_usage(parser_->app, argc, argv, error));
        return {};
    }
    return parser_->chosen;
}

bool is_given(const Option& option) { return option.parsed->count() > 0; }

void give(const Option& option, std::vector<std::string> values) {
    try {
        option.parsed->add_result(std::move(values));
        option.parsed->run_callback();
    } catch (const CLI::Error& wrong) {
        throw std::invalid_argument(wrong.what());
    }
}

}  // namespace pkttest::cli
