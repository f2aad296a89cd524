// Describe: the words for fields, sizes, conditions and carriers, and the tables made of them.
#include "framework/packet/describe.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/shape.h"

namespace pkttest {

namespace {

std::string octet_count(int octets) { return fmt::format("{} octet{}", octets, octets == 1 ? "" : "s"); }

std::string extent_text(const Field& field) {
    const Extent& extent = field.extent;
    switch (extent.kind) {
        case Extent::Kind::none:
            return "as long as it says itself";
        case Extent::Kind::rest:
            return "to the end";
        case Extent::Kind::fixed:
            return octet_count(extent.add);
        case Extent::Kind::octets_from:
            return fmt::format("as long as {} says", extent.field);
        case Extent::Kind::count_from:
            return fmt::format("as many as {} says", extent.field);
        case Extent::Kind::up_to:
            return fmt::format("up to the octet that {} says", extent.field);
        case Extent::Kind::until:
            return fmt::format("to an octet {:#04x}", extent.add);
        case Extent::Kind::octets_by:
            return "as long as other fields say";
        case Extent::Kind::count_by:
            return "as many as other fields say";
    }
    return {};
}

std::string size_text(const Field& field) {
    if (field.width == 0) return extent_text(field);
    if (field.width % 8 == 0 && field.width > 64) return octet_count(field.width / 8);
    return fmt::format("{} bit{}{}", field.width, field.width == 1 ? "" : "s",
                       field.little_endian || field.word != 0 ? ", little-endian" : "");
}

std::string kind_text(const Field& field) {
    if (field.shape == &layers_shape) return fmt::format("list of {}", field.protocol);
    if (field.shape == &layer_shape) return std::string(field.protocol);
    if (field.shape == &list_shape) return fmt::format("list of {}", field.element->shape->name);
    return std::string(field.shape->name);
}

std::string initial_text(const Field& field) {
    if (field.automatic()) return "automatic";
    const Value initial = default_of(field);
    return initial.is_none() ? "none" : field.shape->represent(field, initial);
}

std::string condition_text(const When& when) {
    switch (when.test) {
        case When::Test::always:
            return {};
        case When::Test::equals:
            return fmt::format("where {} is {}", when.field, when.value);
        case When::Test::differs:
            return fmt::format("where {} is not {}", when.field, when.value);
        case When::Test::any_bit:
            return fmt::format("where {} has {:#x}", when.field, when.value);
        case When::Test::no_bit:
            return fmt::format("where {} lacks {:#x}", when.field, when.value);
        case When::Test::below:
            return fmt::format("where {} is below {}", when.field, when.value);
        case When::Test::from:
            return fmt::format("where {} is {} or more", when.field, when.value);
        case When::Test::by:
            return "depending on other fields";
    }
    return {};
}

/// A number as people know it: addresses are written by their octets.
std::string number_text(UnsignedInteger value) {
    return value > 0xffff ? fmt::format("0x{:x}", value) : fmt::format("{}", value);
}

/// "UDP where dport is 53 (read only)".
std::string carrier_text(const Carrier& carrier) {
    std::string text(carrier.protocol);
    for (const Condition& condition : carrier.conditions)
        if (!condition.field.empty())
            text += fmt::format("{} {} is {}", text == carrier.protocol ? " where" : " and", condition.field,
                                condition.is_range()
                                    ? fmt::format("from {} to {}", condition.value, condition.last)
                                    : number_text(condition.value));
    if (carrier.way == Carrier::Way::up) text += " (read only)";
    if (carrier.way == Carrier::Way::down) text += " (built only)";
    return text;
}

/// Text in a cell of a Markdown table.
std::string cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\\|");
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

FieldDescription describe(const Field& field) {
    return {std::string(field.name), size_text(field), kind_text(field), initial_text(field),
            condition_text(field.when)};
}

std::vector<FieldDescription> describe(const Protocol& protocol) {
    std::vector<FieldDescription> out;
    for (const Field& field : protocol.fields) out.push_back(describe(field));
    return out;
}

/// "Below it IP's dst is 0xe00000fb, unless it is told, where dport is 5353.\n"
static std::string told_text(const Told& told) {
    return fmt::format("Below it {}'s {} is {}, unless it is told{}.\n", told.lower, told.says.field,
                       number_text(told.says.value),
                       told.where.field.empty() ? ""
                                                : fmt::format(", where {} is {}", told.where.field,
                                                              number_text(told.where.value)));
}

static std::vector<std::string> carrier_texts(std::span<const Carrier> carriers) {
    std::vector<std::string> out;
    for (const Carrier& carrier : carriers) out.push_back(carrier_text(carrier));
    return out;
}

std::vector<std::string> describe_carriers(const Protocol& protocol) {
    std::vector<std::string> out = carrier_texts(protocol.carried_by);
    for (std::string& form : carrier_texts(protocol.variant_of)) out.push_back(std::move(form));
    return out;
}

std::vector<std::string> describe_payloads(const Protocol& protocol) {
    std::vector<std::string> out;
    for (const Carrier& carrier : protocol.payloads) out.push_back(carrier_text(carrier));
    if (!protocol.carries.empty()) out.emplace_back(protocol.carries);
    return out;
}

std::string markdown(const std::vector<const Protocol*>& protocols) {
    std::string out = fmt::format(
        "# Protocols\n\nThe {} layers that this version knows, generated from their tables. A field that is "
        "*automatic*\nis worked out when the packet is built.\n",
        protocols.size());
    for (const Protocol* protocol : protocols) {
        out += fmt::format("\n## {}\n\n{}.\n", protocol->name, protocol->title);
        if (!protocol->carried_by.empty())
            out += fmt::format("Carried by {}.\n", fmt::join(carrier_texts(protocol->carried_by), "; "));
        for (const Told& told : protocol->tells) out += told_text(told);
        if (!protocol->variant_of.empty())
            out += fmt::format("A form of {}.\n", fmt::join(carrier_texts(protocol->variant_of), "; "));
        if (const auto payloads = describe_payloads(*protocol); !payloads.empty())
            out += fmt::format("Carries {}.\n", fmt::join(payloads, "; "));
        if (protocol->fields.empty()) continue;
        out += "\n| field | size | kind | default |\n|---|---|---|---|\n";
        for (const FieldDescription& field : describe(*protocol))
            out += fmt::format("| `{}` | {}{}{} | {} | {} |\n", field.name, field.size,
                               field.condition.empty() ? "" : ", ", field.condition, cell(field.kind),
                               cell(field.initial));
    }
    return out;
}

}  // namespace pkttest
