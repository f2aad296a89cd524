// MQTT 3.1.1 (OASIS Standard, 29 October 2014) and 5.0 (OASIS Standard, 7 March 2019): messages, one behind
// the other. What differs in version 5 is read where the message tells it, behind a CONNECT of that version
// in the same packet, and under MQTT5.
#include "protocols/mqtt.h"

#include <algorithm>

#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/mqtt_numbers.h"

namespace pkttest::protocols {

/// Octets of the message, without the messages behind it.
static Integer message_octets(const Layer& layer) {
    const std::size_t start = layer.slot().start + layer.slot().length;
    std::size_t end = start + layer.payload().size();
    for (auto upper = layer.above(); upper; upper = upper->above())
        if (is_mqtt_header(*upper)) return static_cast<Integer>(upper->slot().start - start);
    return static_cast<Integer>(end - start);
}
static void put_length(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    if (layer.slot().length > 1) return;
    const auto octets = mqtt_length_octets(message_octets(layer));
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(start) + 1, octets.begin(), octets.end());
}

// ---- the fixed header -------------------------------------------------------------------------------

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
                                   custom("len", mqtt_length_shape)};
static constexpr Carrier carriers[] = {{"TCP", "sport", 1883, up}, {"TCP", "dport", 1883}};
bool is_mqtt_header(const Layer& layer) { return layer.is("MQTT") || layer.is("MQTT5"); }
/// What stands within a message of an unknown type is not another message.
static const Protocol* behind_header(const Layer& layer) {
    const std::uint64_t type = layer.integer("type");
    const bool is_known = (type >= 1 && type <= 11) || type >= 14;
    return !is_known && layer.integer("len") > 0 ? find_protocol("Raw") : nullptr;
}
extern constexpr Protocol mqtt = checked({.name = "MQTT",
                                          .title = "MQTT fixed header",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .carries = "MQTT",
                                          .guess_payload = behind_header,
                                          .post_build = put_length});

/// The same for connections that are known to be of version 5.
extern constexpr Protocol mqtt5 = checked({.name = "MQTT5",
                                           .title = "MQTT fixed header, version 5",
                                           .fields = fields,
                                           .carries = "MQTT5",
                                           .guess_payload = behind_header,
                                           .post_build = put_length});

// ---- what tells the version ----

MqttMessage mqtt_message(const Layer& message) {
    const auto header = message.below();
    const auto octets = message.header();
    if (!header || !is_mqtt_header(*header)) return {octets, false};
    const auto counted = static_cast<std::size_t>(header->integer("len"));
    return {octets.first(std::min(counted, octets.size())), counted <= octets.size()};
}
bool is_under_mqtt5(const Layer& message) {
    const auto header = message.below();
    return header && header->is("MQTT5");
}
bool is_told(const Layer& message, std::string_view field) {
    const Protocol& protocol = message.protocol();
    const Value* value = message.slot().crafted->find(index_of(protocol, *find_field(protocol, field)));
    return value != nullptr && !value->is_none();
}

/// Moves behind a text or other octets with their length of two octets; false where they are not whole.
static bool pass_text(std::span<const std::uint8_t> octets, std::size_t& at) {
    if (at + 2 > octets.size()) return false;
    at += 2 + static_cast<std::size_t>(octets[at] << 8 | octets[at + 1]);
    return at <= octets.size();
}
static bool pass_properties(std::span<const std::uint8_t> octets, std::size_t& at) {
    const std::int64_t length = read_mqtt_length(octets, at);
    if (length < 0) return false;
    at += static_cast<std::size_t>(length);
    return at <= octets.size();
}

/// A CONNECT that says version 5, and has what that version has.
static bool connects_in_version5(const Layer& layer) {
    if (is_under_mqtt5(layer)) return true;
    if (layer.is_crafted()) return is_told(layer, "properties") || is_told(layer, "willproperties");
    if (layer.integer("protolevel") != 5) return false;
    const auto octets = mqtt_message(layer).octets;
    std::size_t at = 0;
    if (!pass_text(octets, at)) return false;
    at += 4;
    return pass_properties(octets, at) && pass_text(octets, at);
}
static bool wills_in_version5(const Layer& layer) {
    return layer.integer("willflag") == 1 && connects_in_version5(layer);
}
/// Whether the connection is of version 5: its first message, where it is in this packet.
static bool is_version5(const Layer& layer) {
    if (is_under_mqtt5(layer)) return true;
    for (std::size_t i = 0; i + 1 < layer.index(); ++i)
        if (is_mqtt_header({layer.table(), i})) {
            const Layer first(layer.table(), i + 1);
            return first.is("MQTTConnect") && connects_in_version5(first);
        }
    return false;
}

