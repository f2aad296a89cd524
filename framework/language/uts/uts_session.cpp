// The session of a .uts campaign: its tests' verdicts, and what a test that was skipped leaves unknown.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "framework/language/evaluate/execution.h"
#include "framework/language/syntax/parser.h"
#include "framework/language/uts/classes.h"
#include "framework/language/uts/tools.h"
#include "framework/language/uts/uts.h"
#include "framework/language/values/lent_values.h"
#include "framework/packet/random_values.h"

namespace pkttest::language {

namespace {

/// Methods that leave what they belong to as it is.
constexpr std::string_view harmless[] = {
    "show",    "show2", "summary", "mysummary", "build",  "command",     "haslayer",  "getlayer",   "answers",
    "hashret", "copy",  "sprintf", "hexdump",   "layers", "getfieldval", "lastlayer", "firstlayer", "payload",
};

/// The name that `a.b[c].d` begins with.
const Expr* base_of(const Expr& expr) {
    const Expr* at = &expr;
    while (!at->children.empty() && at->kind != ExprKind::name) at = &at->children.front();
    return at->kind == ExprKind::name ? at : nullptr;
}

bool may_change_its_owner(const Expr& call) {
    if (call.kind != ExprKind::call || call.children.front().kind != ExprKind::attribute) return false;
    return std::find(std::begin(harmless), std::end(harmless), call.children.front().text) ==
           std::end(harmless);
}

/// eval() and exec(), which need the session.
class SessionFunction final : public ScriptObject {
 public:
    using Run = std::function<Value(const std::vector<GivenArgument>&, Span, Environment&)>;
    explicit SessionFunction(Run run) : run_(std::move(run)) {}
    std::string_view kind() const override { return "function"; }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override {
        return run_(given, span, variables);
    }

