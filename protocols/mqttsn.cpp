// MQTT-SN 1.2 (IBM, 14 November 2013): MQTT for sensor networks, its messages with lengths of one or three
// octets.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

// ---- the length (5.2.1): an octet, or 1 and two octets ----------------------------------------------

static const char* decode_length(const Field&, const Layer&, Cursor& cursor, Value& out) {
    const std::size_t left = cursor.octets_left();
    if (left == 0 || (*cursor.here() == 1 && left < 3)) return "the layer ends inside a length";
    const bool is_long = *cursor.here() == 1;
    const std::uint64_t value = is_long ? read_bits(cursor.data, cursor.bit + 8, 16, false) : *cursor.here();
    out = Value(value);
    cursor.bit += is_long ? 24 : 8;
    return nullptr;
}
static std::vector<std::uint8_t> length_octets(std::uint64_t value) {
    if (value < 256) return {static_cast<std::uint8_t>(value)};
    return {1, static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}
static constexpr Field number = bits("len", 16);
static constexpr Shape length_shape = {
    .name = "length of 1 or 3 octets",
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
            for (const std::uint8_t octet : length_octets(static_cast<std::uint64_t>(value)))
                out.put(octet, 8);
        },
    .normalize = [](const Field&, const Value& in,
                    Value& internal) { return integer_shape.normalize(number, in, internal); },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = [](const Field&, const Value& internal) { return represent(internal); },
    .random = [](const Field&) { return integer_shape.random(number); }};

constexpr std::uint64_t encapsulated = 0xfe;

/// What is encapsulated does not count.
static void put_length(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    if (layer.slot().length > 1) return;
    const auto upper = layer.above();
    const std::size_t behind =
        upper && upper->is("MQTTSNEncaps") ? upper->slot().length : layer.payload().size();
    const auto octets = length_octets(behind + (behind + 2 < 256 ? 2 : 4));
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(start), octets.begin(), octets.end());
}
static constexpr Name types[] = {
    {0, "ADVERTISE"},      {1, "SEARCHGW"},     {2, "GWINFO"},       {4, "CONNECT"},
    {5, "CONNACK"},        {6, "WILLTOPICREQ"}, {7, "WILLTOPIC"},    {8, "WILLMSGREQ"},
    {9, "WILLMSG"},        {10, "REGISTER"},    {11, "REGACK"},      {12, "PUBLISH"},
    {13, "PUBACK"},        {14, "PUBCOMP"},     {15, "PUBREC"},      {16, "PUBREL"},
    {18, "SUBSCRIBE"},     {19, "SUBACK"},      {20, "UNSUBSCRIBE"}, {21, "UNSUBACK"},
    {22, "PINGREQ"},       {23, "PINGRESP"},    {24, "DISCONNECT"},  {26, "WILLTOPICUPD"},
    {27, "WILLTOPICRESP"}, {28, "WILLMSGUPD"},  {29, "WILLMSGRESP"}, {encapsulated, "Encapsulated message"}};
static constexpr Field fields[] = {custom("len", length_shape),
                                   enumeration("type", 8, 0, types, {.hex = true})};
static constexpr Carrier carriers[] = {{"UDP", "sport", 1883, up},
                                       {"UDP", "dport", 1883, up},
                                       {"UDP", {"sport", 1883}, {"dport", 1883}, down},
                                       {"MQTTSNEncaps"}};
static std::int64_t payload_size(const Layer& layer) {
    const auto octets = static_cast<std::int64_t>(layer.integer("len"));
    const auto header = static_cast<std::int64_t>(layer.header().size());
    return layer.integer("type") == encapsulated ? -1 : octets > header ? octets - header : 0;
}
extern constexpr Protocol mqttsn = checked({.name = "MQTTSN",
                                            .title = "MQTT-SN header",
                                            .fields = fields,
                                            .carried_by = carriers,
                                            .payload_size = payload_size,
                                            .post_build = put_length});

