// NTP's private messages, mode 7, of ntpd and ntpdc (ntp_request.h): a list of items of one kind.
#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/ntp.h"

namespace pkttest::protocols {

static constexpr Name implementations[] = {{0, "IMPL_UNIV"}, {2, "IMPL_XNTPD_OLD"}, {3, "XNTPD"}};
static constexpr Name request_codes[] = {
    {0, "REQ_PEER_LIST"},         {1, "REQ_PEER_LIST_SUM"},    {2, "REQ_PEER_INFO"},
    {3, "REQ_PEER_STATS"},        {4, "REQ_SYS_INFO"},         {5, "REQ_SYS_STATS"},
    {6, "REQ_IO_STATS"},          {7, "REQ_MEM_STATS"},        {8, "REQ_LOOP_INFO"},
    {9, "REQ_TIMER_STATS"},       {10, "REQ_CONFIG"},          {11, "REQ_UNCONFIG"},
    {12, "REQ_SET_SYS_FLAG"},     {13, "REQ_CLR_SYS_FLAG"},    {14, "REQ_MONITOR"},
    {15, "REQ_NOMONITOR"},        {16, "REQ_GET_RESTRICT"},    {17, "REQ_RESADDFLAGS"},
    {18, "REQ_RESSUBFLAGS"},      {19, "REQ_UNRESTRICT"},      {20, "REQ_MON_GETLIST"},
    {21, "REQ_RESET_STATS"},      {22, "REQ_RESET_PEER"},      {23, "REQ_REREAD_KEYS"},
    {24, "REQ_DO_DIRTY_HACK"},    {25, "REQ_DONT_DIRTY_HACK"}, {26, "REQ_TRUSTKEY"},
    {27, "REQ_UNTRUSTKEY"},       {28, "REQ_AUTHINFO"},        {29, "REQ_TRAPS"},
    {30, "REQ_ADD_TRAP"},         {31, "REQ_CLR_TRAP"},        {32, "REQ_REQUEST_KEY"},
    {33, "REQ_CONTROL_KEY"},      {34, "REQ_GET_CTLSTATS"},    {35, "REQ_GET_LEAPINFO"},
    {36, "REQ_GET_CLOCKINFO"},    {37, "REQ_SET_CLKFUDGE"},    {38, "REQ_GET_KERNEL"},
    {39, "REQ_GET_CLKBUGINFO"},   {41, "REQ_SET_PRECISION"},   {42, "REQ_MON_GETLIST_1"},
    {43, "REQ_HOSTNAME_ASSOCID"}, {44, "REQ_IF_STATS"},        {45, "REQ_IF_RELOAD"}};
static constexpr Name errors[] = {{0, "no error"},
                                  {1, "incompatible implementation number"},
                                  {2, "unimplemented request code"},
                                  {3, "format error"},
                                  {4, "no data available"},
                                  {7, "authentication failure"}};

static constexpr std::size_t head = 8, tail = 28;

/// Items that are there: a count may say more.
static std::int64_t item_count(const Layer& message) {
    const std::size_t size = message.integer("data_item_size"), octets = message.header().size();
    const std::size_t most = size == 0 || octets < head ? 0 : (octets - head) / size;
    return static_cast<std::int64_t>(std::min<std::size_t>(message.integer("nb_items"), most));
}
static bool is_authentic(const Layer& message) {
    return message.integer("response") == 0 && message.integer("auth") == 1;
}
/// Zeros between the items and what signs them.
static std::int64_t padding_size(const Layer& message) {
    const auto used =
        head + static_cast<std::size_t>(item_count(message)) * message.integer("data_item_size");
    const std::size_t octets = message.header().size();
    return octets < used + tail ? 0 : static_cast<std::int64_t>(octets - used - tail);
}

static constexpr Field one_item =
    layer("item", "NTPPrivateReqPacket", {.extent = octets_from("data_item_size")});
static constexpr Field fields[] = {
    bits("response", 1),
    bits("more", 1),
    bits("version", 3, 2),
    enumeration("mode", 3, 0, ntp_modes),
    bits("auth", 1),
    bits("seq", 7),
    enumeration("implementation", 8, 0, implementations),
    enumeration("request_code", 8, 0, request_codes),
    enumeration("err", 4, 0, errors),
    bits("nb_items", 12),
    bits("mbz", 4),
    bits("data_item_size", 12),
    list("req_data", one_item, {.when = equals("response", 0), .extent = count_by(item_count)}),
    list("data", one_item, {.when = equals("response", 1), .extent = count_by(item_count)}),
    octets("padding", "", {.when = when(is_authentic), .extent = octets_by(padding_size)}),
    optional_layer("authenticator", "NTPPrivatePktTail", {.when = when(is_authentic), .extent = rest()})};

static constexpr Field tail_fields[] = {ntp_time("tstamp"), bits("key_id", 32),
                                        octets("dgst", "", {.extent = fixed(16), .hex = true})};
extern constexpr Protocol ntp_private_tail = checked({.name = "NTPPrivatePktTail",
                                                      .title = "NTP private authentication",
                                                      .shown = "req_pkt_tail",
                                                      .fields = tail_fields});

static bool private_answers(const Layer& layer, const Layer& request) {
    return request.is("NTPPrivate") && layer.integer("response") == 1 && request.integer("response") == 0 &&
           layer.integer("implementation") == request.integer("implementation") &&
           layer.integer("request_code") == request.integer("request_code");
}

static constexpr Carrier variant[] = {{"NTPHeader", "mode", 7}};
static constexpr Carrier carriers[] = {{"UDP", {"sport", 123}, {"dport", 123}, down}};
extern constexpr Protocol ntp_private = checked({.name = "NTPPrivate",
                                                 .title = "Private (mode 7)",
                                                 .fields = fields,
                                                 .carried_by = carriers,
                                                 .variant_of = variant,
                                                 .summary = ntp_summary,
                                                 .answers = private_answers});

}  // namespace pkttest::protocols
