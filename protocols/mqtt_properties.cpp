// The properties of MQTT 5.0 (OASIS Standard, 7 March 2019, 2.2.2), each with the value that its identifier
// says, and numbers of one to four octets (1.5.5).
#include "protocols/checked.h"
#include "protocols/mqtt.h"

namespace pkttest::protocols {

std::int64_t read_mqtt_length(std::span<const std::uint8_t> octets, std::size_t& at) {
    std::int64_t value = 0;
    for (int shift = 0; shift < 28 && at < octets.size(); shift += 7) {
        const std::uint8_t octet = octets[at++];
        value |= std::int64_t{octet & 0x7f} << shift;
        if (octet < 0x80) return value;
    }
    return -1;
}
std::vector<std::uint8_t> mqtt_length_octets(Integer value) {
    std::vector<std::uint8_t> out;
    do {
        out.push_back(static_cast<std::uint8_t>((value & 0x7f) | (value > 0x7f ? 0x80 : 0)));
        value >>= 7;
    } while (value > 0 && out.size() < 4);
    return out;
}

static const char* decode_length(const Field&, const Layer&, Cursor& cursor, Value& out) {
    std::size_t octets = 0;
    const std::int64_t value = read_mqtt_length({cursor.here(), cursor.octets_left()}, octets);
    cursor.bit += octets * 8;
    if (value < 0) return octets < 4 ? "the layer ends inside a length" : "a length of more than 4 octets";
    return out = Value(Integer{value}), nullptr;
}
/// Octets of the field that the number counts.
static Integer measured(const Field& field, const Layer& layer) {
    const Field& counted = *find_field(layer.protocol(), *static_cast<const char* const*>(field.user));
    std::vector<std::uint8_t> octets;
    BitWriter writer(octets);
    counted.shape->encode(counted, layer, layer.internal(counted), writer);
    return static_cast<Integer>(octets.size());
}
static constexpr Field number = bits("len", 28);
extern const Shape mqtt_length_shape = {
    .name = "length of 1 to 4 octets",
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_length(field, layer, cursor, ignored);
        },
    .decode = decode_length,
    .encode =
        [](const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
            Integer value = 0;
            if (!internal.to_integer(value)) {
                if (field.user == nullptr) return;  // Put in when the payload is known.
                value = measured(field, layer);
            }
            for (const std::uint8_t octet : mqtt_length_octets(value)) out.put(octet, 8);
        },
    .normalize = [](const Field&, const Value& in,
                    Value& internal) { return integer_shape.normalize(number, in, internal); },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return integer_shape.random(number); }};

static constexpr Name identifiers[] = {{1, "Payload Format Indicator"},
                                       {2, "Message Expiry Interval"},
                                       {3, "Content Type"},
                                       {8, "Response Topic"},
                                       {9, "Correlation Data"},
                                       {11, "Subscription Identifier"},
                                       {17, "Session Expiry Interval"},
                                       {18, "Assigned Client Identifier"},
                                       {19, "Server Keep Alive"},
                                       {21, "Authentication Method"},
                                       {22, "Authentication Data"},
                                       {23, "Request Problem Information"},
                                       {24, "Will Delay Interval"},
                                       {25, "Request Response Information"},
                                       {26, "Response Information"},
                                       {28, "Server Reference"},
                                       {31, "Reason String"},
                                       {33, "Receive Maximum"},
                                       {34, "Topic Alias Maximum"},
                                       {35, "Topic Alias"},
                                       {36, "Maximum QoS"},
                                       {37, "Retain Available"},
                                       {38, "User Property"},
                                       {39, "Maximum Packet Size"},
                                       {40, "Wildcard Subscription Available"},
                                       {41, "Subscription Identifier Available"},
                                       {42, "Shared Subscription Available"}};

template <std::uint64_t... of>
static bool is_any(const Layer& layer) {
    const std::uint64_t id = layer.integer("id");
    return ((id == of) || ...);
}
static constexpr auto is_octet = is_any<1, 23, 25, 36, 37, 40, 41, 42>;
static constexpr auto is_short = is_any<19, 33, 34, 35>;
static constexpr auto is_long = is_any<2, 17, 24, 39>;
static constexpr auto is_text = is_any<3, 8, 9, 18, 21, 22, 26, 28, 31, 38>;
static constexpr std::uint64_t subscription = 11, user_property = 38;

static constexpr Field octet = bits("value", 8), two_octets = bits("value", 16),
                       four_octets = bits("value", 32), variable = custom("value", mqtt_length_shape, 0),
                       text = octets("value", "", {.extent = octets_from("length")}),
                       unknown = octets("value", "", {.extent = rest()});
static constexpr Case values[] = {{when(is_octet), &octet},      {when(is_short), &two_octets},
                                  {when(is_long), &four_octets}, {equals("id", subscription), &variable},
                                  {when(is_text), &text},        {{}, &unknown}};
static constexpr Field fields[] = {
    enumeration("id", 8, 1, identifiers),
    bits("namelen", 16, {.when = equals("id", user_property), .length_of = {"name"}}),
    octets("name", "", {.when = equals("id", user_property), .extent = octets_from("namelen")}),
    bits("length", 16, {.when = when(is_text), .length_of = {"value"}}), one_of("value", values)};
extern constexpr Protocol mqtt_property =
    checked({.name = "MQTTProperty", .title = "MQTT property", .fields = fields});

}  // namespace pkttest::protocols
