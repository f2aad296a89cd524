// Objects: the values that only the language knows: functions, sets, durations.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "framework/language/builtin.h"
#include "framework/packet/rule.h"

namespace pkttest::language {

struct GivenArgument;

struct Statement;

/// An object with attributes, or one that can be called: modules, exceptions, `conf`.
class ScriptObject : public Object {
 public:
    std::string represent() const override { return "<" + std::string(kind()) + ">"; }
    /// nullopt where it has none of this name.
    virtual std::optional<Value> attribute(std::string_view name) const;
    /// What can be called on it, beside attributes: `self` of the call is the object.
    virtual std::span<const Builtin> methods() const { return {}; }
    virtual bool truth() const { return true; }
    /// str().
    virtual std::string text() const { return represent(); }
    /// Of types: whether a value is of it; nullopt: it is no type.
    virtual std::optional<bool> is_type_of(const Value&) const { return std::nullopt; }
    /// len(); nullopt where it has none.
    virtual std::optional<std::size_t> length() const { return std::nullopt; }
    /// `object[key]`; nullopt where it has no parts.
    virtual std::optional<Value> item(const Value&, Span) const { return std::nullopt; }
    /// What `for` goes through, nothing left of it where it can be gone through once; nullopt: nothing.
    virtual std::optional<List> take_items() { return std::nullopt; }
    /// ==, <, and `object op other` (`other op object` where `reflected`); nullopt where Python has none.
    virtual std::optional<bool> is_equal(const Value&) const { return std::nullopt; }
    virtual std::optional<int> order_with(const Value&, Span) const { return std::nullopt; }
    virtual std::optional<Value> operate(Operator, const Value& /*other*/, bool /*reflected*/, Span) const {
        return std::nullopt;
    }
    /// bytes(); nullopt where it has none.
    virtual std::optional<std::string> octets() const { return std::nullopt; }
    /// `object[key] = value`; false where it takes none.
    virtual bool set_item(const Value& /*key*/, const Value& /*value*/, Span) { return false; }
    /// False where it takes none of this name.
    virtual bool set_attribute(std::string_view, const Value&, Span) { return false; }
    virtual bool is_callable() const { return false; }
    virtual Value call(std::vector<GivenArgument>, Span, Environment&) const { return {}; }
    /// `with`: what is bound, and what is done at the end.
    virtual bool is_manager() const { return false; }
    virtual Value enter(const Value& self, Environment&) const { return self; }
    virtual void leave(Environment&) {}
};

/// Stands for a variable whose value is not known, since what would have set it was not covered; or, where
/// `is_unbound`, for a function's own that is not set yet.
class Withheld final : public ScriptObject {
 public:
    explicit Withheld(std::string reason, bool is_unbound = false)
        : reason(std::move(reason)), is_unbound(is_unbound) {}
    std::string_view kind() const override { return "unknown value"; }
    std::string reason;
    bool is_unbound;
};

/// A function of statements or a lambda. It sees the variables of where it was made: by reference those that
/// stay, by copy those of comprehensions and calls.
class Function final : public Object, public Rule {
 public:
    Function(const Expr& lambda, Environment& home, const Statement* body = nullptr)
        : lambda_(&lambda), home_(&home), body_(body) {}
    std::string_view kind() const override { return "function"; }
    std::string represent() const override { return "<function>"; }
    const Expr& lambda() const { return *lambda_; }
    const Statement* body() const { return body_; }  ///< nullptr: the lambda's expression.
    Environment& home() const { return *home_; }
    /// As Scapy's callbacks: called with the layer's packet and what more there is, as far as it takes them;
    /// with `more` alone where it takes just as many.
    Value ask(const Layer& layer, const List& more) const override;
    /// The same function seeing the variables of `home`.
    std::shared_ptr<Function> moved_to(Environment& home) const;

    std::vector<std::pair<std::string, Value>> captured;
    std::vector<Value> defaults;  ///< By parameter; None where there is none.

 private:
    const Expr* lambda_;
    Environment* home_;
    const Statement* body_;
};

/// A builtin, or a method of a value, that is not called yet: `map(len, texts)`.
class BuiltinObject final : public Object {
 public:
    explicit BuiltinObject(const Builtin& builtin) : builtin(builtin) {}
    BuiltinObject(const Builtin& method, Value owner)
        : builtin(method), owner(std::move(owner)), is_method(true) {}
    std::string_view kind() const override { return is_method ? "method" : "function"; }
    std::string represent() const override;
    /// The same builtin; a method of the same owner.
    bool equals(const Object& other) const override;

    const Builtin& builtin;
    Value owner;
    bool is_method = false;
};

/// What is gone through once, and by next(): iter(), generator expressions.
class Iterator final : public ScriptObject {
 public:
    /// `name` is its type's in Python, which outlives it: "map".
    explicit Iterator(List items, std::string_view name = "generator")
        : items_(std::move(items)), name_(name) {}
    std::string_view kind() const override { return "iterator"; }
    std::string represent() const override { return "<" + std::string(name_) + " object>"; }
    std::span<const Builtin> methods() const override;
    std::optional<List> take_items() override;
    /// nullopt at the end.
    std::optional<Value> next();

 private:
    List items_;
    std::string_view name_;
    std::size_t at_ = 0;
};

/// Python's set: each value once.
class UniqueValues final : public Object {
 public:
    std::string_view kind() const override { return "set"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    void add(Value value);
    /// False where it is not there.
    bool remove(const Value& value);
    bool contains(const Value& value) const;
    const List& items() const { return items_; }

 private:
    List items_;  ///< In the order of their coming.
    std::unordered_set<std::string> keys_;
};
const UniqueValues* to_unique(const Value& value);

class Duration final : public Object {
 public:
    explicit Duration(std::chrono::nanoseconds value) : value(value) {}
    std::string_view kind() const override { return "duration"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    std::chrono::nanoseconds value;
};

template <class T>
T* object_as(const Value& value) {
    const auto* object = value.as<std::shared_ptr<Object>>();
    return object != nullptr ? dynamic_cast<T*>(object->get()) : nullptr;
}
template <class T, class... Arguments>
Value object_value(Arguments&&... arguments) {
    return Value(std::shared_ptr<Object>(std::make_shared<T>(std::forward<Arguments>(arguments)...)));
}

// ---- limits: nothing that a campaign says may exhaust the machine --------------------------------------

constexpr std::size_t most_items = 1'000'000;
constexpr std::size_t most_octets = std::size_t{64} << 20;
constexpr std::size_t most_memory = std::size_t{2} << 30;  ///< Of the process.
constexpr int deepest_value = 100;                         ///< Lists within lists.
constexpr int deepest_call = 2'000;                        ///< Evaluations within evaluations.
void check_item_count(std::size_t items, Span where);
void check_octet_count(std::size_t octets, Span where);
/// Complains where a value is nested too deeply to be kept, or holds `container` itself.
void check_depth(const Value& value, Span where, const void* container = nullptr);

}  // namespace pkttest::language
