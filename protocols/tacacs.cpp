// TACACS+ (RFC 8907): the header, and the bodies, in clear or hidden with a shared secret.
#include "protocols/tacacs.h"

#include "framework/packet/packet.h"
#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/hash_parts.h"

namespace pkttest::protocols {

static constexpr Name versions[] = {{1, "Tacacs"}, {192, "Tacacs+"}, {193, "Tacacs+ v1"}};
static constexpr Name types[] = {{1, "Authentication"}, {2, "Authorization"}, {3, "Accounting"}};
static constexpr Name header_flags[] = {{1, "Unencrypted"}, {4, "Single Connection"}};
static constexpr Name actions[] = {{1, "Login"}, {2, "Change Pass"}, {4, "Send Authentication"}};
static constexpr Name privileges[] = {{0, "Minimum"}, {1, "User"}, {15, "Root"}};
static constexpr Name kinds[] = {{1, "ASCII"}, {2, "PAP"},    {3, "CHAP"},
                                 {4, "ARAP"},  {5, "MSCHAP"}, {6, "MSCHAPv2"}};
static constexpr Name services[] = {{0, "None"}, {1, "Login"}, {2, "Enable"}, {3, "PPP"},  {4, "ARAP"},
                                    {5, "PT"},   {6, "RCMD"},  {7, "X25"},    {8, "NASI"}, {9, "FwProxy"}};
static constexpr Name methods[] = {{0, "Not Set"}, {1, "None"},        {2, "Kerberos 5"}, {3, "Line"},
                                   {4, "Enable"},  {5, "Local"},       {6, "Tacacs+"},    {8, "Guest"},
                                   {16, "Radius"}, {17, "Kerberos 4"}, {32, "RCMD"}};
static constexpr Name authentication_states[] = {{1, "PASS"},    {2, "FAIL"},    {3, "GETDATA"},
                                                 {4, "GETUSER"}, {5, "GETPASS"}, {6, "RESTART"},
                                                 {7, "ERROR"},   {33, "FOLLOW"}};
static constexpr Name reply_flags[] = {{1, "NOECHO"}};
static constexpr Name continue_flags[] = {{1, "ABORT"}};
static constexpr Name authorization_states[] = {
    {1, "Pass Add"}, {2, "Pass repl"}, {16, "Fail"}, {17, "Error"}, {33, "Follow"}};
static constexpr Name accounting_flags[] = {{2, "Start"}, {4, "Stop"}, {8, "Watchdog"}};
static constexpr Name accounting_states[] = {{1, "Success"}, {2, "Error"}, {33, "Follow"}};

static constexpr Field fields[] = {enumeration("version", 8, 192, versions),
                                   enumeration("type", 8, 1, types),
                                   bits("seq", 8, 1),
                                   enumeration("flags", 8, 0, header_flags),
                                   bits("session_id", 32),
                                   bits("length", 32, {.compute = payload_octets})};

/// A user's first request has four lengths of one octet at the fifth, a later one two of two octets at the
/// first; the rest is as long as they say.
static std::string_view user_request(std::string_view body) {
    const auto octet = [&](std::size_t at) {
        return static_cast<std::size_t>(static_cast<std::uint8_t>(body[at]));
    };
    if (body.size() >= 8 && octet(4) + octet(5) + octet(6) + octet(7) == body.size() - 8)
        return "TacacsAuthenticationStart";
    if (body.size() >= 5 && (octet(0) + octet(2)) * 256 + octet(1) + octet(3) == body.size() - 5)
        return "TacacsAuthenticationContinue";
    return "Raw";
}
/// Requests have odd numbers.
static const Protocol* body_of(const Layer& layer) {
    const std::uint64_t number = layer.integer("seq"), type = layer.integer("type");
    const bool is_reply = number % 2 == 0;
    if (type < 1 || type > 3) return find_protocol("Raw");
    if (type == 1 && !is_reply) return find_protocol(user_request(clear_body(layer)));
    constexpr std::string_view bodies[][2] = {{"TacacsAuthenticationStart", "TacacsAuthenticationReply"},
                                              {"TacacsAuthorizationRequest", "TacacsAuthorizationReply"},
                                              {"TacacsAccountingRequest", "TacacsAccountingReply"}};
    return find_protocol(bodies[type - 1][is_reply ? 1 : 0]);
}
/// What a user asks begins with eight octets of fixed length; cut within them it is no message.
static std::int64_t header_size(const Layer& layer) {
    constexpr std::size_t header = 12, fixed_part = 8;
    const std::size_t octets = layer.header().size();
    const bool is_asked = layer.integer("type") == 1 && layer.integer("seq") % 2 == 1;
    return is_asked && octets > header && octets < header + fixed_part ? -1 : header;
}
static constexpr Carrier carriers[] = {
    {"TCP", "dport", 49, up}, {"TCP", "sport", 49, up}, {"TCP", {"dport", 49}, {"sport", 49}, down}};
extern constexpr Protocol tacacs =
    checked({.name = "TacacsHeader",
             .title = "TACACS+",
             .shown = "Tacacs Header",
             .fields = fields,
             .carried_by = carriers,
             .guess_payload = body_of,
             .hashret = [](const Layer& layer,
                           std::string& out) { hash_little(out, layer.integer("session_id"), 4); },
             .answers =
                 [](const Layer& layer, const Layer& request) {
                     return request.is("TacacsHeader") &&
                            layer.integer("seq") == request.integer("seq") + 1 &&
                            layer.integer("type") == request.integer("type") &&
                            layer.integer("session_id") == request.integer("session_id");
                 },
             .header_size = header_size});

// ---- bodies ----------------------------------------------------------------------------------------------

template <std::uint64_t type>
static constexpr Carrier body[] = {{"TacacsHeader", "type", type, down}};
static constexpr Field privilege = enumeration("priv_lvl", 8, 1, privileges),
                       kind = enumeration("authen_type", 8, 1, kinds),
                       service = enumeration("authen_service", 8, 1, services),
                       method = enumeration("authen_method", 8, 0, methods);
static constexpr Field user_len = bits("user_len", 8, {.length_of = {"user"}}),
                       port_len = bits("port_len", 8, {.length_of = {"port"}}),
                       address_len = bits("rem_addr_len", 8, {.length_of = {"rem_addr"}}),
                       message_len = bits("server_msg_len", 16, {.length_of = {"server_msg"}});
static constexpr Field user = octets("user", "", {.extent = octets_from("user_len")}),
                       port = octets("port", "", {.extent = octets_from("port_len")}),
                       address = octets("rem_addr", "", {.extent = octets_from("rem_addr_len")}),
                       message = octets("server_msg", "", {.extent = octets_from("server_msg_len")}),
                       data = octets("data", "", {.extent = octets_from("data_len")});

static constexpr Field start_fields[] = {
    enumeration("action", 8, 1, actions),         privilege, kind, service, user_len, port_len, address_len,
    bits("data_len", 8, {.length_of = {"data"}}), user,      port, address, data};
extern constexpr Protocol tacacs_start = checked({.name = "TacacsAuthenticationStart",
                                                  .title = "Tacacs Authentication Start Body",
                                                  .fields = hidden<start_fields>,
                                                  .carried_by = body<1>,
                                                  .post_build = hide_octets});
static constexpr Field reply_fields[] = {enumeration("status", 8, 1, authentication_states),
                                         enumeration("flags", 8, 0, reply_flags),
                                         message_len,
                                         bits("data_len", 16, {.length_of = {"data"}}),
                                         message,
                                         data};
extern constexpr Protocol tacacs_reply = checked({.name = "TacacsAuthenticationReply",
                                                  .title = "Tacacs Authentication Reply Body",
                                                  .fields = hidden<reply_fields>,
                                                  .carried_by = body<1>,
                                                  .post_build = hide_octets});
static constexpr Field continue_fields[] = {
    bits("user_msg_len", 16, {.length_of = {"user_msg"}}), bits("data_len", 16, {.length_of = {"data"}}),
    enumeration("flags", 8, 1, continue_flags),
    octets("user_msg", "", {.extent = octets_from("user_msg_len")}), data};
extern constexpr Protocol tacacs_continue = checked({.name = "TacacsAuthenticationContinue",
                                                     .title = "Tacacs Authentication Continue Body",
                                                     .fields = hidden<continue_fields>,
                                                     .carried_by = body<1>,
                                                     .post_build = hide_octets});

/// Arguments follow as layers, each as long as the body's list says.
static const Protocol* arguments_of(const Layer& layer) {
    return layer.integer("arg_cnt") > 0 ? find_protocol("TacacsPacketArguments") : nullptr;
}
/// Without arguments nothing follows.
static std::int64_t arguments_octets(const Layer& layer) { return layer.integer("arg_cnt") > 0 ? -1 : 0; }
static constexpr Field one_length = bits("length", 8);
static constexpr Field argument_count = bits("arg_cnt", 8, {.count_of = {"arg_len_list"}}),
                       argument_lengths = list("arg_len_list", one_length, {.extent = count_from("arg_cnt")});
static constexpr Field authorization_fields[] = {method,           privilege, kind,        service,
                                                 user_len,         port_len,  address_len, argument_count,
                                                 argument_lengths, user,      port,        address};
extern constexpr Protocol tacacs_authorization = checked({.name = "TacacsAuthorizationRequest",
                                                          .title = "Tacacs Authorization Request Body",
                                                          .fields = hidden<authorization_fields>,
                                                          .carried_by = body<2>,
                                                          .payload_size = arguments_octets,
                                                          .guess_payload = arguments_of,
                                                          .post_build = hide_octets});
static constexpr Field authorized_fields[] = {enumeration("status", 8, 0, authorization_states),
                                              argument_count,
                                              message_len,
                                              bits("data_len", 16, {.length_of = {"data"}}),
                                              argument_lengths,
                                              message,
                                              data};
extern constexpr Protocol tacacs_authorized = checked({.name = "TacacsAuthorizationReply",
                                                       .title = "Tacacs Authorization Reply Body",
                                                       .fields = hidden<authorized_fields>,
                                                       .carried_by = body<2>,
                                                       .payload_size = arguments_octets,
                                                       .guess_payload = arguments_of,
                                                       .post_build = hide_octets});
static constexpr Field accounting_fields[] = {enumeration("flags", 8, 0, accounting_flags),
                                              method,
                                              privilege,
                                              kind,
                                              service,
                                              user_len,
                                              port_len,
                                              address_len,
                                              argument_count,
                                              argument_lengths,
                                              user,
                                              port,
                                              address};
extern constexpr Protocol tacacs_accounting = checked({.name = "TacacsAccountingRequest",
                                                       .title = "Tacacs Accounting Request Body",
                                                       .fields = hidden<accounting_fields>,
                                                       .carried_by = body<3>,
                                                       .payload_size = arguments_octets,
                                                       .guess_payload = arguments_of,
                                                       .post_build = hide_octets});
static constexpr Field accounted_fields[] = {message_len, bits("data_len", 16, {.length_of = {"data"}}),
                                             enumeration("status", 8, Default(), accounting_states), message,
                                             data};
extern constexpr Protocol tacacs_accounted = checked({.name = "TacacsAccountingReply",
                                                      .title = "Tacacs Accounting Reply Body",
                                                      .fields = hidden<accounted_fields>,
                                                      .carried_by = body<3>,
                                                      .post_build = hide_octets});

/// Which argument this is, and the lengths of all; none where no body stands below.
struct Argument {
    std::size_t index = 0;
    List lengths = {};
};
static Argument argument_at(const Layer& layer) {
    Argument out;
    auto lower = layer.below();
    for (; lower && lower->is("TacacsPacketArguments"); lower = lower->below()) ++out.index;
    const Value lengths = lower && find_field(lower->protocol(), "arg_len_list") != nullptr
                              ? lower->get("arg_len_list")
                              : Value();
    if (lengths.items() != nullptr) out.lengths = *lengths.items();
    return out;
}
static std::int64_t argument_octets(const Layer& layer) {
    const Argument argument = argument_at(layer);
    Integer length = 0;
    if (argument.index >= argument.lengths.size()) return static_cast<std::int64_t>(layer.header().size());
    argument.lengths[argument.index].to_integer(length);
    return static_cast<std::int64_t>(length);
}
static const Protocol* next_argument(const Layer& layer) {
    const Argument argument = argument_at(layer);
    return argument.index + 1 < argument.lengths.size() ? find_protocol("TacacsPacketArguments") : nullptr;
}
static constexpr Field argument_fields[] = {octets("data", "", {.extent = octets_by(argument_octets)})};
extern constexpr Protocol tacacs_argument = checked({.name = "TacacsPacketArguments",
                                                     .title = "Arguments in Tacacs+ packet",
                                                     .fields = hidden<argument_fields>,
                                                     .guess_payload = next_argument,
                                                     .post_build = hide_octets});

// ---- over TCP ----

extern constexpr StreamRule tacacs_stream = {.protocol = "TacacsHeader", .at = 8, .octets = 4, .add = 12};

}  // namespace pkttest::protocols
