// Protocols of a campaign: fields by Scapy's classes, rules by expressions.
#include "framework/language/evaluate/protocol_block.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/field_class.h"
#include "framework/packet/field_order.h"

namespace pkttest::language {

namespace {

/// What a rule's expression knows beside the fields.
struct RuleNames {
    std::string_view rule;
    std::string_view names[3];
};
constexpr RuleNames rule_names_table[] = {
    {"answers", {"request"}},
    {"post_build", {"header", "payload"}},
    {"payload_size", {"payload"}},
    {"guess_payload", {"payload"}},
    {"adjust", {"x"}},
    {"next_cls_cb", {"so_far", "last", "rest"}},
};

/// An expression that is asked of a layer.
class ExpressionRule final : public Object, public Rule {
 public:
    ExpressionRule(const Expr& expr, Environment& home, std::span<const std::string_view> names)
        : expr_(expr), home_(home), names_(names) {}
    std::string_view kind() const override { return "rule"; }
    std::string represent() const override { return "<rule>"; }
    Value ask(const Layer& layer, const List& more) const override {
        Environment frame = Environment::briefly_inside(home_);
        frame.set_layer(layer);
        for (std::size_t i = 0; i < std::min(more.size(), names_.size()); ++i) frame.set(names_[i], more[i]);
        return evaluate(expr_, frame);
    }

 private:
    const Expr& expr_;
    Environment& home_;
    std::span<const std::string_view> names_;
};

std::shared_ptr<ExpressionRule> rule_of(const Expr& expr, Environment& variables, std::string_view name) {
    return std::make_shared<ExpressionRule>(expr, variables, names_of_rule(name));
}

const Expr& class_name_of(const Expr& shape) {
    const Expr& name = shape.kind == ExprKind::call ? shape.children[0] : shape;
    if (name.kind != ExprKind::name)
        throw EvaluationError(name.span, "a field's class is wanted here, such as ShortField");
    return name;
}

const FieldClass& class_of(const Expr& shape) {
    const Expr& name = class_name_of(shape);
    if (const FieldClass* found = find_field_class(name.text)) return *found;
    Problem problem{fmt::format("no class of fields is named {}", name.text), {}, std::string(name.text), {}};
    for (const FieldClass* each : field_classes()) problem.candidates.emplace_back(each->name);
    throw EvaluationError(name.span, problem);
}

bool is_class(const Expr& expr) {
    const Expr& name = expr.kind == ExprKind::call ? expr.children[0] : expr;
    return name.kind == ExprKind::name && find_field_class(name.text) != nullptr;
}

RuntimeField field_of(const Expr& shape, std::string_view name, Environment& variables);

/// An argument of a class: a rule, a field of its own, or a value.
Value argument_of(const Expr& expr, std::string_view parameter, std::string_view name,
                  Environment& variables) {
    if (is_rule_parameter(parameter) && expr.kind != ExprKind::lambda)
        return Value(std::shared_ptr<Object>(rule_of(expr, variables, parameter)));
    if (is_class(expr))
        return Value(std::shared_ptr<Object>(std::make_shared<FieldObject>(field_of(expr, name, variables))));
    return evaluate(expr, variables);
}

/// Classes take a field's name and default first, which a block writes elsewhere.
FieldArguments arguments_of(const FieldClass& what, const Expr& shape, std::string_view name,
                            Environment& variables) {
    FieldArguments out;
    std::size_t position = 0;
    if (what.parameters.front() == "name") {
        out.emplace_back("name", Value(name));
        position = 2;
    }
    if (shape.kind != ExprKind::call) return out;
    for (std::size_t i = 1; i < shape.children.size(); ++i) {
        const Expr& given = shape.children[i];
        if (given.kind == ExprKind::unpack || given.kind == ExprKind::unpack_pairs)
            throw EvaluationError(given.span, "a field's class takes no * here");
        const bool keyword = given.kind == ExprKind::keyword;
        if (!keyword && position >= what.parameters.size())
            throw EvaluationError(given.span, fmt::format("{} takes no such argument", what.name));
        const std::string_view parameter = keyword ? given.text : what.parameters[position++];
        out.emplace_back(parameter,
                         argument_of(keyword ? given.children[0] : given, parameter, name, variables));
    }
    return out;
}

RuntimeField field_of(const Expr& shape, std::string_view name, Environment& variables) {
    const FieldClass& what = class_of(shape);
    RuntimeField out;
    if (const auto problem = make_field(what, arguments_of(what, shape, name, variables), out))
        throw EvaluationError(shape.span, *problem);
    return out;
}

RuntimeField one_of_cases(const FieldForm& form, Environment& variables);

/// What stands behind the class: names, default, condition.
void finish_field(const FieldForm& form, RuntimeField& field, Environment& variables) {
    if (form.names) {
        if (field.field.shape != &integer_shape && field.field.shape != &flags_shape)
            throw EvaluationError(form.names.span,
                                  fmt::format("the values of {} have no names", form.name.text));
        if (const auto problem = set_names(field, evaluate(form.names, variables)))
            throw EvaluationError(form.names.span, *problem);
    }
    if (form.initial)
        if (const auto problem = set_default(field, evaluate(form.initial, variables)))
            throw EvaluationError(form.initial.span, *problem);
}

RuntimeField field_of(const FieldForm& form, Environment& variables) {
    RuntimeField out =
        form.cases.empty() ? field_of(form.shape, form.name.text, variables) : one_of_cases(form, variables);
    finish_field(form, out, variables);
    if (form.when)
        out.field.when = {.test = When::Test::by,
                          .rule = out.keep_rule(rule_of(form.when, variables, "when"))};
    return out;
}

RuntimeField one_of_cases(const FieldForm& form, Environment& variables) {
    List pairs;
    Value last;
    for (const FieldForm& each : form.cases) {
        RuntimeField field = field_of(each.shape, form.name.text, variables);
        finish_field(each, field, variables);
        Value made(std::shared_ptr<Object>(std::make_shared<FieldObject>(std::move(field))));
        if (each.when)
            pairs.push_back(
                Value::tuple({made, Value(std::shared_ptr<Object>(rule_of(each.when, variables, "when")))}));
        else
            last = made;
    }
    if (last.is_none())
        throw EvaluationError(form.span, fmt::format("{} needs a last case without when", form.name.text));
    RuntimeField out;
    if (const auto problem = make_field(*find_field_class("MultipleTypeField"),
                                        {{"flds", Value(std::move(pairs))}, {"dflt", last}}, out))
        throw EvaluationError(form.span, *problem);
    return out;
}

/// What a table must keep to, so that reading it makes sense.
void check_table(const ProtocolForm& form, const Protocol& table) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const Field& field = table.fields[i];
        const FieldForm& written = form.fields[i];
        if (find_field(table, field.name) != &field)
            throw EvaluationError(written.name.span, fmt::format("{} is there twice", field.name));
        for (const Measure* measure : {&field.length_of, &field.count_of})
            if (!measure->field.empty() && find_field(table, measure->field) == nullptr) {
                Problem problem{fmt::format("{} has no field named {}", table.name, measure->field),
                                {},
                                std::string(measure->field),
                                {}};
                for (const Field& each : table.fields) problem.candidates.emplace_back(each.name);
                throw EvaluationError(written.shape.span, problem);
            }
        if (field.width % 8 != 0 || bits % 8 != 0) bits += field.width;
        const bool whole = bits % 8 == 0;
        if (!whole && (field.width == 0 || i + 1 == table.fields.size()))
            throw EvaluationError(written.name.span,
                                  fmt::format("the bits before and in {} are no whole octets", field.name));
    }
}

}  // namespace

