// Protocols made at run time: a campaign's `protocol` block, a Python class of a .uts file. They are tables
// like the built-in ones, which own what they point to; their rules ask the language.
//
//     RuntimeProtocol disney("Disney", "Disney packet");
//     disney.add(make_field(*find_field_class("ShortField"), {{"name", "mickey"}, {"default", 5}}, …));
//     ProtocolScope scope;
//     const Protocol& table = scope.add(std::move(disney));
//     scope.bind(table, {"UDP", "dport", 4242});
//     scope.enter();     // known by name, and found in dissection, until leave() or the scope's end
#pragma once

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "framework/packet/protocol.h"
#include "framework/packet/rule.h"

namespace pkttest {

/// A rule that can be let go: then it answers None. Tables may outlive the language's functions.
class HeldRule final : public Rule {
 public:
    explicit HeldRule(std::shared_ptr<const Rule> rule) : rule_(std::move(rule)) {}
    /// Throws std::runtime_error where the answer would need itself.
    Value ask(const Layer& layer, const List& more) const override;
    void release() { rule_.reset(); }

 private:
    std::shared_ptr<const Rule> rule_;
};

/// A field made at run time, with what its table points to. Copies share it.
struct RuntimeField {
    Field field;
    std::vector<std::shared_ptr<const void>> kept;
    std::vector<std::shared_ptr<HeldRule>> rules;
    bool is_trailer = false;  ///< It stands behind the payload; only the last ones of a protocol can.

    template <class T>
    const T& keep(T value) {
        const auto held = std::make_shared<const T>(std::move(value));
        kept.push_back(held);
        return *held;
    }
    std::string_view keep_text(std::string text) { return keep(std::move(text)); }
    const Rule* keep_rule(std::shared_ptr<const Rule> rule);
    /// Takes over what `other` points to.
    void keep_all_of(const RuntimeField& other);
};

/// What a protocol made at run time asks; nullptr: as a table without the function. What each is asked with
/// beside the layer, and what it answers:
struct ProtocolRules {
    const Protocol* base = nullptr;    ///< What the protocol goes on from: bound like it, named by its name.
    bool has_title = false;            ///< It was given one, which is not made of its name.
    std::string_view class_name = {};  ///< Its own name, where that of the table is the base's.
    std::shared_ptr<HeldRule> post_build;     ///< Octets of header and payload; the octets of both, changed.
    std::shared_ptr<HeldRule> answers;        ///< The request, from the layer on; a truth value.
    std::shared_ptr<HeldRule> hashret;        ///< Octets.
    std::shared_ptr<HeldRule> payload_size;   ///< The octets behind; how many are the payload; None: all.
    std::shared_ptr<HeldRule> guess_payload;  ///< The octets behind; a protocol or None.
    std::shared_ptr<HeldRule> summary;        ///< Text.
    std::shared_ptr<HeldRule>
        default_payload;                 ///< The octets behind; the protocol where no binding tells it.
    std::shared_ptr<HeldRule> dispatch;  ///< All octets; the protocol that they are read as. Not inherited.
};
/// What a run-time protocol goes on from; nullptr where there is none.
const Protocol* base_of(const Protocol& protocol);
/// Whether that, or what it goes on from itself, is known by this name.
bool goes_on_from(const Protocol& protocol, std::string_view name);
/// The name that a campaign knows a protocol by. The table of a `class A(IP)` is named IP, for the functions
/// that ask for one.
std::string_view class_name(const Protocol& protocol);
/// What a layer's bindings and defaults tell of its payload, whatever its own rule would; Raw where they
/// don't.
const Protocol& payload_by_bindings(const Layer& layer);
/// The rule by its name ("answers"); nullptr where there is none of that name.
std::shared_ptr<HeldRule>* find_rule(ProtocolRules& rules, std::string_view name);
std::vector<std::string_view> rule_names();

class RuntimeProtocol {
 public:
    /// Goes on from `base`, if any: with its functions and what it is bound to. No title: the base's.
    RuntimeProtocol(std::string name, std::string title, const Protocol* base = nullptr);
    RuntimeProtocol(const RuntimeProtocol&) = delete;
    RuntimeProtocol& operator=(const RuntimeProtocol&) = delete;

    void add(RuntimeField field);
    /// False where no rule has this name.
    bool add_rule(std::string_view name, std::shared_ptr<const Rule> rule);
    /// The table, whole from here on.
    const Protocol& finish();
    const Protocol& table() const { return table_; }
    /// Lets the language's functions go.
    void release();

 private:
    std::string name_, title_;
    std::vector<RuntimeField> kept_;
    std::vector<Field> fields_;
    ProtocolRules rules_;
    Protocol table_;
};

/// The protocols and bindings of a campaign. Its end takes them back and lets their rules go; the tables of a
/// scope that was entered for use stay, for packets that somebody still has.
class ProtocolScope {
 public:
    enum class Use : std::uint8_t { check, run };
    explicit ProtocolScope(Use use = Use::run) : use_(use) {}
    ~ProtocolScope();
    ProtocolScope(const ProtocolScope&) = delete;
    ProtocolScope& operator=(const ProtocolScope&) = delete;

    /// Takes the protocol in; known from now on where the scope is entered.
    const Protocol& add(std::unique_ptr<RuntimeProtocol> protocol);
    /// Puts `upper` on a carrier whose texts the scope copies.
    void bind(const Protocol& upper, const Carrier& carrier);
    /// Takes back what bind() did for the same protocols and conditions; without conditions: all of them.
    void unbind(const Protocol& upper, const Carrier& carrier);
    void enter();
    void leave();
    bool empty() const { return protocols_.empty() && bindings_.empty(); }

 private:
    struct Binding {
        const Protocol* upper;
        std::shared_ptr<const std::string> texts[1 + Carrier::most_conditions];
        Carrier carrier;
    };

    Use use_;
    bool entered_ = false;
    std::vector<std::unique_ptr<RuntimeProtocol>> protocols_;
    std::list<Binding> bindings_;
};

/// Enters a scope for a block of code.
class EnteredScope {
 public:
    explicit EnteredScope(ProtocolScope& scope) : scope_(scope) { scope_.enter(); }
    ~EnteredScope() { scope_.leave(); }
    EnteredScope(const EnteredScope&) = delete;
    EnteredScope& operator=(const EnteredScope&) = delete;

 private:
    ProtocolScope& scope_;
};

}  // namespace pkttest
