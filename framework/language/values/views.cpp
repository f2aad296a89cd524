// Views: what they are shown as, and their items.
#include "framework/language/values/views.h"

#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

std::string Range::represent() const {
    const std::string ends =
        fmt::format("range({}, {}", pkttest::represent(first_), pkttest::represent(last_));
    return step_ == 1 ? ends + ")" : fmt::format("{}, {})", ends, pkttest::represent(step_));
}

bool Range::equals(const Object& other) const {
    const auto* range = dynamic_cast<const Range*>(&other);
    return range != nullptr && Value(range->numbers_) == Value(numbers_);
}

std::optional<Value> Range::attribute(std::string_view name) const {
    if (name == "start") return Value(first_);
    if (name == "stop") return Value(last_);
    if (name == "step") return Value(step_);
    if (name == "__class__") return object_value<BuiltinObject>(*find_builtin("range"));
    return std::nullopt;
}

std::optional<Value> Range::item(const Value& key, Span where) const {
    Integer at = 0;
    const auto size = static_cast<Integer>(numbers_.size());
    if (!key.to_integer(at)) throw EvaluationError(where, "a position is a number").as("TypeError");
    if (at < 0) at += size;
    if (at < 0 || at >= size)
        throw EvaluationError(where, fmt::format("the range has {} numbers", numbers_.size()))
            .as("IndexError");
    return numbers_[static_cast<std::size_t>(at)];
}

List DictionaryView::items() const {
    List out;
    for (const auto& [key, value] : *of_)
        out.push_back(part_ == Part::keys ? key : part_ == Part::values ? value : Value::tuple({key, value}));
    return out;
}

std::string DictionaryView::represent() const {
    static constexpr std::string_view names[] = {"dict_keys", "dict_values", "dict_items"};
    return fmt::format("{}({})", names[static_cast<std::size_t>(part_)], represent_python(Value(items())));
}

bool DictionaryView::equals(const Object& other) const {
    if (part_ == Part::values) return this == &other;
    List theirs;
    if (const auto* view = dynamic_cast<const DictionaryView*>(&other))
        theirs = view->items();
    else if (const auto* set = dynamic_cast<const UniqueValues*>(&other))
        theirs = set->items();
    else
        return false;
    UniqueValues ours;
    for (Value& item : items()) ours.add(std::move(item));
    return theirs.size() == of_->size() &&
           std::all_of(theirs.begin(), theirs.end(), [&](const Value& item) { return ours.contains(item); });
}

namespace {

Value set_of(List items) {
    auto out = std::make_shared<UniqueValues>();
    for (Value& item : items) out->add(std::move(item));
    return Value(std::shared_ptr<Object>(std::move(out)));
}

}  // namespace

std::optional<Value> DictionaryView::operate(Operator op, const Value& other, bool reflected,
                                             Span where) const {
    const bool joins = op == Operator::bit_and || op == Operator::bit_or || op == Operator::bit_xor ||
                       op == Operator::subtract;
    if (part_ == Part::values || !joins) return std::nullopt;
    const Value ours = set_of(items()), theirs = set_of(items_of(other, where));
    return reflected ? apply(op, theirs, ours, where) : apply(op, ours, theirs, where);
}

Value once_through(std::string_view name, List items) {
    return PythonRules::hold() ? object_value<Iterator>(std::move(items), name) : Value(std::move(items));
}

Value view_of(const std::shared_ptr<Dictionary>& of, DictionaryView::Part part) {
    auto view = std::make_shared<DictionaryView>(of, part);
    return PythonRules::hold() ? Value(std::shared_ptr<Object>(std::move(view))) : Value(*view->take_items());
}

}  // namespace pkttest::language
