// The evaluator: comprehensions, formatted texts, and names that take values apart.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

List parts_for(const Value& value, std::size_t names, Span where) {
    const bool takes_apart =
        value.items() != nullptr || value.octets() != nullptr || to_unique(value) != nullptr;
    List parts = takes_apart ? items_of(value, where) : List{value};
    if (parts.size() != names)
        throw EvaluationError(where, fmt::format("{} names take {} values, here {} {}", names, names,
                                                 parts.size() == 1 ? "is" : "are", parts.size()));
    return parts;
}

class Comprehension {
 public:
    Comprehension(const Expr& expr, Environment& frame) : expr_(expr), frame_(frame) {}

    Value run() {
        loop(1);
        if (expr_.kind == ExprKind::dict_of) return Value(std::move(dictionary_));
        if (expr_.kind == ExprKind::set_of) return Value(std::shared_ptr<Object>(std::move(unique_)));
        if (expr_.kind == ExprKind::generator) return object_value<Iterator>(std::move(list_));
        return Value(std::move(list_));
    }

 private:
    void loop(std::size_t clause) {
        if (clause == expr_.children.size()) return add();
        const Expr& each = expr_.children[clause];
        const Value values = evaluate(each.children[1], frame_);
        for (const Value& value : items_of(values, each.children[1].span)) {
            if (++rounds_ % 1024 == 0) frame_.services().check_time();
            assign_target(each.children[0], value, frame_);
            if (wanted(each)) loop(clause + 1);
        }
    }

    bool wanted(const Expr& each) {
        for (std::size_t i = 2; i < each.children.size(); ++i)
            if (!is_true(evaluate(each.children[i], frame_))) return false;
        return true;
    }

    void add() {
        const Expr& element = expr_.children[0];
        check_item_count(list_.size() + 1, expr_.span);
        if (expr_.kind == ExprKind::dict_of) {
            Value key = evaluate(element.children[0], frame_);
            set_item(*dictionary_, std::move(key), evaluate(element.children[1], frame_));
        } else if (expr_.kind == ExprKind::set_of) {
            unique_->add(evaluate(element, frame_));
        } else {
            list_.push_back(evaluate(element, frame_));
        }
    }

    const Expr& expr_;
    Environment& frame_;
    List list_;
    std::shared_ptr<Dictionary> dictionary_ = std::make_shared<Dictionary>();
    std::shared_ptr<UniqueValues> unique_ = std::make_shared<UniqueValues>();
    std::uint64_t rounds_ = 0;
};

}  // namespace

void assign_target(const Expr& target, const Value& value, Environment& variables) {
    if (target.kind == ExprKind::name) return variables.set(target.text, value);
    const List parts = parts_for(value, target.children.size(), target.span);
    for (std::size_t i = 0; i < parts.size(); ++i) variables.set(target.children[i].text, parts[i]);
}

void assign(std::span<const Name> names, const Value& value, Span where, Environment& variables) {
    check_depth(value, where);
    if (names.size() == 1) return variables.set(names[0].text, value);
    const List parts = parts_for(value, names.size(), where);
    for (std::size_t i = 0; i < parts.size(); ++i) variables.set(names[i].text, parts[i]);
}

Value evaluate_comprehension(const Expr& expr, Environment& variables) {
    Environment frame = Environment::briefly_inside(variables);
    return Comprehension(expr, frame).run();
}

Value evaluate_formatted(const Expr& expr, Environment& variables) {
    std::string out;
    for (const Expr& part : expr.children) {
        if (part.kind == ExprKind::text) {
            out += part.text;
            continue;
        }
        Value value = evaluate(part.children[0], variables);
        if (part.text == "r" || part.text == "a") value = Value(represent_python(value));
        if (part.text == "s") value = Value(to_text(value));
        std::string specification;
        if (part.children.size() > 1) specification = to_text(evaluate(part.children[1], variables));
        out += format_value(value, specification, part.span);
        check_octet_count(out.size(), expr.span);
    }
    return Value(std::move(out));
}

}  // namespace pkttest::language
