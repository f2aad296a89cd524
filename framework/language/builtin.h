// Builtin: a function or method of the language, a table row each. A file under builtins/ defines functions
// as `extern const Builtin builtin_NAME`; the build adds them to the list.
//
//     static Value run(Call& call) { return call.integer(0) + 1; }
//     extern const Builtin builtin_next = {.name = "next", .parameters = {{"number", Kind::number}},
//                                          .result = Kind::number, .title = "The number after it.", .run =
//                                          run};
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "framework/language/evaluate/environment.h"
#include "framework/language/syntax/ast.h"

namespace pkttest::language {

/// What a value is, as far as one can tell before anything runs.
enum class Kind : std::uint8_t {
    unknown,
    none,
    truth,
    number,
    text,
    bytes,
    list,  ///< Also tuple, set.
    dictionary,
    packet,
    layer,  ///< `IP`, without parentheses.
    function,
    duration,
    values,  ///< A set of values for a field: RandShort(), any.
};
/// "a number", "a text".
std::string_view with_article(Kind kind);
Kind kind_of(const Value& value);

struct Parameter {
    enum class Need : std::uint8_t { required, optional, rest, named, pairs };
    ///< named: by keyword only; pairs: takes all keywords that no other parameter has.
    std::string_view name = {};
    Kind kind = Kind::unknown;  ///< unknown: anything. number takes truth values, text and bytes one another.
    Need need = Need::required;
};
constexpr Parameter optional(std::string_view name, Kind kind = Kind::unknown) {
    return {name, kind, Parameter::Need::optional};
}
constexpr Parameter rest_of(std::string_view name, Kind kind = Kind::unknown) {
    return {name, kind, Parameter::Need::rest};
}
constexpr Parameter named(std::string_view name, Kind kind = Kind::unknown) {
    return {name, kind, Parameter::Need::named};
}

constexpr Parameter pairs_of(std::string_view name, Kind kind = Kind::unknown) {
    return {name, kind, Parameter::Need::pairs};
}

/// A call that is carried out: arguments by the position of their parameters.
class Call {
 public:
    struct Argument {
        Value value;
        Span span;
        bool given = false;
    };
    Environment& variables;
    Span span;                    ///< Of the whole call.
    const Value* self = nullptr;  ///< Methods: whose.
    std::string_view name = {};
    std::vector<Argument> arguments = {};                   ///< One for each parameter but `rest`.
    std::vector<Argument> rest = {};                        ///< What the parameter `rest` took.
    std::vector<std::pair<std::string, Value>> pairs = {};  ///< What the parameter `pairs` took.

    /// None counts as not given.
    bool has(std::size_t parameter) const { return arguments[parameter].given; }
    /// Whether anything stands there, be it None.
    bool stands(std::size_t parameter) const { return arguments[parameter].span.end != 0; }
    const Value& operator[](std::size_t parameter) const { return arguments[parameter].value; }
    /// These complain at the argument where it is of another kind.
    Integer integer(std::size_t parameter) const;
    Integer integer(std::size_t parameter, Integer otherwise) const;
    /// Between the two, ends included.
    Integer integer_within(std::size_t parameter, Integer least, Integer most) const;
    const std::string& octets(std::size_t parameter) const;
    std::string octets(std::size_t parameter, std::string_view otherwise) const;
    List items(std::size_t parameter) const;  ///< Whatever can be gone through.
    bool truth(std::size_t parameter, bool otherwise = false) const;
    /// What Scapy prints: printed, the result None, unless the argument `dump` asks for it or there is no
    /// place to print to. Python's print() ends lines twice where the text does (`ends_again`).
    Value print(std::string text, std::size_t dump, bool ends_again = false) const;
    /// Calls a value.
    Value invoke(const Value& function, List values) const;
    [[noreturn]] void fail(std::size_t parameter, std::string message, std::string note = {}) const;
    [[noreturn]] void fail(std::string message, std::string note = {}) const;
    /// Python raises this exception here.
    [[noreturn]] void raise(std::string_view exception, std::string message) const;
};

struct Builtin {
    static constexpr std::size_t most_parameters = 6;
    std::string_view name;                                   ///< Python's or Scapy's.
    std::array<Parameter, most_parameters> parameters = {};  ///< Up to the first without a name.
    Kind result = Kind::unknown;
    std::string_view title;  ///< For help: a sentence.
    Value (*run)(Call& call) = nullptr;

    std::size_t parameter_count() const;
    /// "len(value)", "round(number, digits=)".
    std::string signature() const;
};

/// All of builtins/, generated at build.
std::span<const Builtin* const> all_builtins();
/// nullptr where there is none.
const Builtin* find_builtin(std::string_view name);

/// The methods of a kind of values: `text.split()`. The second list may be empty.
std::span<const Builtin> methods_of(Kind kind);
const Builtin* find_method(Kind kind, std::string_view name);
/// Every kind's methods have their own table, in methods_KIND.cpp.
std::span<const Builtin> packet_methods();
std::span<const Builtin> text_methods();
std::span<const Builtin> bytes_methods();
std::span<const Builtin> list_methods();
std::span<const Builtin> packet_list_methods();  ///< Of lists as well: any list may hold packets.
std::span<const Builtin> dictionary_methods();
std::span<const Builtin> layer_methods();
std::span<const Builtin> number_methods();
std::span<const Builtin> values_methods();

}  // namespace pkttest::language
