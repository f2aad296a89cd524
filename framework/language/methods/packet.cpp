// Methods of packets and of layers, Scapy's. What prints there gives its text here.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/field_object.h"
#include "framework/language/values/given_form.h"
#include "framework/language/values/host_network.h"
#include "framework/language/values/lent_values.h"
#include "framework/language/values/wireless.h"
#include "framework/packet/find.h"
#include "framework/packet/fragments.h"
#include "framework/packet/text.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, text = Kind::text, list = Kind::list, packet = Kind::packet;

const LayerReference& self(const Call& call) { return *call.self->as<LayerReference>(); }

Packet own(const Call& call) { return to_packet(*call.self, call.span); }

const Protocol* wanted(const Call& call, std::size_t parameter) {
    const Value& given = call[parameter];
    if (const auto* protocol = given.as<const Protocol*>()) return *protocol;
    if (!given.is_text())
        throw EvaluationError(call.arguments[parameter].span,
                              fmt::format("{} takes a layer, not {}", call.name, describe(given)))
            .uncovered();
    const std::string& name = *given.octets();
    if (const Protocol* protocol = find_protocol(name.substr(0, name.find('.')))) return protocol;
    call.fail(parameter, fmt::format("there is no layer named {}", *given.octets()));
}

/// A name that no layer has is in no packet, says Scapy.
bool is_no_layer(const Value& name) {
    return name.is_text() && find_protocol(name.octets()->substr(0, name.octets()->find('.'))) == nullptr;
}

Value layer_at(const Call& call, std::optional<std::size_t> index) {
    return index ? Value(LayerReference{self(call).packet, *index}) : Value();
}

/// The keywords of getlayer and haslayer: fields that must have these values; the reference's own, with `_`,
/// ask for nothing.
std::optional<LayerReference> search(const Call& call, int nth) {
    const auto has_values = [&](const Layer& layer) {
        return std::all_of(call.pairs.begin(), call.pairs.end(), [&](const auto& keyword) {
            return keyword.first.starts_with('_') || equal(layer.get(keyword.first), keyword.second);
        });
    };
    if (PythonRules::hold() && is_no_layer(call[0])) return std::nullopt;
    return find_layer(self(call), *wanted(call, 0), nth, has_values);
}

Value haslayer(Call& call) {
    if (PythonRules::hold() && is_no_layer(call[0])) return has_shown_layer(self(call), *call[0].octets());
    return search(call, 1).has_value();
}

Value getlayer(Call& call) {
    if (Integer nth = 0; call[0].to_integer(nth)) {
        auto found = find_layer_at(self(call), static_cast<int>(call.integer_within(0, 0, 1'000'000)));
        return found ? Value(std::move(*found)) : Value();
    }
    const auto nth = static_cast<int>(call.has(1) ? call.integer_within(1, 1, 1'000'000) : 1);
    auto found = search(call, nth);
    return found ? Value(std::move(*found)) : Value();
}

Value lastlayer(Call& call) {
    const std::size_t size = self(call).packet->size();
    return layer_at(call, size > 0 ? std::optional(size - 1) : std::nullopt);
}

Value firstlayer(Call& call) { return layer_at(call, 0); }

Value layers(Call& call) {
    List out;
    for (std::size_t i = self(call).index; i < self(call).packet->size(); ++i)
        out.emplace_back(&(*self(call).packet)[i].protocol());
    return Value(std::move(out));
}

Value copy(Call& call) { return Value(own(call)); }
Value build(Call& call) { return Value(Bytes{octets_of(self(call))}); }
Value show_it(Call& call) {
    return call.print(show(with_sources(*self(call).packet), self(call).index), 0, PythonRules::hold());
}
Value summary_of(Call& call) { return Value(summary(with_sources(*self(call).packet), self(call).index)); }
Value command_of(Call& call) { return Value(command(*self(call).packet, self(call).index)); }

