// Execution: Python's statements, one function each.
#include "framework/language/evaluate/execution.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/uts/classes.h"
#include "framework/language/uts/tools.h"
#include "framework/language/values/byte_array.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

[[noreturn]] void not_covered(const Statement& statement, std::string construct) {
    throw EvaluationError(statement.span, std::move(construct)).uncovered();
}

}  // namespace

Flow Execution::run(const std::vector<Statement>& statements) {
    for (const Statement& statement : statements)
        if (const Flow flow = run(statement); flow != Flow::next) return flow;
    return Flow::next;
}

Flow Execution::run(const Statement& statement) {
    switch (statement.kind) {
        case StatementKind::expression:
            if (const Value value = evaluate(statement.value, variables_); display_ && !value.is_none())
                display_(value);
            return Flow::next;
        case StatementKind::assign:
            return assign(statement), Flow::next;
        case StatementKind::augmented:
            return augment(statement), Flow::next;
        case StatementKind::remove:
            for (const Expr& target : statement.targets) remove(target, variables_);
            return Flow::next;
        case StatementKind::assert_:
            return assertion(statement), Flow::next;
        case StatementKind::pass:
            return Flow::next;
        case StatementKind::if_:
            return run(is_true(evaluate(statement.value, variables_)) ? statement.body : statement.otherwise);
        case StatementKind::while_:
            return loop_while(statement);
        case StatementKind::for_:
            return loop_for(statement);
        case StatementKind::with:
            return with(statement);
        case StatementKind::try_:
            return attempt(statement);
        case StatementKind::def:
            return define(statement), Flow::next;
        case StatementKind::return_:
            result_ = statement.value ? evaluate(statement.value, variables_) : Value();
            return Flow::return_;
        case StatementKind::yield:
            if (yielded_ == nullptr) not_covered(statement, "yield here");
            check_item_count(yielded_->size() + 1, statement.span);
            yielded_->push_back(statement.value ? evaluate(statement.value, variables_) : Value());
            return Flow::next;
        case StatementKind::raise:
            if (statement.value) raise(evaluate(statement.value, variables_), statement.span);
            if (handled_ != nullptr) throw EvaluationError(*handled_);
            not_covered(statement, "raise outside of except");
        case StatementKind::break_:
            return Flow::break_;
        case StatementKind::continue_:
            return Flow::continue_;
        case StatementKind::global:
            for (const Name& name : statement.names) variables_.declare_global(name.text);
            return Flow::next;
        case StatementKind::import:
            return import(statement), Flow::next;
        case StatementKind::class_:
            variables_.set(statement.text, make_class(statement, variables_));
            return Flow::next;
        case StatementKind::uncovered:
            break;
    }
    not_covered(statement, std::string(statement.text));
}

void Execution::define(const Statement& statement) {
    Value function = make_function(statement.value, variables_, &statement);
    for (auto decorator = statement.targets.rbegin(); decorator != statement.targets.rend(); ++decorator)
        function = call_value(evaluate(*decorator, variables_), {{{}, function, decorator->span, {}}},
                              decorator->span, variables_);
    variables_.set(statement.text, std::move(function));
}

void Execution::assign(const Statement& statement) {
    const Value value = evaluate(statement.value, variables_);
    for (const Expr& target : statement.targets) assign_to(target, value, variables_);
}

void Execution::augment(const Statement& statement) {
    const Expr& target = statement.targets.front();
    const Value before = evaluate(target, variables_);
    const Value by = evaluate(statement.value, variables_);
    const auto* list = before.as<std::shared_ptr<List>>();
    if (list != nullptr && statement.op == Operator::add) {
        const List more = items_of(by, statement.span);
        check_item_count((*list)->size() + more.size(), statement.span);
        for (const Value& item : more) check_depth(item, statement.span, list->get());
        (*list)->insert((*list)->end(), more.begin(), more.end());
        return assign_to(target, before, variables_);
    }
    if (auto* array = object_as<ByteArray>(before); array != nullptr && statement.op == Operator::add) {
        array->extend(by, statement.span);
        return assign_to(target, before, variables_);
    }
    assign_to(target, apply(statement.op, before, by, statement.span), variables_);
}

