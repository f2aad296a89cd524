// The flows of a NetFlow 9 or IPFIX data set (RFC 3954, 5.3; RFC 7011, 3.4.3), read by the template that
// stands in the same packet: a list per flow of tuples, ("IPV4_SRC_ADDR", "192.0.2.1").
#include <algorithm>

#include "framework/packet/address.h"
#include "framework/packet/layer.h"
#include "framework/packet/value_set.h"
#include "protocols/netflow.h"

namespace pkttest::protocols {

namespace {

using View = std::span<const std::uint8_t>;

struct Part {
    std::uint16_t type;
    std::uint16_t length;
    bool is_known;  ///< Not an enterprise's own.
};
/// A length that each flow tells itself (RFC 7011, 7).
constexpr std::uint16_t variable = 0xffff;

std::size_t number(View octets, std::size_t at) {
    return static_cast<std::size_t>(octets[at]) << 8 | octets[at + 1];
}

/// The parts of a template with this number in a set of templates; empty where it is not there.
std::vector<Part> find_in_set(View set, std::size_t id) {
    std::size_t end = std::min(number(set, 2), set.size()), at = 4;
    while (at + 4 <= end) {
        const std::size_t this_id = number(set, at), count = number(set, at + 2);
        std::vector<Part> parts;
        at += 4;
        while (parts.size() < count && at + 4 <= end) {
            const bool is_enterprise = (set[at] & 0x80) != 0;
            parts.push_back({static_cast<std::uint16_t>(number(set, at) & 0x7fff),
                             static_cast<std::uint16_t>(number(set, at + 2)), !is_enterprise});
            at += is_enterprise ? 8 : 4;
        }
        if (this_id == id && parts.size() == count) return parts;
    }
    return {};
}

std::vector<Part> template_of(const Layer& data) {
    for (auto lower = data.below(); lower; lower = lower->below()) {
        const bool has_templates = lower->is("NetflowFlowsetV9") && lower->header().size() >= 4;
        auto parts =
            has_templates ? find_in_set(lower->header(), data.integer("templateID")) : std::vector<Part>();
        if (!parts.empty()) return parts;
    }
    return {};
}

Value value_of(const Part& part, View octets) {
    constexpr std::uint16_t ipv4_types[] = {8, 12, 15, 18, 47, 130, 211, 225, 226, 366, 403, 432},
                            ipv6_types[] = {27, 28, 62, 63, 131, 212, 281, 282, 404},
                            mac_types[] = {56, 57, 80, 81, 365, 367, 414, 415};
    const auto is = [&](const auto& types, std::size_t size) {
        return part.is_known && octets.size() == size &&
               std::ranges::find(types, part.type) != std::end(types);
    };
    UnsignedInteger big = 0;
    for (const std::uint8_t octet : octets) big = big << 8 | octet;
    if (is(ipv4_types, 4)) return Value(ipv4_text(static_cast<std::uint32_t>(big)));
    if (is(ipv6_types, 16)) return Value(ipv6_text(big));
    if (is(mac_types, 6)) return Value(mac_text(static_cast<std::uint64_t>(big)));
    if (octets.size() <= 8) return Value(static_cast<Integer>(big));
    return Value(Bytes{std::string(octets.begin(), octets.end())});
}

Value name_of_part(const Part& part) {
    if (part.is_known)
        for (const Name& one : netflow_fields)
            if (one.value == part.type) return Value(one.name);
    return Value(static_cast<Integer>(part.type));
}

/// One flow from the front; false where what is left is less.
bool take_flow(const std::vector<Part>& parts, View& octets, List& out) {
    View left = octets;
    for (const Part& part : parts) {
        std::size_t length = part.length;
        if (length == variable) {
            if (left.empty()) return false;
            const bool is_long = left[0] == 0xff;
            if (is_long && left.size() < 3) return false;
            length = is_long ? number(left, 1) : left[0];
            left = left.subspan(is_long ? 3 : 1);
        }
        if (length > left.size()) return false;
        out.push_back(Value::tuple({name_of_part(part), value_of(part, left.first(length))}));
        left = left.subspan(length);
    }
    const bool took = left.size() < octets.size();
    octets = left;
    return took;
}

const char* skip_flows(const Field&, const Layer&, Cursor&) { return nullptr; }

const char* decode_flows(const Field&, const Layer& layer, Cursor&, Value& out) {
    const std::vector<Part> parts = template_of(layer);
    View octets = layer.header();
    octets = octets.subspan(std::min<std::size_t>(4, octets.size()));
    List flows;
    for (List flow; !parts.empty() && take_flow(parts, octets, flow); flow.clear())
        flows.push_back(Value(flow));
    if (!flows.empty()) out = Value(std::move(flows));
    return nullptr;
}

/// Records end at a multiple of 4 octets, where the length is not told (RFC 3954, 5.3).
void encode_padding(const Field&, const Layer& layer, const Value&, BitWriter& out) {
    const auto* crafted = layer.slot().crafted;
    const Field* records = find_field(layer.protocol(), "records");
    if (crafted == nullptr || crafted->find(index_of(layer.protocol(), *records) - 1) != nullptr) return;
    std::vector<std::uint8_t> octets;
    BitWriter writer(octets);
    records->shape->encode(*records, layer, layer.internal(*records), writer);
    out.put_octets(std::string(-octets.size() % 4, '\0'));
}

}  // namespace

extern constexpr Shape netflow_flows_shape = {
    .name = "flows",
    .takes_lists = true,
    .skip = skip_flows,
    .decode = decode_flows,
    .encode = encode_padding,
    .normalize = [](const Field&, const Value& in, Value& internal) -> std::optional<Problem> {
        return internal = in, std::nullopt;
    },
    .human = [](const Field&, const Value& v) { return v; },
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(); }};

}  // namespace pkttest::protocols