std::span<const std::string_view> names_of_rule(std::string_view rule) {
    for (const RuleNames& each : rule_names_table) {
        if (each.rule != rule) continue;
        const auto* end = std::find(std::begin(each.names), std::end(each.names), std::string_view());
        return {std::begin(each.names), static_cast<std::size_t>(end - std::begin(each.names))};
    }
    return {};
}

std::vector<RuntimeField> make_fields(const ProtocolForm& form, Environment& variables,
                                      std::vector<EvaluationError>* wrong) {
    std::vector<RuntimeField> out;
    for (const FieldForm& each : form.fields) {
        try {
            out.push_back(field_of(each, variables));
        } catch (const EvaluationError& error) {
            if (wrong == nullptr) throw;
            wrong->push_back(error);
        }
    }
    return out;
}

const Protocol& declare_protocol(const ProtocolForm& form, std::vector<RuntimeField> fields,
                                 Environment& variables, ProtocolScope& scope) {
    auto made = std::make_unique<RuntimeProtocol>(std::string(form.name.text), std::string(form.title.text));
    FieldOrder order;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Name& name = form.fields[i].name;
        if (const auto wrong = order.take(fields[i]))
            throw EvaluationError(name.span, fmt::format("{} {}", name.text, *wrong));
        made->add(std::move(fields[i]));
    }
    if (const auto wrong = order.end())
        throw EvaluationError(form.fields.back().name.span,
                              fmt::format("{} {}", form.fields.back().name.text, *wrong));
    for (const RuleForm& each : form.rules)
        if (!made->add_rule(each.name.text, rule_of(each.value, variables, each.name.text))) {
            Problem problem{fmt::format("a protocol has no rule named {}", each.name.text),
                            "a field is written with : and its class",
                            std::string(each.name.text),
                            {}};
            for (const std::string_view name : rule_names()) problem.candidates.emplace_back(name);
            throw EvaluationError(each.name.span, problem);
        }
    check_table(form, made->finish());
    return scope.add(std::move(made));
}

void declare_binding(const Expr& binding, Environment& variables, ProtocolScope& scope) {
    const Value upper = evaluate(binding.children[1], variables);
    const Value lower = evaluate(binding.children[0], variables);
    const auto protocol_of = [&](const Value& value, const Expr& expr) -> const Protocol& {
        if (const auto* protocol = value.as<const Protocol*>()) return **protocol;
        const auto* packet = value.as<LayerReference>();
        if (packet == nullptr || packet->packet->size() != 1)
            throw EvaluationError(expr.span, "bind takes one layer on each side of /");
        return (*packet->packet)[0].protocol();
    };
    const Protocol& above = protocol_of(upper, binding.children[1]);
    Carrier carrier(class_name(protocol_of(lower, binding.children[0])));
    if (const auto* packet = lower.as<LayerReference>()) {
        const Layer layer = (*packet->packet)[0];
        const auto& entries = layer.slot().crafted->entries;
        if (entries.size() > Carrier::most_conditions)
            throw EvaluationError(binding.children[0].span, "bind takes four fields at the most");
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Field& field = layer.protocol().fields[entries[i].field];
            Integer value = 0;
            if (entries[i].value.set() != nullptr || !entries[i].value.to_integer(value))
                throw EvaluationError(binding.children[0].span,
                                      fmt::format("bind takes one number for {}", field.name));
            carrier.conditions[i] = {field.name, static_cast<UnsignedInteger>(value)};
        }
    }
    scope.bind(above, carrier);
}

}  // namespace pkttest::language