Value show_built(Call& call) {
    const Packet whole = own(call);
    if (whole.empty()) return call.print("", 0);
    return call.print(show(Packet::dissect(whole.build(), whole[0].protocol())), 0, PythonRules::hold());
}

/// What the first layer says of the other's first one, whatever their protocols are.
Value answers_it(Call& call) {
    const Packet answer = own(call), request = to_packet(call[0], call.arguments[0].span);
    if (!answer.empty() && (answer[0].is("Raw") || answer[0].is("Padding"))) return true;
    if (answer.empty()) return request.empty() || request[0].is("Padding");
    if (request.empty()) return false;
    return answers(answer[0], request[0]);
}
Value hashret_of(Call& call) { return Value(Bytes{hashret(own(call))}); }

/// The field and the layer that has it.
std::pair<std::size_t, const Field*> field_in(const Call& call) {
    const LayerReference& here = self(call);
    for (std::size_t i = here.index; i < here.packet->size(); ++i)
        if (const Field* field = find_field((*here.packet)[i].protocol(), call.octets(0))) return {i, field};
    return {0, nullptr};
}

[[noreturn]] void fail_no_field(const Call& call) {
    throw EvaluationError(call.arguments[0].span, fmt::format("no layer of {} has a field named {}",
                                                              layer_names(self(call)), call.octets(0)))
        .as("AttributeError");
}

/// What a layer keeps of a field where that is more than it shows: pairs, fractions counted in their steps.
std::optional<Value> kept(const Layer& layer, const Field& field) {
    const bool counts = field.shape == &fixed_point_shape;
    if (!counts && (field.width != 0 || field.shape == &tuples_shape)) return std::nullopt;
    Value internal = layer.internal(field);
    const bool is_plain = internal.is_none() || internal.set() != nullptr;
    if (is_plain || (!counts && !internal.is_tuple())) return std::nullopt;
    return internal;
}

/// Of a field that does not apply: the default, as the reference's.
Value getfieldval(Call& call) {
    const auto [at, field] = field_in(call);
    if (field == nullptr) fail_no_field(call);
    const Layer layer = (*self(call).packet)[at];
    const bool applies = layer.is_crafted() || layer.has(*field);
    if (PythonRules::hold() && is_open(layer, *field)) return {};
    if (auto more = kept(applies ? layer : Packet(layer.protocol())[0], *field)) return std::move(*more);
    if (applies) return lend(self(call).packet, at, *field);
    return python_value(Packet(layer.protocol())[0], *field);
}

Value setfieldval(Call& call) {
    const auto [at, field] = field_in(call);
    if (field == nullptr) fail_no_field(call);
    call_in(*self(call).packet, at, *field);
    if (const auto problem = self(call).packet->set(at, *field, to_field(*field, call[1])))
        throw EvaluationError(call.arguments[1].span, *problem);
    return {};
}

Value delfieldval(Call& call) {
    const auto [at, field] = field_in(call);
    if (field == nullptr) fail_no_field(call);
    call_in(*self(call).packet, at, *field);
    self(call).packet->unset(at, *field);
    return {};
}

Value fragment_it(Call& call) {
    const auto size = static_cast<std::size_t>(call.has(0) ? call.integer_within(0, 1, 65535) : 1480);
    List out;
    for (const Packet& one : fragment(own(call), size)) out.emplace_back(one);
    return Value(std::move(out));
}

Value remove_payload(Call& call) {
    self(call).packet->remove_from(self(call).index + 1);
    return {};
}

Value add_payload(Call& call) {
    *self(call).packet /= to_packet(call[0], call.arguments[0].span);
    return {};
}

Value clear_cache(Call& call) {
    self(call).packet->clear_cache();
    return {};
}

Value hexdump_of(Call& call) {
    const std::string octets = octets_of(self(call));
    return Value(hexdump({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()}));
}

