// The parser: from text to the tree of ast.h. Collects every error and goes on at the next line.
#pragma once

#include <cstdint>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/language/syntax/source.h"

namespace pkttest::language {

/// Parses a campaign and what it includes. Always gives a tree: of what could be read. `diagnostics` has
/// errors where something could not. `sources` must outlive the tree.
Campaign parse_campaign(Sources& sources, std::uint32_t source, Diagnostics& diagnostics);

/// Parses a text that is one expression, such as a command line's `where`.
Expr parse_expression(Sources& sources, std::uint32_t source, Diagnostics& diagnostics);

/// Parses the steps of a test alone, as a shell reads them.
std::vector<Step> parse_steps(Sources& sources, std::uint32_t source, Diagnostics& diagnostics);

}  // namespace pkttest::language
