// The items of NTP's private messages (ntpd's ntp_request.h): what they are depends on the request.
#include "framework/packet/joined.h"
#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/ntp.h"

namespace pkttest::protocols {

static constexpr std::string_view item = "NTPPrivateReqPacket";

template <bool response, std::uint8_t... codes>
static bool is_item(const Layer& one) {
    const Layer* message = one.parent();
    if (message == nullptr || (message->integer("response") != 0) != response) return false;
    const std::uint64_t code = message->integer("request_code");
    return ((code == codes) || ...);
}
/// An interface's addresses are IPv6 where its flag at octet 48 says so.
template <bool is_ipv6>
static bool is_interface(const Layer& one) {
    const auto octets = one.header();
    return is_item<true, 44, 45>(one) && octets.size() >= 52 &&
           (octets[48] != 0 || octets[49] != 0 || octets[50] != 0 || octets[51] != 0) == is_ipv6;
}

static constexpr Field item_fields[] = {octets("req_data", "", {})};
extern constexpr Protocol ntp_private_item =
    checked({.name = item, .title = "request data", .fields = item_fields});

static constexpr Field interval_element = ntp_interval("interval"), time_element = ntp_time("time"),
                       octet_element = bits("octet", 8);
/// Eight zeros, of `octets` each.
template <std::size_t octets>
static constexpr char zeros_of[octets * 8] = {};
template <std::size_t octets>
static constexpr std::string_view zeros(zeros_of<octets>, octets * 8);

static constexpr Name peer_flags[] = {
    {0x1, "INFO_FLAG_CONFIG"},         {0x2, "INFO_FLAG_SYSPEER"},    {0x4, "INFO_FLAG_BURST"},
    {0x8, "INFO_FLAG_REFCLOCK"},       {0x10, "INFO_FLAG_PREFER"},    {0x20, "INFO_FLAG_AUTHENABLE"},
    {0x40, "INFO_FLAG_SEL_CANDIDATE"}, {0x80, "INFO_FLAG_SHORTLIST"}, {0x100, "INFO_FLAG_IBURST"}};
static constexpr Field info_peer_list_fields[] = {ipv4("addr"),
                                                  bits("port", 16),
                                                  enumeration("hmode", 8, 0, ntp_modes),
                                                  flags("flags", 8, 0, peer_flags),
                                                  bits("v6_flag", 32),
                                                  bits("unused1", 32),
                                                  ipv6("addr6")};
static constexpr Carrier info_peer_list_of[] = {Carrier(item, is_item<false, 2, 3>),
                                                Carrier(item, is_item<true, 0>)};
extern constexpr Protocol ntp_info_peer_list = checked({.name = "NTPInfoPeerList",
                                                        .title = "NTP private data: peer",
                                                        .shown = "info_peer_list",
                                                        .fields = info_peer_list_fields,
                                                        .variant_of = info_peer_list_of});

static constexpr Field info_peer_summary_fields[] = {ipv4("dstaddr"),
                                                     ipv4("srcaddr"),
                                                     bits("srcport", 16),
                                                     bits("stratum", 8),
                                                     bits("hpoll", 8),
                                                     bits("ppoll", 8),
                                                     bits("reach", 8),
                                                     flags("flags", 8, 0, peer_flags),
                                                     enumeration("hmode", 8, 0, ntp_modes),
                                                     ntp_interval("delay"),
                                                     ntp_time("offset"),
                                                     ntp_interval("dispersion"),
                                                     bits("v6_flag", 32),
                                                     bits("unused1", 32),
                                                     ipv6("dstaddr6"),
                                                     ipv6("srcaddr6")};
static constexpr Carrier info_peer_summary_of[] = {Carrier(item, is_item<true, 1>)};
extern constexpr Protocol ntp_info_peer_summary = checked({.name = "NTPInfoPeerSummary",
                                                           .title = "NTP private data: peer summary",
                                                           .shown = "info_peer_summary",
                                                           .fields = info_peer_summary_fields,
                                                           .variant_of = info_peer_summary_of});

static constexpr Field info_peer_fields[] = {
    ipv4("dstaddr"),
    ipv4("srcaddr"),
    bits("srcport", 16),
    flags("flags", 8, 0, peer_flags),
    bits("leap", 8),
    enumeration("hmode", 8, 0, ntp_modes),
    bits("pmode", 8),
    bits("stratum", 8),
    bits("ppoll", 8),
    bits("hpoll", 8),
    bits("precision", 8, {.is_signed = true}),
    bits("version", 8),
    bits("unused8", 8),
    bits("reach", 8),
    bits("unreach", 8),
    bits("flash", 8, {.hex = true}),
    bits("ttl", 8),
    bits("flash2", 16, {.little_endian = true, .hex = true}),
    bits("associd", 16),
    bits("keyid", 32, {.little_endian = true}),
    bits("pkeyid", 32),
    ipv4("refid"),
    bits("timer", 32),
    ntp_interval("rootdelay"),
    ntp_interval("rootdispersion"),
    ntp_time("reftime"),
    ntp_time("org"),
    ntp_time("rec"),
    ntp_time("xmt"),
    list("filtdelay", interval_element, {.extent = fixed(32)}, zeros<4>),
    list("filtoffset", time_element, {.extent = fixed(64)}, zeros<8>),
    list("order", octet_element, {.extent = fixed(8)}, zeros<1>),
    ntp_interval("delay"),
    ntp_interval("dispersion"),
    ntp_time("offset"),
    ntp_interval("selectdisp"),
    bits("unused1", 32),
    bits("unused2", 32),
    bits("unused3", 32),
    bits("unused4", 32),
    bits("unused5", 32),
    bits("unused6", 32),
    bits("unused7", 32),
    ntp_interval("estbdelay"),
    bits("v6_flag", 32),
    bits("unused9", 32),
    ipv6("dstaddr6"),
    ipv6("srcaddr6")};
static constexpr Carrier info_peer_of[] = {Carrier(item, is_item<true, 2>)};
extern constexpr Protocol ntp_info_peer = checked({.name = "NTPInfoPeer",
                                                   .title = "NTP private data: peer in detail",
                                                   .shown = "info_peer",
                                                   .fields = info_peer_fields,
                                                   .variant_of = info_peer_of});

static constexpr Field info_peer_stats_fields[] = {ipv4("dstaddr"),        ipv4("srcaddr"),
                                                   bits("srcport", 16),    flags("flags", 16, 0, peer_flags),
                                                   bits("timereset", 32),  bits("timereceived", 32),
                                                   bits("timetosend", 32), bits("timereachable", 32),
                                                   bits("sent", 32),       bits("unused1", 32),
                                                   bits("processed", 32),  bits("unused2", 32),
                                                   bits("badauth", 32),    bits("bogusorg", 32),
                                                   bits("oldpkt", 32),     bits("unused3", 32),
                                                   bits("unused4", 32),    bits("seldisp", 32),
                                                   bits("selbroken", 32),  bits("unused5", 32),
                                                   bits("candidate", 8),   bits("unused6", 8),
                                                   bits("unused7", 8),     bits("unused8", 8),
                                                   bits("v6_flag", 32),    bits("unused9", 32),
                                                   ipv6("dstaddr6"),       ipv6("srcaddr6")};
static constexpr Carrier info_peer_stats_of[] = {Carrier(item, is_item<true, 3>)};
extern constexpr Protocol ntp_info_peer_stats = checked({.name = "NTPInfoPeerStats",
                                                         .title = "NTP private data: peer statistics",
                                                         .shown = "info_peer_stats",
                                                         .fields = info_peer_stats_fields,
                                                         .variant_of = info_peer_stats_of});

static constexpr Field info_loop_fields[] = {ntp_time("last_offset"), ntp_time("drift_comp"),
                                             bits("compliance", 32), bits("watchdog_timer", 32)};
static constexpr Carrier info_loop_of[] = {Carrier(item, is_item<true, 8>)};
extern constexpr Protocol ntp_info_loop = checked({.name = "NTPInfoLoop",
                                                   .title = "NTP private data: loop filter",
                                                   .shown = "info_loop",
                                                   .fields = info_loop_fields,
                                                   .variant_of = info_loop_of});

static constexpr Name info_sys_flags[] = {{0x1, "INFO_FLAG_BCLIENT"},  {0x2, "INFO_FLAG_AUTHENTICATE"},
                                          {0x4, "INFO_FLAG_NTP"},      {0x8, "INFO_FLAG_KERNEL"},
                                          {0x10, "INFO_FLAG_CAL"},     {0x20, "INFO_FLAG_PPS_SYNC"},
                                          {0x40, "INFO_FLAG_MONITOR"}, {0x80, "INFO_FLAG_FILEGEN"}};
static constexpr Field info_sys_fields[] = {ipv4("peer"),
                                            bits("peer_mode", 8),
                                            bits("leap", 8),
                                            bits("stratum", 8),
                                            bits("precision", 8),
                                            ntp_interval("rootdelay"),
                                            ntp_interval("rootdispersion"),
                                            ipv4("refid"),
                                            ntp_time("reftime"),
                                            bits("poll", 32),
                                            flags("flags", 8, 0, info_sys_flags),
                                            bits("unused1", 8),
                                            bits("unused2", 8),
                                            bits("unused3", 8),
                                            ntp_interval("bdelay"),
                                            ntp_interval("frequency"),
                                            ntp_time("authdelay"),
                                            ntp_interval("stability"),
                                            bits("v6_flag", 32),
                                            bits("unused4", 32),
                                            ipv6("peer6")};
static constexpr Carrier info_sys_of[] = {Carrier(item, is_item<true, 4>)};
extern constexpr Protocol ntp_info_sys = checked({.name = "NTPInfoSys",
                                                  .title = "NTP private data: system",
                                                  .shown = "info_sys",
                                                  .fields = info_sys_fields,
                                                  .variant_of = info_sys_of});

static constexpr Field info_sys_stats_fields[] = {
    bits("timeup", 32),        bits("timereset", 32),     bits("denied", 32),
    bits("oldversionpkt", 32), bits("newversionpkt", 32), bits("unknownversion", 32),
    bits("badlength", 32),     bits("processed", 32),     bits("badauth", 32),
    bits("received", 32),      bits("limitrejected", 32)};
static constexpr Carrier info_sys_stats_of[] = {Carrier(item, is_item<true, 5>)};
extern constexpr Protocol ntp_info_sys_stats = checked({.name = "NTPInfoSysStats",
                                                        .title = "NTP private data: system statistics",
                                                        .shown = "info_sys_stats",
                                                        .fields = info_sys_stats_fields,
                                                        .variant_of = info_sys_stats_of});

static constexpr Field info_mem_stats_fields[] = {bits("timereset", 32),
                                                  bits("totalpeermem", 16),
                                                  bits("freepeermem", 16),
                                                  bits("findpeer_calls", 32),
                                                  bits("allocations", 32),
                                                  bits("demobilizations", 32),
                                                  list("hashcount", octet_element, {.extent = fixed(128)})};
static constexpr Carrier info_mem_stats_of[] = {Carrier(item, is_item<true, 7>)};
extern constexpr Protocol ntp_info_mem_stats = checked({.name = "NTPInfoMemStats",
                                                        .title = "NTP private data: memory statistics",
                                                        .shown = "info_mem_stats",
                                                        .fields = info_mem_stats_fields,
                                                        .variant_of = info_mem_stats_of});

static constexpr Field info_iostats_fields[] = {
    bits("timereset", 32), bits("totalrecvbufs", 16), bits("freerecvbufs", 16), bits("fullrecvbufs", 16),
    bits("lowwater", 16),  bits("dropped", 32),       bits("ignored", 32),      bits("received", 32),
    bits("sent", 32),      bits("notsent", 32),       bits("interrupts", 32),   bits("int_received", 32)};
static constexpr Carrier info_iostats_of[] = {Carrier(item, is_item<true, 6>)};
extern constexpr Protocol ntp_info_iostats =
    checked({.name = "NTPInfoIOStats",
             .title = "NTP private data: input and output statistics",
             .shown = "info_io_stats",
             .fields = info_iostats_fields,
             .variant_of = info_iostats_of});

static constexpr Field info_timer_stats_fields[] = {bits("timereset", 32), bits("alarms", 32),
                                                    bits("overflows", 32), bits("xmtcalls", 32)};
static constexpr Carrier info_timer_stats_of[] = {Carrier(item, is_item<true, 9>)};
extern constexpr Protocol ntp_info_timer_stats = checked({.name = "NTPInfoTimerStats",
                                                          .title = "NTP private data: timer statistics",
                                                          .shown = "info_timer_stats",
                                                          .fields = info_timer_stats_fields,
                                                          .variant_of = info_timer_stats_of});

static constexpr Name conf_peer_flags[] = {{0x1, "CONF_FLAG_AUTHENABLE"}, {0x2, "CONF_FLAG_PREFER"},
                                           {0x4, "CONF_FLAG_BURST"},      {0x8, "CONF_FLAG_IBURST"},
                                           {0x10, "CONF_FLAG_NOSELECT"},  {0x20, "CONF_FLAG_SKEY"}};
static constexpr Field conf_peer_fields[] = {
    ipv4("peeraddr"),    bits("hmode", 8),
    bits("version", 8),  bits("minpoll", 8),
    bits("maxpoll", 8),  flags("flags", 8, 0, conf_peer_flags),
    bits("ttl", 8),      bits("unused1", 16),
    bits("keyid", 32),   octets("keystr", "", {.extent = fixed(128)}),
    bits("v6_flag", 32), bits("unused2", 32),
    ipv6("peeraddr6")};
static constexpr Carrier conf_peer_of[] = {Carrier(item, is_item<false, 10>),
                                           Carrier(item, is_item<true, 10>)};
extern constexpr Protocol ntp_conf_peer = checked({.name = "NTPConfPeer",
                                                   .title = "NTP private data: peer to configure",
                                                   .shown = "conf_peer",
                                                   .fields = conf_peer_fields,
                                                   .variant_of = conf_peer_of});

static constexpr Field conf_unpeer_fields[] = {ipv4("peeraddr"), bits("v6_flag", 32), ipv6("peeraddr6")};
static constexpr Carrier conf_unpeer_of[] = {Carrier(item, is_item<false, 11, 22>),
                                             Carrier(item, is_item<true, 11>)};
extern constexpr Protocol ntp_conf_unpeer = checked({.name = "NTPConfUnpeer",
                                                     .title = "NTP private data: peer to forget",
                                                     .shown = "conf_unpeer",
                                                     .fields = conf_unpeer_fields,
                                                     .variant_of = conf_unpeer_of});

static constexpr Name conf_restrict_flags[] = {
    {0x1, "RES_IGNORE"},   {0x2, "RES_DONTSERVE"},   {0x4, "RES_DONTTRUST"}, {0x8, "RES_VERSION"},
    {0x10, "RES_NOPEER"},  {0x20, "RES_LIMITED"},    {0x40, "RES_NOQUERY"},  {0x80, "RES_NOMODIFY"},
    {0x100, "RES_NOTRAP"}, {0x200, "RES_LPTRAP"},    {0x400, "RES_KOD"},     {0x800, "RES_MSSNTP"},
    {0x1000, "RES_FLAKE"}, {0x2000, "RES_NOMRULIST"}};
static constexpr Field conf_restrict_fields[] = {
    ipv4("addr"),        ipv4("mask"),        flags("flags", 16, 0, conf_restrict_flags),
    bits("m_flags", 16), bits("v6_flag", 32), ipv6("addr6"),
    ipv6("mask6")};
static constexpr Carrier conf_restrict_of[] = {Carrier(item, is_item<false, 17, 18>)};
extern constexpr Protocol ntp_conf_restrict = checked({.name = "NTPConfRestrict",
                                                       .title = "NTP private data: restriction",
                                                       .shown = "conf_restrict",
                                                       .fields = conf_restrict_fields,
                                                       .variant_of = conf_restrict_of});

static constexpr Field info_kernel_fields[] = {
    bits("offset", 32),    bits("freq", 32),    bits("maxerror", 32), bits("esterror", 32),
    bits("status", 16),    bits("shift", 16),   bits("constant", 32), bits("precision", 32),
    bits("tolerance", 32), bits("ppsfreq", 32), bits("jitter", 32),   bits("stabil", 32),
    bits("jitcnt", 32),    bits("calcnt", 32),  bits("errcnt", 32),   bits("stbcnt", 32)};
static constexpr Carrier info_kernel_of[] = {Carrier(item, is_item<true, 38>)};
extern constexpr Protocol ntp_info_kernel = checked({.name = "NTPInfoKernel",
                                                     .title = "NTP private data: kernel clock",
                                                     .shown = "info_kernel",
                                                     .fields = info_kernel_fields,
                                                     .variant_of = info_kernel_of});

static constexpr Field if_stats_counts[] = {
    bits("v6_flag", 32),       octets("ifname", "", {.extent = fixed(32)}),
    bits("flags", 32),         bits("last_ttl", 32),
    bits("num_mcast", 32),     bits("received", 32),
    bits("sent", 32),          bits("notsent", 32),
    bits("uptime", 32),        bits("scopeid", 32),
    bits("ifindex", 32),       bits("ifnum", 32),
    bits("peercnt", 32),       bits("family", 16),
    bits("ignore_packets", 8), bits("action", 8),
    bits("_filler0", 32)};
static constexpr Field if_stats_ipv4[] = {ipv4("unaddr"),  octets("unaddr_pad", "", {.extent = fixed(12)}),
                                          ipv4("unbcast"), octets("unbcast_pad", "", {.extent = fixed(12)}),
                                          ipv4("unmask"),  octets("unmask_pad", "", {.extent = fixed(12)})};
static constexpr auto info_if_stats_ipv4_fields = joined(if_stats_ipv4, if_stats_counts);
static constexpr Carrier info_if_stats_ipv4_of[] = {Carrier(item, is_interface<false>)};
extern constexpr Protocol ntp_info_if_stats_ipv4 = checked({.name = "NTPInfoIfStatsIPv4",
                                                            .title = "NTP private data: interface (IPv4)",
                                                            .shown = "info_if_stats",
                                                            .fields = info_if_stats_ipv4_fields,
                                                            .variant_of = info_if_stats_ipv4_of});

static constexpr Field if_stats_ipv6[] = {ipv6("unaddr"), ipv6("unbcast"), ipv6("unmask")};
static constexpr auto info_if_stats_ipv6_fields = joined(if_stats_ipv6, if_stats_counts);
static constexpr Carrier info_if_stats_ipv6_of[] = {Carrier(item, is_interface<true>)};
extern constexpr Protocol ntp_info_if_stats_ipv6 = checked({.name = "NTPInfoIfStatsIPv6",
                                                            .title = "NTP private data: interface (IPv6)",
                                                            .shown = "info_if_stats",
                                                            .fields = info_if_stats_ipv6_fields,
                                                            .variant_of = info_if_stats_ipv6_of});

static constexpr Field info_monitor1_fields[] = {
    bits("lasttime", 32), bits("firsttime", 32), bits("lastdrop", 32), bits("count", 32), ipv4("addr"),
    ipv4("daddr"),        bits("flags", 32),     bits("port", 16),     bits("mode", 8),   bits("version", 8),
    bits("v6_flag", 32),  bits("unused1", 32),   ipv6("addr6"),        ipv6("daddr6")};
static constexpr Carrier info_monitor1_of[] = {Carrier(item, is_item<true, 42>)};
extern constexpr Protocol ntp_info_monitor1 = checked({.name = "NTPInfoMonitor1",
                                                       .title = "NTP private data: monitored client",
                                                       .shown = "InfoMonitor1",
                                                       .fields = info_monitor1_fields,
                                                       .variant_of = info_monitor1_of});

static constexpr Field info_auth_fields[] = {
    bits("timereset", 32),   bits("numkeys", 32),     bits("numfreekeys", 32),
    bits("keylookups", 32),  bits("keynotfound", 32), bits("encryptions", 32),
    bits("decryptions", 32), bits("expired", 32),     bits("keyuncached", 32)};
static constexpr Carrier info_auth_of[] = {Carrier(item, is_item<true, 28>)};
extern constexpr Protocol ntp_info_auth = checked({.name = "NTPInfoAuth",
                                                   .title = "NTP private data: authentication statistics",
                                                   .shown = "info_auth",
                                                   .fields = info_auth_fields,
                                                   .variant_of = info_auth_of});

static constexpr Field conf_trap_fields[] = {
    ipv4("local_address"), ipv4("trap_address"),   bits("trap_port", 16), bits("unused", 16),
    bits("v6_flag", 32),   ipv6("local_address6"), ipv6("trap_address6")};
static constexpr Carrier conf_trap_of[] = {Carrier(item, is_item<false, 30, 31>),
                                           Carrier(item, is_item<true, 30>)};
extern constexpr Protocol ntp_conf_trap = checked({.name = "NTPConfTrap",
                                                   .title = "NTP private data: trap",
                                                   .shown = "conf_trap",
                                                   .fields = conf_trap_fields,
                                                   .variant_of = conf_trap_of});

static constexpr Field info_control_fields[] = {
    bits("ctltimereset", 32),       bits("numctlreq", 32),       bits("numctlbadpkts", 32),
    bits("numctlresponses", 32),    bits("numctlfrags", 32),     bits("numctlerrors", 32),
    bits("numctltooshort", 32),     bits("numctlinputresp", 32), bits("numctlinputfrag", 32),
    bits("numctlinputerr", 32),     bits("numctlbadoffset", 32), bits("numctlbadversion", 32),
    bits("numctldatatooshort", 32), bits("numctlbadop", 32),     bits("numasyncmsgs", 32)};
static constexpr Carrier info_control_of[] = {Carrier(item, is_item<true, 34>)};
extern constexpr Protocol ntp_info_control = checked({.name = "NTPInfoControl",
                                                      .title = "NTP private data: control statistics",
                                                      .shown = "info_control",
                                                      .fields = info_control_fields,
                                                      .variant_of = info_control_of});

}  // namespace pkttest::protocols
