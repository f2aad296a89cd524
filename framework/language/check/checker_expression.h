// What the checker knows of an expression before anything runs: its kind, its layers, its value where it is
// constant. Internal to the checker.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "framework/language/builtin.h"
#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"

namespace pkttest::language {

/// A static type. Unknown parts are left open: the checker complains only where it is certain.
struct Type {
    Kind kind = Kind::unknown;
    std::vector<const Protocol*> layers = {};  ///< packet: its layers from the bottom, where known.
    const Protocol* layer = nullptr;           ///< layer: which. packet from `p[X]`: X.
    const Field* field = nullptr;              ///< The field that was read.
    std::optional<Value> constant = {};        ///< The value of a constant.
};

/// A name in sight.
struct Variable {
    Type type = {};
    Span declared = {};
    bool used = false;
    bool answer = false;  ///< Bound by `as` of a step: should be read.
};

class ExpressionChecker {
 public:
    explicit ExpressionChecker(Diagnostics& diagnostics)
        : diagnostics_(diagnostics), whole_(!diagnostics.has_errors()) {
        open();
    }
    /// Whether all of the campaign could be read: else what is never read may be read in what is missing.
    bool whole() const { return whole_; }

    /// Blocks of names, innermost last.
    void open() { blocks_.emplace_back(); }
    void close();
    void declare(std::string_view name, Variable variable);
    Variable* find(std::string_view name);

    Type check(const Expr& expr);
    /// As check(), where a text would do: of a name that is not known it says how a text is written.
    Type check_text_or_value(const Expr& expr);
    /// An expression whose packet is a pattern.
    Type check_pattern(const Expr& expr);
    /// A condition of `where`: names may be fields of the packet, of which `pattern` tells layers.
    Type check_where(const Expr& expr, const Type& pattern);
    /// Complains where so many names can't take the value apart.
    void check_names(std::size_t names, const Expr& value, const Type& type);
    /// False where it complained of a value without a name behind one with a name.
    bool check_argument_order(const Expr& call);
    /// Complains where the type is known and another.
    void require(const Type& type, std::initializer_list<Kind> wanted, Span where, std::string_view what);
    /// The field that `IP.id` names in `ignoring`.
    void check_ignored(const Expr& expr);
    /// A name that is not there, with the nearest one of `candidates`.
    Diagnostic& unknown(Span where, std::string message, std::string_view name,
                        const std::vector<std::string_view>& candidates);
    /// As above, of a field: "src" is what "source" means.
    Diagnostic& unknown_field(Span where, std::string message, std::string_view name,
                              const std::vector<std::string_view>& candidates);

 private:
    Type check_name(const Expr& expr);
    void unknown_name(const Expr& expr);
    void explain_unknown(Diagnostic& diagnostic, std::string_view name) const;
    Type check_call(const Expr& expr);
    void check_arguments(const Expr& call);
    Type check_layer_call(const Expr& expr, const Protocol& protocol);
    void check_field_value(const Expr& value, const Field& field, const Type& type);
    bool report_problem(const Expr& value, const Field& field, const Value& constant);
    Type check_builtin_call(const Expr& expr, const Builtin& builtin, std::size_t first_argument);
    Type check_attribute(const Expr& expr);
    Type check_packet_attribute(const Expr& expr, const Type& owner);
    void warn_of_other_field(const Expr& expr, const Protocol& layer);
    Type check_subscript(const Expr& expr);
    Type check_unary(const Expr& expr);
    Type check_binary(const Expr& expr);
    Type check_stacked(const Expr& expr, const Type& left, const Type& right);
    Type check_compare(const Expr& expr);
    void check_pair(const Type& left, const Expr& left_expr, const Expr& comparison, const Type& right);
    void check_named_value(const Type& field_side, const Type& constant_side, Span where);
    Type check_comprehension(const Expr& expr);
    Type check_lambda(const Expr& expr);
    Type check_items(const Expr& expr, Kind kind);
    void declare_targets(const Expr& target);

    Diagnostics& diagnostics_;
    bool whole_;
    int patterns_ = 0;  ///< Within so many patterns.
    std::vector<std::unordered_map<std::string_view, Variable>> blocks_;
    std::unordered_set<std::string_view> gone_;  ///< Names of blocks that are closed.
    bool text_may_stand_ = false;                ///< Here, where a name stands that may not be known.
    const Protocol* called_ = nullptr;  ///< The layer among whose fields stands a value without a name.
    const Type* fields_of_ = nullptr;   ///< Whose fields are in sight: within `where`.
};

}  // namespace pkttest::language