void Execution::assertion(const Statement& statement) {
    const Condition condition = evaluate_condition(statement.value, variables_);
    if (condition.holds) return;
    std::string note;
    if (statement.second) note = to_text(evaluate(statement.second, variables_));
    for (const auto& side : condition.sides) note += (note.empty() ? "" : "\n") + side.second;
    if (note.empty())
        throw EvaluationError(statement.span, "the assertion does not hold").as("AssertionError");
    throw EvaluationError(statement.span, "the assertion does not hold", std::move(note))
        .as("AssertionError");
}

Flow Execution::loop_while(const Statement& statement) {
    while (is_true(evaluate(statement.value, variables_))) {
        variables_.services().check_time();
        const Flow flow = run(statement.body);
        if (flow == Flow::break_) return Flow::next;
        if (flow == Flow::return_) return flow;
    }
    return run(statement.otherwise);
}

Flow Execution::loop_for(const Statement& statement) {
    const Value values = evaluate(statement.value, variables_);
    for (const Value& value : items_of(values, statement.value.span)) {
        variables_.services().check_time();
        assign_to(statement.targets.front(), value, variables_);
        const Flow flow = run(statement.body);
        if (flow == Flow::break_) return Flow::next;
        if (flow == Flow::return_) return flow;
    }
    return run(statement.otherwise);
}

Flow Execution::with(const Statement& statement) {
    const Value manager = evaluate(statement.value, variables_);
    auto* object = object_as<ScriptObject>(manager);
    if (object == nullptr || !object->is_manager())
        not_covered(statement, fmt::format("with over {}", describe(manager)));
    const Value entered = object->enter(manager, variables_);
    if (!statement.targets.empty()) assign_to(statement.targets.front(), entered, variables_);
    std::optional<Flow> flow;
    try {
        flow = run(statement.body);
    } catch (...) {
        object->leave(variables_);
        throw;
    }
    object->leave(variables_);
    return *flow;
}

Flow Execution::attempt(const Statement& statement) {
    Flow flow = Flow::next;
    try {
        bool raised = false;
        try {
            flow = run(statement.body);
        } catch (const EvaluationError& error) {
            if (error.is_uncovered() && !error.is_presumed()) throw;
            raised = true;
            flow = handle(statement, error);
        }
        if (!raised && flow == Flow::next) flow = run(statement.otherwise);
    } catch (const EvaluationError& error) {
        if (!error.is_uncovered() && run(statement.finally) == Flow::return_) return Flow::return_;
        throw;
    }
    const Flow last = run(statement.finally);
    return last != Flow::next ? last : flow;
}

Flow Execution::handle(const Statement& statement, const EvaluationError& error) {
    for (const Handler& handler : statement.handlers) {
        const Value type =
            handler.type ? evaluate(handler.type, variables_) : exception_type("BaseException");
        if (!is_caught(error, type, handler.type ? handler.type.span : statement.span)) continue;
        if (!handler.name.empty()) variables_.set(handler.name, exception_value(error));
        const EvaluationError* outer = std::exchange(handled_, &error);
        const Flow flow = run(handler.body);
        if (!handler.name.empty()) forget(handler.name, variables_);
        handled_ = outer;
        return flow;
    }
    throw EvaluationError(error);
}

// What an import brings is there already, under the same name, or it is not covered.
void Execution::import(const Statement& statement) {
    const std::string_view module = statement.text;
    const bool known =
        module.starts_with("scapy") ? has_scapy_module(module) : !module_named(module).is_none();
    const auto withhold = [&](const Name& as, std::string_view of) {
        variables_.set(as.text, object_value<Withheld>(fmt::format("is of {}, which is not covered", of)));
    };
    if (!known && !statement.names.empty() && is_module_of_python(module)) {
        for (std::size_t i = 1; i < statement.names.size(); i += 2) withhold(statement.names[i], module);
        return;
    }
    if (!module.empty() && module != "__future__" && !known)
        throw EvaluationError(statement.span, fmt::format("import of {}", module)).uncovered();
    if (statement.names.empty() && !module.starts_with("scapy"))
        throw EvaluationError(statement.span, fmt::format("import of everything in {}", module)).uncovered();
    if (statement.names.empty())
        for (const auto& [layer, protocol] : renamed_layers(module)) variables_.set(layer, Value(protocol));
    for (std::size_t i = 0; i + 1 < statement.names.size(); i += 2)
        if (module.empty() && is_module_of_python(statement.names[i].text))
            withhold(statement.names[i + 1], statement.names[i].text);
        else
            bind_import(statement.names[i], statement.names[i + 1], module);
}