Value sprintf_of(Call& call) {
    try {
        return Value(sprintf(with_sources(*self(call).packet), call.octets(0), self(call).index));
    } catch (const std::invalid_argument& problem) {
        call.fail(0, problem.what(), "for example: \"%IP.src% %-8s,TCP.flags% {UDP:udp}\"");
    }
}

Value own_summary_of(Call& call) {
    const LayerReference& here = self(call);
    if (here.index >= here.packet->size()) return Value(std::string());
    return Value(own_summary(with_sources(*here.packet)[here.index]));
}

Value json_of(Call& call) { return Value(json(*self(call).packet, self(call).index)); }

Value iterpayloads(Call& call) {
    List out;
    for (std::size_t i = self(call).index; i < self(call).packet->size(); ++i)
        out.emplace_back(LayerReference{self(call).packet, i});
    return object_value<Iterator>(std::move(out));
}

Value get_field(Call& call) {
    const auto [layer, field] = field_in(call);
    if (field == nullptr || layer != self(call).index)
        throw EvaluationError(call.arguments[0].span, fmt::format("{} has no field named {}",
                                                                  layer_names(self(call)), call.octets(0)))
            .as("KeyError");
    return field_value((*self(call).packet)[layer].protocol(), *field);
}

Value getfield_and_val(Call& call) {
    const auto [at, field] = field_in(call);
    if (field == nullptr) return {};
    const Protocol& protocol = (*self(call).packet)[at].protocol();
    return Value::tuple({field_value(protocol, *field), lend(self(call).packet, at, *field)});
}

Value hide_defaults_of(Call& call) {
    hide_defaults(*self(call).packet, self(call).index);
    return {};
}

Value decode_payload(Call& call) {
    decode_payload_as(*self(call).packet, self(call).index, *wanted(call, 0));
    return {};
}

/// What the bindings say that is above this layer; Raw where they say nothing.
Value guess_payload_class(Call& call) {
    const LayerReference& here = self(call);
    if (here.index >= here.packet->size()) return {};
    // The functions of tables read octets: a crafted packet is built for them.
    const Packet read = Packet::dissect(here.packet->build(), (*here.packet)[0].protocol());
    const bool same =
        here.index < read.size() && &read[here.index].protocol() == &(*here.packet)[here.index].protocol();
    return Value(&guess_payload(same ? read[here.index] : (*here.packet)[here.index]));
}

Value payload_build(Call& call) { return Value(Bytes{octets_of({self(call).packet, self(call).index + 1})}); }

Value clone_with(Call& call) {
    const LayerReference& here = self(call);
    if (here.index >= here.packet->size()) return Value(Packet());
    Packet out((*here.packet)[here.index].protocol());
    for (const auto& [name, value] : call.pairs)
        if (const auto problem = out.set(0, name, value)) throw EvaluationError(call.span, *problem);
    if (call.has(0)) out /= to_packet(call[0], call.arguments[0].span);
    return Value(std::move(out));
}

Value compress(Call& call) {
    return call_builtin(*find_builtin("dns_compress"), nullptr, {{{}, *call.self, call.span, {}}}, call.span,
                        call.variables);
}

Value default_payload_class(Call& call) {
    const LayerReference& here = self(call);
    const bool empty = here.index >= here.packet->size();
    const std::string_view carried = empty ? "" : (*here.packet)[here.index].protocol().carries;
    return Value(find_protocol(carried.empty() ? "Raw" : carried));
}

constexpr Parameter dump = optional("dump");

