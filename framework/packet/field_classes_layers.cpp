// Field classes that one kind of layer has: what they are is that layer's field under another name.
#include <fmt/format.h>

#include <algorithm>

#include "framework/packet/field_class.h"
#include "framework/packet/protocol.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters plain = {"name", "default"};
constexpr Parameters rest_of = {"name", "default", "fmt", "remain"};
constexpr Parameters counted = {"name", "default", "count_from", "length_from"};

struct Origin {
    std::string_view field_class, protocol, field;
};
constexpr Origin origins[] = {
    {"DHCPOptionsField", "DHCP", "options"},
    {"ICMPTimeStampField", "ICMP", "ts_ori"},
    {"IP6ListField", "IPv6ExtHdrRouting", "addresses"},
    {"NetBIOSNameField", "NBNSQueryRequest", "QUESTION_NAME"},
    {"TCPOptionsField", "TCP", "options"},
    {"TimeStampField", "NTPHeader", "ref"},
};

/// The layer's field without what ties it to that layer's other fields.
std::optional<Problem> of_layer(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    const auto* origin = std::find_if(std::begin(origins), std::end(origins),
                                      [&](const Origin& each) { return each.field_class == what.name; });
    const Protocol* protocol = find_protocol(origin->protocol);
    const Field* field = protocol != nullptr ? find_field(*protocol, origin->field) : nullptr;
    if (field == nullptr)
        return Problem{fmt::format("{} is not there without {}", what.name, origin->protocol)};
    const Extent own = field->extent;
    if (auto problem = set_extent(call, out)) return problem;
    const Extent given = out.field.extent;
    out.field = *field;
    out.field.when = {};
    out.field.compute = nullptr;
    out.field.extent = given.kind != Extent::Kind::rest || own.kind != Extent::Kind::fixed ? given : own;
    out.field.name = out.keep_text(call.text("name"));
    return set_default(out, call["default"]);
}

constexpr FieldClass classes[] = {
    {"DHCPOptionsField", rest_of, of_layer}, {"ICMPTimeStampField", plain, of_layer},
    {"IP6ListField", counted, of_layer},     {"NetBIOSNameField", plain, of_layer},
    {"TCPOptionsField", rest_of, of_layer},  {"TimeStampField", plain, of_layer},
};

}  // namespace

std::span<const FieldClass> layer_field_classes() { return classes; }

}  // namespace pkttest