std::optional<Value> Execution::imported(std::string_view what, std::string_view module) {
    if (module.empty()) {
        const Value found = module_named(what);
        return found.is_none() ? std::nullopt : std::optional(found);
    }
    if (module.starts_with("scapy")) {
        const Value inner = scapy_module(fmt::format("{}.{}", module, what));
        if (!inner.is_none()) return inner;
        for (const auto& [layer, protocol] : renamed_layers(module))
            if (layer == what) return Value(protocol);
        return look_up(what, variables_);
    }
    return object_as<ScriptObject>(module_named(module))->attribute(what);
}

void Execution::bind_import(const Name& what, const Name& as, std::string_view module) {
    if (module == "__future__") return;
    if (module.empty() && has_scapy_module(what.text))
        return variables_.set(as.text, scapy_module(as.text == "scapy" ? as.text : what.text));
    const std::string_view wanted =
        module.empty() && what.text.starts_with("os.") && as.text == "os" ? as.text : what.text;
    const std::optional<Value> found = imported(wanted, module);
    if (!found)
        throw EvaluationError(what.span, module.empty()
                                             ? fmt::format("import of {}", what.text)
                                             : fmt::format("import of {} from {}", what.text, module))
            .uncovered();
    variables_.set(as.text, *found);
}

namespace {

/// Names that a function sets are its own from its first line on.
void begin_locals(const Statement& definition, Environment& frame) {
    for (const Name& name : definition.names) frame.set(name.text, unbound_value());
}

/// Whether it makes no difference that all of a generator's lines run when it is made: they end, and set
/// nothing but variables of their own.
bool runs_at_once(const std::vector<Statement>& body) {
    static constexpr StatementKind plain[] = {
        StatementKind::assign, StatementKind::augmented, StatementKind::break_,     StatementKind::continue_,
        StatementKind::for_,   StatementKind::if_,       StatementKind::expression, StatementKind::pass,
        StatementKind::yield,  StatementKind::return_};
    return std::all_of(body.begin(), body.end(), [](const Statement& each) {
        const bool is_plain = std::find(std::begin(plain), std::end(plain), each.kind) != std::end(plain);
        const bool has_effect = each.kind == StatementKind::expression && each.value.kind != ExprKind::text;
        const bool sets_others =
            (each.kind == StatementKind::assign || each.kind == StatementKind::augmented) &&
            std::any_of(each.targets.begin(), each.targets.end(),
                        [](const Expr& target) { return target.kind != ExprKind::name; });
        return is_plain && !has_effect && !sets_others && runs_at_once(each.body) &&
               runs_at_once(each.otherwise);
    });
}

/// A generator's values, worked out when it is made; what it raises then is not known to Python yet.
Value generate(const Statement& definition, Execution& execution) {
    if (!runs_at_once(definition.body)) not_covered(definition, "yield in a function that does more");
    List yielded;
    execution.collect(yielded);
    try {
        execution.run(definition.body);
    } catch (EvaluationError& error) {
        throw EvaluationError(error).uncovered();
    }
    return object_value<Iterator>(std::move(yielded));
}

}  // namespace

Value run_body(const Statement& definition, Environment& frame) {
    begin_locals(definition, frame);
    Execution execution(frame, nullptr);
    if (definition.yields) return generate(definition, execution);
    execution.run(definition.body);
    return execution.result();
}

}  // namespace pkttest::language
