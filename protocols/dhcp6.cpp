// DHCPv6 (RFC 8415, RFC 9686): its messages. The options follow them as layers.
#include "protocols/dhcp6.h"

#include <iterator>

#include "framework/packet/layer.h"
#include "protocols/hash_parts.h"

namespace pkttest::protocols {

const Protocol* next_dhcp6_option(const Layer& layer) {
    static const Protocol* const option = find_protocol("DHCP6OptUnknown");
    return layer.payload().size() > 2 ? option : nullptr;
}

static constexpr Name message_types[] = {{1, "SOLICIT"},
                                         {2, "ADVERTISE"},
                                         {3, "REQUEST"},
                                         {4, "CONFIRM"},
                                         {5, "RENEW"},
                                         {6, "REBIND"},
                                         {7, "REPLY"},
                                         {8, "RELEASE"},
                                         {9, "DECLINE"},
                                         {10, "RECONFIGURE"},
                                         {11, "INFORMATION-REQUEST"},
                                         {12, "RELAY-FORW"},
                                         {13, "RELAY-REPL"},
                                         {14, "LEASEQUERY"},
                                         {15, "LEASEQUERY-REPLY"},
                                         {16, "LEASEQUERY-DONE"},
                                         {17, "LEASEQUERY-DATA"},
                                         {18, "RECONFIGURE-REQUEST"},
                                         {19, "RECONFIGURE-REPLY"},
                                         {20, "DHCPV4-QUERY"},
                                         {21, "DHCPV4-RESPONSE"},
                                         {22, "ACTIVELEASEQUERY"},
                                         {23, "STARTTLS"},
                                         {24, "BNDUPD"},
                                         {25, "BNDREPLY"},
                                         {26, "POOLREQ"},
                                         {27, "POOLRESP"},
                                         {28, "UPDREQ"},
                                         {29, "UPDREQALL"},
                                         {30, "UPDDONE"},
                                         {31, "CONNECT"},
                                         {32, "CONNECTREPLY"},
                                         {33, "DISCONNECT"},
                                         {34, "STATE"},
                                         {35, "CONTACT"},
                                         {36, "ADDR-REG-INFORM"},
                                         {37, "ADDR-REG-REPLY"}};

static void transaction_hashret(const Layer& layer, std::string& out) {
    for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(layer.integer("trid") >> shift);
}
static bool answers_solicit(const Layer& layer, const Layer& request) {
    return request.is("DHCP6_Solicit") && layer.integer("trid") == request.integer("trid");
}
/// A Reply answers whatever a client asks (RFC 8415, 16.10); not what a server or a relay says.
static bool answers_any(const Layer& layer, const Layer& request) {
    constexpr std::uint64_t advertise = 2, reply = 7, reconfigure = 10, information_request = 11;
    const std::uint64_t type = request.integer("msgtype");
    return request.protocol().name.starts_with("DHCP6_") && type != advertise && type != reply &&
           type != reconfigure && type <= information_request &&
           layer.integer("trid") == request.integer("trid");
}
/// An Address Registration Reply answers one Inform (RFC 9686, 4.2).
static bool answers_inform(const Layer& layer, const Layer& request) {
    return request.is("DHCP6_AddrRegInform") && layer.integer("trid") == request.integer("trid");
}
static void relay_hashret(const Layer& layer, std::string& out) {
    Integer address = 0;
    layer.internal(*find_field(layer.protocol(), "peeraddr")).to_integer(address);
    hash_big(out, static_cast<UnsignedInteger>(address), 16);
}
static bool relay_answers(const Layer& layer, const Layer& request) {
    return request.is("DHCP6_RelayForward") && layer.integer("hopcount") == request.integer("hopcount") &&
           layer.text("linkaddr") == request.text("linkaddr") &&
           layer.text("peeraddr") == request.text("peeraddr");
}

static constexpr Carrier by_port[] = {
    {"UDP", "dport", 547, up}, {"UDP", "dport", 546, up}, {"UDP", {"sport", 546}, {"dport", 547}, down}};
static constexpr Carrier from_client[] = {{"UDP", {"sport", 546}, {"dport", 547}, down}};
static constexpr Carrier from_server[] = {{"UDP", {"sport", 547}, {"dport", 546}, down}};
static constexpr Carrier from_relay[] = {{"UDP", {"sport", 547}, {"dport", 547}, down}};

template <std::uint64_t type>
static constexpr Field message_fields[] = {enumeration("msgtype", 8, Default(type), message_types),
                                           bits("trid", 24, {.hex = true})};
template <std::uint64_t type>
static constexpr Field relay_fields[] = {enumeration("msgtype", 8, Default(type), message_types),
                                         bits("hopcount", 8, Default()), ipv6("linkaddr"), ipv6("peeraddr")};
template <std::uint64_t type>
static constexpr Carrier message_of[] = {{"DHCP6", "msgtype", type}};

using Answers = bool (*)(const Layer& layer, const Layer& request);
template <std::uint64_t type>
static constexpr Protocol message(std::string_view name, std::string_view title,
                                  std::span<const Carrier> carriers, Answers answers = nullptr) {
    return checked({.name = name,
                    .title = title,
                    .fields = message_fields<type>,
                    .carried_by = carriers,
                    .variant_of = message_of<type>,
                    .guess_payload = next_dhcp6_option,
                    .hashret = transaction_hashret,
                    .answers = answers});
}
template <std::uint64_t type>
static constexpr Protocol relay_message(std::string_view name, std::string_view title,
                                        Answers answers = nullptr) {
    return checked({.name = name,
                    .title = title,
                    .fields = relay_fields<type>,
                    .carried_by = from_relay,
                    .variant_of = message_of<type>,
                    .guess_payload = next_dhcp6_option,
                    .hashret = relay_hashret,
                    .answers = answers});
}

/// Of a type that has no message, what a port announced is none.
static std::int64_t known_size(const Layer& layer) {
    constexpr std::int64_t header = 4;
    const std::uint64_t type = layer.integer("msgtype");
    const bool is_known =
        type >= std::begin(message_types)->value && type <= std::prev(std::end(message_types))->value;
    return is_known || layer.index() == 0 ? header : -1;
}

extern constexpr Protocol dhcp6 = checked({.name = "DHCP6",
                                           .title = "DHCPv6 Generic Message",
                                           .fields = message_fields<0>,
                                           .carried_by = by_port,
                                           .guess_payload = next_dhcp6_option,
                                           .hashret = transaction_hashret,
                                           .header_size = known_size});
extern constexpr Protocol dhcp6_solicit = message<1>("DHCP6_Solicit", "DHCPv6 Solicit Message", from_client);
extern constexpr Protocol dhcp6_advertise =
    message<2>("DHCP6_Advertise", "DHCPv6 Advertise Message", from_server, answers_solicit);
extern constexpr Protocol dhcp6_request = message<3>("DHCP6_Request", "DHCPv6 Request Message", from_client);
extern constexpr Protocol dhcp6_confirm = message<4>("DHCP6_Confirm", "DHCPv6 Confirm Message", from_client);
extern constexpr Protocol dhcp6_renew = message<5>("DHCP6_Renew", "DHCPv6 Renew Message", from_client);
extern constexpr Protocol dhcp6_rebind = message<6>("DHCP6_Rebind", "DHCPv6 Rebind Message", from_client);
extern constexpr Protocol dhcp6_reply =
    message<7>("DHCP6_Reply", "DHCPv6 Reply Message", from_server, answers_any);
extern constexpr Protocol dhcp6_release = message<8>("DHCP6_Release", "DHCPv6 Release Message", from_client);
extern constexpr Protocol dhcp6_decline = message<9>("DHCP6_Decline", "DHCPv6 Decline Message", from_client);
extern constexpr Protocol dhcp6_reconf =
    message<10>("DHCP6_Reconf", "DHCPv6 Reconfigure Message", from_server);
extern constexpr Protocol dhcp6_info_request =
    message<11>("DHCP6_InfoRequest", "DHCPv6 Information Request Message", from_client);
extern constexpr Protocol dhcp6_address_inform = message<36>(
    "DHCP6_AddrRegInform", "DHCPv6 Information Message (Address Registration Inform)", from_client);
extern constexpr Protocol dhcp6_address_reply =
    message<37>("DHCP6_AddrRegReply", "DHCPv6 Information Message (Address Registration Reply)", from_server,
                answers_inform);
extern constexpr Protocol dhcp6_relay_forward =
    relay_message<12>("DHCP6_RelayForward", "DHCPv6 Relay Forward Message (Relay Agent/Server Message)");
extern constexpr Protocol dhcp6_relay_reply = relay_message<13>(
    "DHCP6_RelayReply", "DHCPv6 Relay Reply Message (Relay Agent/Server Message)", relay_answers);

}  // namespace pkttest::protocols
