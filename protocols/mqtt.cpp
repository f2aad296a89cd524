// MQTT 3.1 and 3.1.1 (OASIS Standard, 29 October 2014); of version 5 the parts that are older, its properties
// kept as octets. Messages stand one behind the other.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

// ---- remaining length (2.2.3): 7 bits an octet, the lowest first, at most 4 octets
// -------------------------

static const char* decode_length(const Field&, const Layer&, Cursor& cursor, Value& out) {
    Integer value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
        if (cursor.octets_left() == 0) return "the layer ends inside a length";
        const std::uint8_t octet = *cursor.here();
        cursor.bit += 8;
        value |= Integer{octet & 0x7f} << shift;
        if (octet < 0x80) return out = Value(value), nullptr;
    }
    return "a length of more than 4 octets";
}
static std::vector<std::uint8_t> length_octets(Integer value) {
    std::vector<std::uint8_t> out;
    do {
        out.push_back(static_cast<std::uint8_t>((value & 0x7f) | (value > 0x7f ? 0x80 : 0)));
        value >>= 7;
    } while (value > 0 && out.size() < 4);
    return out;
}
static constexpr Field number = bits("len", 28);
static constexpr Shape length_shape = {
    .name = "length of 1 to 4 octets",
    .skip =
        [](const Field& field, const Layer& layer, Cursor& cursor) {
            Value ignored;
            return decode_length(field, layer, cursor, ignored);
        },
    .decode = decode_length,
    .encode =
        [](const Field&, const Layer&, const Value& internal, BitWriter& out) {
            Integer value = 0;
            if (!internal.to_integer(value)) return;  // Unset: put in when the payload is known.
            for (const std::uint8_t octet : length_octets(value)) out.put(octet, 8);
        },
    .normalize = [](const Field&, const Value& in,
                    Value& internal) { return integer_shape.normalize(number, in, internal); },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return integer_shape.random(number); }};

/// Octets of the message, without the messages behind it.
static Integer message_octets(const Layer& layer) {
    const std::size_t start = layer.slot().start + layer.slot().length;
    std::size_t end = start + layer.payload().size();
    for (auto upper = layer.above(); upper; upper = upper->above())
        if (upper->is("MQTT")) return static_cast<Integer>(upper->slot().start - start);
    return static_cast<Integer>(end - start);
}
static void put_length(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    if (layer.slot().length > 1) return;
    const auto octets = length_octets(message_octets(layer));
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(start) + 1, octets.begin(), octets.end());
}

// ---- the fixed header
// --------------------------------------------------------------------------------------

static constexpr Name types[] = {{1, "CONNECT"},   {2, "CONNACK"},      {3, "PUBLISH"},   {4, "PUBACK"},
                                 {5, "PUBREC"},    {6, "PUBREL"},       {7, "PUBCOMP"},   {8, "SUBSCRIBE"},
                                 {9, "SUBACK"},    {10, "UNSUBSCRIBE"}, {11, "UNSUBACK"}, {12, "PINGREQ"},
                                 {13, "PINGRESP"}, {14, "DISCONNECT"},  {15, "AUTH"}};
static constexpr Name switches[] = {{0, "Disabled"}, {1, "Enabled"}};
static constexpr Name qualities[] = {
    {0, "At most once delivery"}, {1, "At least once delivery"}, {2, "Exactly once delivery"}};
static constexpr Field flag(std::string_view name) { return enumeration(name, 1, 0, switches); }
static constexpr Field fields[] = {enumeration("type", 4, 1, types), flag("DUP"),
                                   enumeration("QOS", 2, 0, qualities), flag("RETAIN"),
                                   custom("len", length_shape)};
