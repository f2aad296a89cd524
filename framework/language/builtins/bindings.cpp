// Functions that bind layers to one another at run time: bind_layers and its like. A binding holds from then
// on, for all packets.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

const Protocol& layer_given(const Call& call, std::size_t parameter) {
    if (const auto* protocol = call[parameter].as<const Protocol*>()) return **protocol;
    call.fail(parameter, fmt::format("{} takes a layer, not {}", call.name, describe(call[parameter])),
              "for example: bind_layers(UDP, DNS, dport=5353)");
}

/// The conditions: keywords, or a dictionary.
std::vector<std::pair<std::string, Call::Argument>> given_conditions(const Call& call) {
    std::vector<std::pair<std::string, Call::Argument>> out;
    for (const auto& [name, value] : call.pairs) out.push_back({name, {value, call.span, true}});
    if (!call.has(2)) return out;
    for (const auto& [key, value] : **call[2].as<std::shared_ptr<Dictionary>>())
        out.push_back({to_text(key), {value, call.arguments[2].span, true}});
    return out;
}

pkttest::Condition condition(const Protocol& lower, const std::string& name, const Call::Argument& given) {
    const Field* field = find_field(lower, name);
    if (field == nullptr) {
        Problem problem{fmt::format("{} has no field named {}", lower.name, name), {}, name, {}};
        for (const Field& each : lower.fields) problem.candidates.emplace_back(each.name);
        throw EvaluationError(given.span, problem);
    }
    Value internal;
    Integer number = 0;
    if (const auto problem = normalize(*field, given.value, internal))
        throw EvaluationError(given.span, *problem);
    if (!internal.to_integer(number))
        throw EvaluationError(given.span,
                              fmt::format("a binding tells numbers, {} is none", describe(given.value)));
    return {field->name, static_cast<UnsignedInteger>(number)};
}

std::vector<pkttest::Condition> conditions(const Call& call, const Protocol& lower) {
    std::vector<pkttest::Condition> out;
    for (const auto& [name, given] : given_conditions(call)) out.push_back(condition(lower, name, given));
    constexpr std::size_t most = Carrier::most_conditions;
    if (out.size() > most) call.fail(fmt::format("a binding has {} fields at most", most));
    return out;
}

Value bind(const Call& call, Carrier::Way way) {
    const Protocol& lower = layer_given(call, 0);
    Carrier carrier(class_name(lower), way);
    const auto wanted = conditions(call, lower);
    std::copy(wanted.begin(), wanted.end(), std::begin(carrier.conditions));
    bind_layers(layer_given(call, 1), carrier);
    return {};
}

Value split(const Call& call, Carrier::Way way) {
    const Protocol& lower = layer_given(call, 0);
    split_layers(layer_given(call, 1), lower, conditions(call, lower), way);
    return {};
}

Value run_bind_layers(Call& call) { return bind(call, Carrier::Way::both); }
Value run_bind_bottom_up(Call& call) { return bind(call, up); }
Value run_bind_top_down(Call& call) { return bind(call, down); }
Value run_split_layers(Call& call) { return split(call, Carrier::Way::both); }
Value run_split_bottom_up(Call& call) { return split(call, up); }
Value run_split_top_down(Call& call) { return split(call, down); }

constexpr auto none = Kind::none;
constexpr std::array<Parameter, Builtin::most_parameters> parameters = {
    {{"lower", Kind::layer}, {"upper", Kind::layer}, optional("__fval", Kind::dictionary), pairs_of("fval")}};

}  // namespace

extern const Builtin builtin_bind_layers = {"bind_layers", parameters, none,
                                            "Lets a layer be above another where fields have these values.",
                                            run_bind_layers};
extern const Builtin builtin_bind_bottom_up = {"bind_bottom_up", parameters, none,
                                               "The same for reading packets only.", run_bind_bottom_up};
extern const Builtin builtin_bind_top_down = {"bind_top_down", parameters, none,
                                              "The same for building packets only.", run_bind_top_down};
extern const Builtin builtin_split_layers = {"split_layers", parameters, none,
                                             "Takes a binding with these values back.", run_split_layers};
extern const Builtin builtin_split_bottom_up = {"split_bottom_up", parameters, none,
                                                "The same for reading packets only.", run_split_bottom_up};
extern const Builtin builtin_split_top_down = {"split_top_down", parameters, none,
                                               "The same for building packets only.", run_split_top_down};

}  // namespace pkttest::language