/// Topics up to the end, each with an octet of what `options` allows.
static bool are_topics(std::span<const std::uint8_t> octets, std::size_t at, bool (*options)(unsigned)) {
    if (at >= octets.size()) return false;
    while (at < octets.size()) {
        const std::size_t start = at;
        if (!pass_text(octets, at) || at == start + 2) return false;
        if (options != nullptr && (at >= octets.size() || !options(octets[at++]))) return false;
    }
    return true;
}
static bool is_quality(unsigned octet) { return octet <= 2; }
static bool are_options(unsigned octet) {
    return octet < 0x30 && (octet & 3) != 3;  // Retain handling 0 to 2, no reserved bit.
}
/// Topics of version 5 have properties before them. Where neither version is certain, the octets tell: they
/// make sense in that one alone.
template <bool with_options>
static bool lists_in_version5(const Layer& layer) {
    if (is_version5(layer)) return true;
    if (layer.is_crafted()) return is_told(layer, "properties");
    const auto [octets, is_whole] = mqtt_message(layer);
    if (!is_whole || are_topics(octets, 2, with_options ? is_quality : nullptr)) return false;
    std::size_t at = 2;
    return pass_properties(octets, at) && are_topics(octets, at, with_options ? are_options : nullptr);
}
static bool grants_in_version5(const Layer& layer) {
    if (is_version5(layer)) return true;
    if (layer.is_crafted()) return is_told(layer, "properties");
    const auto [octets, is_whole] = mqtt_message(layer);
    std::size_t at = 2;
    if (!is_whole || octets.size() <= at) return false;
    const auto is_older = [](std::uint8_t code) { return code <= 2 || code == 0x80; };
    if (std::all_of(octets.begin() + 2, octets.end(), is_older)) return false;
    return pass_properties(octets, at) && at < octets.size();
}
/// Messages that are longer in version 5: by more than `shortest` octets.
template <std::size_t shortest>
static bool is_longer(const Layer& layer) {
    if (layer.is_crafted()) return is_told(layer, "properties") || is_under_mqtt5(layer);
    return mqtt_message(layer).octets.size() > shortest;
}
/// A reason code, and properties behind it, may be left out.
template <std::size_t shortest>
static bool has_reason_properties(const Layer& layer) {
    if (layer.is_crafted()) return is_told(layer, "properties");
    return mqtt_message(layer).octets.size() > shortest + 1;
}
template <std::size_t shortest>
static bool has_reason(const Layer& layer) {
    if (layer.is_crafted()) return is_told(layer, "reason") || is_told(layer, "properties");
    return mqtt_message(layer).octets.size() > shortest;
}

// ---- messages ---------------------------------------------------------------------------------------

/// What the fixed header counts behind `before` octets of the message; nothing where there is none.
static std::int64_t left_behind(const Layer& layer, std::int64_t before) {
    const auto header = layer.below();
    if (!header || !is_mqtt_header(*header) || layer.is_crafted()) return 0;
    return std::max<std::int64_t>(static_cast<std::int64_t>(header->integer("len")) - before, 0);
}
/// Octets of properties with their length.
static std::int64_t properties_octets(const Layer& layer) {
    if (!layer.has(*find_field(layer.protocol(), "proplen"))) return 0;
    const auto length = static_cast<Integer>(layer.integer("proplen"));
    return static_cast<std::int64_t>(length + static_cast<Integer>(mqtt_length_octets(length).size()));
}
static std::int64_t left(const Layer& layer) { return left_behind(layer, 2 + properties_octets(layer)); }

template <unsigned type>
static constexpr Carrier by_type[] = {{"MQTT", "type", type}, {"MQTT5", "type", type}};
/// Messages whose flags the standard fixes (2.2.2).
template <unsigned type>
static constexpr Carrier reliable[] = {{"MQTT", "type", type, up},
                                       {"MQTT", {"type", type}, {"QOS", 1}, down},
                                       {"MQTT5", "type", type, up},
                                       {"MQTT5", {"type", type}, {"QOS", 1}, down}};