static constexpr Carrier carriers[] = {{"TCP", "sport", 1883, up}, {"TCP", "dport", 1883}};
/// What stands within a message of an unknown type is not another message.
static const Protocol* behind_header(const Layer& layer) {
    const std::uint64_t type = layer.integer("type");
    const bool is_known = (type >= 1 && type <= 11) || type == 14;
    return !is_known && layer.integer("len") > 0 ? find_protocol("Raw") : nullptr;
}
extern constexpr Protocol mqtt = checked({.name = "MQTT",
                                          .title = "MQTT fixed header",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .carries = "MQTT",
                                          .guess_payload = behind_header,
                                          .post_build = put_length});

// ---- messages
// ------------------------------------------------------------------------------------------------

/// What the fixed header leaves for a field behind `before` octets of the message; nothing where it is not
/// there.
template <int before>
static std::int64_t left(const Layer& layer) {
    const auto header = layer.below();
    if (!header || !header->is("MQTT") || layer.is_crafted()) return 0;
    return std::max<std::int64_t>(static_cast<std::int64_t>(header->integer("len")) - before, 0);
}
template <unsigned type>
static constexpr Carrier by_type[] = {{"MQTT", "type", type}};
/// Messages whose flags the standard fixes (2.2.2).
template <unsigned type>
static constexpr Carrier reliable[] = {{"MQTT", "type", type, up},
                                       {"MQTT", {"type", type}, {"QOS", 1}, down}};
static constexpr Protocol message(std::string_view name, std::string_view title, std::span<const Field> parts,
                                  std::span<const Carrier> by) {
    return checked({.name = name, .title = title, .fields = parts, .carried_by = by, .carries = "MQTT"});
}

static constexpr Field length_of(std::string_view name, std::string_view field) {
    return bits(name, 16, {.length_of = {field}});
}
static constexpr Field text(std::string_view name, std::string_view length) {
    return octets(name, "", {.extent = octets_from(length)});
}
static constexpr Field length_if(std::string_view name, std::string_view field, std::string_view condition) {
    return bits(name, 16, {.when = equals(condition, 1), .length_of = {field}});
}
static constexpr Field text_if(std::string_view name, std::string_view length, std::string_view condition) {
    return octets(name, "", {.when = equals(condition, 1), .extent = octets_from(length)});
}
static constexpr Name levels[] = {{3, "v3.1"}, {4, "v3.1.1"}, {5, "v5.0"}};
static constexpr Field connect[] = {length_of("length", "protoname"),
                                    text("protoname", "length"),
                                    enumeration("protolevel", 8, 5, levels),
                                    flag("usernameflag"),
                                    flag("passwordflag"),
                                    flag("willretainflag"),
                                    enumeration("willQOSflag", 2, 0, qualities),
                                    flag("willflag"),
                                    flag("cleansess"),
                                    flag("reserved"),
                                    bits("klive", 16),
                                    length_of("clientIdlen", "clientId"),
                                    text("clientId", "clientIdlen"),
                                    length_if("wtoplen", "willtopic", "willflag"),
                                    text_if("willtopic", "wtoplen", "willflag"),
                                    length_if("wmsglen", "willmsg", "willflag"),
                                    text_if("willmsg", "wmsglen", "willflag"),
                                    length_if("userlen", "username", "usernameflag"),
                                    text_if("username", "userlen", "usernameflag"),
                                    length_if("passlen", "password", "passwordflag"),
                                    text_if("password", "passlen", "passwordflag")};
extern constexpr Protocol mqtt_connect = message("MQTTConnect", "MQTT connect", connect, by_type<1>);

/// What version 5 has behind the older parts.
template <int before>
static constexpr Field properties = octets("properties", "", {.extent = octets_by(left<before>)});
static constexpr Name return_codes[] = {{0, "Connection Accepted"},   {1, "Unacceptable protocol version"},
                                        {2, "Identifier rejected"},   {3, "Server unavailable"},
                                        {4, "Bad username/password"}, {5, "Not authorized"}};
static constexpr Field connack[] = {bits("sessPresentFlag", 8), enumeration("retcode", 8, 0, return_codes),
                                    properties<2>};
