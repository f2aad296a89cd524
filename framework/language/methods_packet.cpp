// Methods of packets and of layers, Scapy's. What prints there gives its text here.
#include <fmt/format.h>

#include "framework/language/evaluation.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, text = Kind::text, list = Kind::list, packet = Kind::packet;

const LayerReference& self(const Call& call) { return *call.self->as<LayerReference>(); }

Packet own(const Call& call) { return to_packet(*call.self, call.span); }

const Protocol* wanted(const Call& call, std::size_t parameter) {
    const Value& given = call[parameter];
    if (const auto* protocol = given.as<const Protocol*>()) return *protocol;
    if (!given.is_text())
        call.fail(parameter, fmt::format("{} takes a layer, not {}", call.name, describe(given)));
    if (const Protocol* protocol = find_protocol(*given.octets())) return protocol;
    call.fail(parameter, fmt::format("there is no layer named {}", *given.octets()));
}

Value layer_at(const Call& call, std::optional<std::size_t> index) {
    return index ? Value(LayerReference{self(call).packet, *index}) : Value();
}

Value haslayer(Call& call) {
    return self(call).packet->find(*wanted(call, 0), 1, self(call).index).has_value();
}

Value getlayer(Call& call) {
    const Packet& whole = *self(call).packet;
    if (Integer nth = 0; call[0].to_integer(nth)) {
        const auto at = self(call).index + static_cast<std::size_t>(call.integer_within(0, 0, 1'000'000));
        return layer_at(call, at < whole.size() ? std::optional(at) : std::nullopt);
    }
    const auto nth = static_cast<int>(call.has(1) ? call.integer_within(1, 1, 1'000'000) : 1);
    return layer_at(call, whole.find(*wanted(call, 0), nth, self(call).index));
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
/// What Scapy prints, unless `dump` asks for it; without a place to print it is the value.
Value printed(const Call& call, std::string text) {
    if (!call.truth(0) && call.variables.services().write(text)) return {};
    return Value(std::move(text));
}

Value show_it(Call& call) { return printed(call, show(*self(call).packet, self(call).index)); }
Value summary_of(Call& call) { return Value(summary(*self(call).packet, self(call).index)); }
Value command_of(Call& call) { return Value(command(*self(call).packet, self(call).index)); }

Value show_built(Call& call) {
    const Packet whole = own(call);
    if (whole.empty()) return printed(call, "");
    return printed(call, show(Packet::dissect(whole.build(), whole[0].protocol())));
}

Value answers_it(Call& call) { return answers(own(call), to_packet(call[0], call.arguments[0].span)); }
Value hashret_of(Call& call) { return Value(Bytes{hashret(own(call))}); }

Value getfieldval(Call& call) {
    const LayerReference& here = self(call);
    for (std::size_t i = here.index; i < here.packet->size(); ++i)
        if (const Field* field = find_field((*here.packet)[i].protocol(), call.octets(0)))
            return (*here.packet)[i].get(*field);
    call.fail(0, fmt::format("no layer of {} has a field named {}", layer_names(here), call.octets(0)));
}

Value setfieldval(Call& call) {
    const LayerReference& here = self(call);
    if (here.index >= here.packet->size()) call.fail("an empty packet has no fields");
    if (const auto problem = here.packet->set(here.index, call.octets(0), call[1]))
        throw EvaluationError(call.arguments[1].span, *problem);
    return {};
}

Value delfieldval(Call& call) {
    const LayerReference& here = self(call);
    for (std::size_t i = here.index; i < here.packet->size(); ++i) {
        const Field* field = find_field((*here.packet)[i].protocol(), call.octets(0));
        if (field == nullptr) continue;
        here.packet->unset(i, *field);
        return {};
    }
    call.fail(0, fmt::format("no layer of {} has a field named {}", layer_names(here), call.octets(0)));
}

Value fields(Call& call) {
    auto out = std::make_shared<Dictionary>();
    const LayerReference& here = self(call);
    if (here.index >= here.packet->size()) return Value(std::move(out));
    const Layer layer = (*here.packet)[here.index];
    for (const Field& field : layer.protocol().fields) {
        const bool told =
            !layer.is_crafted() || layer.slot().crafted->find(index_of(layer.protocol(), field)) != nullptr;
        if (told && layer.has(field)) out->emplace_back(Value(field.name), layer.get(field));
    }
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

/// One `%IP.src%` or `%TCP:2.flags%` of sprintf.
std::string directive(const LayerReference& here, std::string_view text) {
    const std::size_t dot = text.find('.');
    std::string_view layer = text.substr(0, std::min(dot, text.size()));
    int nth = 1;
    if (const std::size_t colon = layer.find(':'); colon != layer.npos) {
        nth = 0;
        for (const char c : layer.substr(colon + 1, 6))
            nth = c >= '0' && c <= '9' ? nth * 10 + (c - '0') : nth;
        layer = layer.substr(0, colon);
    }
    const Protocol* protocol = find_protocol(layer);
    if (protocol == nullptr || dot == text.npos) return fmt::format("%{}%", text);
    const auto found = here.packet->find(*protocol, std::max(nth, 1), here.index);
    return found ? (*here.packet)[*found].text(text.substr(dot + 1)) : "??";
}

Value sprintf(Call& call) {
    std::string out;
    std::string_view rest = call.octets(0);
    while (!rest.empty()) {
        const std::size_t begin = rest.find('%');
        const std::size_t end = begin == rest.npos ? rest.npos : rest.find('%', begin + 1);
        out += rest.substr(0, begin);
        if (end == rest.npos)
            return out += begin == rest.npos ? "" : rest.substr(begin), Value(std::move(out));
        out += end == begin + 1 ? "%" : directive(self(call), rest.substr(begin + 1, end - begin - 1));
        rest.remove_prefix(end + 1);
    }
    return Value(std::move(out));
}

constexpr Parameter dump = optional("dump");

constexpr Builtin packet_table[] = {
    {"haslayer", {{{"layer"}}}, Kind::truth, "Whether a layer is there.", haslayer},
    {"getlayer",
     {{{"layer"}, optional("nb", number)}},
     Kind::unknown,
     "The nth layer of a kind, or None.",
     getlayer},
    {"lastlayer", {}, packet, "The innermost layer.", lastlayer},
    {"firstlayer", {}, packet, "The outermost layer.", firstlayer},
    {"layers", {}, list, "The layers, from here on.", layers},
    {"copy", {}, packet, "A packet of its own.", copy},
    {"build", {}, Kind::bytes, "The octets.", build},
    {"show", {{dump}}, text, "All layers and fields, a line each.", show_it},
    {"show2", {{dump}}, text, "The same, of the packet as it is built.", show_built},
    {"summary", {}, text, "One line.", summary_of},
    {"command", {}, text, "The expression that makes the packet.", command_of},
    {"answers", {{{"request", packet}}}, Kind::truth, "Whether it answers a request.", answers_it},
    {"hashret", {}, Kind::bytes, "Alike for a request and its answers.", hashret_of},
    {"getfieldval", {{{"field", text}}}, Kind::unknown, "A field's value, by name.", getfieldval},
    {"setfieldval", {{{"field", text}, {"value"}}}, Kind::none, "Sets a field, by name.", setfieldval},
    {"delfieldval", {{{"field", text}}}, Kind::none, "A field back to its default.", delfieldval},
    {"fields", {}, Kind::dictionary, "The fields that are set, by name.", fields},
    {"remove_payload", {}, Kind::none, "Takes away what is above.", remove_payload},
    {"add_payload", {{{"payload"}}}, Kind::none, "Puts a payload on top.", add_payload},
    {"clear_cache", {}, Kind::none, "Builds from the fields' values from now on.", clear_cache},
    {"hexdump", {}, text, "The octets as hexadecimal lines.", hexdump_of},
    {"sprintf", {{{"format", text}}}, text, "A text with %LAYER.FIELD% filled in.", sprintf},
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
