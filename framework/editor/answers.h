// What an editor asks about a place in a campaign: names that may stand there, what one means, where it is
// declared; and the campaign's outline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "framework/editor/document.h"

namespace pkttest::editor {

struct Proposal {
    enum class Kind {
        step,
        clause,
        layer,
        field,
        value,
        link,
        variable,
        function,
        method,
        machine,
        constant
    };
    Kind kind = Kind::variable;
    std::string name;
    std::string insert;  ///< What to write where it is not the name: "ttl=".
    std::string detail;  ///< One line.
};
std::vector<Proposal> proposals(const Document& document, std::size_t offset);

struct Explanation {
    std::string markdown;
    std::size_t begin = 0, end = 0;  ///< The word that it explains.
};
std::optional<Explanation> explanation(const Document& document, std::size_t offset);

struct Target {
    std::string path;  ///< The file; the document's own or one that it includes.
    std::size_t begin = 0, end = 0;
    Place from, to;
};
std::optional<Target> definition(const Document& document, std::size_t offset);

struct OutlineEntry {
    enum class Kind { set, test, link, variable, lab, setup, teardown };
    Kind kind = Kind::test;
    std::string name;
    std::size_t begin = 0, end = 0;            ///< All of it.
    std::size_t name_begin = 0, name_end = 0;  ///< Its name.
    std::vector<OutlineEntry> children = {};
};
std::vector<OutlineEntry> outline(const Document& document);

}  // namespace pkttest::editor
