// What stands around a place in a campaign, also in one that is half written: read from the text alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "framework/packet/protocol.h"

namespace pkttest::editor {

struct Context {
    enum class Where {
        nothing,   ///< A comment, a title, a number, a text without names.
        step,      ///< The first word of a line.
        link,      ///< Behind `on`, or a host's link.
        machine,   ///< Behind `with` of an answer.
        member,    ///< Behind a dot.
        argument,  ///< A field's name or a value, within a layer's parentheses.
        value,     ///< Within quotes, a name of a field's value.
        file,      ///< Within quotes, behind include.
        anything,  ///< An expression, or a clause behind one.
    };
    Where where = Where::nothing;
    std::size_t begin = 0, end = 0;  ///< The word at the place, both sides of it.
    std::string_view word;
    std::string_view step;            ///< The step's first word.
    const Protocol* layer = nullptr;  ///< argument, value: whose parentheses; member: of `p[X].` and `X().`.
    const Field* field = nullptr;     ///< value: whose; argument: the one whose value stands here.
    bool in_test = false;             ///< Below a line `= TITLE`.
    bool within_brackets = false;
};

Context context_at(std::string_view text, std::size_t offset);

/// The layers that a text names.
std::vector<const Protocol*> layers_named_in(std::string_view text);

}  // namespace pkttest::editor
