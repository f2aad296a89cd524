// Types: Python's and Scapy's, as values: what type() gives and isinstance() takes.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/uts/classes.h"
#include "framework/language/uts/plain_class.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/byte_array.h"
#include "framework/language/values/field_object.h"
#include "framework/language/values/layer_bases.h"
#include "framework/language/values/native_type.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/language/values/values_class.h"
#include "framework/packet/field_class.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

namespace {

bool is_any(const Value&) { return true; }
bool is_function(const Value& value) { return object_as<Function>(value) != nullptr; }
bool is_real_packet(const Value& value) { return value.is_packet(); }
bool is_no_payload(const Value& value) {
    const auto* packet = value.as<LayerReference>();
    return packet != nullptr && packet->index >= packet->packet->size();
}
bool is_random(const Value& value) { return value.set() != nullptr && value.set()->is_random(); }
bool is_flags(const Value& value) { return value.as<Flags>() != nullptr; }

/// A type that no function of this name makes values of.
class PlainType final : public ScriptObject {
 public:
    constexpr PlainType(std::string_view name, bool (*test)(const Value&)) : name(name), test(test) {}
    std::string_view kind() const override { return "type"; }
    std::string represent() const override { return fmt::format("<class '{}'>", name); }
    std::optional<Value> attribute(std::string_view wanted) const override {
        if (wanted == "__name__") return Value(name);
        return name == "Packet" ? method_of_all_packets(wanted) : std::nullopt;
    }
    bool equals(const Object& other) const override {
        const auto* type = dynamic_cast<const PlainType*>(&other);
        return type != nullptr && type->name == name;
    }
    bool is_callable() const override { return name == "NoPayload" || name == "Packet" || name == "object"; }
    Value call(std::vector<GivenArgument> given, Span where, Environment&) const override {
        if (!given.empty() || name == "object")
            throw EvaluationError(where, fmt::format("a call of {}", name)).uncovered();
        return Value(Packet());
    }
    std::string_view name;
    bool (*test)(const Value&);
};

struct Known {
    std::string_view name;
    bool (*test)(const Value&);
};
constexpr Known known[] = {
    {"object", is_any},           {"NoneType", [](const Value& value) { return value.is_none(); }},
    {"function", is_function},    {"Packet", is_real_packet},
    {"NoPayload", is_no_payload}, {"VolatileValue", is_random},
    {"RandField", is_random},
};

/// Whether a builtin's name is a type's.
bool is_type(std::string_view name) {
    static constexpr std::string_view types[] = {"int",        "bool",       "float",    "str",       "bytes",
                                                 "tuple",      "list",       "set",      "bytearray", "dict",
                                                 "PacketList", "SndRcvList", "FlagValue"};
    return std::find(std::begin(types), std::end(types), name) != std::end(types);
}

/// The builtin that makes values of this type, where there is one.
std::string_view builtin_type(const Value& value) {
    switch (kind_of(value)) {
        case Kind::truth:
            return "bool";
        case Kind::number:
            return is_flags(value) ? "FlagValue" : value.as<double>() != nullptr ? "float" : "int";
        case Kind::text:
            return "str";
        case Kind::bytes:
            return "bytes";
        case Kind::list:
            if (const auto* list = packet_list_name(value))
                return list->of_pairs ? "SndRcvList" : "PacketList";
            return value.is_tuple() ? "tuple" : value.is_list() ? "list" : "set";
        case Kind::dictionary:
            return "dict";
        default:
            if (object_as<ByteArray>(value) != nullptr) return "bytearray";
            return is_big(value) ? "int" : "";
    }
}

/// Whether a protocol is another or a more exact form of it.
bool is_kind_of(const Protocol& protocol, const Protocol& wanted, int depth = 0) {
    if (&protocol == &wanted || class_name(protocol) == class_name(wanted)) return true;
    if (const Protocol* base = base_of(protocol); base != nullptr && depth < 8)
        return is_kind_of(*base, wanted, depth + 1);
    if (const std::string_view base = layer_base(protocol.name); !base.empty() && depth < 8)
        if (const Protocol* found = find_protocol(base);
            found != nullptr && is_kind_of(*found, wanted, depth + 1))
            return true;
    return depth < 8 &&
           std::any_of(protocol.variant_of.begin(), protocol.variant_of.end(), [&](const Carrier& of) {
               const Protocol* base = find_protocol(of.protocol);
               return base != nullptr && base != &protocol && is_kind_of(*base, wanted, depth + 1);
           });
}

[[noreturn]] void fail_no_type(const Value& type, Span where) {
    throw EvaluationError(where, fmt::format("isinstance takes a type, not {}", describe(type)),
                          "for example: int, str, IP")
        .uncovered();
}

}  // namespace

Value type_named(std::string_view name) {
    const auto* found = std::find_if(std::begin(known), std::end(known),
                                     [&](const Known& each) { return each.name == name; });
    return found == std::end(known) ? Value() : object_value<PlainType>(found->name, found->test);
}

Value type_of(const Value& value, Span where) {
    if (const auto* packet = value.as<LayerReference>())
        return is_no_payload(value) ? type_named("NoPayload")
                                    : Value(&(*packet->packet)[packet->index].protocol());
    if (const std::string_view name = builtin_type(value); !name.empty())
        return object_value<BuiltinObject>(*find_builtin(name));
    if (value.is_none()) return type_named("NoneType");
    if (value.set() != nullptr)
        if (auto type = values_attribute(*value.set(), "__class__")) return std::move(*type);
    if (is_function(value)) return type_named("function");
    if (const auto* object = object_as<ScriptObject>(value))
        if (auto type = object->attribute("__class__")) return std::move(*type);
    throw EvaluationError(where, fmt::format("the type of {}", describe(value))).uncovered();
}

