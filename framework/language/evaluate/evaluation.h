// The evaluator's parts. Internal to it.
#pragma once

#include "framework/language/builtin.h"
#include "framework/language/evaluate/evaluator.h"
#include "framework/language/evaluate/operators.h"
#include "framework/language/syntax/statement.h"
#include "framework/language/values/objects.h"

namespace pkttest::language {

/// Counts evaluations within evaluations; complains at the one too many.
class DepthCounter {
 public:
    explicit DepthCounter(Span where);
    ~DepthCounter();
    DepthCounter(const DepthCounter&) = delete;
    DepthCounter& operator=(const DepthCounter&) = delete;
};

Value evaluate_call(const Expr& expr, Environment& variables);
Value evaluate_attribute(const Expr& expr, Environment& variables);
Value evaluate_subscript(const Expr& expr, Environment& variables);
Value evaluate_formatted(const Expr& expr, Environment& variables);
Value evaluate_comprehension(const Expr& expr, Environment& variables);

/// A given argument: its value, with the name that it was given by, if any.
struct GivenArgument {
    std::string name;
    Value value;
    Span span;       ///< Of the value.
    Span name_span;  ///< Of the keyword.
};
/// The arguments of a call, `*list` and `**dict` taken apart.
std::vector<GivenArgument> given_arguments(const Expr& call, Environment& variables);

/// What `value.name` is; `expr` is the attribute.
Value attribute_of(const Value& value, const Expr& expr, Environment& variables);
/// Calls anything that can be called.
Value call_value(const Value& function, std::vector<GivenArgument> arguments, Span span,
                 Environment& variables);
Value call_builtin(const Builtin& builtin, const Value* self, std::vector<GivenArgument> arguments, Span span,
                   Environment& variables);

/// A variable; nullptr where there is none. Complains where its value is withheld.
const Value* find_variable(const Expr& name, Environment& variables);
/// What stands for one of Python's exceptions, types or modules; None where there is no such.
Value exception_type(std::string_view name);
Value type_named(std::string_view name);
Value module_named(std::string_view name);
/// Whether a .uts campaign has this name of Python's modules only as far as session_value() says, whatever
/// the language knows under it: zlib needs an import.
bool is_session_name(std::string_view name);
std::optional<Value> session_value(std::string_view name);
/// What Scapy and UTscapy put into every session: conf, get_temp_file().
Value tool_named(std::string_view name);
/// type(), isinstance(), issubclass(): complain where that cannot be told.
Value type_of(const Value& value, Span where);
bool is_instance(const Value& value, const Value& type, Span where);
bool is_subclass(const Value& type, const Value& base, Span where);
/// Whether Scapy's packets have an attribute of this name, of which ours may know nothing.
bool is_packet_attribute(std::string_view name);
/// Whether Scapy's value may have an attribute that ours does not have.
bool is_foreign_attribute(const Value& value, std::string_view name);
/// An exception with the arguments that Python gives it.
Value exception_of(std::string_view name, List arguments);
/// The exception as a value: `except ValueError as it`.
Value exception_value(const EvaluationError& error);
/// Whether an exception is of a type or of one of several; complains where that cannot be told.
bool is_caught(const EvaluationError& error, const Value& type, Span where);
/// `raise value`.
[[noreturn]] void raise(const Value& value, Span where);

/// The value of a name, wherever it comes from; nullopt where it means nothing.
std::optional<Value> look_up(std::string_view name, Environment& variables);
[[noreturn]] void fail_unknown_name(const Expr& name, Environment& variables);
/// Python's repr(), packets and flags as in Scapy; represent() is the expression that makes the value.
/// Complains, at `where`, of a text beyond the limit.
std::string represent_python(const Value& value, Span where = {});
/// A field's value in a .uts campaign: numbers of any size and ASN.1's values are objects there.
Value python_value(const Layer& layer, const Field& field);
/// What is given to a field, as the packet library takes it.
Value to_field(const Field& field, const Value& given);
/// "Ether/IP/UDP".
std::string layer_names(const LayerReference& reference);
/// What is above a layer; an empty packet where that is nothing. Padding is in it for Python's rules alone.
LayerReference payload_of(const LayerReference& reference);
/// The octets of a layer and what is above it, checksums as in the whole packet.
std::string octets_of(const LayerReference& reference);
/// Over an equal key's value, or as the last entry.
void set_item(Dictionary& dictionary, Value key, Value item);
/// A dictionary of pairs.
Dictionary pairs_in(const List& pairs, Span where);
/// Makes a function of a lambda, or of statements.
Value make_function(const Expr& lambda, Environment& variables, const Statement* body = nullptr);
/// Carries out a function's statements: what it returns.
Value run_body(const Statement& definition, Environment& frame);
/// Sets whatever can stand left of `=`.
void assign_to(const Expr& target, const Value& value, Environment& variables);
/// `owner.name = value`; `target` is the attribute, or an absent owner with a name.
void assign_attribute(const Value& owner, const Expr& target, const Value& value);
/// What a name of a function's own is before it is set.
Value unbound_value();
/// `del name`; false where there is none.
bool forget(std::string_view name, Environment& variables);
/// `del target`.
void remove(const Expr& target, Environment& variables);
/// The place that an index has in a sequence, from its end where it is below 0; nullopt where there is none.
/// Complains of what is no number.
std::optional<std::size_t> find_position(const Value& index, std::size_t size, Span where);
/// The same; complains where there is none.
std::size_t position_of(const Value& index, std::size_t size, Span where);
/// Python's slice over a sequence of some size, as the positions that it takes.
std::vector<std::size_t> slice_positions(const Expr& slice, std::size_t size, Environment& variables);
/// Sets the target of a comprehension: a name or a tuple of names.
void assign_target(const Expr& target, const Value& value, Environment& variables);

}  // namespace pkttest::language
