// What a class statement says. Internal to classes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "framework/language/evaluation.h"

namespace pkttest::language {

struct ClassBody {
    std::string name;
    std::vector<std::pair<std::string, Value>> members;  ///< In order; functions are methods.

    const Value* find(std::string_view wanted) const {
        for (const auto& [known, value] : members)
            if (known == wanted) return &value;
        return nullptr;
    }
    void set(std::string_view wanted, Value value) {
        std::erase_if(members, [&](const auto& each) { return each.first == wanted; });
        members.emplace_back(std::string(wanted), std::move(value));
    }
};

/// Assignments and methods; anything else in a class is not covered.
ClassBody read_class_body(const Statement& statement, Environment& variables);
/// `class NAME(Packet)`: a protocol in the session's scope.
Value make_protocol(const Statement& statement, const ClassBody& body, Environment& variables);

}  // namespace pkttest::language
