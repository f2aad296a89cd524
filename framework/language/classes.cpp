// Plain classes: attributes and methods, made by __init__.
#include "framework/language/classes.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/class_body.h"

namespace pkttest::language {

namespace {

/// A method of an instance.
class BoundFunction final : public ScriptObject {
 public:
    BoundFunction(Value method, Value owner) : function_(std::move(method)), owner_(std::move(owner)) {}
    std::string_view kind() const override { return "method"; }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override {
        given.insert(given.begin(), {{}, owner_, span, {}});
        return call_value(function_, std::move(given), span, variables);
    }

 private:
    Value function_, owner_;
};

class Class final : public ScriptObject, public std::enable_shared_from_this<Class> {
 public:
    explicit Class(ClassBody body) : body_(std::move(body)) {}
    std::string_view kind() const override { return "class"; }
    std::string represent() const override { return fmt::format("<class '__main__.{}'>", body_.name); }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "__name__") return Value(body_.name);
        const Value* found = body_.find(name);
        return found != nullptr ? std::optional(*found) : std::nullopt;
    }
    bool set_attribute(std::string_view name, const Value& value, Span) override {
        body_.set(name, value);
        return true;
    }
    std::optional<bool> is_type_of(const Value& value) const override;
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override;
    const std::string& name() const { return body_.name; }
    const Value* member(std::string_view name) const { return body_.find(name); }

 private:
    ClassBody body_;
};

class Instance final : public ScriptObject, public std::enable_shared_from_this<Instance> {
 public:
    explicit Instance(std::shared_ptr<const Class> type) : type(std::move(type)) {}
    std::string_view kind() const override { return "object"; }
    std::string represent() const override { return fmt::format("<{} object>", type->name()); }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "__class__") return Value(std::shared_ptr<Object>(std::const_pointer_cast<Class>(type)));
        for (const auto& [known, value] : own_)
            if (known == name) return value;
        const Value* member = type->member(name);
        if (member == nullptr) return std::nullopt;
        if (object_as<Function>(*member) == nullptr) return *member;
        const auto self = std::const_pointer_cast<Instance>(shared_from_this());
        return object_value<BoundFunction>(*member, Value(std::shared_ptr<Object>(self)));
    }
    bool set_attribute(std::string_view name, const Value& value, Span) override {
        std::erase_if(own_, [&](const auto& each) { return each.first == name; });
        own_.emplace_back(std::string(name), value);
        return true;
    }
    std::shared_ptr<const Class> type;

 private:
    std::vector<std::pair<std::string, Value>> own_;
};

std::optional<bool> Class::is_type_of(const Value& value) const {
    const auto* instance = object_as<Instance>(value);
    return instance != nullptr && instance->type.get() == this;
}

Value Class::call(std::vector<GivenArgument> given, Span span, Environment& variables) const {
    const auto made = std::make_shared<Instance>(shared_from_this());
    const Value out{std::shared_ptr<Object>(made)};
    if (const Value* prepare = body_.find("__init__")) {
        given.insert(given.begin(), {{}, out, span, {}});
        call_value(*prepare, std::move(given), span, variables);
    } else if (!given.empty()) {
        throw EvaluationError(span, fmt::format("{} takes no arguments", body_.name)).as("TypeError");
    }
    return out;
}

}  // namespace

Value make_class(const Statement& statement, Environment& variables) {
    ClassBody body = read_class_body(statement, variables);
    List bases;
    for (const Expr& base : statement.value.children) bases.push_back(evaluate(base, variables));
    if (bases.size() == 1 && bases[0] == type_named("Packet"))
        return make_protocol(statement, body, variables);
    const bool plain = bases.empty() || (bases.size() == 1 && bases[0] == type_named("object"));
    const auto special = std::find_if(body.members.begin(), body.members.end(), [](const auto& member) {
        return member.first.starts_with("__") && member.first != "__init__" && member.first != "__doc__";
    });
    if (!plain)
        throw EvaluationError(statement.span, fmt::format("class {} with this base", body.name)).uncovered();
    if (special != body.members.end())
        throw EvaluationError(statement.span, fmt::format("class {} with {}", body.name, special->first))
            .uncovered();
    return object_value<Class>(std::move(body));
}

}  // namespace pkttest::language
