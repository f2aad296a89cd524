// Functions about types and attributes: bool, type, isinstance, issubclass, callable, hasattr, getattr,
// setattr.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

Value run_bool(Call& call) { return is_true(call[0]); }
Value run_type(Call& call) { return type_of(call[0], call.span); }
Value run_isinstance(Call& call) { return is_instance(call[0], call[1], call.arguments[1].span); }

Value run_issubclass(Call& call) { return is_subclass(call[0], call[1], call.span); }

Value run_callable(Call& call) {
    const auto* object = object_as<ScriptObject>(call[0]);
    return call[0].as<const Protocol*>() != nullptr || object_as<Function>(call[0]) != nullptr ||
           object_as<BuiltinObject>(call[0]) != nullptr || (object != nullptr && object->is_callable());
}

/// `value.name` for a name that is a text.
Expr attribute_named(const Call& call) {
    Expr out;
    out.kind = ExprKind::attribute;
    out.text = call.octets(1);
    out.span = out.name_span = call.arguments[1].span;
    return out;
}

/// The attribute; nullopt where there is none and Scapy has none either.
std::optional<Value> attribute(const Call& call) {
    try {
        return attribute_of(call[0], attribute_named(call), call.variables);
    } catch (const EvaluationError& error) {
        if (error.exception() != "AttributeError" || is_foreign_attribute(call[0], call.octets(1))) throw;
        return std::nullopt;
    }
}

Value run_hasattr(Call& call) { return attribute(call).has_value(); }

Value run_getattr(Call& call) {
    const bool otherwise = call.arguments[2].span.end != 0;
    if (!otherwise) return attribute_of(call[0], attribute_named(call), call.variables);
    return attribute(call).value_or(call[2]);
}

Value run_setattr(Call& call) {
    assign_attribute(call[0], attribute_named(call), call[2]);
    return {};
}

}  // namespace

extern const Builtin builtin_bool = {"bool", {{{"value"}}}, Kind::truth, "Whether it is true.", run_bool};
extern const Builtin builtin_type = {"type",
                                     {{{"value"}}},
                                     Kind::unknown,
                                     "A packet's outermost layer, or the type of any other value.",
                                     run_type};
extern const Builtin builtin_isinstance = {"isinstance",
                                           {{{"value"}, {"type"}}},
                                           Kind::truth,
                                           "Whether it is of a type or a layer.",
                                           run_isinstance};
extern const Builtin builtin_issubclass = {"issubclass",
                                           {{{"type"}, {"base"}}},
                                           Kind::truth,
                                           "Whether a type is one or a kind of another.",
                                           run_issubclass};
extern const Builtin builtin_callable = {
    "callable", {{{"value"}}}, Kind::truth, "Whether it can be called.", run_callable};
extern const Builtin builtin_hasattr = {
    "hasattr", {{{"value"}, {"name", Kind::text}}}, Kind::truth, "Whether it has an attribute.", run_hasattr};
extern const Builtin builtin_getattr = {"getattr",
                                        {{{"value"}, {"name", Kind::text}, optional("default")}},
                                        Kind::unknown,
                                        "An attribute by its name.",
                                        run_getattr};
extern const Builtin builtin_setattr = {"setattr",
                                        {{{"value"}, {"name", Kind::text}, {"new"}}},
                                        Kind::none,
                                        "Sets an attribute by its name.",
                                        run_setattr};

}  // namespace pkttest::language
