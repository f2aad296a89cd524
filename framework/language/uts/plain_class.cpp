// Plain classes: instances, what Python asks of them by names such as __eq__, and super().
#include "framework/language/uts/plain_class.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/uts/classes.h"

namespace pkttest::language {

namespace {

/// A member as an object of its class has it: with the object, the class or neither as first argument.
Value bound(const Value& member, const Value& owner, const Value& type);

class Class final : public ScriptObject, public std::enable_shared_from_this<Class> {
 public:
    Class(ClassBody body, std::vector<std::shared_ptr<const Class>> bases)
        : body_(std::move(body)), bases_(std::move(bases)) {}
    std::string_view kind() const override { return "class"; }
    std::string represent() const override { return fmt::format("<class '__main__.{}'>", body_.name); }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "__name__") return Value(body_.name);
        const Value* found = member(name);
        if (found == nullptr) return std::nullopt;
        const auto* decorated = object_as<Decorated>(*found);
        if (decorated == nullptr) return *found;
        const Value self(std::shared_ptr<Object>(std::const_pointer_cast<Class>(shared_from_this())));
        return bound(*found, Value(), self);
    }
    bool set_attribute(std::string_view name, const Value& value, Span) override {
        body_.set(name, value);
        return true;
    }
    std::optional<bool> is_type_of(const Value& value) const override;
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override;
    const std::string& name() const { return body_.name; }
    bool descends_from(const Class& other) const {
        return this == &other || std::any_of(bases_.begin(), bases_.end(),
                                             [&](const auto& base) { return base->descends_from(other); });
    }
    /// Its own, or the first base's that has it.
    const Value* member(std::string_view name) const {
        const Value* own = body_.find(name);
        return own != nullptr ? own : inherited(name);
    }
    const Value* inherited(std::string_view name) const {
        for (const auto& base : bases_)
            if (const Value* found = base->member(name)) return found;
        return nullptr;
    }

 private:
    ClassBody body_;
    std::vector<std::shared_ptr<const Class>> bases_;
};

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

Value bound(const Value& member, const Value& owner, const Value& type) {
    if (object_as<Function>(member) != nullptr) return object_value<BoundFunction>(member, owner);
    const auto* decorated = object_as<Decorated>(member);
    if (decorated == nullptr) return member;
    if (decorated->as == Decorated::As::static_method) return decorated->function;
    if (decorated->as == Decorated::As::class_method)
        return object_value<BoundFunction>(decorated->function, type);
    Environment frame;
    return owner.is_none() ? member : call_value(decorated->function, {{{}, owner, {}, {}}}, {}, frame);
}

