// Functions about layers: ls, explore's plain list.
#include <fmt/format.h>

#include "framework/language/evaluation.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

std::string fields_of(const Protocol& protocol) {
    std::string out;
    for (const Field& field : protocol.fields) {
        const Value initial = default_of(field);
        out += fmt::format("{:<12}: {:<14} {}\n", field.name, field.shape->name,
                           field.automatic() ? "(automatic)" : represent(field.shape->human(field, initial)));
    }
    return out;
}

Value run_ls(Call& call) {
    if (const auto* protocol = call[0].as<const Protocol*>()) return Value(fields_of(**protocol));
    if (const auto* packet = call[0].as<LayerReference>()) return Value(show(*packet->packet, packet->index));
    if (call.has(0))
        call.fail(0, fmt::format("ls takes a layer, not {}", describe(call[0])), "for example: ls(IP)");
    std::string out;
    for (const Protocol* protocol : known_protocols())
        out += fmt::format("{:<20} {}\n", protocol->name, protocol->title);
    return Value(std::move(out));
}

}  // namespace

extern const Builtin builtin_ls = {
    "ls", {{optional("layer")}}, Kind::text, "A layer's fields with their defaults, or all layers.", run_ls};

}  // namespace pkttest::language
