// pkttest functions: the functions and methods of the language, from their tables, as text or as Markdown.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "framework/cli/options.h"
#include "framework/cli/subcommand.h"
#include "framework/language/builtin.h"

namespace pkttest::cli {

namespace {

using language::Builtin;
using language::Kind;

struct Arguments {
    std::vector<std::string> names;
    std::string form = "text";
};

/// A table of the language with its heading.
struct Section {
    std::string title;
    std::vector<const Builtin*> rows;
};

Section methods(std::string title, Kind kind) {
    Section out{std::move(title), {}};
    for (const Builtin& method : language::methods_of(kind)) out.rows.push_back(&method);
    return out;
}

std::vector<Section> sections() {
    const auto functions = language::all_builtins();
    std::vector<Section> out{{"Functions", {functions.begin(), functions.end()}},
                             methods("Methods of packets", Kind::packet),
                             methods("Methods of layers", Kind::layer),
                             methods("Methods of lists, and of lists of packets", Kind::list),
                             methods("Methods of texts", Kind::text),
                             methods("Methods of bytes", Kind::bytes),
                             methods("Methods of dictionaries", Kind::dictionary),
                             methods("Methods of numbers", Kind::number)};
    for (Section& section : out)
        std::sort(section.rows.begin(), section.rows.end(),
                  [](const Builtin* a, const Builtin* b) { return a->name < b->name; });
    return out;
}

void print_section(const Section& section, const Arguments& arguments) {
    const bool markdown = arguments.form == "markdown";
    bool begun = false;
    for (const Builtin* row : section.rows) {
        const bool wanted =
            arguments.names.empty() ||
            std::find(arguments.names.begin(), arguments.names.end(), row->name) != arguments.names.end();
        if (!wanted) continue;
        if (!begun && markdown) fmt::print("\n## {}\n\n| call | what |\n|---|---|\n", section.title);
        if (!begun && !markdown) fmt::print("{}\n", section.title);
        begun = true;
        if (markdown)
            fmt::print("| `{}` | {} |\n", row->signature(), row->title);
        else
            fmt::print("  {:<50} {}\n", row->signature(), row->title);
    }
}

void refuse_unknown(const std::vector<std::string>& wanted, const std::vector<Section>& all) {
    std::vector<std::string> known;
    for (const Section& section : all)
        for (const Builtin* row : section.rows) known.emplace_back(row->name);
    for (const std::string& name : wanted)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw UsageError("NAME", fmt::format("there is no function or method '{}'{}", name,
                                                 did_you_mean(name, known)));
}

int print(const Arguments& arguments) {
    const auto all = sections();
    refuse_unknown(arguments.names, all);
    if (arguments.form == "markdown")
        fmt::print(
            "# Functions and methods\n\nGenerated from the tables: `pkttest functions --as markdown`.\n");
    for (const Section& section : all) print_section(section, arguments);
    return 0;
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    command.option("NAME", arguments->names, "Functions and methods, by name; without any: all.");
    command.option("--as", arguments->form, "text, or markdown (the manual's page).")
        .check(one_of({"text", "markdown"}));
    return [arguments] { return print(*arguments); };
}

}  // namespace

extern const Subcommand functions_command = {"functions", "List the language's functions and methods.",
                                             declare};

}  // namespace pkttest::cli