constexpr Builtin packet_table[] = {
    {"haslayer", {{{"cls"}, pairs_of("fields")}}, Kind::truth, "Whether a layer is there.", haslayer},
    {"getlayer",
     {{{"cls"}, optional("nb", number), pairs_of("fields")}},
     Kind::unknown,
     "The nth layer of a kind, or None.",
     getlayer},
    {"lastlayer", {}, packet, "The innermost layer.", lastlayer},
    {"firstlayer", {}, packet, "The outermost layer.", firstlayer},
    {"layers", {}, list, "The layers, from here on.", layers},
    {"copy", {}, packet, "A packet of its own.", copy},
    {"build", {}, Kind::bytes, "The octets.", build},
    {"do_build", {}, Kind::bytes, "The octets.", build},
    {"do_build_payload", {}, Kind::bytes, "The octets of what is above.", payload_build},
    {"clone_with",
     {{optional("payload"), pairs_of("fields")}},
     packet,
     "A layer of this kind with another payload, and fields set.",
     clone_with},
    {"address_meaning", {{{"index", number}}}, text, "What an address stands for.", address_meaning},
    {"guess_key_number", {}, number, "Which message of a four-way handshake it is.", guess_key_number},
    {"network_stats", {}, Kind::dictionary, "What a beacon says about its network.", network_stats},
    {"compress", {}, packet, "A DNS message with its names compressed.", compress},
    {"show", {{dump}}, text, "All layers and fields, a line each.", show_it},
    {"show2", {{dump}}, text, "The same, of the packet as it is built.", show_built},
    {"summary", {}, text, "One line.", summary_of},
    {"command", {}, text, "The expression that makes the packet.", command_of},
    {"answers", {{{"request", packet}}}, Kind::truth, "Whether it answers a request.", answers_it},
    {"hashret", {}, Kind::bytes, "Alike for a request and its answers.", hashret_of},
    {"getfieldval", {{{"field", text}}}, Kind::unknown, "A field's value, by name.", getfieldval},
    {"setfieldval", {{{"field", text}, {"value"}}}, Kind::none, "Sets a field, by name.", setfieldval},
    {"delfieldval", {{{"field", text}}}, Kind::none, "A field back to its default.", delfieldval},
    {"get_field",
     {{{"field", text}}},
     Kind::unknown,
     "A field of this layer, with its functions.",
     get_field},
    {"getfield_and_val", {{{"field", text}}}, Kind::unknown, "A field and its value.", getfield_and_val},
    {"iterpayloads", {}, list, "This layer and all above it.", iterpayloads},
    {"mysummary", {}, text, "What this layer alone says of itself.", own_summary_of},
    {"json", {}, text, "The fields as JSON.", json_of},
    {"hide_defaults", {}, Kind::none, "Forgets values that are the default anyway.", hide_defaults_of},
    {"decode_payload_as", {{{"layer"}}}, Kind::none, "Reads what is above as another layer.", decode_payload},
    {"guess_payload_class",
     {{optional("payload", Kind::bytes)}},
     Kind::layer,
     "The layer that the bindings tell.",
     guess_payload_class},
    {"default_payload_class",
     {{optional("payload", Kind::bytes)}},
     Kind::layer,
     "The layer where no binding tells.",
     default_payload_class},
    {"fragment", {{optional("fragsize", number)}}, list, "Its IP fragments.", fragment_it},
    {"remove_payload", {}, Kind::none, "Takes away what is above.", remove_payload},
    {"add_payload", {{{"payload"}}}, Kind::none, "Puts a payload on top.", add_payload},
    {"clear_cache", {}, Kind::none, "Builds from the fields' values from now on.", clear_cache},
    {"hexdump", {}, text, "The octets as hexadecimal lines.", hexdump_of},
    {"sprintf", {{{"format", text}}}, text, "A text with %LAYER.FIELD% filled in.", sprintf_of},
    {"route",
     {},
     list,
     "Interface, source and next hop by this host's routes.",
     [](Call& call) { return route_of(*self(call).packet, self(call).index); }},
};

constexpr Builtin layer_table[] = {
    {"fields_names",
     {},
     list,
     "The names of the fields.",
     [](Call& call) {
         List out;
         for (const Field& field : (*call.self->as<const Protocol*>())->fields) out.emplace_back(field.name);
         return Value(std::move(out));
     }},
};

}  // namespace

std::span<const Builtin> packet_methods() { return packet_table; }
std::span<const Builtin> layer_methods() { return layer_table; }

}  // namespace pkttest::language
