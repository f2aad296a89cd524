// pkttest man: the manual page man(7), from the program's own options.
#include <fmt/format.h>

#include "framework/cli/command_line.h"
#include "framework/cli/subcommand.h"

namespace pkttest::cli {

namespace {

/// Text as roff takes it: no line begins with a command, no minus becomes a hyphen.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out;
}

void print_option(const Option& option) {
    if (option.is_positional()) {
        fmt::print(".TP\n.I {}\n{}\n", roff(option.names), roff(option.title));
        return;
    }
    std::vector<std::string> names;
    for (const std::string& name : option.short_names()) names.push_back("-" + name);
    for (const std::string& name : option.long_names()) names.push_back("--" + name);
    fmt::print(".TP\n.B {}{}\n{}\n", roff(fmt::format("{}", fmt::join(names, ", "))),
               option.is_flag ? "" : " \\fIVALUE\\fR", roff(option.title));
}

void print_example_lines(const std::string& text) {
    if (!text.empty()) fmt::print(".PP\n.nf\n{}\n.fi\n", roff(text));
}

void print_page() {
    fmt::print(
        ".TH PKTTEST 1 \"\" \"pkttest {}\"\n.SH NAME\npkttest \\- tests network devices with campaigns of "
        "steps\n",
        PKTTEST_VERSION);
    fmt::print(".SH SYNOPSIS\n.B pkttest\n.I SUBCOMMAND\n.RI [ OPTIONS ]\n.SH DESCRIPTION\n.nf\n{}\n.fi\n",
               roff(description));
    for (const Subcommand* each : all_subcommands()) {
        const CommandOptions options = each->options();
        fmt::print(".SH \"pkttest {}\"\n{}\n", each->name, roff(each->title));
        print_option(help_option());
        for (const Option& option : options.all()) print_option(option);
        print_example_lines(options.footer());
    }
    fmt::print(
        ".SH FILES\n.TP\n.B pkttest.toml\nIn the working folder or above it: options of \\fBpkttest run\\fR "
        "by their "
        "long names, and profiles.\n.TP\n.B ~/.cache/pkttest/history\nVerdicts and times of the last runs.\n"
        ".SH ENVIRONMENT\n.TP\n.B PKTTEST_RUN_\\fINAME\\fR\nThe option \\-\\-name where the command line "
        "does not give "
        "it.\n.TP\n.B NO_COLOR\nNo colours, unless \\-\\-color says otherwise.\n.SH \"EXIT "
        "STATUS\"\n.nf\n{}\n.fi\n",
        roff(exit_codes));
}

std::function<int()> declare(CommandOptions& command) {
    command.footer("Example: pkttest man | man -l -");
    return [] {
        print_page();
        return 0;
    };
}

}  // namespace

extern const Subcommand man_command = {"man", "Write the manual page.", declare};

}  // namespace pkttest::cli
