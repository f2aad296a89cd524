// Classes: what stands in them, and the protocol that a class of packets is.
#include "framework/language/uts/class_body.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/values/field_object.h"
#include "framework/packet/field_class.h"
#include "framework/packet/field_order.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/script_shapes.h"

namespace pkttest::language {

namespace {

[[noreturn]] void not_covered(const Statement& statement, std::string construct) {
    throw EvaluationError(statement.span, std::move(construct)).uncovered();
}

/// Scapy's methods that a table made at run time asks for.
constexpr std::string_view rules[] = {"post_build",          "answers",   "hashret",
                                      "guess_payload_class", "mysummary", "default_payload_class"};

/// dispatch_hook(cls, octets): which class reads them.
class DispatchRule final : public Rule {
 public:
    DispatchRule(Value function, Value type) : function_(std::move(function)), type_(std::move(type)) {}
    Value ask(const Layer&, const List& more) const override {
        Environment frame;
        return call_value(function_, {{{}, type_, {}, {}}, {{}, more.front(), {}, {}}}, {}, frame);
    }

 private:
    Value function_, type_;
};

/// extract_padding(self, octets): how many of them are the payload.
class PaddingRule final : public Rule {
 public:
    explicit PaddingRule(std::shared_ptr<const Rule> method) : method_(std::move(method)) {}
    Value ask(const Layer& layer, const List& more) const override {
        const Value parts = method_->ask(layer, more);
        const List* both = parts.items();
        if (both == nullptr || both->size() != 2)
            throw EvaluationError({}, "extract_padding gives two values").uncovered();
        const std::string* payload = (*both)[0].octets();
        return Value(Integer(payload == nullptr ? 0 : payload->size()));
    }

 private:
    std::shared_ptr<const Rule> method_;
};

/// Whether Scapy's packets have a method or an attribute of this name, or Python asks for it.
bool is_hook(std::string_view name) {
    return name.starts_with("__") || name == "dispatch_hook" || name == "register_variant" ||
           std::find(std::begin(rules), std::end(rules), name) != std::end(rules) ||
           find_method(Kind::packet, name) != nullptr || is_packet_attribute(name);
}

void add_member(const Statement& statement, const std::string& name, const Value& value,
                RuntimeProtocol& out) {
    const auto rule = to_rule(value);
    if (name == "name" || name == "fields_desc" || name == "__doc__" || name == "overload_fields") return;
    if (const auto* hook = name == "dispatch_hook" ? object_as<Decorated>(value) : nullptr;
        hook != nullptr && hook->as == Decorated::As::class_method) {
        out.add_rule(name, std::make_shared<DispatchRule>(hook->function, Value(&out.table())));
        return;
    }
    if (rule != nullptr && name == "extract_padding") {
        out.add_rule("payload_size", std::make_shared<PaddingRule>(rule));
        return;
    }
    if (rule != nullptr && std::find(std::begin(rules), std::end(rules), name) != std::end(rules)) {
        out.add_rule(name, rule);
        return;
    }
    if (is_hook(name)) not_covered(statement, fmt::format("class {} with its own {}", statement.text, name));
}

/// What a table must keep to, so that reading it makes sense.
void check_table(const Statement& statement, const Protocol& table) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const Field& field = table.fields[i];
        const auto wrong = [&](std::string_view what) {
            not_covered(statement, fmt::format("class {}: {} {}", statement.text, field.name, what));
        };
        if (find_field(table, field.name) != &field) wrong("is there twice");
        for (const Measure* measure : {&field.length_of, &field.count_of})
            if (!measure->field.empty() && find_field(table, measure->field) == nullptr)
                wrong("measures a field that is not there");
        if (field.width % 8 != 0 || bits % 8 != 0) bits += field.width;
        if (bits % 8 != 0 && (field.width == 0 || i + 1 == table.fields.size()))
            wrong("ends within an octet");
    }
}