static const Protocol* next_message(const Layer& layer) {
    return is_under_mqtt5(layer) ? find_protocol("MQTT5") : nullptr;
}
static constexpr Protocol message(std::string_view name, std::string_view title, std::span<const Field> parts,
                                  std::span<const Carrier> by, std::span<const Alias> aliases = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = parts,
                    .carried_by = by,
                    .carries = "MQTT",
                    .aliases = aliases,
                    .guess_payload = next_message});
}

static constexpr const char* properties = "properties";
static constexpr const char* will_properties = "willproperties";

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
                                    properties_length("proplen", properties, connects_in_version5),
                                    property_list("properties", "proplen", connects_in_version5),
                                    length_of("clientIdlen", "clientId"),
                                    text("clientId", "clientIdlen"),
                                    properties_length("willproplen", will_properties, wills_in_version5),
                                    property_list("willproperties", "willproplen", wills_in_version5),
                                    length_if("wtoplen", "willtopic", "willflag"),
                                    text_if("willtopic", "wtoplen", "willflag"),
                                    length_if("wmsglen", "willmsg", "willflag"),
                                    text_if("willmsg", "wmsglen", "willflag"),
                                    length_if("userlen", "username", "usernameflag"),
                                    text_if("username", "userlen", "usernameflag"),
                                    length_if("passlen", "password", "passwordflag"),
                                    text_if("password", "passlen", "passwordflag")};
extern constexpr Protocol mqtt_connect = message("MQTTConnect", "MQTT connect", connect, by_type<1>);

static constexpr Field connack[] = {bits("sessPresentFlag", 8),
                                    enumeration("retcode", 8, 0, mqtt_return_codes),
                                    properties_length("proplen", properties, is_longer<2>),
                                    property_list("properties", "proplen", is_longer<2>)};
extern constexpr Protocol mqtt_connack = message("MQTTConnack", "MQTT connack", connack, by_type<2>);

static bool is_identified(const Layer& layer) {
    const auto header = layer.below();
    return header && header->integer("QOS") != 0;
}
static bool publishes_in_version5(const Layer& layer) {
    return is_version5(layer) || (layer.is_crafted() && is_told(layer, "properties"));
}
static std::int64_t value_octets(const Layer& layer) {
    const auto header = layer.below();
    if (!header || !is_mqtt_header(*header)) return static_cast<std::int64_t>(layer.header().size());
    return static_cast<std::int64_t>(header->integer("len")) -
           static_cast<std::int64_t>(layer.integer("length")) - (is_identified(layer) ? 4 : 2) -
           properties_octets(layer);
}
static constexpr Field publish[] = {length_of("length", "topic"),
                                    text("topic", "length"),
                                    bits("msgid", 16, 0, {.when = when(is_identified)}),
                                    properties_length("proplen", properties, publishes_in_version5),
                                    property_list("properties", "proplen", publishes_in_version5),
                                    octets("value", "", {.extent = octets_by(value_octets)})};
extern constexpr Protocol mqtt_publish = message("MQTTPublish", "MQTT publish", publish, by_type<3>);

static constexpr Field identified[] = {
    bits("msgid", 16, Default()), enumeration("reason", 8, 0, mqtt_reasons, {.when = when(has_reason<2>)}),
    properties_length("proplen", properties, has_reason_properties<2>),
    property_list("properties", "proplen", has_reason_properties<2>)};
extern constexpr Protocol mqtt_puback = message("MQTTPuback", "MQTT puback", identified, by_type<4>);
extern constexpr Protocol mqtt_pubrec = message("MQTTPubrec", "MQTT pubrec", identified, by_type<5>);
extern constexpr Protocol mqtt_pubrel = message("MQTTPubrel", "MQTT pubrel", identified, reliable<6>);
extern constexpr Protocol mqtt_pubcomp = message("MQTTPubcomp", "MQTT pubcomp", identified, by_type<7>);

static constexpr Field topic[] = {length_of("length", "topic"), text("topic", "length")};
extern constexpr Protocol mqtt_topic =
    checked({.name = "MQTTTopic", .title = "MQTT topic", .fields = topic, .payload_size = no_payload});
static constexpr Field topic_quality[] = {length_of("length", "topic"), text("topic", "length"),
                                          enumeration("QOS", 8, 0, qualities)};