// ---- messages (5.4) ---------------------------------------------------------------------------------

template <unsigned type>
static constexpr Carrier of_type[] = {{"MQTTSN", "type", type}};
template <unsigned type>
static constexpr Protocol message(std::string_view name, std::string_view title,
                                  std::span<const Field> parts = {}) {
    return checked({.name = name, .title = title, .fields = parts, .carried_by = of_type<type>});
}
static constexpr Name qualities[] = {{0, "Fire and Forget"},
                                     {1, "Acknowledged deliver"},
                                     {2, "Assured Delivery"},
                                     {3, "No Connection required"}};
static constexpr Name topic_types[] = {
    {0, "Normal ID"}, {1, "Pre-defined ID"}, {2, "Short Topic Name"}, {3, "Reserved"}};
static constexpr Name return_codes[] = {{0, "Accepted"},
                                        {1, "Rejected: congestion"},
                                        {2, "Rejected: invalid topic ID"},
                                        {3, "Rejected: not supported"}};
static constexpr Field dup = bits("dup", 1), qos = enumeration("qos", 2, 0, qualities),
                       retain = bits("retain", 1), will = bits("will", 1), cleansess = bits("cleansess", 1),
                       tid_type = enumeration("tid_type", 2, 0, topic_types), tid = bits("tid", 16),
                       mid = bits("mid", 16), gateway = bits("gw_id", 8), duration = bits("duration", 16),
                       return_code = enumeration("return_code", 8, 0, return_codes);
static constexpr Field text(std::string_view name) { return octets(name, "", {}); }

static constexpr Field advertise[] = {gateway, duration};
extern constexpr Protocol mqttsn_advertise =
    message<0>("MQTTSNAdvertise", "MQTT-SN advertise gateway", advertise);
static constexpr Field search[] = {bits("radius", 8)};
extern constexpr Protocol mqttsn_search_gw = message<1>("MQTTSNSearchGW", "MQTT-SN search gateway", search);
static constexpr Field info[] = {gateway, text("gw_addr")};
extern constexpr Protocol mqttsn_gw_info = message<2>("MQTTSNGwInfo", "MQTT-SN gateway info", info);
static constexpr Field connect[] = {
    dup, qos, retain, will, cleansess, tid_type, bits("prot_id", 8, 1), duration, text("client_id")};
extern constexpr Protocol mqttsn_connect = message<4>("MQTTSNConnect", "MQTT-SN connect command", connect);
static constexpr Field code_only[] = {return_code};
extern constexpr Protocol mqttsn_connack = message<5>("MQTTSNConnack", "MQTT-SN connect ACK", code_only);
extern constexpr Protocol mqttsn_will_topic_req =
    message<6>("MQTTSNWillTopicReq", "MQTT-SN will topic request");
static constexpr Field will_topic[] = {dup, qos, retain, will, cleansess, tid_type, text("will_topic")};
extern constexpr Protocol mqttsn_will_topic = message<7>("MQTTSNWillTopic", "MQTT-SN will topic", will_topic);
extern constexpr Protocol mqttsn_will_msg_req =
    message<8>("MQTTSNWillMsgReq", "MQTT-SN will message request");
static constexpr Field will_message[] = {text("will_msg")};
extern constexpr Protocol mqttsn_will_msg = message<9>("MQTTSNWillMsg", "MQTT-SN will message", will_message);
static constexpr Field registration[] = {tid, mid, text("topic_name")};
extern constexpr Protocol mqttsn_register = message<10>("MQTTSNRegister", "MQTT-SN register", registration);
static constexpr Field acknowledgement[] = {tid, mid, return_code};
extern constexpr Protocol mqttsn_regack =
    message<11>("MQTTSNRegack", "MQTT-SN register ACK", acknowledgement);