extern constexpr Protocol mqtt_connack = message("MQTTConnack", "MQTT connack", connack, by_type<2>);

static bool is_identified(const Layer& layer) {
    const auto header = layer.below();
    return header && header->integer("QOS") != 0;
}
static std::int64_t value_octets(const Layer& layer) {
    const auto header = layer.below();
    if (!header || !header->is("MQTT")) return static_cast<std::int64_t>(layer.header().size());
    return static_cast<std::int64_t>(header->integer("len")) -
           static_cast<std::int64_t>(layer.integer("length")) - (is_identified(layer) ? 4 : 2);
}
static constexpr Field publish[] = {length_of("length", "topic"), text("topic", "length"),
                                    bits("msgid", 16, 0, {.when = when(is_identified)}),
                                    octets("value", "", {.extent = octets_by(value_octets)})};
extern constexpr Protocol mqtt_publish = message("MQTTPublish", "MQTT publish", publish, by_type<3>);

static constexpr Field identified[] = {bits("msgid", 16, Default()), properties<2>};
extern constexpr Protocol mqtt_puback = message("MQTTPuback", "MQTT puback", identified, by_type<4>);
extern constexpr Protocol mqtt_pubrec = message("MQTTPubrec", "MQTT pubrec", identified, by_type<5>);
extern constexpr Protocol mqtt_pubrel = message("MQTTPubrel", "MQTT pubrel", identified, reliable<6>);
extern constexpr Protocol mqtt_pubcomp = message("MQTTPubcomp", "MQTT pubcomp", identified, by_type<7>);
extern constexpr Protocol mqtt_unsuback = message("MQTTUnsuback", "MQTT unsuback", identified, by_type<11>);

static constexpr Field topic[] = {length_of("length", "topic"), text("topic", "length")};
extern constexpr Protocol mqtt_topic = checked({.name = "MQTTTopic", .title = "MQTT topic", .fields = topic});
static constexpr Field topic_quality[] = {length_of("length", "topic"), text("topic", "length"),
                                          enumeration("QOS", 8, 0, qualities)};
extern constexpr Protocol mqtt_topic_qos =
    checked({.name = "MQTTTopicQOS", .title = "MQTT topic", .fields = topic_quality});
static constexpr Field subscribe[] = {bits("msgid", 16, Default()),
                                      layers("topics", "MQTTTopicQOS", {.extent = octets_by(left<2>)})};
extern constexpr Protocol mqtt_subscribe = message("MQTTSubscribe", "MQTT subscribe", subscribe, reliable<8>);
static constexpr Field unsubscribe[] = {bits("msgid", 16, Default()),
                                        layers("topics", "MQTTTopic", {.extent = octets_by(left<2>)})};
extern constexpr Protocol mqtt_unsubscribe =
    message("MQTTUnsubscribe", "MQTT unsubscribe", unsubscribe, reliable<10>);

static constexpr Name grants[] = {{0, "Success"}, {1, "Success"}, {2, "Success"}, {128, "Failure"}};
static constexpr Field grant = enumeration("retcode", 8, 0, grants);
static constexpr Field suback[] = {bits("msgid", 16, Default()),
                                   list("retcodes", grant, {.extent = octets_by(left<2>)})};
static constexpr Alias former_names[] = {{"retcode", "retcodes"}};
extern constexpr Protocol mqtt_suback = checked({.name = "MQTTSuback",
                                                 .title = "MQTT suback",
                                                 .fields = suback,
                                                 .carried_by = by_type<9>,
                                                 .carries = "MQTT",
                                                 .aliases = former_names});

static constexpr Field disconnect[] = {properties<0>};
extern constexpr Protocol mqtt_disconnect =
    message("MQTTDisconnect", "MQTT disconnect", disconnect, by_type<14>);

}  // namespace pkttest::protocols
