// What UTscapy puts into its sessions: Bunch, retry_test, no_debug_dissector.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

/// An object with the attributes that it is made of.
class Bunch final : public ScriptObject {
 public:
    explicit Bunch(std::vector<std::pair<std::string, Value>> attributes)
        : attributes_(std::move(attributes)) {}
    std::string_view kind() const override { return "object"; }
    std::optional<Value> attribute(std::string_view name) const override {
        for (const auto& [known, value] : attributes_)
            if (known == name) return value;
        return std::nullopt;
    }
    bool set_attribute(std::string_view name, const Value& value, Span) override {
        std::erase_if(attributes_, [&](const auto& each) { return each.first == name; });
        attributes_.emplace_back(std::string(name), value);
        return true;
    }

 private:
    std::vector<std::pair<std::string, Value>> attributes_;
};

Value run_bunch(Call& call) { return object_value<Bunch>(std::move(call.pairs)); }

Value run_retry(Call& call) {
    static constexpr int most_tries = 3;
    for (int attempt = 1;; ++attempt) {
        try {
            return call.invoke(call[0], {});
        } catch (const EvaluationError& error) {
            if (attempt == most_tries || error.is_uncovered() || error.exception().empty()) throw;
        }
    }
}

/// `with no_debug_dissector():` changes nothing: dissection never raises here.
class NoDebugging final : public ScriptObject {
 public:
    std::string_view kind() const override { return "context"; }
    bool is_manager() const override { return true; }
};

Value run_no_debug(Call&) { return object_value<NoDebugging>(); }

}  // namespace

extern const Builtin builtin_bunch = {
    "Bunch", {{pairs_of("attributes")}}, Kind::unknown, "An object with attributes.", run_bunch};
extern const Builtin builtin_retry_test = {"retry_test",
                                           {{{"function"}}},
                                           Kind::unknown,
                                           "Calls a function, up to three times where it raises.",
                                           run_retry};
extern const Builtin builtin_no_debug_dissector = {
    "no_debug_dissector", {{optional("reverse")}}, Kind::unknown, "Nothing, for a with block.", run_no_debug};

}  // namespace pkttest::language