 private:
    Run run_;
};

/// A file of Scapy's tree, looked for in the campaign's folder and in those that it is in.
Value tree_path(const Sources& sources, const std::vector<GivenArgument>& given, Span span) {
    namespace files = std::filesystem;
    if (given.size() != 1 || !given[0].value.is_text())
        throw EvaluationError(span, "scapy_path takes a path").as("TypeError");
    const std::string& wanted = *given[0].value.octets();
    const files::path name = wanted.substr(std::min(wanted.find_first_not_of('/'), wanted.size()));
    std::error_code ignored;
    files::path folder = files::absolute(sources[0].name(), ignored).parent_path();
    for (int level = 0; level < 8 && folder.has_relative_path(); ++level, folder = folder.parent_path())
        if (files::exists(folder / name, ignored)) return Value((folder / name).string());
    return Value(files::absolute(name, ignored).string());
}

std::string unended(const Test& test) {
    return fmt::format("is set in the test \"{}\", which did not end", test.title.text);
}

}  // namespace

UtsSession::UtsSession(Sources& sources, Services& services)
    : sources_(sources), services_(services), variables_(&services) {
    services_.protocols = &protocols_;
    protocols_.enter();
    variables_.set("conf", new_configuration());
    variables_.set("__name__", Value("__main__"));
    variables_.set("scapy_path",
                   object_value<SessionFunction>([&sources](const auto& given, Span span, Environment&) {
                       return tree_path(sources, given, span);
                   }));
    for (const bool expression : {true, false})
        variables_.set(expression ? "eval" : "exec",
                       object_value<SessionFunction>(
                           [this, expression](const auto& given, Span span, Environment& inside) {
                               return run_text(given, expression, span, inside);
                           }));
}

UtsSession::~UtsSession() {
    forget_lent_values();
    forget_classes();
    draw_from({});
    services_.protocols = nullptr;
}

Value UtsSession::run_text(const std::vector<GivenArgument>& given, bool as_expression, Span span,
                           Environment& variables) {
    static constexpr std::size_t most_texts = 10'000;
    if (given.size() != 1 || !given[0].value.is_text() || expressions_.size() + code_.size() > most_texts)
        throw EvaluationError(span, "eval and exec of anything but a text").uncovered();
    const std::uint32_t source = sources_.add("<text>", *given[0].value.octets() + "\n");
    const auto size = static_cast<std::uint32_t>(sources_[source].text().size());
    if (!as_expression) {
        const auto& statements = code_.emplace_back(parse_statements(sources_, {source, 0, size}));
        Execution(variables, nullptr).run(statements);
        return {};
    }
    Diagnostics diagnostics;
    const Expr& expr = expressions_.emplace_back(parse_expression(sources_, source, diagnostics));
    if (diagnostics.has_errors())
        throw EvaluationError(span, fmt::format("eval of a text: {}", diagnostics.all().front().message))
            .uncovered();
    return evaluate(expr, variables);
}

UtsResult UtsSession::run(const Test& test, const std::function<void(std::string)>& log) {
    const PythonRules rules;
    stopped_at_.reset();
    const std::vector<Statement>& statements = code_.emplace_back(parse_statements(sources_, test.code));
    Value verdict;
    Execution execution(variables_, [&](const Value& value) {
        verdict = value;
        variables_.set("_", value);
        log(represent_python(value));
    });
    for (std::size_t i = 0; i < statements.size(); ++i) {
        try {
            if (execution.run(statements[i]) == Flow::next) continue;
            throw EvaluationError(statements[i].span, "break, continue or return outside of what it leaves")
                .as("SyntaxError");
        } catch (const EvaluationError& error) {
            Diagnostic why = error.diagnostic();
            if (why.span == Span{}) why.span = statements[i].span;
            if (error.is_uncovered())
                return skip(test, {statements.begin() + static_cast<std::ptrdiff_t>(i), statements.end()},
                            why);
            if (error.exception().empty()) withhold_rest(test, statements, i, why);
            return {UtsResult::Verdict::failed, error.what(), std::move(why)};
        } catch (...) {
            stopped_at_ = statements[i].span;
            withhold({statements.begin() + static_cast<std::ptrdiff_t>(i), statements.end()}, unended(test));
            throw;
        }
    }
    if (verdict.is_none() || is_true(verdict)) return {};
    const Span last = statements.empty() ? test.title.span : statements.back().span;
    const std::string reason = fmt::format("the last value shown is {}", describe(verdict));
    return {UtsResult::Verdict::failed, reason, Diagnostic{Severity::error, last, reason, {}, {}}};
}

void UtsSession::give_up(const Test& test) { withhold(parse_statements(sources_, test.code), unended(test)); }

void UtsSession::withhold_rest(const Test& test, const std::vector<Statement>& statements, std::size_t from,
                               const Diagnostic& why) {
    const int line = sources_.position(why.span).line;
    withhold({statements.begin() + static_cast<std::ptrdiff_t>(from), statements.end()},
             fmt::format("is set in the test \"{}\", which ended at line {}", test.title.text, line));
}

UtsResult UtsSession::skip(const Test& test, const std::vector<Statement>& left, const Diagnostic& why) {
    const int line = sources_.position(why.span).line;
    withhold(left,
             fmt::format("is set in the test \"{}\", which was skipped at line {}", test.title.text, line));
    return {UtsResult::Verdict::skipped, fmt::format("line {}: {}", line, why.message), why};
}

void UtsSession::withhold_name(std::string_view name, const std::string& reason) {
    variables_.set(name, Value(std::shared_ptr<Object>(std::make_shared<Withheld>(reason))));
}

void UtsSession::withhold(const Expr& target, const std::string& reason) {
    if (target.kind == ExprKind::tuple || target.kind == ExprKind::list || target.kind == ExprKind::unpack) {
        for (const Expr& part : target.children) withhold(part, reason);
        return;
    }
    const Expr* base = base_of(target);
    // What else `conf` has, nothing here reads.
    const bool is_option = base != nullptr && base->text == "conf" && &target != base;
    const bool matters = target.kind == ExprKind::attribute && changes_outcome(target.text);
    if (base != nullptr && (!is_option || matters)) withhold_name(base->text, reason);
}

void UtsSession::withhold(const Statement& statement, const std::string& reason) {
    if (statement.kind != StatementKind::def)
        for (const Expr& target : statement.targets) withhold(target, reason);
    const Expr& value = statement.value;
    if (statement.kind == StatementKind::expression && may_change_its_owner(value)) {
        const Expr* base = base_of(value);
        if (base != nullptr && base->text != "conf" && variables_.find(base->text) != nullptr)
            withhold_name(base->text, reason);
    }
    if (statement.kind == StatementKind::def || statement.kind == StatementKind::class_)
        withhold_name(statement.text, reason);
    if (statement.kind == StatementKind::import)
        for (std::size_t i = 1; i < statement.names.size(); i += 2)
            if (!look_up(statement.names[i].text, variables_)) withhold_name(statement.names[i].text, reason);
    if (statement.kind == StatementKind::uncovered)
        for (const Name& name : statement.names)
            if (variables_.find(name.text) != nullptr || !look_up(name.text, variables_))
                withhold_name(name.text, reason);
    for (const auto* inner : {&statement.body, &statement.otherwise, &statement.finally})
        withhold(*inner, reason);
    for (const Handler& handler : statement.handlers) withhold(handler.body, reason);
}

void UtsSession::withhold(const std::vector<Statement>& statements, const std::string& reason) {
    for (const Statement& statement : statements) withhold(statement, reason);
}

}  // namespace pkttest::language
