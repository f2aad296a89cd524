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

namespace pkttest::language {

struct GivenArgument;

struct Statement;

/// An object with attributes, or one that can be called: modules, exceptions, `conf`.
class ScriptObject : public Object {
 public:
    std::string represent() const override { return "<" + std::string(kind()) + ">"; }
    /// nullopt where it has none of this name.
    virtual std::optional<Value> attribute(std::string_view name) const;
    /// False where it takes none of this name.
    virtual bool set_attribute(std::string_view, const Value&) { return false; }
    virtual bool is_callable() const { return false; }
    virtual Value call(std::vector<GivenArgument>, Span, Environment&) const { return {}; }
    /// `with`: what is bound, and what is done at the end.
    virtual bool is_manager() const { return false; }
    virtual Value enter(const Value& self, Environment&) const { return self; }
    virtual void leave(Environment&) const {}
};

/// Stands for a variable whose value is not known, since what would have set it was not covered.
class Withheld final : public ScriptObject {
 public:
    explicit Withheld(std::string reason) : reason(std::move(reason)) {}
    std::string_view kind() const override { return "unknown value"; }
    std::string reason;
};

/// A function of statements or a lambda. It sees the variables of where it was made: by reference those that
/// stay, by copy those of comprehensions and calls.
class Function final : public Object {
 public:
    Function(const Expr& lambda, Environment& home, const Statement* body = nullptr)
        : lambda_(&lambda), home_(&home), body_(body) {}
    std::string_view kind() const override { return "function"; }
    std::string represent() const override { return "<function>"; }
    const Expr& lambda() const { return *lambda_; }
    const Statement* body() const { return body_; }  ///< nullptr: the lambda's expression.
    Environment& home() const { return *home_; }
    /// The same function seeing the variables of `home`.
    std::shared_ptr<Function> moved_to(Environment& home) const;

    std::vector<std::pair<std::string, Value>> captured;

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

    const Builtin& builtin;
    Value owner;
    bool is_method = false;
};

/// Python's set: each value once.
class UniqueValues final : public Object {
 public:
    std::string_view kind() const override { return "set"; }
    std::string represent() const override;
    bool equals(const Object& other) const override;
    void add(Value value);
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
const T* object_as(const Value& value) {
    const auto* object = value.as<std::shared_ptr<Object>>();
    return object != nullptr ? dynamic_cast<const T*>(object->get()) : nullptr;
}

// ---- limits: nothing that a campaign says may exhaust the machine --------------------------------------

constexpr std::size_t most_items = 1'000'000;
constexpr std::size_t most_octets = std::size_t{64} << 20;
constexpr int deepest_value = 100;   ///< Lists within lists.
constexpr int deepest_call = 2'000;  ///< Evaluations within evaluations.
void check_item_count(std::size_t items, Span where);
void check_octet_count(std::size_t octets, Span where);
/// Complains where a value is nested too deeply to be kept, or holds `container` itself.
void check_depth(const Value& value, Span where, const void* container = nullptr);

}  // namespace pkttest::language
