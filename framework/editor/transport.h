// Messages of the Language Server Protocol: a header with the length, then JSON.
#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>

namespace pkttest::editor {

using Json = nlohmann::json;

/// The next message; nothing at the stream's end or where its header is of no use. A body that is no JSON is
/// null.
std::optional<Json> read_message(std::istream& input);
void write_message(std::ostream& output, const Json& message);

}  // namespace pkttest::editor
