// Bodies of 802.11 management frames (IEEE 802.11-2020, 9.3.3 and 9.4.1); the elements behind them stand in
// dot11_elements.cpp.
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"

namespace pkttest::protocols {

static constexpr Name capabilities[] = {
    {0x0001, "res8"},    {0x0002, "res9"},           {0x0004, "short-slot"}, {0x0008, "res11"},
    {0x0010, "res12"},   {0x0020, "DSSS-OFDM"},      {0x0040, "res14"},      {0x0080, "res15"},
    {0x0100, "ESS"},     {0x0200, "IBSS"},           {0x0400, "CFP"},        {0x0800, "CFP-req"},
    {0x1000, "privacy"}, {0x2000, "short-preamble"}, {0x4000, "PBCC"},       {0x8000, "agility"}};
static constexpr Name reasons[] = {
    {0, "reserved"},         {1, "unspec"},     {2, "auth-expired"},        {3, "deauth-ST-leaving"},
    {4, "inactivity"},       {5, "AP-full"},    {6, "class2-from-nonauth"}, {7, "class3-from-nonass"},
    {8, "disas-ST-leaving"}, {9, "ST-not-auth"}};
static constexpr Name statuses[] = {{0, "success"},
                                    {1, "failure"},
                                    {10, "cannot-support-all-cap"},
                                    {11, "inexist-asso"},
                                    {12, "asso-denied"},
                                    {13, "algo-unsupported"},
                                    {14, "bad-seq-num"},
                                    {15, "challenge-failure"},
                                    {16, "timeout"},
                                    {17, "AP-full"},
                                    {18, "rate-unsupported"}};
static constexpr Name algorithms[] = {{0, "open"}, {1, "sharedkey"}};

static constexpr Field number(std::string_view name, std::uint16_t width, int initial = 0) {
    return bits(name, width, initial, {.little_endian = true});
}
static constexpr Field cap = flags("cap", 16, 0, capabilities);
static constexpr Field reason[] = {enumeration("reason", 16, 1, reasons, {.little_endian = true})};
static constexpr Field beacon[] = {number("timestamp", 64), number("beacon_interval", 16, 100), cap};
static constexpr Field request[] = {cap, number("listen_interval", 16, 200)};
static constexpr Field again[] = {cap, number("listen_interval", 16, 200), mac("current_AP")};
static constexpr Field response[] = {cap, number("status", 16), number("AID", 16)};
static constexpr Field authentication[] = {enumeration("algo", 16, 0, algorithms, {.little_endian = true}),
                                           number("seqnum", 16),
                                           enumeration("status", 16, 0, statuses, {.little_endian = true})};

template <unsigned type, unsigned subtype>
static constexpr std::array<Carrier, 2> frames = {
    {{"Dot11", {"type", type}, {"subtype", subtype}}, {"Dot11FCS", {"type", type}, {"subtype", subtype}}}};

/// A frame's body, by subtype; most have elements behind their fields.
template <unsigned subtype>
static constexpr Protocol body(std::string_view name, std::string_view title, std::span<const Field> fields,
                               bool has_elements = true) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .carried_by = frames<0, subtype>,
                    .carries = has_elements ? "Dot11Elt" : ""});
}

extern constexpr Protocol dot11_asso_req = body<0>("Dot11AssoReq", "802.11 Association Request", request);
extern constexpr Protocol dot11_asso_resp = body<1>("Dot11AssoResp", "802.11 Association Response", response);
extern constexpr Protocol dot11_reasso_req = body<2>("Dot11ReassoReq", "802.11 Reassociation Request", again);
extern constexpr Protocol dot11_reasso_resp =
    body<3>("Dot11ReassoResp", "802.11 Reassociation Response", response);
extern constexpr Protocol dot11_probe_req = body<4>("Dot11ProbeReq", "802.11 Probe Request", {});
extern constexpr Protocol dot11_probe_resp = body<5>("Dot11ProbeResp", "802.11 Probe Response", beacon);
extern constexpr Protocol dot11_beacon = body<8>("Dot11Beacon", "802.11 Beacon", beacon);
extern constexpr Protocol dot11_atim = body<9>("Dot11ATIM", "802.11 ATIM", {}, false);
extern constexpr Protocol dot11_disas = body<10>("Dot11Disas", "802.11 Disassociation", reason);
extern constexpr Protocol dot11_deauth = body<12>("Dot11Deauth", "802.11 Deauthentication", reason);

static bool next_of_exchange(const Layer& answer, const Layer& request_layer) {
    return request_layer.is("Dot11Auth") && answer.integer("seqnum") == request_layer.integer("seqnum") + 1;
}
extern constexpr Protocol dot11_auth = checked({.name = "Dot11Auth",
                                                .title = "802.11 Authentication",
                                                .fields = authentication,
                                                .carried_by = frames<0, 11>,
                                                .carries = "Dot11Elt",
                                                .answers = next_of_exchange});

extern constexpr Protocol dot11_ack =
    checked({.name = "Dot11Ack", .title = "802.11 Ack packet", .carried_by = frames<1, 13>});

}  // namespace pkttest::protocols
