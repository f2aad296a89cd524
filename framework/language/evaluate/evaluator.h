// The evaluator: what an expression is worth. Python's rules over pkttest::Value, Scapy's for packets.
//
//     Environment variables(&services);
//     assign(step.names, evaluate(step.value, variables), step.value.span, variables);       // let
//     for (const Packet& packet : evaluate_packets(step.value, variables)) …                 // send
//     Packet pattern = evaluate_packet(step.value, variables);                               // expect
//     const Condition condition = evaluate_condition(step.value, variables, match_rules(step));  // check
//
// Everything throws EvaluationError where an expression cannot be evaluated, and nothing else but what
// Services::check_time() throws. The tree must outlive the functions (lambdas) that came of it.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "framework/language/evaluate/environment.h"
#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/packet/match.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

/// Why an expression has no value, with its place. what() is the message alone.
class EvaluationError : public std::runtime_error {
 public:
    explicit EvaluationError(Diagnostic diagnostic)
        : std::runtime_error(diagnostic.message), diagnostic_(std::move(diagnostic)) {}
    EvaluationError(Span span, std::string message);
    EvaluationError(Span span, std::string message, std::string note);
    /// A field's complaint about a value: with its note and the nearest name.
    EvaluationError(Span span, const Problem& problem);
    const Diagnostic& diagnostic() const { return diagnostic_; }

    /// Says which exception Python raises here: `throw EvaluationError(…).as("KeyError")`.
    EvaluationError as(std::string_view exception) const;
    /// Says that Python raises this here as far as is known: uncovered, unless a handler names just it.
    EvaluationError presumed() const;
    bool is_presumed() const { return presumed_; }
    /// Says that Python may well do here what the language does not: nothing is wrong with the campaign.
    EvaluationError uncovered() const;
    /// The campaign's own exception, as `raise` was given it.
    EvaluationError with(Value raised) const;
    const Value& raised() const { return raised_; }
    /// Python's name of it; empty where that is not known.
    const std::string& exception() const { return exception_; }
    bool is_uncovered() const { return uncovered_; }

 private:
    Diagnostic diagnostic_;
    std::string exception_;
    Value raised_;
    bool uncovered_ = false;
    bool presumed_ = false;
};

/// The value. Durations are objects of kind "duration"; generator expressions are lists.
Value evaluate(const Expr& expr, Environment& variables);

/// Sets names: one takes the value, several take a tuple or list of as many apart. `where` is blamed.
void assign(std::span<const Name> names, const Value& value, Span where, Environment& variables);

/// A packet, set or not, or octets and text as Raw. A layer of a packet gives the packet from there on.
Packet evaluate_packet(const Expr& expr, Environment& variables);
/// A packet or a list of them. Sets stay sets.
std::vector<Packet> evaluate_packets(const Expr& expr, Environment& variables);
/// The same for a value that is there already.
Packet to_packet(const Value& value, Span where);
std::vector<Packet> to_packets(const Value& value, Span where);
/// `500ms`, or an expression of durations. Not below zero.
std::chrono::nanoseconds evaluate_duration(const Expr& expr, Environment& variables);
/// A whole number from 0 on.
std::uint64_t evaluate_count(const Expr& expr, Environment& variables);
/// A text as it is, anything else as str().
std::string evaluate_text(const Expr& expr, Environment& variables);
/// The arguments of a call `NAME(a=1)` whose function is not the language's: answering machines. Positional
/// ones have an empty name.
std::vector<std::pair<std::string, Value>> evaluate_arguments(const Expr& call, Environment& variables);
/// A condition of `where` over a packet: its field names stand for their values, `p` for the packet.
bool holds_for(const Expr& condition, const Packet& packet, Environment& variables);

/// Sets the variables that a pattern captured to, `a := any`, when it has been matched; None where it did not
/// match.
void bind_captures(const Packet& pattern, Environment& variables);
/// Whether a pattern captures anything.
bool has_captures(const Packet& pattern);

/// A condition and, for the report, what it compared.
struct Condition {
    bool holds = false;
    /// The sides of a comparison, as represent(): `check a == b` has "a", its value, and "b", its value; any
    /// other condition has itself where it is not written as a plain True or False. The spans are those of
    /// the sides.
    std::vector<std::pair<Span, std::string>> sides;
    /// Of `a matches PATTERN`.
    std::optional<Comparison> comparison;
};
Condition evaluate_condition(const Expr& expr, Environment& variables, const MatchRules& rules = {});

/// The clauses `exactly` and `ignoring` of a step.
MatchRules match_rules(const Step& step);

/// Python's truth: zero, None and what is empty are false.
bool is_true(const Value& value);
/// Python's str() and repr().
std::string to_text(const Value& value);
/// A duration as a value, and back; nullopt where it is none.
Value duration_value(std::chrono::nanoseconds duration);
std::optional<std::chrono::nanoseconds> to_duration(const Value& value);

}  // namespace pkttest::language