/// Signals stand in packets of signals, and nothing else does.
void check_signals(const Statement& statement, const Protocol& table) {
    const bool of_signals = goes_on_from(table, "SignalPacket");
    constexpr std::size_t most_octets = 8;
    for (const Field& field : table.fields) {
        if ((field.shape == &signal_shape) != of_signals)
            not_covered(statement,
                        fmt::format("class {}: {} {}", statement.text, field.name,
                                    of_signals ? "is no signal" : "is a signal in no SignalPacket"));
        if (of_signals && octets_of_signal(field) > most_octets)
            not_covered(statement,
                        fmt::format("class {}: {} lies behind 64 bits", statement.text, field.name));
    }
}

Value decorated(const Statement& method, Value function) {
    static constexpr std::pair<std::string_view, Decorated::As> known[] = {
        {"staticmethod", Decorated::As::static_method},
        {"classmethod", Decorated::As::class_method},
        {"property", Decorated::As::property},
    };
    if (method.targets.empty()) return function;
    const Expr& decorator = method.targets.front();
    for (const auto& [name, as] : known)
        if (method.targets.size() == 1 && decorator.kind == ExprKind::name && decorator.text == name)
            return object_value<Decorated>(std::move(function), as);
    not_covered(method, fmt::format("a decorated {} in a class", method.text));
}

/// Whether the functions of a table ask its fields by their names: others would not do for them.
bool rests_on_fields(const Protocol& table) {
    return table.payload_size != nullptr || table.guess_payload != nullptr || table.summary != nullptr ||
           table.hashret != nullptr || table.answers != nullptr || table.post_build != nullptr ||
           table.header_size != nullptr || !table.header_octets.field.empty() ||
           !table.payload_octets.field.empty() || table.trailer != 0 ||
           std::any_of(table.fields.begin(), table.fields.end(),
                       [](const Field& field) { return field.compute != nullptr; });
}

bool mentions_super(const Expr& expr) {
    return (expr.kind == ExprKind::name && expr.text == "super") ||
           std::any_of(expr.children.begin(), expr.children.end(), mentions_super);
}

/// Whether a method begins with what the base's does.
bool begins_with_super(const Value& method) {
    const auto* function = object_as<Function>(method);
    if (function == nullptr || function->body() == nullptr) return false;
    const auto& lines = function->body()->body;
    const auto first = std::find_if(lines.begin(), lines.end(), [](const Statement& line) {
        return line.kind != StatementKind::expression || line.value.kind != ExprKind::text;
    });
    return first != lines.end() && mentions_super(first->value);
}

/// What goes on from a layer of Scapy's must leave what that one does as it is.
void check_base(const Statement& statement, const ClassBody& body, const Protocol* base) {
    const Protocol* root = base;
    while (root != nullptr && root->rules != nullptr) root = base_of(*root);
    if (root == nullptr) return;
    const auto wrong = [&](std::string_view what) {
        not_covered(statement, fmt::format("class {} of {} with {}", body.name, root->name, what));
    };
    if (root->abstract || root->name == "Raw" || root->name == "Padding") wrong("this base");
    if (!rests_on_fields(*root)) return;
    if (body.find("fields_desc") != nullptr) wrong("its own fields_desc");
    // The reference's length and checksum are made by the method that the class replaces.
    const Value* own_build = body.find("post_build");
    if (own_build != nullptr && (root->post_build != nullptr || !begins_with_super(*own_build)))
        wrong("its own post_build");
}

/// overload_fields = {UDP: {"dport": 4789}}: what the class sets in the layer below.
void bind_overloads(const Statement& statement, const Protocol& upper, const Value& overloads,
                    ProtocolScope& scope) {
    const auto fail = [&] {
        not_covered(statement, fmt::format("class {} with these overload_fields", statement.text));
    };
    const auto* lowers = overloads.as<std::shared_ptr<Dictionary>>();
    if (lowers == nullptr) fail();
    for (const auto& [lower, fields] : **lowers) {
        const auto* protocol = lower.as<const Protocol*>();
        const auto* values = fields.as<std::shared_ptr<Dictionary>>();
        if (protocol == nullptr || values == nullptr || (*values)->size() > Carrier::most_conditions) fail();
        Carrier carrier(class_name(**protocol), down);
        for (std::size_t i = 0; i < (*values)->size(); ++i) {
            const auto& [field, value] = (**values)[i];
            Integer number = 0;
            if (!field.is_text() || find_field(**protocol, *field.octets()) == nullptr ||
                !value.to_integer(number) || number < 0)
                fail();
            carrier.conditions[i] = {*field.octets(), static_cast<std::uint64_t>(number)};
        }
        scope.bind(upper, carrier);
    }
}

}  // namespace