bool is_instance(const Value& value, const Value& type, Span where) {
    if (type.is_list() && PythonRules::hold())
        throw EvaluationError(where, "isinstance takes a type or a tuple of types, not a list")
            .as("TypeError");
    if (const List* several = type.items())
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& one) { return is_instance(value, one, where); });
    if (const auto* protocol = type.as<const Protocol*>()) {
        const auto* packet = value.as<LayerReference>();
        // Times are strings of ASN.1, which are layers here.
        if (packet == nullptr && (*protocol)->name == "ASN1_STRING")
            return is_instance(value, asn1_time_type("ASN1_GENERALIZED_TIME"), where);
        return packet != nullptr && !is_no_payload(value) &&
               is_kind_of((*packet->packet)[packet->index].protocol(), **protocol);
    }
    if (const auto* plain = object_as<PlainType>(type)) return plain->test(value);
    if (const auto* what = object_as<FieldClassObject>(type))
        if (const auto answer = is_field_of(value, what->field_class.name)) return *answer;
    if (const auto* builtin = object_as<BuiltinObject>(type); builtin != nullptr && !builtin->is_method) {
        const std::string_view wanted = builtin->builtin.name, own = builtin_type(value);
        if (value.set() != nullptr) return is_random_of(*value.set(), wanted);
        if (wanted.starts_with("Rand")) return false;
        if (own == wanted || (own == "bool" && wanted == "int")) return true;
        if (is_type(wanted)) return false;
        if (const auto* object = object_as<ScriptObject>(value))
            if (const auto own_type = object->attribute("__class__")) return *own_type == type;
    }
    if (const auto* object = object_as<ScriptObject>(type))
        if (const auto answer = object->is_type_of(value)) return *answer;
    fail_no_type(type, where);
}

bool is_subclass(const Value& type, const Value& base, Span where) {
    if (const List* several = base.items())
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& one) { return is_subclass(type, one, where); });
    const auto* plain = object_as<PlainType>(base);
    if (const auto* protocol = type.as<const Protocol*>()) {
        if (const auto* wanted = base.as<const Protocol*>()) return is_kind_of(**protocol, **wanted);
        if (plain != nullptr) return plain->name == "Packet" || plain->name == "object";
    }
    if (type == base || (plain != nullptr && plain->name == "object")) return true;
    const auto *made = object_as<BuiltinObject>(type), *wanted = object_as<BuiltinObject>(base);
    if (made != nullptr && wanted != nullptr && is_type(made->builtin.name) && is_type(wanted->builtin.name))
        return made->builtin.name == "bool" && wanted->builtin.name == "int";
    throw EvaluationError(where, fmt::format("issubclass of {} and {}", describe(type), describe(base)))
        .uncovered();
}

bool is_packet_attribute(std::string_view name) {
    static constexpr std::string_view foreign[] = {
        "add_parent",
        "add_underlayer",
        "aliastypes",
        "build_done",
        "build_padding",
        "canvas_dump",
        "clone_with",
        "comment",
        "decrypt",
        "default_fields",
        "default_payload_class",
        "direction",
        "display",
        "dissect",
        "do_build",
        "do_dissect",
        "encrypt",
        "explicit",
        "extract_padding",
        "fieldtype",
        "fields_desc",
        "fragment",
        "get_field",
        "getfield_and_val",
        "guess_payload_class",
        "hide_defaults",
        "init_fields",
        "iterpayloads",
        "lower_bonds",
        "match_subclass",
        "mysummary",
        "original",
        "overload_fields",
        "overloaded_fields",
        "packetfields",
        "parent",
        "pdfdump",
        "post_build",
        "post_dissect",
        "post_dissection",
        "pre_dissect",
        "psdump",
        "raw_packet_cache",
        "remove_parent",
        "remove_underlayer",
        "route",
        "self_build",
        "sent_time",
        "show_indent",
        "sniffed_on",
        "svgdump",
        "upper_bonds",
        "dispatch_hook",
        "tcp_reassemble",
        "register_variant",
        "info",
    };
    return name.starts_with("_") ||
           std::find(std::begin(foreign), std::end(foreign), name) != std::end(foreign);
}

namespace {

/// What Python's own types have and ours do not.
bool is_unknown_of_plain(std::string_view name) {
    static constexpr std::string_view names[] = {
        "maketrans", "istitle",   "clear",       "fromkeys",         "hex",      "conjugate", "real",
        "imag",      "numerator", "denominator", "as_integer_ratio", "bit_count"};
    return name.starts_with("_") || std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

bool is_foreign_attribute(const Value& value, std::string_view name) {
    switch (kind_of(value)) {
        case Kind::packet:
            return is_packet_attribute(name);
        case Kind::layer:
            return true;  // A class of Scapy's has more than its fields.
        case Kind::text:
        case Kind::bytes:
            return name.starts_with("_") || name == "maketrans" || name == "istitle";
        case Kind::none:
        case Kind::truth:
        case Kind::number:
        case Kind::list:
        case Kind::dictionary:
            return value.as<Flags>() != nullptr || to_unique(value) != nullptr || is_unknown_of_plain(name);
        default:
            return name.starts_with("__") || !(is_instance_of_plain_class(value) || is_plain_class(value));
    }
}

}  // namespace pkttest::language
