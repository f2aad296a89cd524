// NTP's control messages, mode 6 (RFC 9327).
#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/ntp.h"

namespace pkttest::protocols {

static constexpr Name op_codes[] = {
    {0, "CTL_OP_UNSPEC"},     {1, "CTL_OP_READSTAT"},  {2, "CTL_OP_READVAR"},
    {3, "CTL_OP_WRITEVAR"},   {4, "CTL_OP_READCLOCK"}, {5, "CTL_OP_WRITECLOCK"},
    {6, "CTL_OP_SETTRAP"},    {7, "CTL_OP_ASYNCMSG"},  {8, "CTL_OP_CONFIGURE"},
    {9, "CTL_OP_SAVECONFIG"}, {10, "CTL_OP_READ_MRU"}, {11, "CTL_OP_READ_ORDLIST_A"},
    {12, "CTL_OP_REQ_NONCE"}, {31, "CTL_OP_UNSETTRAP"}};
static constexpr Name leap_indicators[] = {{0, "no warning"},
                                           {1, "last minute was 61 seconds"},
                                           {2, "last minute was 59 seconds"},
                                           {3, "alarm condition (clock not synchronized)"}};
static constexpr Name clock_sources[] = {{0, "unspecified or unknown"},
                                         {1, "Calibrated atomic clock"},
                                         {2, "VLF (band 4) or LF (band 5) radio"},
                                         {3, "HF (band 7) radio"},
                                         {4, "UHF (band 9) satellite"},
                                         {5, "local net"},
                                         {6, "UDP/NTP"},
                                         {7, "UDP/TIME"},
                                         {8, "eyeball-and-wristwatch"},
                                         {9, "telephone modem"}};
static constexpr Name system_events[] = {{0, "unspecified"},
                                         {1, "system restart"},
                                         {2, "system or hardware fault"},
                                         {3, "system new status word"},
                                         {4, "system new synchronization source or stratum"},
                                         {5, "system clock reset"},
                                         {6, "system invalid time or date"},
                                         {7, "system clock exception"}};
static constexpr Name selections[] = {{0, "rejected"},
                                      {1, "passed sanity checks"},
                                      {2, "passed correctness checks"},
                                      {3, "passed candidate checks"},
                                      {4, "passed outlyer checks"},
                                      {5, "current synchronization source; max distance exceeded"},
                                      {6, "current synchronization source; max distance okay"},
                                      {7, "reserved"}};
static constexpr Name peer_events[] = {
    {0, "unspecified"},      {1, "peer IP error"},  {2, "peer authentication failure"},
    {3, "peer unreachable"}, {4, "peer reachable"}, {5, "peer clock exception"}};
static constexpr Name clock_statuses[] = {
    {0, "clock operating within nominals"}, {1, "reply timeout"},       {2, "bad reply format"},
    {3, "hardware or software fault"},      {4, "propagation failure"}, {5, "bad date format or value"},
    {6, "bad time format or value"}};
static constexpr Name errors[] = {{0, "unspecified"},
                                  {1, "authentication failure"},
                                  {2, "invalid message length or format"},
                                  {3, "invalid opcode"},
                                  {4, "unknown association identifier"},
                                  {5, "unknown variable name"},
                                  {6, "invalid variable value"},
                                  {7, "administratively prohibited"}};

// ---- the status word: what it says depends on the operation and on what it is about ----------------------

enum class Status : std::uint8_t { other, error, system, peer, clock };

static Status status_of(const Layer& message) {
    if (message.integer("err") != 0) return Status::error;
    switch (message.integer("op_code")) {
        case 1:
        case 2:
            return message.integer("association_id") != 0 ? Status::peer : Status::system;
        case 4:
        case 5:
            return Status::clock;
        default:
            return Status::other;
    }
}
template <Status status>
static bool is_status(const Layer& word) {
    return word.parent() != nullptr && word.parent()->is("NTPControl") && status_of(*word.parent()) == status;
}
template <Status status>
static constexpr Carrier word_of[] = {Carrier("NTPStatusPacket", is_status<status>)};

static constexpr Field status_fields[] = {bits("status", 16)};
extern constexpr Protocol ntp_status = checked({.name = "NTPStatusPacket",
                                                .title = "NTP status word",
                                                .shown = "status",
                                                .fields = status_fields,
                                                .payload_size = no_payload});

static constexpr Field system_fields[] = {
    enumeration("leap_indicator", 2, 0, leap_indicators), enumeration("clock_source", 6, 0, clock_sources),
    bits("system_event_counter", 4), enumeration("system_event_code", 4, 0, system_events)};
extern constexpr Protocol ntp_system_status = checked({.name = "NTPSystemStatusPacket",
                                                       .title = "NTP system status",
                                                       .shown = "system status",
                                                       .fields = system_fields,
                                                       .variant_of = word_of<Status::system>,
                                                       .payload_size = no_payload});

static constexpr Field peer_fields[] = {
    bits("configured", 1),         bits("auth_enabled", 1),
    bits("authentic", 1),          bits("reachability", 1),
    bits("reserved", 1),           enumeration("peer_sel", 3, 0, selections),
    bits("peer_event_counter", 4), enumeration("peer_event_code", 4, 0, peer_events)};
extern constexpr Protocol ntp_peer_status = checked({.name = "NTPPeerStatusPacket",
                                                     .title = "NTP peer status",
                                                     .shown = "peer status",
                                                     .fields = peer_fields,
                                                     .variant_of = word_of<Status::peer>,
                                                     .payload_size = no_payload});

static constexpr Field clock_fields[] = {enumeration("clock_status", 8, 0, clock_statuses), bits("code", 8)};
extern constexpr Protocol ntp_clock_status = checked({.name = "NTPClockStatusPacket",
                                                      .title = "NTP clock status",
                                                      .shown = "clock status",
                                                      .fields = clock_fields,
                                                      .variant_of = word_of<Status::clock>,
                                                      .payload_size = no_payload});

static constexpr Field error_fields[] = {enumeration("error_code", 8, 0, errors), bits("reserved", 8)};
extern constexpr Protocol ntp_error_status = checked({.name = "NTPErrorStatusPacket",
                                                      .title = "NTP error status",
                                                      .shown = "error status",
                                                      .fields = error_fields,
                                                      .variant_of = word_of<Status::error>,
                                                      .payload_size = no_payload});

// ---- data ------------------------------------------------------------------------------------------------

/// Read status about nothing in particular lists the associations.
static constexpr Field peer_data_fields[] = {
    bits("association_id", 16), layer("peer_status", "NTPPeerStatusPacket", {.extent = fixed(2)})};
extern constexpr Protocol ntp_peer_data = checked({.name = "NTPPeerStatusDataPacket",
                                                   .title = "data / peer status",
                                                   .fields = peer_data_fields,
                                                   .carries = "NTPPeerStatusDataPacket"});

/// Data is padded to 4 octets, with an authenticator behind it the whole message to 8.
static std::int64_t padding_size(const Layer& message) {
    const auto size = static_cast<std::int64_t>(message.header().size());
    const std::int64_t data_end = 12 + ((static_cast<std::int64_t>(message.integer("count")) + 3) & ~3);
    const std::int64_t padding = -data_end & 7, digest = size - data_end - padding - 4;
    return digest == 16 || digest == 20 ? padding : 0;
}

static constexpr Field fields[] = {
    enumeration("leap", 2, 0, leap_indicators),
    bits("version", 3, 2),
    enumeration("mode", 3, 6, ntp_modes),
    bits("response", 1),
    bits("err", 1),
    bits("more", 1),
    enumeration("op_code", 5, 0, op_codes),
    bits("sequence", 16),
    layer("status_word", "NTPStatusPacket", {.when = equals("response", 1), .extent = fixed(2)}),
    bits("status", 16, {.when = equals("response", 0)}),
    bits("association_id", 16),
    bits("offset", 16),
    bits("count", 16, {.count_of = {"data"}}),
    octets("data", "", {.extent = octets_from("count"), .pad_to = 4}),
    octets("padding", "", {.extent = octets_by(padding_size)}),
    optional_layer("authenticator", "NTPAuthenticator", {.extent = rest()})};

static bool control_answers(const Layer& layer, const Layer& request) {
    return request.is("NTPControl") && layer.integer("response") == 1 && request.integer("response") == 0 &&
           layer.integer("sequence") == request.integer("sequence") &&
           layer.integer("op_code") == request.integer("op_code");
}

static constexpr Alias aliases[] = {{"zeros", "leap"}};
static constexpr Carrier variant[] = {{"NTPHeader", "mode", 6}};
static constexpr Carrier carriers[] = {{"UDP", {"sport", 123}, {"dport", 123}, down}};
extern constexpr Protocol ntp_control = checked({.name = "NTPControl",
                                                 .title = "Control message",
                                                 .fields = fields,
                                                 .carried_by = carriers,
                                                 .variant_of = variant,
                                                 .aliases = aliases,
                                                 .summary = ntp_summary,
                                                 .answers = control_answers});

}  // namespace pkttest::protocols
