// What a function's statements tell of it: the names that they set are its own variables, unless it says that
// they are global; with a yield it gives values one by one.
#include <algorithm>

#include "framework/language/syntax/statement.h"

namespace pkttest::language {

namespace {

class OwnNames {
 public:
    /// `taken`: what the function has anyway, its parameters.
    explicit OwnNames(const std::vector<Expr>& taken) {
        for (const Expr& parameter : taken) others_.push_back(parameter.text);
    }
    void add(const std::vector<Statement>& statements) {
        for (const Statement& statement : statements) add(statement);
    }
    std::vector<Name> take() {
        std::erase_if(names_, [&](const Name& each) { return is_among(others_, each.text); });
        return std::move(names_);
    }

 private:
    static bool is_among(const std::vector<std::string_view>& texts, std::string_view text) {
        return std::find(texts.begin(), texts.end(), text) != texts.end();
    }
    void add(std::string_view text, Span span) {
        const auto is_it = [&](const Name& each) { return each.text == text; };
        if (std::none_of(names_.begin(), names_.end(), is_it)) names_.push_back({text, span});
    }
    void add_target(const Expr& target) {
        const ExprKind kind = target.kind;
        if (kind == ExprKind::name) add(target.text, target.span);
        if (kind == ExprKind::tuple || kind == ExprKind::list || kind == ExprKind::unpack)
            for (const Expr& part : target.children) add_target(part);
    }
    void add(const Statement& statement) {
        const StatementKind kind = statement.kind;
        if (kind == StatementKind::def || kind == StatementKind::class_)
            return add(statement.text, statement.span);
        for (const Expr& target : statement.targets) add_target(target);
        if (kind == StatementKind::import)
            for (std::size_t i = 1; i < statement.names.size(); i += 2)
                add(statement.names[i].text, statement.names[i].span);
        if (kind == StatementKind::global)
            for (const Name& name : statement.names) others_.push_back(name.text);
        for (const auto* inner : {&statement.body, &statement.otherwise, &statement.finally}) add(*inner);
        for (const Handler& handler : statement.handlers) {
            if (!handler.name.empty()) add(handler.name, statement.span);
            add(handler.body);
        }
    }

    std::vector<Name> names_;
    std::vector<std::string_view> others_;
};

}  // namespace

std::vector<Name> own_names(const std::vector<Statement>& body, const std::vector<Expr>& parameters) {
    OwnNames out(parameters);
    out.add(body);
    return out.take();
}

bool yields(const std::vector<Statement>& body) {
    return std::any_of(body.begin(), body.end(), [](const Statement& each) {
        if (each.kind == StatementKind::def || each.kind == StatementKind::class_) return false;
        return each.kind == StatementKind::yield || yields(each.body) || yields(each.otherwise) ||
               yields(each.finally) ||
               std::any_of(each.handlers.begin(), each.handlers.end(),
                           [](const Handler& handler) { return yields(handler.body); });
    });
}

}  // namespace pkttest::language
