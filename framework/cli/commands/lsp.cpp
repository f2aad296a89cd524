// pkttest lsp: the language server for editors, over standard input and output.
#include <iostream>

#include "framework/cli/subcommand.h"
#include "framework/editor/server.h"

namespace pkttest::cli {

namespace {

std::function<int()> declare(CommandOptions& command) {
    command.footer("Editors start this; see editors/.");
    return [] {
        std::ios::sync_with_stdio(false);  // The server asks what waits in the stream's buffer.
        return editor::serve(std::cin, std::cout);
    };
}

}  // namespace

extern const Subcommand lsp_command = {"lsp", "Serve editors: diagnostics, completion, hover, formatting.",
                                       declare};

}  // namespace pkttest::cli
