// The language server: the Language Server Protocol 3.17 over two streams, for campaigns.
#pragma once

#include <iosfwd>

namespace pkttest::editor {

/// Serves until the client says exit or its stream ends. The exit status that the protocol wants: 0 after a
/// shutdown, else 1.
int serve(std::istream& input, std::ostream& output);

}  // namespace pkttest::editor
