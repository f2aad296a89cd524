// Functions about types: bool, type, isinstance.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluation.h"

namespace pkttest::language {

namespace {

Value run_bool(Call& call) { return is_true(call[0]); }

/// The builtin that makes values of this type, where there is one.
std::string_view type_name(const Value& value) {
    switch (kind_of(value)) {
        case Kind::truth:
            return "bool";
        case Kind::number:
            return value.as<double>() != nullptr ? "float" : "int";
        case Kind::text:
            return "str";
        case Kind::bytes:
            return "bytes";
        case Kind::list:
            return value.is_tuple() ? "tuple" : value.is_list() ? "list" : "set";
        case Kind::dictionary:
            return "dict";
        default:
            return {};
    }
}

Value run_type(Call& call) {
    if (const auto* packet = call[0].as<LayerReference>();
        packet != nullptr && packet->index < packet->packet->size())
        return Value(&(*packet->packet)[packet->index].protocol());
    const std::string_view name = type_name(call[0]);
    return Value(name.empty() ? call[0].kind() : name);
}

bool is_instance(const Value& value, const Value& type, const Call& call) {
    if (const List* several = type.items())
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& one) { return is_instance(value, one, call); });
    if (const auto* protocol = type.as<const Protocol*>()) {
        const auto* packet = value.as<LayerReference>();
        return packet != nullptr && packet->index < packet->packet->size() &&
               &(*packet->packet)[packet->index].protocol() == *protocol;
    }
    const auto* builtin = object_as<BuiltinObject>(type);
    if (builtin == nullptr)
        call.fail(1, fmt::format("isinstance takes a type, not {}", describe(type)),
                  "for example: int, str, IP");
    const std::string_view wanted = builtin->builtin.name, own = type_name(value);
    return own == wanted || (own == "bool" && wanted == "int");
}

Value run_isinstance(Call& call) { return is_instance(call[0], call[1], call); }

}  // namespace

extern const Builtin builtin_bool = {"bool", {{{"value"}}}, Kind::truth, "Whether it is true.", run_bool};
extern const Builtin builtin_type = {"type",
                                     {{{"value"}}},
                                     Kind::unknown,
                                     "A packet's outermost layer, or the name of any other type.",
                                     run_type};
extern const Builtin builtin_isinstance = {"isinstance",
                                           {{{"value"}, {"type"}}},
                                           Kind::truth,
                                           "Whether it is of a type or a layer.",
                                           run_isinstance};

}  // namespace pkttest::language
