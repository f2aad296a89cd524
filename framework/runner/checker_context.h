// What the checker must know of answering machines and filters, which the language does not depend on.
#pragma once

#include "framework/language/check/checker.h"

namespace pkttest::runner {

/// All answering machines with their parameters, and the BPF compiler's complaints.
language::CheckerContext checker_context();

}  // namespace pkttest::runner