class Instance final : public ScriptObject, public std::enable_shared_from_this<Instance> {
 public:
    explicit Instance(std::shared_ptr<const Class> type) : type(std::move(type)) {}
    std::string_view kind() const override { return "object"; }
    std::string represent() const override {
        const auto own = ask("__repr__");
        return own ? to_text(*own) : fmt::format("<__main__.{} object>", type->name());
    }
    std::string text() const override {
        const auto own = ask("__str__");
        return own ? to_text(*own) : represent();
    }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "__class__") return Value(std::shared_ptr<Object>(std::const_pointer_cast<Class>(type)));
        if (name == "__dict__") return attributes();
        for (const auto& [known, value] : own_)
            if (known == name) return value;
        if (const Value* member = type->member(name)) return bound(*member, self(), *attribute("__class__"));
        return type->member("__getattr__") != nullptr ? ask("__getattr__", {Value(name)}) : std::nullopt;
    }
    bool set_attribute(std::string_view name, const Value& value, Span) override {
        for (auto& [known, old] : own_)
            if (known == name) return old = value, true;
        own_.emplace_back(std::string(name), value);
        return true;
    }
    bool truth() const override {
        const auto own = ask("__bool__");
        return !own || is_true(*own);
    }
    std::optional<std::size_t> length() const override {
        const auto own = ask("__len__");
        Integer out = 0;
        if (!own || !own->to_integer(out) || out < 0) return std::nullopt;
        return static_cast<std::size_t>(out);
    }
    std::optional<Value> item(const Value& key, Span) const override { return ask("__getitem__", {key}); }
    bool set_item(const Value& key, const Value& value, Span) override {
        return ask("__setitem__", {key, value}).has_value();
    }
    std::optional<List> take_items() override {
        const auto own = ask("__iter__");
        if (!own) return std::nullopt;
        if (object_as<Instance>(*own) != nullptr)
            throw EvaluationError({}, "an iterator of the campaign's own").uncovered();
        return items_of(*own, {});
    }
    std::optional<std::string> octets() const override {
        const auto own = ask("__bytes__");
        return own && own->octets() != nullptr ? std::optional(*own->octets()) : std::nullopt;
    }
    std::optional<bool> is_equal(const Value& other) const override {
        if (const auto own = ask("__eq__", {other})) return is_true(*own);
        const auto* instance = object_as<Instance>(other);
        return instance == this;
    }
    std::optional<int> order_with(const Value& other, Span where) const override {
        if (type->member("__lt__") == nullptr) return std::nullopt;
        if (is_true(*ask("__lt__", {other}))) return -1;
        if (is_equal(other).value_or(false)) return 0;
        if (object_as<Instance>(other) == nullptr)
            throw EvaluationError(where, "an order of the campaign's own").uncovered();
        return 1;
    }
    std::optional<Value> operate(Operator op, const Value& other, bool reflected, Span) const override {
        struct Name {
            Operator op;
            std::string_view plain, reflected;
        };
        static constexpr Name names[] = {
            {Operator::add, "__add__", "__radd__"},
            {Operator::subtract, "__sub__", "__rsub__"},
            {Operator::multiply, "__mul__", "__rmul__"},
            {Operator::divide, "__truediv__", "__rtruediv__"},
        };
        for (const Name& each : names)
            if (each.op == op) return ask(reflected ? each.reflected : each.plain, {other});
        return std::nullopt;
    }
    bool is_callable() const override { return type->member("__call__") != nullptr; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override {
        return call_value(bound(*type->member("__call__"), self(), {}), std::move(given), span, variables);
    }
    bool is_manager() const override { return type->member("__enter__") != nullptr; }
    Value enter(const Value&, Environment&) const override { return *ask("__enter__"); }
    void leave(Environment&) override {
        if (const auto answer = ask("__exit__", {Value(), Value(), Value()}); answer && is_true(*answer))
            throw EvaluationError({}, "an __exit__ that holds exceptions back").uncovered();
    }
    const std::shared_ptr<const Class> type;

 private:
    Value self() const {
        return Value(std::shared_ptr<Object>(std::const_pointer_cast<Instance>(shared_from_this())));
    }
    Value attributes() const {
        auto out = std::make_shared<Dictionary>();
        for (const auto& [name, value] : own_) out->emplace_back(Value(name), value);
        return Value(std::move(out));
    }
    /// What a method of the class answers; nullopt where it has none.
    std::optional<Value> ask(std::string_view method, const List& with = {}) const {
        const Value* member = type->member(method);
        if (member == nullptr) return std::nullopt;
        std::vector<GivenArgument> given{{{}, self(), {}, {}}};
        for (const Value& each : with) given.push_back({{}, each, {}, {}});
        Environment frame;
        return call_value(*member, std::move(given), {}, frame);
    }

    std::vector<std::pair<std::string, Value>> own_;
};

std::optional<bool> Class::is_type_of(const Value& value) const {
    const auto* instance = object_as<Instance>(value);
    return instance != nullptr && instance->type->descends_from(*this);
}

Value Class::call(std::vector<GivenArgument> given, Span span, Environment& variables) const {
    const Value out = object_value<Instance>(shared_from_this());
    if (const Value* prepare = member("__init__")) {
        given.insert(given.begin(), {{}, out, span, {}});
        call_value(*prepare, std::move(given), span, variables);
    } else if (!given.empty()) {
        throw EvaluationError(span, fmt::format("{} takes no arguments", body_.name)).as("TypeError");
    }
    return out;
}

