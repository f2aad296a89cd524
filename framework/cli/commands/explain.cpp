// pkttest explain: what a message of the checker or of a run means, with an example; all messages as a page
// of the manual.
#include <fmt/format.h>

#include <memory>

#include "framework/cli/subcommand.h"
#include "framework/language/messages.h"

namespace pkttest::cli {

namespace {

struct Arguments {
    std::vector<std::string> codes;
    bool markdown = false;
};

void print_list() {
    for (const language::MessageGroup* group : language::all_message_groups()) {
        fmt::print("{}\n", group->title);
        for (const language::Message& message : group->messages)
            fmt::print("  {}  {}\n", message.code, language::heading(message));
    }
}

int explain(const Arguments& arguments) {
    if (arguments.markdown) {
        fmt::print("{}", language::messages_page());
        return 0;
    }
    if (arguments.codes.empty()) print_list();
    for (const std::string& code : arguments.codes) {
        const language::Message* message = language::find_message(code);
        if (message == nullptr)
            throw UsageError("CODE",
                             fmt::format("no message has the code {}; `pkttest explain` lists all", code));
        fmt::print("{}{}", code == arguments.codes.front() ? "" : "\n", language::explain(*message));
    }
    return 0;
}

std::function<int()> declare(CommandOptions& command) {
    auto arguments = std::make_shared<Arguments>();
    command.option("CODE", arguments->codes,
                   "Codes such as E0602 or R0101; without any: a list of all messages.");
    command.flag("--markdown", arguments->markdown, "All messages as the manual's page.");
    return [arguments] { return explain(*arguments); };
}

}  // namespace

extern const Subcommand explain_command = {"explain",
                                           "Explain a message of `check` or `run` with an example.", declare};

}  // namespace pkttest::cli
