// The tree of a campaign: what the parser makes, the checker examines and the evaluator walks. Plain data,
// spans kept for messages. Texts view into the `Sources` that the campaign was parsed from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/syntax/span.h"
#include "framework/packet/value.h"

namespace pkttest::language {

/// What an expression is; beside each, which members of `Expr` it uses.
enum class ExprKind : std::uint8_t {
    absent,         ///< Nothing is written: a slice's missing bound, a clause without a value.
    invalid,        ///< Stands where an error was reported already; say nothing more about it.
    none,           ///< `None`
    boolean,        ///< `True`: integer is 0 or 1.
    integer,        ///< integer
    real,           ///< real
    duration,       ///< `500ms`: integer in nanoseconds.
    text,           ///< `"a"`: text, unescaped.
    bytes,          ///< `b"\x00"`: text holds the octets.
    formatted,      ///< f-string. children: text and replacement.
    replacement,    ///< `{x!r:>4}`. children: value [, spec as text or formatted]; text: "", "r", "s" or "a".
    name,           ///< text
    attribute,      ///< `a.b`. children: a; text: b.
    subscript,      ///< `a[i]`. children: a, i. `p[TCP:2]`, the second TCP, is a slice from TCP to 2.
    slice,          ///< `a:b:c`. children: three, each may be absent.
    call,           ///< children: function, then arguments (any, keyword, unpack, unpack_pairs).
    keyword,        ///< `name=value` in a call. text: name; children: value.
    unpack,         ///< `*a`. children: a.
    unpack_pairs,   ///< `**a`. children: a.
    unary,          ///< op; children: one.
    binary,         ///< op; children: two.
    compare,        ///< `a < b <= c`. children: a, then one comparison for each operator.
    comparison,     ///< op; children: the right side.
    logical,        ///< `a and b and c`: op is logical_and or logical_or; children: two or more.
    conditional,    ///< `a if c else b`. children: a, c, b.
    lambda,         ///< children: parameters (parameter, unpack, unpack_pairs of a name), then the body.
    parameter,      ///< text: name; children: the default, if any.
    list,           ///< children
    tuple,          ///< children
    dict,           ///< children: pair or unpack_pairs.
    set,            ///< children
    pair,           ///< children: key, value.
    list_of,        ///< `[x for …]`. children: x, then comprehensions.
    set_of,         ///< as list_of
    dict_of,        ///< as list_of, x is a pair.
    generator,      ///< as list_of
    comprehension,  ///< `for a, b in c if d`. children: target (name or tuple of names), c, then conditions.
    named,          ///< `a := b` in a pattern. text: a; name_span; children: b.
};

enum class Operator : std::uint8_t {
    none,
    negative,  ///< -a
    positive,  ///< +a
    invert,    ///< ~a
    logical_not,
    add,
    subtract,
    multiply,
    divide,  ///< `/`: stacks layers, divides numbers.
    floor_divide,
    modulo,
    power,
    shift_left,
    shift_right,
    bit_and,
    bit_or,
    bit_xor,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    not_in,
    is,
    is_not,
    matches,  ///< The language's own: a packet against a pattern.
    logical_and,
    logical_or,
};

/// An expression. Trees are at most `max_height` high, so recursive walks are safe.
struct Expr {
    ExprKind kind = ExprKind::absent;
    Operator op = Operator::none;
    std::uint16_t height = 1;  ///< Nodes on the longest way down.
    Span span;
    Span name_span;  ///< Of `text` in an attribute or keyword, of the operator in a binary or comparison.
    std::string_view text;
    union {
        Integer integer = 0;
        double real;
    };
    std::vector<Expr> children;

    static constexpr std::uint16_t max_height = 1000;
    explicit operator bool() const { return kind != ExprKind::absent; }
};

/// An S-expression for tests: `(call IP (keyword dst "192.0.2.1"))`.
std::string dump(const Expr& expr);

/// As written: "==", "not in", "/".
std::string_view to_text(Operator op);

/// A word or a line of text with its place.
struct Name {
    std::string_view text;
    Span span;
    explicit operator bool() const { return !text.empty(); }
};

enum class ClauseKind : std::uint8_t {
    on,         ///< values: names of links, at least one.
    within,     ///< value: a duration.
    for_,       ///< value: a duration.
    every,      ///< value: a duration.
    times,      ///< value: a number; `expect`: or the least and the most, (2, 4).
    filter,     ///< value: BPF as text.
    where,      ///< value: a condition over the packet.
    as,         ///< values: names to bind, at least one.
    when,       ///< value: `skip`: a condition; `answer`: a pattern.
    with,       ///< value: what to answer with.
    exactly,    ///< No value.
    ignoring,   ///< values: attributes (`IP.id`) or names (`IP`: the whole layer).
    speed,      ///< value: a number: so many times as fast.
    rewriting,  ///< value: a dictionary of addresses.
};
std::string_view to_text(ClauseKind kind);  ///< "on", "for", …

struct Clause {
    ClauseKind kind = ClauseKind::on;
    Span word;  ///< Of the clause's word.
    Span span;  ///< Of the whole clause.
    std::vector<Expr> values;
};

/// What a step does; `value` is what stands behind its word. A clause stands at most once in a step.
enum class StepKind : std::uint8_t {
    link,       ///< names: the link; value: what it is.
    let,        ///< names: one or more; value.
    send,       ///< value: packets.                       on every times
    expect,     ///< value: a pattern.                     on within filter where as exactly ignoring times
    expect_no,  ///< value: a pattern.                     on for filter where exactly ignoring
    expect_any_order,  ///< body: expect steps.                   on within
    sr,                ///< value: packets.                       on within every times filter as
    sr1,               ///< value: packets.                       on within times filter as
    sniff,             ///< value: a pattern or absent.           on for times filter where as
    answer,            ///< value: absent; body: before each one.  on with when as where times
    check,             ///< value: a condition.                   exactly ignoring
    assert_,           ///< value: a condition.                   exactly ignoring
    replay,            ///< value: a file's name or packets.      on every times filter speed rewriting
    wait,              ///< value: a duration.
    repeat,            ///< value: a number; body.                every as
    skip,              ///< value: why.                           when
    xfail,             ///< value: why.                           when
    exec,              ///< value: a command.                     within as
    def,               ///< names: the function; value: a lambda.
    protocol,          ///< names: the protocol; protocol. In the campaign's header.
    bind,              ///< value: LOWER(field=value) / UPPER. In the campaign's header.
};
std::string_view to_text(StepKind kind);  ///< "expect no", "assert", …

struct ProtocolForm;

struct Step {
    StepKind kind = StepKind::send;
    Span span;  ///< From its word to its last byte, a body not counted.
    Span word;
    std::vector<Name> names;
    Expr value;
    std::vector<Clause> clauses;
    std::vector<Step> body;
    std::shared_ptr<const ProtocolForm> protocol;