/// super(): an instance as its class's bases see it.
class Super final : public ScriptObject {
 public:
    Super(std::shared_ptr<const Class> type, Value owner)
        : type_(std::move(type)), owner_(std::move(owner)) {}
    std::string_view kind() const override { return "super"; }
    std::optional<Value> attribute(std::string_view name) const override {
        if (const Value* found = type_->inherited(name))
            return bound(*found, owner_, *object_as<Instance>(owner_)->attribute("__class__"));
        if (name != "__init__") return std::nullopt;
        static constexpr Builtin nothing{
            "__init__", {}, Kind::none, "Does nothing.", [](Call&) { return Value(); }};
        return object_value<BuiltinObject>(nothing);
    }

 private:
    std::shared_ptr<const Class> type_;
    Value owner_;
};

/// The methods that Python itself asks and that are covered.
bool is_covered(std::string_view name) {
    static constexpr std::string_view covered[] = {
        "__init__", "__doc__",     "__repr__",    "__str__",   "__getattr__", "__bool__",    "__len__",
        "__iter__", "__getitem__", "__setitem__", "__bytes__", "__eq__",      "__lt__",      "__add__",
        "__radd__", "__sub__",     "__rsub__",    "__mul__",   "__rmul__",    "__truediv__", "__rtruediv__",
        "__call__", "__enter__",   "__exit__",    "__hash__",  "__slots__",   "__module__"};
    return !name.starts_with("__") ||
           std::find(std::begin(covered), std::end(covered), name) != std::end(covered);
}

/// The class that a method stands in, known to the method as __class__. Holds it no longer than others do.
class ClassReference final : public ScriptObject {
 public:
    explicit ClassReference(std::weak_ptr<const Class> type) : type(std::move(type)) {}
    std::string_view kind() const override { return "class"; }
    const std::weak_ptr<const Class> type;
};

}  // namespace

Value member_of(const Value& member, const Value& owner, const Value& type) {
    const bool plain = owner.is_none() && object_as<Decorated>(member) == nullptr;
    return plain ? member : bound(member, owner, type);
}

bool is_instance_of_plain_class(const Value& value) { return object_as<Instance>(value) != nullptr; }
bool is_plain_class(const Value& value) { return object_as<Class>(value) != nullptr; }

Value super_of(Call& call) {
    std::shared_ptr<const Class> type;
    const Value* owner = call.has(1) ? &call[1] : call.variables.find("self");
    const Value* home = call.variables.find("__class__");
    if (call.has(0) && object_as<Class>(call[0]) != nullptr)
        type = object_as<Class>(call[0])->shared_from_this();
    else if (home != nullptr && object_as<ClassReference>(*home) != nullptr)
        type = object_as<ClassReference>(*home)->type.lock();
    const Value* of = call.has(0) ? &call[0] : home;
    const auto* protocol = of != nullptr ? of->as<const Protocol*>() : nullptr;
    if (protocol != nullptr && owner != nullptr && owner->is_packet())
        return super_of_packet(**protocol, *owner);
    if (type == nullptr || owner == nullptr || object_as<Instance>(*owner) == nullptr)
        throw EvaluationError(call.span, "super() outside of a plain class's method").uncovered();
    return object_value<Super>(std::move(type), *owner);
}

Value make_plain_class(const Statement& statement, ClassBody body, const List& bases) {
    for (const auto& [name, value] : body.members)
        if (!is_covered(name))
            throw EvaluationError(statement.span, fmt::format("class {} with {}", body.name, name))
                .uncovered();
    std::vector<std::shared_ptr<const Class>> known;
    for (const Value& base : bases)
        if (const auto* type = object_as<Class>(base)) known.push_back(type->shared_from_this());
    const auto members = body.members;
    const auto made = std::make_shared<Class>(std::move(body), std::move(known));
    for (const auto& [name, value] : members)
        if (auto* method = object_as<Function>(value))
            method->captured.emplace_back("__class__", object_value<ClassReference>(made));
    return Value(std::shared_ptr<Object>(made));
}

}  // namespace pkttest::language
