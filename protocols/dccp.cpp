// DCCP, the Datagram Congestion Control Protocol (RFC 4340): packets of every type, their options, features
// and checksums. Options of its congestion control: RFC 4342, 8.
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "protocols/checked.h"
#include "protocols/over_ip.h"
#include "protocols/ports.h"

namespace pkttest::protocols {

static constexpr std::uint8_t number = 33;

// ---- options (5.8)

static constexpr Name option_types[] = {{0, "Padding"},
                                        {1, "Mandatory"},
                                        {2, "Slow Receiver"},
                                        {32, "Change L"},
                                        {33, "Confirm L"},
                                        {34, "Change R"},
                                        {35, "Confirm R"},
                                        {36, "Init Cookie"},
                                        {37, "NDP Count"},
                                        {38, "Ack Vector [Nonce 0]"},
                                        {39, "Ack Vector [Nonce 1]"},
                                        {40, "Data Dropped"},
                                        {41, "Timestamp"},
                                        {42, "Timestamp Echo"},
                                        {43, "Elapsed Time"},
                                        {44, "Data Checksum"},
                                        {192, "Loss Event Rate"},
                                        {193, "Loss Intervals"},
                                        {194, "Receive Rate"}};
static constexpr Name features[] = {{1, "Congestion Control ID"},
                                    {2, "Allow Short Seqnos"},
                                    {3, "Sequence Window"},
                                    {4, "ECN Incapable"},
                                    {5, "Ack Ratio"},
                                    {6, "Send Ack Vector"},
                                    {7, "Send NDP Count"},
                                    {8, "Minimum Checksum Coverage"},
                                    {9, "Check Data Checksum"},
                                    {192, "Send Loss Event Rate"}};
constexpr std::uint64_t first_long = 32;  ///< Options below are one octet.

static constexpr Field option_fields[] = {
    enumeration("type", 8, 0, option_types),
    bits("length", 8, {.when = from("type", first_long), .length_of = {"value", 1, 2}}),
    octets("value", "", {.when = from("type", first_long), .extent = octets_from("length", 1, -2)})};
extern constexpr Protocol dccp_option =
    checked({.name = "DCCPOption", .title = "DCCP option", .fields = option_fields});

/// An option whose value is one field.
static constexpr Field type_of(unsigned type) { return enumeration("type", 8, type, option_types); }
static constexpr Field length_of(std::string_view field, int before = 2) {
    return bits("length", 8, {.length_of = {field, 1, before}});
}
template <unsigned... types>
static constexpr Carrier of_type[] = {{"DCCPOption", "type", types}...};
static constexpr Protocol option(std::string_view name, std::string_view title, std::span<const Field> fields,
                                 std::span<const Carrier> types) {
    return checked({.name = name, .title = title, .fields = fields, .variant_of = types});
}

static constexpr Field value = bits("value", 8);
static constexpr Field feature_fields[] = {type_of(32), length_of("values", 3),
                                           enumeration("feature", 8, 1, features),
                                           list("values", value, {.extent = octets_from("length", 1, -3)})};
extern constexpr Protocol dccp_feature =
    option("DCCPFeature", "DCCP feature negotiation", feature_fields, of_type<32, 33, 34, 35>);

static constexpr Field vector_cell = bits("cell", 8, {.hex = true});
static constexpr Field vector_fields[] = {
    type_of(38), length_of("cells"), list("cells", vector_cell, {.extent = octets_from("length", 1, -2)})};
extern constexpr Protocol dccp_vector =
    option("DCCPAckVector", "DCCP acknowledgement vector", vector_fields, of_type<38, 39>);
static constexpr Field drop_fields[] = {
    type_of(40), length_of("blocks"), list("blocks", vector_cell, {.extent = octets_from("length", 1, -2)})};
extern constexpr Protocol dccp_dropped =
    option("DCCPDataDropped", "DCCP data dropped", drop_fields, of_type<40>);

static constexpr Field timestamp_fields[] = {type_of(41), bits("length", 8, 6), bits("timestamp", 32)};
extern constexpr Protocol dccp_timestamp =
    option("DCCPTimestamp", "DCCP timestamp", timestamp_fields, of_type<41>);
/// The time since is left out, or has two or four octets (13.3), as the length says.
template <int before>
static bool is_short(const Layer& layer) {
    return layer.integer("length") == before + 2;
}
template <int before>
static bool is_long(const Layer& layer) {
    return layer.integer("length") == before + 4;
}
static constexpr Field short_time = bits("elapsed", 16), long_time = bits("elapsed", 32);
static constexpr Field no_time = octets("elapsed", "", {.extent = octets_from("length", 1, -6)});
static constexpr Case echo_times[] = {
    {when(is_short<6>), &short_time}, {when(is_long<6>), &long_time}, {{}, &no_time}};
static constexpr Field echo_fields[] = {type_of(42), bits("length", 8, 6), bits("timestamp", 32),
                                        one_of("elapsed", echo_times)};
extern constexpr Protocol dccp_echo =
    option("DCCPTimestampEcho", "DCCP timestamp echo", echo_fields, of_type<42>);
static constexpr Case times[] = {{when(is_long<2>), &long_time}, {{}, &short_time}};
static constexpr Field elapsed_fields[] = {type_of(43), bits("length", 8, 4), one_of("elapsed", times)};
extern constexpr Protocol dccp_elapsed =
    option("DCCPElapsedTime", "DCCP elapsed time", elapsed_fields, of_type<43>);
static constexpr Field data_sum_fields[] = {type_of(44), bits("length", 8, 6),
                                            bits("checksum", 32, {.hex = true})};
extern constexpr Protocol dccp_data_sum =
    option("DCCPDataChecksum", "DCCP data checksum", data_sum_fields, of_type<44>);

// ---- the header (5.1) and what each type has behind it (5.2 to 5.7)

enum : std::uint64_t { request, response, data, ack, data_ack, close_request, close, reset, sync, sync_ack };
static constexpr Name types[] = {{request, "Request"}, {response, "Response"}, {data, "Data"},
                                 {ack, "Ack"},         {data_ack, "DataAck"},  {close_request, "CloseReq"},
                                 {close, "Close"},     {reset, "Reset"},       {sync, "Sync"},
                                 {sync_ack, "SyncAck"}};
static constexpr Name reset_codes[] = {
    {0, "Unspecified"},      {1, "Closed"},       {2, "Aborted"},          {3, "No Connection"},
    {4, "Packet Error"},     {5, "Option Error"}, {6, "Mandatory Error"},  {7, "Connection Refused"},
    {8, "Bad Service Code"}, {9, "Too Busy"},     {10, "Bad Init Cookie"}, {11, "Aggression Penalty"}};
static bool has_ack(const Layer& layer) {
    const std::uint64_t type = layer.integer("type");
    return type != request && type != data && type <= sync_ack;
}
static bool has_service(const Layer& layer) { return layer.integer("type") <= response; }

static Integer words(const Layer& layer) { return static_cast<Integer>(layer.header().size() / 4); }
/// A coverage of 0 is the whole packet, n the header and n - 1 words behind it (9.2).
static Integer checksum(const Layer& layer) {
    const std::uint64_t coverage = layer.integer("cscov");
    return transport_checksum(
        layer, number,
        coverage == 0 ? static_cast<std::size_t>(-1) : layer.header().size() + (coverage - 1) * 4);
}
static constexpr Field long_seq = bits("seq", 48), short_seq = bits("seq", 24);
static constexpr Case sequences[] = {{equals("x", 1), &long_seq}, {{}, &short_seq}};
static constexpr Field long_reserved = bits("ackreserved", 16), short_reserved = bits("ackreserved", 8);
static constexpr Case reserves[] = {{equals("x", 1), &long_reserved}, {{}, &short_reserved}};
static constexpr Field long_ack = bits("ack", 48), short_ack = bits("ack", 24);
static constexpr Case acknowledgements[] = {{equals("x", 1), &long_ack}, {{}, &short_ack}};

static constexpr Field fields[] = {
    bits("sport", 16, 5001),
    bits("dport", 16, 5001),
    bits("dataofs", 8, {.compute = words}),
    bits("ccval", 4),
    bits("cscov", 4),
    bits("chksum", 16, {.compute = checksum, .hex = true}),
    bits("res", 3),
    enumeration("type", 4, request, types),
    bits("x", 1, 1),
    bits("reserved", 8, {.when = equals("x", 1)}),
    one_of("seq", sequences),
    one_of("ackreserved", reserves, {.when = when(has_ack)}),
    one_of("ack", acknowledgements, {.when = when(has_ack)}),
    bits("service", 32, {.when = when(has_service)}),
    enumeration("code", 8, 0, reset_codes, {.when = equals("type", reset)}),
    bits("data1", 8, {.when = equals("type", reset)}),
    bits("data2", 8, {.when = equals("type", reset)}),
    bits("data3", 8, {.when = equals("type", reset)}),
    layers("options", "DCCPOption", {.extent = up_to("dataofs", 4), .pad_to = 4})};

static std::string summary(const Layer& layer) { return port_summary(layer) + " " + layer.text("type"); }
static constexpr auto carriers = over_ip(number);
extern constexpr Protocol dccp = checked({.name = "DCCP",
                                          .title = "Datagram Congestion Control Protocol",
                                          .fields = fields,
                                          .carried_by = carriers,
                                          .summary = summary,
                                          .hashret = port_hashret,
                                          .answers = crossed_ports});

}  // namespace pkttest::protocols
