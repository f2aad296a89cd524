// pkttest fmt: writes campaigns in their tidy form, or says which ones are not.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <system_error>

#include "framework/cli/line_difference.h"
#include "framework/cli/subcommand.h"
#include "framework/language/syntax/parser.h"
#include "framework/language/syntax/tidy.h"
#include "framework/runner/campaigns.h"
#include "framework/runner/runner.h"

namespace pkttest::cli {

namespace {

struct Arguments {
    std::vector<std::string> files;
    bool check = false, difference = false;
};

/// The tidy form; nothing where the campaign can't be read, which is said.
std::optional<std::string> tidied(const std::string& name, std::string text) {
    language::Sources sources([](const std::string&) { return std::optional<std::string>(""); });
    const auto source = sources.add(name, std::move(text));
    language::Diagnostics diagnostics;
    language::parse_campaign(sources, source, diagnostics);
    if (!diagnostics.has_errors()) return language::tidy(sources, source);
    fmt::print(stderr, "{}", language::render(diagnostics.all(), sources));
    return std::nullopt;
}

std::string read_all(std::istream& input) {
    return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

std::string read_file(const std::string& path) {
    std::ifstream input(path, std::ios::binary);
    if (!input) throw std::system_error(errno, std::generic_category(), "opening " + path);
    return read_all(input);
}

/// The file has the old text or the new one, whatever happens; a link stays a link.
void replace_file(const std::string& path, const std::string& text) {
    const std::filesystem::path target = std::filesystem::canonical(path);
    const std::filesystem::path fresh = target.string() + ".tidy";
    std::ofstream output(fresh, std::ios::binary);
    output << text;
    output.close();
    if (!output) throw std::system_error(errno, std::generic_category(), "writing " + fresh.string());
    std::filesystem::permissions(fresh, std::filesystem::status(target).permissions());
    std::filesystem::rename(fresh, target);
}

struct Counts {
    int unreadable = 0, untidy = 0;
};

void format_file(const std::string& path, const Arguments& arguments, Counts& counts) {
    const std::string text = read_file(path);
    const auto tidy = tidied(path, text);
    if (!tidy) {
        ++counts.unreadable;
        return;
    }
    if (*tidy == text) return;
    ++counts.untidy;
    if (arguments.difference) fmt::print("{}", line_difference(path, text, *tidy));
    if (arguments.check && !arguments.difference) fmt::print("{} is not tidy\n", path);
    if (arguments.check || arguments.difference) return;
    replace_file(path, *tidy);
    fmt::print("{} is tidy now\n", path);
}

/// `-`: from standard input to standard output, for editors.
int format_input() {
    const auto tidy = tidied("input", read_all(std::cin));
    if (!tidy) return static_cast<int>(runner::Exit::usage);
    fmt::print("{}", *tidy);
    return 0;
}

int format(const Arguments& arguments) {
    if (arguments.files == std::vector<std::string>{"-"}) return format_input();
    Counts counts;
    for (const std::string& path : runner::find_campaigns(arguments.files)) {
        if (path.ends_with(".uts"))
            throw UsageError("FILE", fmt::format("{} is UTscapy's: fmt knows campaigns only", path));
        format_file(path, arguments, counts);
    }
    if (counts.unreadable > 0) return static_cast<int>(runner::Exit::usage);
    const bool complains = (arguments.check || arguments.difference) && counts.untidy > 0;
    return complains ? 1 : 0;
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    command.option("FILE", arguments->files, "Campaigns: files, folders, globs; - is standard input.")
        .required();
    command.flag("--check", arguments->check, "Change nothing; exit code 1 where a file is not tidy.");
    command.flag("--diff", arguments->difference,
                 "Change nothing; show what would change, exit code as --check.");
    return [arguments] { return format(*arguments); };
}

}  // namespace

extern const Subcommand fmt_command = {"fmt", "Write campaigns in their tidy form.", declare};

}  // namespace pkttest::cli