extern constexpr Protocol mqtt_topic_qos = checked(
    {.name = "MQTTTopicQOS", .title = "MQTT topic", .fields = topic_quality, .payload_size = no_payload});
static constexpr Name retained[] = {{0, "Send at subscription"}, {1, "Send if new"}, {2, "Do not send"}};
static constexpr Field topic_options[] = {length_of("length", "topic"),
                                          text("topic", "length"),
                                          bits("reserved", 2),
                                          enumeration("retain_handling", 2, 0, retained),
                                          flag("retain_as_published"),
                                          flag("no_local"),
                                          enumeration("QOS", 2, 0, qualities)};
static bool has_options(const Layer& layer) {
    return layer.parent() != nullptr && layer.parent()->is("MQTTSubscribe") &&
           lists_in_version5<true>(*layer.parent());
}
static constexpr Carrier with_options[] = {{"MQTTTopicQOS", has_options}};
extern constexpr Protocol mqtt_topic_options = checked({.name = "MQTTTopicOptions",
                                                        .title = "MQTT topic with options",
                                                        .fields = topic_options,
                                                        .variant_of = with_options});
static constexpr Field subscribe[] = {bits("msgid", 16, Default()),
                                      properties_length("proplen", properties, lists_in_version5<true>),
                                      property_list("properties", "proplen", lists_in_version5<true>),
                                      layers("topics", "MQTTTopicQOS", {.extent = octets_by(left)})};
extern constexpr Protocol mqtt_subscribe = message("MQTTSubscribe", "MQTT subscribe", subscribe, reliable<8>);
static constexpr Field unsubscribe[] = {bits("msgid", 16, Default()),
                                        properties_length("proplen", properties, lists_in_version5<false>),
                                        property_list("properties", "proplen", lists_in_version5<false>),
                                        layers("topics", "MQTTTopic", {.extent = octets_by(left)})};
extern constexpr Protocol mqtt_unsubscribe =
    message("MQTTUnsubscribe", "MQTT unsubscribe", unsubscribe, reliable<10>);

static constexpr Field grant = enumeration("retcode", 8, 0, mqtt_grants);
static constexpr Field suback[] = {bits("msgid", 16, Default()),
                                   properties_length("proplen", properties, grants_in_version5),
                                   property_list("properties", "proplen", grants_in_version5),
                                   list("retcodes", grant, {.extent = octets_by(left)})};
static constexpr Alias former_names[] = {{"retcode", "retcodes"}};
extern constexpr Protocol mqtt_suback =
    message("MQTTSuback", "MQTT suback", suback, by_type<9>, former_names);
static constexpr Field reason = enumeration("reason", 8, 0, mqtt_reasons);
static constexpr Field unsuback[] = {bits("msgid", 16, Default()),
                                     properties_length("proplen", properties, is_longer<2>),
                                     property_list("properties", "proplen", is_longer<2>),
                                     list("reasons", reason, {.extent = octets_by(left)})};
extern constexpr Protocol mqtt_unsuback = message("MQTTUnsuback", "MQTT unsuback", unsuback, by_type<11>);

static constexpr Field farewell[] = {enumeration("reason", 8, 0, mqtt_reasons, {.when = when(has_reason<0>)}),
                                     properties_length("proplen", properties, has_reason_properties<0>),
                                     property_list("properties", "proplen", has_reason_properties<0>)};
extern constexpr Protocol mqtt_disconnect =
    message("MQTTDisconnect", "MQTT disconnect", farewell, by_type<14>);
extern constexpr Protocol mqtt_auth = message("MQTTAuth", "MQTT auth", farewell, by_type<15>);

// ---- over TCP ----

/// A length of up to four octets, seven bits each, low ones first (MQTT 5.0, 1.5.5 and 2.1.4).
static std::int64_t packet_size(std::span<const std::uint8_t> stream, std::uint8_t) {
    constexpr std::size_t most = 4;
    std::int64_t length = 0;
    for (std::size_t i = 1; i <= most && i < stream.size(); ++i) {
        length |= std::int64_t{stream[i] & 0x7f} << (7 * (i - 1));
        if (stream[i] < 0x80) return static_cast<std::int64_t>(i) + 1 + length;
    }
    return stream.size() > most ? StreamRule::other : StreamRule::more;
}
extern constexpr StreamRule mqtt_stream = {.protocol = "MQTT", .message_size = packet_size};

}  // namespace pkttest::protocols
