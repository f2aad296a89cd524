// Protocols of a campaign: from a `protocol` block to a table, and `bind`.
//
// In a block, the arguments of field classes that ask the packet (length_from, count_from, adjust, cond) and
// `when` are expressions in which the names of fields stand for their values, `p` for the packet so far; what
// adjust measured is `x`. So are the rules: `answers` (the request is `request`), `post_build` (`header` and
// `payload` are bytes, what it gives replaces both), `payload_size` and `guess_payload` (the octets behind
// the header are `payload`), `hashret`, `summary`.
#pragma once

#include "framework/language/evaluate/evaluator.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

/// Makes the fields of a block. What is wrong with them goes to `wrong`, the first mistake of each; without
/// `wrong` it is thrown.
std::vector<RuntimeField> make_fields(const ProtocolForm& form, Environment& variables,
                                      std::vector<EvaluationError>* wrong = nullptr);
/// Makes the protocol of its fields and adds it to the scope, which `form` and `variables` outlive. Throws
/// EvaluationError.
const Protocol& declare_protocol(const ProtocolForm& form, std::vector<RuntimeField> fields,
                                 Environment& variables, ProtocolScope& scope);
/// `bind LOWER(field=value) / UPPER`. Throws EvaluationError.
void declare_binding(const Expr& binding, Environment& variables, ProtocolScope& scope);

/// What a rule knows beside the fields, by its name: "answers" has "request".
std::span<const std::string_view> names_of_rule(std::string_view rule);

}  // namespace pkttest::language