ClassBody read_class_body(const Statement& statement, Environment& variables) {
    ClassBody out;
    out.name = statement.text;
    Environment frame = Environment::briefly_inside(variables);
    const auto keep = [&](std::string_view name, Value value) {
        frame.set(name, value);
        out.set(name, std::move(value));
    };
    for (const Statement& each : statement.body) {
        const bool words = each.kind == StatementKind::expression && each.value.kind == ExprKind::text;
        if (each.kind == StatementKind::pass || words) continue;
        if (each.kind == StatementKind::def) {
            keep(each.text, decorated(each, make_function(each.value, variables, &each)));
            continue;
        }
        if (each.kind != StatementKind::assign) not_covered(each, "this statement in a class");
        const Value value = evaluate(each.value, frame);
        for (const Expr& target : each.targets) {
            if (target.kind != ExprKind::name) not_covered(each, "this assignment in a class");
            keep(target.text, value);
        }
    }
    return out;
}

Value make_protocol(const Statement& statement, const ClassBody& body, const Protocol* base,
                    Environment& variables) {
    ProtocolScope* scope = variables.services().protocols;
    if (scope == nullptr) not_covered(statement, "a class of packets here");
    check_base(statement, body, base);
    const Value* title = body.find("name");
    auto made = std::make_unique<RuntimeProtocol>(
        body.name, title != nullptr && title->is_text() ? *title->octets() : "", base);
    const Value* fields = body.find("fields_desc");
    const List items = fields != nullptr ? items_of(*fields, statement.span) : List{};
    if (fields != nullptr && items.empty() && base != nullptr && !base->fields.empty())
        not_covered(statement, fmt::format("class {} that takes its base's fields away", body.name));
    FieldOrder order;
    for (const Value& item : items) {
        if (const auto* protocol = item.as<const Protocol*>()) {
            if (rests_on_fields(**protocol))
                not_covered(statement,
                            fmt::format("class {} with the fields of {}", body.name, (*protocol)->name));
            for (const Field& each : (*protocol)->fields) made->add(RuntimeField{each, {}, {}});
            continue;
        }
        const auto* field = object_as<FieldObject>(item);
        const Field* of_a_layer = referenced_field(item);
        if (field != nullptr && field->what != nullptr && field->what->name.ends_with("NBytesField"))
            not_covered(statement, fmt::format("class {} with {}", body.name, field->what->name));
        if (field == nullptr && of_a_layer == nullptr)
            not_covered(statement,
                        fmt::format("class {} with a field that is {}", body.name, describe(item)));
        // Functions of a layer's table ask that layer.
        if (of_a_layer != nullptr && (of_a_layer->compute != nullptr || of_a_layer->when.by != nullptr ||
                                      of_a_layer->extent.by != nullptr))
            not_covered(statement, fmt::format("class {} with {} of a layer", body.name, of_a_layer->name));
        RuntimeField member = field != nullptr ? field->field : RuntimeField{*of_a_layer, {}, {}};
        if (const auto wrong = order.take(member))
            not_covered(statement, fmt::format("class {}: {} {}", body.name, member.field.name, *wrong));
        if (member.is_trailer && body.find("post_build") != nullptr)
            not_covered(statement, fmt::format("class {} with a trailer and its own post_build", body.name));
        made->add(std::move(member));
    }
    if (const auto wrong = order.end())
        not_covered(statement, fmt::format("class {}: its last field {}", body.name, *wrong));
    for (const auto& [name, value] : body.members)
        if (object_as<Decorated>(value) != nullptr && is_hook(name) && name != "dispatch_hook")
            not_covered(statement, fmt::format("class {} with a decorated {}", body.name, name));
    for (const auto& [name, value] : body.members) add_member(statement, name, value, *made);
    check_table(statement, made->finish());
    check_signals(statement, made->table());
    const Protocol& added = scope->add(std::move(made));
    if (const Value* overloads = body.find("overload_fields"))
        bind_overloads(statement, added, *overloads, *scope);
    return Value(&added);
}

}  // namespace pkttest::language
