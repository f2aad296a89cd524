// OpenFlow 1.0 (OpenFlow Switch Specification 1.0.0): the messages; matches. Version 1.3 has files of its
// own, of others the header is read.
#include "protocols/openflow.h"

#include "framework/packet/shape.h"
#include "framework/packet/stream_rule.h"

namespace pkttest::protocols {

// ---- header and dispatch ----------------------------------------------------------------------------

const Protocol* openflow_next(const Layer& layer) {
    const int version = payload_octet(layer, 0);
    const bool is_next = layer.integer("len") <= layer.header().size() && layer.payload().size() >= 8;
    return find_protocol(is_next && version >= 1 && version <= 6 ? "OpenFlow" : "Raw");
}
bool openflow_answers(const Layer& answer, const Layer& request) {
    if (answer.integer("xid") != request.integer("xid")) return false;
    const std::uint64_t said = answer.integer("type"), asked = request.integer("type");
    const std::uint64_t first_pair = request.integer("version") < 4 ? 16 : 18;
    return said == 1 ||
           (said == asked + 1 && (asked == 2 || asked == 5 || asked == 7 || asked >= first_pair));
}

/// Errors and statistics say their kind behind the header; cut before it they are no message.
static bool lacks_kind(const Layer& layer) {
    const std::uint64_t type = layer.integer("type");
    return layer.integer("version") == 1 && (type == 1 || type == 16 || type == 17) &&
           layer.header().size() < 10;
}
static std::int64_t body_octets(const Layer& layer) {
    if (!layer.is_crafted() && lacks_kind(layer)) return -1;
    return static_cast<std::int64_t>(layer.integer("len")) - 8;
}
static constexpr Field fields[] = {openflow_version, openflow_type(0), openflow_length, openflow_transaction,
                                   octets("load", "", {.extent = octets_by(body_octets)})};
static constexpr Carrier carriers[] = {{"TCP", "dport", 6653, up},
                                       {"TCP", "sport", 6653, up},
                                       {"TCP", "dport", 6633, up},
                                       {"TCP", "sport", 6633, up},
                                       {"TCP", {"sport", 6653}, {"dport", 6653}, down}};
extern constexpr Protocol openflow = checked({.name = "OpenFlow",
                                              .title = "OpenFlow message",
                                              .former = "OpenFlow3",
                                              .fields = fields,
                                              .carried_by = carriers,
                                              .guess_payload = openflow_next,
                                              .answers = openflow_answers});

/// What has no version that there is, is no message.
static bool has_no_version(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() == 1 || (octets.size() > 1 && (octets[0] < 1 || octets[0] > 6));
}
static constexpr Field unknown[] = {octets("load", "", {})};
static constexpr Carrier unknown_of[] = {Carrier("OpenFlow", has_no_version)};
extern constexpr Protocol openflow_unknown = checked({.name = "_UnknownOpenFlow",
                                                      .title = "Unknown OpenFlow packet",
                                                      .fields = unknown,
                                                      .variant_of = unknown_of});

template <unsigned type>
static constexpr Carrier of_type[] = {{"OpenFlow", {"version", 1}, {"type", type}}};
/// A message that is its header, of this type.
template <int type>
static constexpr Field header_only[] = {openflow_version, openflow_type(type), openflow_length,
                                        openflow_transaction};

extern constexpr Protocol openflow_hello =
    openflow_message("OFPTHello", "OFPT_HELLO", header_only<0>, of_type<0>);
extern constexpr Protocol openflow_echo_request =
    openflow_message("OFPTEchoRequest", "OFPT_ECHO_REQUEST", header_only<2>, of_type<2>);
extern constexpr Protocol openflow_echo_reply =
    openflow_message("OFPTEchoReply", "OFPT_ECHO_REPLY", header_only<3>, of_type<3>);
extern constexpr Protocol openflow_features_request =
    openflow_message("OFPTFeaturesRequest", "OFPT_FEATURES_REQUEST", header_only<5>, of_type<5>);
extern constexpr Protocol openflow_get_config_request =
    openflow_message("OFPTGetConfigRequest", "OFPT_GET_CONFIG_REQUEST", header_only<7>, of_type<7>);
extern constexpr Protocol openflow_barrier_request =
    openflow_message("OFPTBarrierRequest", "OFPT_BARRIER_REQUEST", header_only<18>, of_type<18>);
extern constexpr Protocol openflow_barrier_reply =
    openflow_message("OFPTBarrierReply", "OFPT_BARRIER_REPLY", header_only<19>, of_type<19>);

static constexpr Field vendor[] = {openflow_version, openflow_type(4), openflow_length, openflow_transaction,
                                   bits("vendor", 32)};
/// What the vendor added is the message's own; the next message follows it.
static std::int64_t vendor_octets(const Layer& layer) {
    const auto octets = static_cast<std::int64_t>(layer.integer("len")) - 12;
    return octets > 0 ? octets : -1;
}
constexpr Protocol vendor_message() {
    Protocol out = openflow_message("OFPTVendor", "OFPT_VENDOR", vendor, of_type<4>);
    out.payload_size = vendor_octets;
    out.follower = "OpenFlow";
    return out;
}
extern constexpr Protocol openflow_vendor = vendor_message();

// ---- errors (5.4.4) ---------------------------------------------------------------------------------

static constexpr Name error_types[] = {{0, "OFPET_HELLO_FAILED"},    {1, "OFPET_BAD_REQUEST"},
                                       {2, "OFPET_BAD_ACTION"},      {3, "OFPET_FLOW_MOD_FAILED"},
                                       {4, "OFPET_PORT_MOD_FAILED"}, {5, "OFPET_QUEUE_OP_FAILED"}};
static constexpr std::array<Field, 7> error_fields(int type, std::span<const Name> codes) {
    return {openflow_version,
            openflow_type(1),
            openflow_length,
            openflow_transaction,
            enumeration("errtype", 16, type, error_types),
            enumeration("errcode", 16, 0, codes),
            optional_layer("data", "OpenFlow", {.extent = up_to("len")})};
}
template <unsigned type>
static constexpr Carrier of_error[] = {Carrier("OpenFlow", [](const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() > 9 && octets[0] == 1 && octets[1] == 1 && octets[8] == 0 && octets[9] == type;
})};
static constexpr Name hello_failed_codes[] = {{0, "OFPHFC_INCOMPATIBLE"}, {1, "OFPHFC_EPERM"}};
static constexpr auto hello_failed = error_fields(0, hello_failed_codes);
extern constexpr Protocol openflow_hello_failed =
    openflow_message("OFPETHelloFailed", "OFPET_HELLO_FAILED", hello_failed, of_error<0>);
static constexpr Name bad_request_codes[] = {
    {0, "OFPBRC_BAD_VERSION"}, {1, "OFPBRC_BAD_TYPE"},     {2, "OFPBRC_BAD_STAT"},
    {3, "OFPBRC_BAD_VENDOR"},  {4, "OFPBRC_BAD_SUBTYPE"},  {5, "OFPBRC_EPERM"},
    {6, "OFPBRC_BAD_LEN"},     {7, "OFPBRC_BUFFER_EMPTY"}, {8, "OFPBRC_BUFFER_UNKNOWN"}};
static constexpr auto bad_request = error_fields(1, bad_request_codes);
extern constexpr Protocol openflow_bad_request =
    openflow_message("OFPETBadRequest", "OFPET_BAD_REQUEST", bad_request, of_error<1>);
static constexpr Name bad_action_codes[] = {
    {0, "OFPBAC_BAD_TYPE"},        {1, "OFPBAC_BAD_LEN"},      {2, "OFPBAC_BAD_VENDOR"},
    {3, "OFPBAC_BAD_VENDOR_TYPE"}, {4, "OFPBAC_BAD_OUT_PORT"}, {5, "OFPBAC_BAD_ARGUMENT"},
    {6, "OFPBAC_EPERM"},           {7, "OFPBAC_TOO_MANY"},     {8, "OFPBAC_BAD_QUEUE"}};
static constexpr auto bad_action = error_fields(2, bad_action_codes);
extern constexpr Protocol openflow_bad_action =
    openflow_message("OFPETBadAction", "OFPET_BAD_ACTION", bad_action, of_error<2>);
static constexpr Name flow_mod_failed_codes[] = {
    {0, "OFPFMFC_ALL_TABLES_FULL"},   {1, "OFPFMFC_OVERLAP"},     {2, "OFPFMFC_EPERM"},
    {3, "OFPFMFC_BAD_EMERG_TIMEOUT"}, {4, "OFPFMFC_BAD_COMMAND"}, {5, "OFPFMFC_UNSUPPORTED"}};
static constexpr auto flow_mod_failed = error_fields(3, flow_mod_failed_codes);
extern constexpr Protocol openflow_flow_mod_failed =
    openflow_message("OFPETFlowModFailed", "OFPET_FLOW_MOD_FAILED", flow_mod_failed, of_error<3>);
static constexpr Name port_mod_failed_codes[] = {{0, "OFPPMFC_BAD_PORT"}, {1, "OFPPMFC_BAD_HW_ADDR"}};
static constexpr auto port_mod_failed = error_fields(4, port_mod_failed_codes);
extern constexpr Protocol openflow_port_mod_failed =
    openflow_message("OFPETPortModFailed", "OFPET_PORT_MOD_FAILED", port_mod_failed, of_error<4>);
static constexpr Name queue_op_failed_codes[] = {
    {0, "OFPQOFC_BAD_PORT"}, {1, "OFPQOFC_BAD_QUEUE"}, {2, "OFPQOFC_EPERM"}};
static constexpr auto queue_op_failed = error_fields(5, queue_op_failed_codes);
extern constexpr Protocol openflow_queue_op_failed =
    openflow_message("OFPETQueueOpFailed", "OFPET_QUEUE_OP_FAILED", queue_op_failed, of_error<5>);

// ---- ports, features, configuration (5.2.1, 5.3.1, 5.3.2) -------------------------------------------

static constexpr Name port_config[] = {{0x01, "PORT_DOWN"},   {0x02, "NO_STP"},   {0x04, "NO_RECV"},
                                       {0x08, "NO_RECV_STP"}, {0x10, "NO_FLOOD"}, {0x20, "NO_FWD"},
                                       {0x40, "NO_PACKET_IN"}};
static constexpr Name stp_states[] = {
    {0, "OFPPS_STP_LISTEN"}, {1, "OFPPS_STP_LEARN"}, {2, "OFPPS_STP_FORWARD"}, {3, "OFPPS_STP_BLOCK"}};
static constexpr Name port_state[] = {{0x1, "LINK_DOWN"}};
static constexpr Name port_features[] = {{0x001, "10MB_HD"},  {0x002, "10MB_FD"}, {0x004, "100MB_HD"},
                                         {0x008, "100MB_FD"}, {0x010, "1GB_HD"},  {0x020, "1GB_FD"},
                                         {0x040, "10GB_FD"},  {0x080, "COPPER"},  {0x100, "FIBER"},
                                         {0x200, "AUTONEG"},  {0x400, "PAUSE"},   {0x800, "PAUSE_ASYM"}};
static constexpr Field port_fields[] = {openflow_port("port_no"),
                                        mac("hw_addr"),
                                        octets("port_name", "", {.extent = fixed(16)}),
                                        flags("config", 32, 0, port_config),
                                        enumeration("stp_state", 24, 0, stp_states),
                                        flags("state", 8, 0, port_state),
                                        flags("curr", 32, 0, port_features),
                                        flags("advertised", 32, 0, port_features),
                                        flags("supported", 32, 0, port_features),
                                        flags("peer", 32, 0, port_features)};
extern constexpr Protocol openflow_phy_port = openflow_part("OFPPhyPort", port_fields, {}, "OFP_PHY_PORT");

static constexpr Name capabilities[] = {{0x01, "FLOW_STATS"},  {0x02, "TABLE_STATS"}, {0x04, "PORT_STATS"},
                                        {0x08, "STP"},         {0x10, "RESERVED"},    {0x20, "IP_REASM"},
                                        {0x40, "QUEUE_STATS"}, {0x80, "ARP_MATCH_IP"}};
static constexpr Name action_flags[] = {
    {0x001, "OFPAT_OUTPUT"},     {0x002, "OFPAT_SET_VLAN_VID"}, {0x004, "OFPAT_SET_VLAN_PCP"},
    {0x008, "OFPAT_STRIP_VLAN"}, {0x010, "OFPAT_SET_DL_SRC"},   {0x020, "OFPAT_SET_DL_DST"},
    {0x040, "OFPAT_SET_NW_SRC"}, {0x080, "OFPAT_SET_NW_DST"},   {0x100, "OFPAT_SET_NW_TOS"},
    {0x200, "OFPAT_SET_TP_SRC"}, {0x400, "OFPAT_SET_TP_DST"},   {0x800, "OFPAT_ENQUEUE"}};
static constexpr Field features[] = {openflow_version,
                                     openflow_type(6),
                                     openflow_length,
                                     openflow_transaction,
                                     bits("datapath_id", 64),
                                     bits("n_buffers", 32),
                                     bits("n_tables", 8, 1),
                                     bits("pad", 24),
                                     flags("capabilities", 32, 0, capabilities),
                                     flags("actions", 32, 0, action_flags),
                                     layers("ports", "OFPPhyPort", {.extent = up_to("len")})};
extern constexpr Protocol openflow_features =
    openflow_message("OFPTFeaturesReply", "OFPT_FEATURES_REPLY", features, of_type<6>);

static constexpr Name fragment_handling[] = {
    {0, "FRAG_NORMAL"}, {1, "FRAG_DROP"}, {2, "FRAG_REASM"}, {3, "FRAG_MASK"}};
template <int type, int miss>
static constexpr Field configuration[] = {openflow_version,
                                          openflow_type(type),
                                          openflow_length,
                                          openflow_transaction,
                                          enumeration("flags", 16, 0, fragment_handling),
                                          bits("miss_send_len", 16, miss)};
extern constexpr Protocol openflow_get_config_reply =
    openflow_message("OFPTGetConfigReply", "OFPT_GET_CONFIG_REPLY", configuration<8, 0>, of_type<8>);
extern constexpr Protocol openflow_set_config =
    openflow_message("OFPTSetConfig", "OFPT_SET_CONFIG", configuration<9, 128>, of_type<9>);

static constexpr Name status_reasons[] = {{0, "OFPPR_ADD"}, {1, "OFPPR_DELETE"}, {2, "OFPPR_MODIFY"}};
static constexpr Field port_status[] = {openflow_version,
                                        openflow_type(12),
                                        openflow_length,
                                        openflow_transaction,
                                        enumeration("reason", 8, 0, status_reasons),
                                        openflow_pad("pad", 56),
                                        layer("desc", "OFPPhyPort", {.extent = fixed(48), .unbroken = true})};
extern constexpr Protocol openflow_port_status =
    openflow_message("OFPTPortStatus", "OFPT_PORT_STATUS", port_status, of_type<12>);
static constexpr Field port_mod[] = {openflow_version,
                                     openflow_type(15),
                                     openflow_length,
                                     openflow_transaction,
                                     openflow_port("port_no"),
                                     mac("hw_addr"),
                                     flags("config", 32, 0, port_config),
                                     flags("mask", 32, 0, port_config),
                                     flags("advertise", 32, 0, port_features),
                                     openflow_pad("pad", 32)};
extern constexpr Protocol openflow_port_mod =
    openflow_message("OFPTPortMod", "OFPT_PORT_MOD", port_mod, of_type<15>);

// ---- packets (5.3.6, 5.4.1) -------------------------------------------------------------------------

static constexpr Name no_buffer[] = {{0xffffffff, "NO_BUFFER"}};
static constexpr Field buffer = enumeration("buffer_id", 32, 0xffffffff, no_buffer);
static constexpr Name packet_reasons[] = {{0, "OFPR_NO_MATCH"}, {1, "OFPR_ACTION"}};
static constexpr Field packet_in[] = {openflow_version,
                                      openflow_type(10),
                                      openflow_length,
                                      openflow_transaction,
                                      buffer,
                                      bits("total_len", 16),
                                      openflow_port("in_port"),
                                      enumeration("reason", 8, 0, packet_reasons),
                                      openflow_pad("pad", 8),
                                      optional_layer("data", "Ether", {.extent = up_to("len")})};
extern constexpr Protocol openflow_packet_in =
    openflow_message("OFPTPacketIn", "OFPT_PACKET_IN", packet_in, of_type<10>);
static constexpr Field packet_out[] = {openflow_version,
                                       openflow_type(13),
                                       openflow_length,
                                       openflow_transaction,
                                       buffer,
                                       openflow_port("in_port", 0xffff),
                                       bits("actions_len", 16, {.length_of = {"actions"}}),
                                       layers("actions", "OFPAT", {.extent = octets_from("actions_len")}),
                                       optional_layer("data", "Ether", {.extent = up_to("len")})};
extern constexpr Protocol openflow_packet_out =
    openflow_message("OFPTPacketOut", "OFPT_PACKET_OUT", packet_out, of_type<13>);

// ---- flows (5.2.3, 5.3.3, 5.4.2) --------------------------------------------------------------------

/// A wildcard stands for every field that nobody set; `user` of a wildcard field is the table of those
/// fields.
struct Wildcard {
    std::uint64_t bit;
    std::string_view field;
};
static constexpr Wildcard first_wildcards[] = {{1, "dl_vlan_pcp"}, {2, "nw_tos"}, {0, {}}};
static constexpr Wildcard second_wildcards[] = {{0x01, "in_port"}, {0x02, "dl_vlan"}, {0x04, "dl_src"},
                                                {0x08, "dl_dst"},  {0x10, "dl_type"}, {0x20, "nw_proto"},
                                                {0x40, "tp_src"},  {0x80, "tp_dst"},  {0, {}}};
static constexpr Wildcard source_mask[] = {{63, "nw_src"}, {0, {}}},
                          target_mask[] = {{63, "nw_dst"}, {0, {}}};
static bool is_told(const Layer& layer, std::string_view field) {
    const Value* told =
        layer.slot().crafted->find(index_of(layer.protocol(), *find_field(layer.protocol(), field)));
    return told != nullptr && !told->is_none();
}
/// Whether a field was set, or follows from others: ports are TCP's, what IP has is IP's.
static bool is_matched(const Layer& layer, std::string_view field) {
    const bool has_port = is_told(layer, "tp_src") || is_told(layer, "tp_dst");
    if (is_told(layer, field)) return true;
    if (field == "nw_proto") return has_port;
    return field == "dl_type" && (has_port || is_told(layer, "nw_proto") || is_told(layer, "nw_tos") ||
                                  is_told(layer, "nw_src") || is_told(layer, "nw_dst"));
}
static void encode_wildcards(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    Integer value = 0;
    if (!internal.to_integer(value))
        for (const auto* one = static_cast<const Wildcard*>(field.user); one->bit != 0; ++one)
            if (!is_matched(layer, one->field)) value |= static_cast<Integer>(one->bit);
    out.put(static_cast<UnsignedInteger>(value), field.width);
}
/// A number that follows from other fields where nobody set it.
template <unsigned implied>
static constexpr Shape implied_shape = based_on<integer_shape>({
    .name = "integer",
    .encode =
        [](const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
            Integer value = is_matched(layer, field.name) ? implied : 0;
            internal.to_integer(value);
            out.put(static_cast<UnsignedInteger>(value), field.width);
        },
});
static constexpr Shape wildcard_shape =
    based_on<flags_shape>({.name = "wildcards", .encode = encode_wildcards});
static constexpr Name first_names[] = {{1, "DL_VLAN_PCP"}, {2, "NW_TOS"}};
static constexpr Name second_names[] = {{0x01, "IN_PORT"}, {0x02, "DL_VLAN"}, {0x04, "DL_SRC"},
                                        {0x08, "DL_DST"},  {0x10, "DL_TYPE"}, {0x20, "NW_PROTO"},
                                        {0x40, "TP_SRC"},  {0x80, "TP_DST"}};
static constexpr Field wildcards(std::string_view name, std::uint16_t width, const Wildcard* table,
                                 std::span<const Name> names) {
    Field field = custom(name, wildcard_shape, {}, {.user = table}, width);
    field.names = names;
    return field;
}
static constexpr Field match_fields[] = {wildcards("wildcards1", 12, first_wildcards, first_names),
                                         wildcards("nw_dst_mask", 6, target_mask, {}),
                                         wildcards("nw_src_mask", 6, source_mask, {}),
                                         wildcards("wildcards2", 8, second_wildcards, second_names),
                                         openflow_port("in_port"),
                                         mac("dl_src", Default()),
                                         mac("dl_dst", Default()),
                                         bits("dl_vlan", 16, Default()),
                                         bits("dl_vlan_pcp", 8, Default()),
                                         openflow_pad("pad1", 8),
                                         custom("dl_type", implied_shape<0x0800>, {}, {}, 16),
                                         bits("nw_tos", 8, Default()),
                                         custom("nw_proto", implied_shape<6>, {}, {}, 8),
                                         openflow_pad("pad2", 16),
                                         ipv4("nw_src"),
                                         ipv4("nw_dst"),
                                         bits("tp_src", 16, Default()),
                                         bits("tp_dst", 16, Default())};
extern constexpr Protocol openflow_match = openflow_part("OFPMatch", match_fields, {}, "OFP_MATCH");
static constexpr Field match = layer("match", "OFPMatch", {.extent = fixed(40), .unbroken = true});

static constexpr Name commands[] = {{0, "OFPFC_ADD"},
                                    {1, "OFPFC_MODIFY"},
                                    {2, "OFPFC_MODIFY_STRICT"},
                                    {3, "OFPFC_DELETE"},
                                    {4, "OFPFC_DELETE_STRICT"}};
static constexpr Name flow_flags[] = {{1, "SEND_FLOW_REM"}, {2, "CHECK_OVERLAP"}, {4, "EMERG"}};
static constexpr Field flow_mod[] = {openflow_version,
                                     openflow_type(14),
                                     openflow_length,
                                     openflow_transaction,
                                     match,
                                     bits("cookie", 64),
                                     enumeration("cmd", 16, 0, commands),
                                     bits("idle_timeout", 16),
                                     bits("hard_timeout", 16),
                                     bits("priority", 16),
                                     buffer,
                                     openflow_port("out_port", 0xffff),
                                     flags("flags", 16, 0, flow_flags),
                                     layers("actions", "OFPAT", {.extent = up_to("len")})};
extern constexpr Protocol openflow_flow_mod =
    openflow_message("OFPTFlowMod", "OFPT_FLOW_MOD", flow_mod, of_type<14>);
static constexpr Name removal_reasons[] = {
    {0, "OFPRR_IDLE_TIMEOUT"}, {1, "OFPRR_HARD_TIMEOUT"}, {2, "OFPRR_DELETE"}};
static constexpr Field flow_removed[] = {openflow_version,
                                         openflow_type(11),
                                         openflow_length,
                                         openflow_transaction,
                                         match,
                                         bits("cookie", 64),
                                         bits("priority", 16),
                                         enumeration("reason", 8, 0, removal_reasons),
                                         openflow_pad("pad1", 8),
                                         bits("duration_sec", 32),
                                         bits("duration_nsec", 32),
                                         bits("idle_timeout", 16),
                                         openflow_pad("pad2", 16),
                                         bits("packet_count", 64),
                                         bits("byte_count", 64)};
extern constexpr Protocol openflow_flow_removed =
    openflow_message("OFPTFlowRemoved", "OFPT_FLOW_REMOVED", flow_removed, of_type<11>);

// ---- over TCP ----

extern constexpr StreamRule openflow_stream = {.protocol = "OpenFlow", .at = 2, .octets = 2};

}  // namespace pkttest::protocols
