// Scapy's modules as values, `import scapy.contrib.http2 as h2`, and its groups of numbers, h2.H2ErrorCodes.
// What a module has is known under its own name everywhere.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/uts/tools.h"

namespace pkttest::language {

namespace {

class ScapyModule final : public ScriptObject {
 public:
    explicit ScapyModule(std::string_view name) : name_(name) {}
    std::string_view kind() const override { return "module"; }
    std::string represent() const override { return fmt::format("<module '{}'>", name_); }
    bool equals(const Object& other) const override {
        const auto* module = dynamic_cast<const ScapyModule*>(&other);
        return module != nullptr && module->name_ == name_;
    }
    std::optional<Value> attribute(std::string_view wanted) const override {
        if (Value inner = scapy_module(fmt::format("{}.{}", name_, wanted)); !inner.is_none()) return inner;
        for (const auto& [name, protocol] : renamed_layers(name_))
            if (name == wanted) return Value(protocol);
        Environment nothing;
        return look_up(wanted, nothing);
    }

 private:
    std::string name_;
};

/// Numbers under one name.
class NumberGroup final : public ScriptObject {
 public:
    explicit NumberGroup(std::string_view name) : name_(name) {}
    std::string_view kind() const override { return "group of numbers"; }
    std::optional<Value> attribute(std::string_view wanted) const override {
        Value found = constant_named(fmt::format("{}.{}", name_, wanted));
        return found.is_none() ? std::nullopt : std::optional(std::move(found));
    }

 private:
    std::string_view name_;  ///< One of `groups`.
};

/// Modules whose layers' names end in something here, where they begin with something.
struct Renaming {
    std::string_view module, beginning, ending;
};
constexpr Renaming renamings[] = {{"scapy.contrib.openflow3", "OFP", "3"}};

constexpr std::string_view groups[] = {"H2ErrorCodes"};

}  // namespace

Value scapy_module(std::string_view name) {
    return has_scapy_module(name) ? object_value<ScapyModule>(name) : Value();
}

std::vector<std::pair<std::string, const Protocol*>> renamed_layers(std::string_view module) {
    std::vector<std::pair<std::string, const Protocol*>> out;
    for (const Renaming& one : renamings) {
        if (one.module != module) continue;
        for (const Protocol* protocol : known_protocols()) {
            const std::string_view name = protocol->name;
            if (name.starts_with(one.beginning) && name.ends_with(one.ending))
                out.emplace_back(name.substr(0, name.size() - one.ending.size()), protocol);
        }
    }
    return out;
}

Value number_group(std::string_view name) {
    const auto* found = std::ranges::find(groups, name);
    return found == std::end(groups) ? Value() : object_value<NumberGroup>(*found);
}

}  // namespace pkttest::language
