// What a class statement says. Internal to classes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "framework/language/evaluate/evaluation.h"

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

/// A method that is not asked with its object: by @staticmethod, @classmethod or @property.
class Decorated final : public ScriptObject {
 public:
    enum class As : std::uint8_t { static_method, class_method, property };
    Decorated(Value function, As as) : function(std::move(function)), as(as) {}
    std::string_view kind() const override { return "decorated method"; }
    const Value function;
    const As as;
};

/// Assignments and methods; anything else in a class is not covered.
ClassBody read_class_body(const Statement& statement, Environment& variables);
/// `class NAME(Packet)`, or one that goes on from `base`: a protocol in the session's scope.
Value make_protocol(const Statement& statement, const ClassBody& body, const Protocol* base,
                    Environment& variables);

}  // namespace pkttest::language
