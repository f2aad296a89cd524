// Functions that tell what there is: ls, lsc, explore. They print as Scapy's do; where there is no place to
// print to, their value is the text.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

/// Scapy's name for a number of this size.
std::string number_class(const Field& field) {
    std::string size;
    switch (field.width) {
        case 8:
            size = "Byte";
            break;
        case 16:
            size = "Short";
            break;
        case 24:
            size = "ThreeBytes";
            break;
        case 32:
            size = "Int";
            break;
        case 64:
            size = "Long";
            break;
        default:
            size = "Bit";
    }
    const std::string kind = field.is_signed ? "Signed" : "";
    const std::string named = field.names.empty() ? "" : "Enum";
    const std::string order = field.little_endian ? "LE" : "";
    return (field.hex ? "X" : "") + order + kind + size + named + "Field";
}

/// The class that the field has, or would have, in Scapy.
std::string class_of(const Field& field) {
    struct Row {
        const Shape* shape;
        std::string_view name;
    };
    static constexpr Row rows[] = {
        {&flags_shape, "FlagsField"},
        {&mac_shape, "MACField"},
        {&ipv4_shape, "IPField"},
        {&ipv6_shape, "IP6Field"},
        {&list_shape, "FieldListField"},
        {&layers_shape, "PacketListField"},
        {&layer_shape, "PacketField"},
        {&one_of_shape, "MultipleTypeField"},
        {&domain_name_shape, "DNSStrField"},
        {&scaled_shape, "FixedPointField"},
    };
    std::string out;
    for (const Row& row : rows)
        if (row.shape == field.shape) out = row.name;
    if (field.shape == &integer_shape) out = number_class(field);
    if (field.shape == &octets_shape)
        out = field.extent.kind == Extent::Kind::fixed  ? "StrFixedLenField"
              : field.extent.kind == Extent::Kind::rest ? "StrField"
                                                        : "StrLenField";
    if (out.empty()) out = field.shape->name;
    if (out == "BitField") out += fmt::format("  ({} bit{})", field.width, field.width == 1 ? "" : "s");
    return field.conditional() ? out + " (Cond)" : out;
}

std::string default_text(const Field& field) {
    const Value initial = field.automatic() ? Value() : default_of(field);
    const Value shown = initial.is_none() ? initial : field.shape->human(field, initial);
    return fmt::format("({})", represent_text(represent_python(shown)));
}

void list_names(const Field& field, std::string& out) {
    for (const pkttest::Name& name : field.names)
        out += fmt::format("{:15}{}: {}\n", "", name.name, name.value);
}

std::string fields_text(const Protocol& protocol, bool verbose) {
    std::string out;
    for (const Field& field : protocol.fields) {
        out += fmt::format("{:<10} : {:<35} = {}\n", field.name, class_of(field), default_text(field));
        if (verbose) list_names(field, out);
    }
    return out;
}

std::string packet_text(const LayerReference& packet, bool verbose) {
    std::string out;
    for (std::size_t i = packet.index; i < packet.packet->size(); ++i) {
        const Layer layer = (*packet.packet)[i];
        if (i != packet.index) out += "--\n";
        for (const Field& field : layer.protocol().fields) {
            out += fmt::format("{:<10} : {:<35} = {:<15} {}\n", field.name, class_of(field),
                               represent_python(layer.get(field)), default_text(field));
            if (verbose) list_names(field, out);
        }
    }
    return out;
}

bool contains(std::string_view text, std::string_view part) {
    const auto alike = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), alike) != text.end();
}

/// All layers with `part` in their names.
std::string layer_list(std::string_view part, std::size_t width, std::string_view separator) {
    std::string out;
    for (const Protocol* protocol : known_protocols())
        if (contains(protocol->name, part) || contains(shown_name(*protocol), part))
            out += fmt::format("{:<{}}{}{}\n", protocol->name, width, separator, shown_name(*protocol));
    return out;
}

Value run_ls(Call& call) {
    const bool verbose = call.truth(2);
    if (const auto* protocol = call[0].as<const Protocol*>())
        return call.print(fields_text(**protocol, verbose), 3);
    if (const auto* packet = call[0].as<LayerReference>())
        return call.print(packet_text(*packet, verbose), 3);
    if (call.has(0) && !call[0].is_text())
        call.fail(0, fmt::format("ls takes a layer, a packet or part of a name, not {}", describe(call[0])),
                  "for example: ls(IP)");
    return call.print(layer_list(call.octets(0, ""), 10, " : "), 3);
}

Value run_lsc(Call& call) {
    std::vector<const Builtin*> all(all_builtins().begin(), all_builtins().end());
    std::sort(all.begin(), all.end(), [](const Builtin* a, const Builtin* b) { return a->name < b->name; });
    std::string out;
    for (const Builtin* builtin : all) out += fmt::format("{:<22}: {}\n", builtin->name, builtin->title);
    return call.print(std::move(out), 0);
}

Value run_explore(Call& call) {
    const std::string part = call.octets(0, "");
    const std::string rows = layer_list(part, 30, "|");
    if (rows.empty()) call.fail(0, fmt::format("no layer has {} in its name", represent_text(part)));
    return call.print(fmt::format("{:<30}|Name\n{:-<30}|{:-<30}\n{}", "Class", "", "", rows), 1);
}

constexpr auto text = Kind::text;

}  // namespace

extern const Builtin builtin_ls = {
    "ls",
    {{optional("obj"), optional("case_sensitive"), optional("verbose"), optional("dump")}},
    text,
    "A layer's fields with their defaults, a packet's with their values, or the layers.",
    run_ls};
extern const Builtin builtin_lsc = {
    "lsc", {{optional("dump")}}, text, "All functions, a line each.", run_lsc};
extern const Builtin builtin_explore = {"explore",
                                        {{optional("layer", text), optional("dump")}},
                                        text,
                                        "The layers with this in their names.",
                                        run_explore};

}  // namespace pkttest::language