static constexpr Field publish[] = {dup, qos, retain, will, cleansess, tid_type, tid, mid, text("data")};
extern constexpr Protocol mqttsn_publish = message<12>("MQTTSNPublish", "MQTT-SN publish message", publish);
extern constexpr Protocol mqttsn_puback = message<13>("MQTTSNPuback", "MQTT-SN publish ACK", acknowledgement);
static constexpr Field numbered[] = {mid};
extern constexpr Protocol mqttsn_pubcomp = message<14>("MQTTSNPubcomp", "MQTT-SN publish complete", numbered);
extern constexpr Protocol mqttsn_pubrec = message<15>("MQTTSNPubrec", "MQTT-SN publish received", numbered);
extern constexpr Protocol mqttsn_pubrel = message<16>("MQTTSNPubrel", "MQTT-SN publish release", numbered);
static bool has_name(const Layer& layer) { return (layer.integer("tid_type") + 1) % 4 < 2; }
static constexpr Field subscription[] = {
    dup,
    qos,
    retain,
    will,
    cleansess,
    tid_type,
    mid,
    bits("tid", 16, 0, {.when = equals("tid_type", 1)}),
    octets("short_topic", "", {.when = equals("tid_type", 2), .extent = fixed(2)}),
    octets("topic_name", Default(), {.when = when(has_name)})};
extern constexpr Protocol mqttsn_subscribe =
    message<18>("MQTTSNSubscribe", "MQTT-SN subscribe request", subscription);
static constexpr Field granted[] = {dup, qos, retain, will, cleansess, tid_type, tid, mid, return_code};
extern constexpr Protocol mqttsn_suback = message<19>("MQTTSNSuback", "MQTT-SN subscribe ACK", granted);
extern constexpr Protocol mqttsn_unsubscribe =
    message<20>("MQTTSNUnsubscribe", "MQTT-SN unsubscribe request", subscription);
extern constexpr Protocol mqttsn_unsuback =
    message<21>("MQTTSNUnsuback", "MQTT-SN unsubscribe ACK", numbered);
static constexpr Field ping[] = {text("client_id")};
extern constexpr Protocol mqttsn_ping_req = message<22>("MQTTSNPingReq", "MQTT-SN ping request", ping);
extern constexpr Protocol mqttsn_ping_resp = message<23>("MQTTSNPingResp", "MQTT-SN ping response");
static bool has_duration(const Layer& layer) {
    if (!layer.is_crafted()) return layer.header().size() >= 2;
    return layer.slot().crafted->find(0) != nullptr;
}
static constexpr Field disconnect[] = {bits("duration", 16, 0, {.when = when(has_duration)})};
extern constexpr Protocol mqttsn_disconnect =
    message<24>("MQTTSNDisconnect", "MQTT-SN disconnect request", disconnect);
extern constexpr Protocol mqttsn_will_topic_upd =
    message<26>("MQTTSNWillTopicUpd", "MQTT-SN will topic update", will_topic);
extern constexpr Protocol mqttsn_will_topic_resp =
    message<27>("MQTTSNWillTopicResp", "MQTT-SN will topic response", code_only);
extern constexpr Protocol mqttsn_will_msg_upd =
    message<28>("MQTTSNWillMsgUpd", "MQTT-SN will message update", will_message);
extern constexpr Protocol mqttsn_will_msg_resp =
    message<29>("MQTTSNWillMsgResp", "MQTT-SN will message response", code_only);

static std::int64_t node_octets(const Layer& layer) {
    const auto header = layer.below();
    if (!header || layer.is_crafted()) return 0;
    return static_cast<std::int64_t>(header->integer("len")) -
           static_cast<std::int64_t>(header->header().size()) - 1;
}
static constexpr Field encapsulation[] = {bits("resvd", 6), bits("radius", 2),
                                          octets("w_node_id", "", {.extent = octets_by(node_octets)})};
extern constexpr Protocol mqttsn_encaps =
    message<encapsulated>("MQTTSNEncaps", "MQTT-SN encapsulated message", encapsulation);

}  // namespace pkttest::protocols
