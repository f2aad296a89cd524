// The checker.
#include "framework/language/checker.h"

namespace pkttest::language {
void check(const Campaign&, const Sources&, const CheckerContext&, Diagnostics&) {}
void check_expression(const Expr&, const CheckerContext&, Diagnostics&) {}
}  // namespace pkttest::language
