// Builtin: the tables' lookups, and what functions ask of their arguments.
#include "framework/language/builtin.h"

#include <fmt/format.h>

#include <unordered_map>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

std::string_view with_article(Kind kind) {
    static constexpr std::string_view names[] = {
        "anything",     "None",     "a truth value", "a number",   "a text",     "bytes",          "a list",
        "a dictionary", "a packet", "a layer",       "a function", "a duration", "a set of values"};
    static_assert(std::size(names) == static_cast<std::size_t>(Kind::values) + 1);
    return names[static_cast<std::size_t>(kind)];
}

Integer Call::integer(std::size_t parameter) const {
    Integer out = 0;
    if (!(*this)[parameter].to_integer(out))
        fail(parameter, fmt::format("{} takes a whole number, not {}", name, describe((*this)[parameter])));
    return out;
}

Integer Call::integer(std::size_t parameter, Integer otherwise) const {
    return has(parameter) ? integer(parameter) : otherwise;
}

Integer Call::integer_within(std::size_t parameter, Integer least, Integer most) const {
    const Integer value = integer(parameter);
    if (value < least || value > most)
        fail(parameter, fmt::format("{} takes a number from {} to {}, not {}", name, represent(least),
                                    represent(most), represent(value)));
    return value;
}

const std::string& Call::octets(std::size_t parameter) const {
    const std::string* found = (*this)[parameter].octets();
    if (found == nullptr)
        fail(parameter, fmt::format("{} takes a text, not {}", name, describe((*this)[parameter])));
    return *found;
}

std::string Call::octets(std::size_t parameter, std::string_view otherwise) const {
    return has(parameter) ? octets(parameter) : std::string(otherwise);
}

List Call::items(std::size_t parameter) const {
    return items_of((*this)[parameter], arguments[parameter].span);
}

bool Call::truth(std::size_t parameter, bool otherwise) const {
    return has(parameter) ? is_true((*this)[parameter]) : otherwise;
}

Value Call::invoke(const Value& function, List values) const {
    variables.services().check_time();
    std::vector<GivenArgument> given;
    for (Value& value : values) given.push_back({{}, std::move(value), span, {}});
    return call_value(function, std::move(given), span, variables);
}

Value Call::print(std::string text, std::size_t dump, bool ends_again) const {
    const char* end = ends_again || !text.ends_with('\n') ? "\n" : "";
    if (!truth(dump) && variables.services().write(text, end)) return {};
    return Value(std::move(text));
}

void Call::fail(std::size_t parameter, std::string message, std::string note) const {
    const Span where = arguments[parameter].given ? arguments[parameter].span : span;
    if (note.empty()) throw EvaluationError(where, std::move(message));
    throw EvaluationError(where, std::move(message), std::move(note));
}

void Call::fail(std::string message, std::string note) const {
    if (note.empty()) throw EvaluationError(span, std::move(message));
    throw EvaluationError(span, std::move(message), std::move(note));
}

void Call::raise(std::string_view exception, std::string message) const {
    throw EvaluationError(span, std::move(message)).as(exception);
}

std::size_t Builtin::parameter_count() const {
    std::size_t count = 0;
    while (count < most_parameters && !parameters[count].name.empty()) ++count;
    return count;
}

std::string Builtin::signature() const {
    std::string out(name);
    out += '(';
    for (std::size_t i = 0; i < parameter_count(); ++i) {
        if (i != 0) out += ", ";
        if (parameters[i].need == Parameter::Need::rest) out += '*';
        if (parameters[i].need == Parameter::Need::pairs) out += "**";
        out += parameters[i].name;
        if (parameters[i].need == Parameter::Need::optional || parameters[i].need == Parameter::Need::named)
            out += '=';
    }
    return out + ")";
}

const Builtin* find_builtin(std::string_view name) {
    static const auto names = [] {
        std::unordered_map<std::string_view, const Builtin*> out;
        for (const Builtin* builtin : all_builtins()) out.emplace(builtin->name, builtin);
        return out;
    }();
    const auto found = names.find(name);
    return found != names.end() ? found->second : nullptr;
}

std::span<const Builtin> methods_of(Kind kind) {
    switch (kind) {
        case Kind::packet:
            return packet_methods();
        case Kind::text:
            return text_methods();
        case Kind::bytes:
            return bytes_methods();
        case Kind::list:
            return list_methods();
        case Kind::dictionary:
            return dictionary_methods();
        case Kind::layer:
            return layer_methods();
        case Kind::number:
            return number_methods();
        case Kind::values:
            return values_methods();
        default:
            return {};
    }
}

const Builtin* find_method(Kind kind, std::string_view name) {
    for (const Builtin& method : methods_of(kind))
        if (method.name == name) return &method;
    return nullptr;
}

}  // namespace pkttest::language
