// pkttest protocols: the layers that are known, the table of one, or all of them as Markdown or as a C++
// header.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "framework/cli/options.h"
#include "framework/cli/subcommand.h"
#include "framework/packet/describe.h"
#include "framework/packet/value_set.h"

namespace pkttest::cli {

namespace {

struct Arguments {
    std::vector<std::string> names;
    std::string form = "text";
};

std::vector<const Protocol*> chosen(const std::vector<std::string>& names) {
    if (names.empty()) return known_protocols();
    std::vector<const Protocol*> out;
    for (const std::string& name : names) {
        out.push_back(find_protocol(name));
        if (out.back() != nullptr) continue;
        std::vector<std::string> known;
        for (const Protocol* protocol : known_protocols()) known.emplace_back(protocol->name);
        throw UsageError("NAME", fmt::format("there is no layer '{}'{}", name, did_you_mean(name, known)));
    }
    return out;
}

void print_table(const Protocol& protocol) {
    fmt::print("{}: {}\n", protocol.name, protocol.title);
    for (const FieldDescription& field : describe(protocol))
        fmt::print("  {:<20} {:<28} {:<16} {}{}{}\n", field.name, field.kind, field.initial, field.size,
                   field.condition.empty() ? "" : ", ", field.condition);
    for (const std::string& carrier : describe_carriers(protocol))
        fmt::print("  {} {}\n", protocol.variant_of.empty() ? "in" : "a form of", carrier);
}

int print(const Arguments& arguments) {
    const auto protocols = chosen(arguments.names);
    if (arguments.form == "markdown") {
        fmt::print("{}", markdown(protocols));
    } else if (arguments.form == "cpp") {
        fmt::print("{}", cpp_header(protocols));
    } else if (arguments.names.empty()) {
        for (const Protocol* protocol : protocols) fmt::print("{:<28} {}\n", protocol->name, protocol->title);
    } else {
        for (const Protocol* protocol : protocols) print_table(*protocol);
    }
    return 0;
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    command.option("NAME", arguments->names, "Layers, by name; without any: a list of all.");
    command
        .option("--as", arguments->form,
                "text, markdown (the manual's page), or cpp (a header for programs).")
        .check(one_of({"text", "markdown", "cpp"}));
    return [arguments] { return print(*arguments); };
}

}  // namespace

extern const Subcommand protocols_command = {"protocols", "List the known layers, or a layer's fields.",
                                             declare};

}  // namespace pkttest::cli