    const Clause* clause(ClauseKind wanted) const {
        for (const Clause& each : clauses)
            if (each.kind == wanted) return &each;
        return nullptr;
    }
    /// The first value of a clause; null where the clause is not written or takes none.
    const Expr* value_of(ClauseKind wanted) const {
        const Clause* found = clause(wanted);
        return found && !found->values.empty() ? &found->values.front() : nullptr;
    }
};

/// A field of a `protocol` block: `name: SHAPE = INITIAL {NAMES} when WHEN`.
struct FieldForm {
    Name name;
    Expr shape;    ///< A field class, called or not; `MultipleTypeField` alone where there are cases.
    Expr initial;  ///< absent: none.
    Expr names;    ///< A dict, or absent.
    Expr when;     ///< A condition, or absent.
    std::vector<FieldForm> cases;  ///< Named as this field; the last one without `when`.
    Span span;
};

/// `answers = EXPR` in a `protocol` block.
struct RuleForm {
    Name name;
    Expr value;
};

struct ProtocolForm {
    Name name;
    Name title;  ///< May be empty.
    std::vector<FieldForm> fields;
    std::vector<RuleForm> rules;
};

struct Keyword {
    std::string_view text;
    bool removed = false;  ///< `-name`: not here, though outer scopes have it.
    Span span;
};

/// `needs root`, `needs tcpdump`, `needs IPv6 on lan`.
struct Need {
    Name what;
    Name link;  ///< Empty: none is named.
};

/// `retry 2`: what fails is tried again so often.
struct Retry {
    std::uint64_t times = 0;
    Span span;
};

/// What campaign and set have in common. A set's `declarations` see the campaign's.
struct Scope {
    Name title;
    std::vector<Keyword> keywords;
    std::vector<Name> description;  ///< A line each.
    std::vector<Need> needs;
    std::optional<Retry> retry;
    std::vector<Step> declarations;  ///< link, let, def, protocol and bind, in order.
    std::vector<Step> setup;
    std::vector<Step> teardown;
};

/// `for a, b in pairs`: a test for each value.
struct ForEach {
    std::vector<Name> names;
    Expr values;
    Span span;
};

struct Test {
    Name title;       ///< As written.
    Expr title_text;  ///< What to show: text, or formatted where the test has a `for`.
    std::vector<Keyword> keywords;
    std::vector<Name> description;
    std::vector<Need> needs;
    std::optional<Retry> retry;
    std::optional<ForEach> each;
    std::vector<Step> steps;
    Span code;  ///< Of a .uts campaign, instead of steps: the Python of the test.
};

struct Set : Scope {  ///< Tests that stand before the first `+` are in a set without a title.
    std::vector<Test> tests;
};

struct LabPort {  ///< `lan 192.0.2.1/24 2001:db8::1/64`
    Name link;
    std::vector<Name> addresses;  ///< Each "ADDRESS/PREFIX", as written.
};

struct LabCommand {  ///< `run "COMMAND"`: in the host's namespace, once its ports are up.
    Name command;
    bool keeps_running = false;  ///< `start "COMMAND"`: goes on until the lab is taken down.
    Span span;
};

struct LabHost {
    Name name;
    std::vector<LabPort> ports;
    std::vector<LabCommand> commands;  ///< In order.
};

struct Lab {
    Span word;
    std::vector<LabHost> hosts;
};

struct Campaign : Scope {
    std::optional<Lab> lab;
    std::vector<Set> sets;
    std::vector<Name> comments;           ///< `# …`, each with its place, for formatting.
    std::vector<std::uint32_t> included;  ///< Sources that `include` brought in.
};

}  // namespace pkttest::language
