// Rule: what a table made at run time asks where a built-in one has a function pointer: how long a field is,
// whether it is there, what a length counts, what a packet answers.
#pragma once

#include <memory>

#include "framework/packet/value.h"

namespace pkttest {

class Layer;

/// A question to the layer that is being read or built. An Object may be one: the language's functions are.
class Rule {
 public:
    virtual ~Rule() = default;
    /// `more` is what else there is to know: the size that an automatic length measured, the octets built so
    /// far. May throw what evaluating throws.
    virtual Value ask(const Layer& layer, const List& more) const = 0;
};

/// The answer as a number; 0 where it is none.
std::int64_t ask_number(const Rule& rule, const Layer& layer, const List& more = {});
/// Whether the answer is true as Python sees it, for numbers and truth values; other values: not None.
bool ask_truth(const Rule& rule, const Layer& layer, const List& more = {});

}  // namespace pkttest
