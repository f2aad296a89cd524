// Mobile IPv6: the mobility header and its messages (RFC 6275), and home agents' ICMPv6 messages (RFC
// 6275 6.5 to 6.8). Options stand in mipv6_options.cpp.
#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/icmpv6.h"
#include "protocols/ipv6_extensions.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"
#include "protocols/shown_text.h"

namespace pkttest::protocols {

// ---- what the messages share -------------------------------------------------------------------------

static constexpr Name types[] = {{0, "BRR"},     {1, "HoTI"},    {2, "CoTI"},    {3, "HoT"},
                                 {4, "CoT"},     {5, "BU"},      {6, "BA"},      {7, "BE"},
                                 {8, "Fast BU"}, {9, "Fast BA"}, {10, "Fast NA"}};
static constexpr Field next = enumeration("nh", 8, 59, next_headers);
/// Units of 8 octets behind the first.
static Integer units(const Layer& layer) { return static_cast<Integer>((layer.header().size() + 7) / 8) - 1; }
static constexpr Field length = bits("len", 8, {.compute = units, .basis = Basis::sizes});
constexpr Field type(int number) { return enumeration("mhtype", 8, number, types); }
static constexpr Field reserved = bits("res", 8, Default());
static constexpr Field checksum =
    bits("cksum", 16,
         {.compute = [](const Layer& layer) -> Integer { return transport_checksum(layer, 135); },
          .basis = Basis::sum,
          .hex = true});

static constexpr Alignment alignments[] = {{"MIP6OptBRAdvice", 2, 0},        {"MIP6OptAltCoA", 8, 6},
                                           {"MIP6OptNonceIndices", 2, 0},    {"MIP6OptBindingAuthData", 8, 2},
                                           {"MIP6OptMobNetPrefix", 8, 4},    {"MIP6OptMsgAuth", 4, 1},
                                           {"MIP6OptReplayProtection", 8, 2}};
template <std::size_t start>
static constexpr AlignedOptions aligned = {alignments, start};
template <std::size_t start>
constexpr Field options() {
    return aligned_options("MIP6OptUnknown", aligned<start>,
                           octets_from("len", 8, 8 - static_cast<int>(start)));
}

static constexpr auto carriers = over_ipv6(135), down_carriers = over_ipv6(135, down);
constexpr Protocol message(std::string_view name, std::string_view title, std::span<const Field> fields,
                           std::span<const Carrier> variant_of) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = down_carriers,
            .variant_of = variant_of};
}
constexpr Protocol answering(Protocol out, void (*hashret)(const Layer&, std::string&),
                             bool (*answers)(const Layer&, const Layer&)) {
    out.hashret = hashret;
    out.answers = answers;
    return out;
}
constexpr Carrier of_type(std::uint64_t number) { return {"MIP6MH_Generic", "mhtype", number}; }

static constexpr Field generic_fields[] = {
    next,     length,   type(0),
    reserved, checksum, octets("msg", std::string_view("\0\0", 2), {.extent = octets_from("len", 8, 2)})};
extern constexpr Protocol mobility = {.name = "MIP6MH_Generic",
                                      .title = "IPv6 Mobility Header - Generic Message",
                                      .fields = generic_fields,
                                      .carried_by = carriers};
static_assert(well_formed(mobility));

// ---- return routability ------------------------------------------------------------------------------

static void cookie_hash(const Layer& layer, std::string& out) {
    const Value cookie = layer.get("cookie");
    if (cookie.octets() != nullptr) out += *cookie.octets();
}
static bool has_cookie(const Layer& answer, const Layer& request) {
    return request.is(answer.is("MIP6MH_HoT") ? "MIP6MH_HoTI" : "MIP6MH_CoTI") &&
           answer.get("cookie") == request.get("cookie");
}
static constexpr std::string_view zeros("\0\0\0\0\0\0\0\0", 8);
static constexpr Field cookie = octets("cookie", zeros, {.extent = fixed(8)});

template <int number>
static constexpr Field init_fields[] = {
    next,     length,   type(number),
    reserved, checksum, octets("reserved", zeros.substr(0, 2), {.extent = fixed(2)}),
    cookie,   autopad,  options<16>()};
static constexpr Carrier home_init_of[] = {of_type(1)}, care_init_of[] = {of_type(2)};
extern constexpr Protocol home_init =
    answering(message("MIP6MH_HoTI", "IPv6 Mobility Header - Home Test Init", init_fields<1>, home_init_of),
              cookie_hash, nullptr);
static_assert(well_formed(home_init));
extern constexpr Protocol care_init = answering(
    message("MIP6MH_CoTI", "IPv6 Mobility Header - Care-of Test Init", init_fields<2>, care_init_of),
    cookie_hash, nullptr);
static_assert(well_formed(care_init));

template <int number>
static constexpr Field test_fields[] = {next,         length,
                                        type(number), reserved,
                                        checksum,     bits("index", 16, Default()),
                                        cookie,       octets("token", zeros, {.extent = fixed(8)}),
                                        autopad,      options<24>()};
static constexpr Carrier home_test_of[] = {of_type(3)}, care_test_of[] = {of_type(4)};
extern constexpr Protocol home_test =
    answering(message("MIP6MH_HoT", "IPv6 Mobility Header - Home Test", test_fields<3>, home_test_of),
              cookie_hash, has_cookie);
static_assert(well_formed(home_test));
extern constexpr Protocol care_test =
    answering(message("MIP6MH_CoT", "IPv6 Mobility Header - Care-of Test", test_fields<4>, care_test_of),
              cookie_hash, has_cookie);
static_assert(well_formed(care_test));

// ---- bindings ----------------------------------------------------------------------------------------

/// A refresh request is answered by an update, an update by its acknowledgement: alike for all three.
static void binding_hash(const Layer&, std::string& out) { out += {0, 8, 9}; }
static bool updates(const Layer&, const Layer& request) { return request.is("MIP6MH_BRR"); }
static bool acknowledges(const Layer& answer, const Layer& request) {
    constexpr std::uint64_t wants_it = 0x40;
    return request.is("MIP6MH_BU") && (request.integer("flags") & wants_it) != 0 &&
           answer.integer("seq") == request.integer("seq");
}

static constexpr Field refresh_fields[] = {
    next, length, type(0), reserved, checksum, bits("res2", 16, Default()), autopad, options<8>()};
static constexpr Carrier refresh_of[] = {of_type(0)};
extern constexpr Protocol binding_refresh = answering(
    message("MIP6MH_BRR", "IPv6 Mobility Header - Binding Refresh Request", refresh_fields, refresh_of),
    binding_hash, nullptr);
static_assert(well_formed(binding_refresh));

static constexpr Name update_flags[] = {{1, "P"},  {2, "R"},  {4, "M"}, {8, "K"},
                                        {16, "L"}, {32, "H"}, {64, "A"}};
static constexpr Field update_fields[] = {next,
                                          length,
                                          type(5),
                                          reserved,
                                          checksum,
                                          bits("seq", 16, Default(), {.hex = true}),
                                          flags("flags", 7, 104, update_flags),
                                          bits("reserved", 9, 0, {.hex = true}),
                                          bits("mhtime", 16, 3, {.name_by = four_seconds}),
                                          autopad,
                                          options<12>()};
static constexpr Carrier update_of[] = {of_type(5)};
extern constexpr Protocol binding_update =
    answering(message("MIP6MH_BU", "IPv6 Mobility Header - Binding Update", update_fields, update_of),
              binding_hash, updates);
static_assert(well_formed(binding_update));

static constexpr Name statuses[] = {{0, "Binding Update accepted"},
                                    {1, "Accepted but prefix discovery necessary"},
                                    {128, "Reason unspecified"},
                                    {129, "Administratively prohibited"},
                                    {130, "Insufficient resources"},
                                    {131, "Home registration not supported"},
                                    {132, "Not home subnet"},
                                    {133, "Not home agent for this mobile node"},
                                    {134, "Duplicate Address Detection failed"},
                                    {135, "Sequence number out of window"},
                                    {136, "Expired home nonce index"},
                                    {137, "Expired care-of nonce index"},
                                    {138, "Expired nonces"},
                                    {139, "Registration type change disallowed"},
                                    {140, "Mobile Router Operation not permitted"},
                                    {141, "Invalid Prefix"},
                                    {142, "Not Authorized for Prefix"},
                                    {143, "Forwarding Setup failed (prefixes missing)"},
                                    {144, "MIPV6-ID-MISMATCH"},
                                    {145, "MIPV6-MESG-ID-REQD"},
                                    {146, "MIPV6-AUTH-FAIL"},
                                    {147, "Permanent home keygen token unavailable"},
                                    {148, "CGA and signature verification failed"},
                                    {149, "Permanent home keygen token exists"},
                                    {150, "Non-null home nonce index expected"}};
static constexpr Name acknowledgement_flags[] = {{1, "P"}, {2, "R"}, {4, "K"}};
static constexpr Field acknowledgement_fields[] = {next,
                                                   length,
                                                   type(6),
                                                   reserved,
                                                   checksum,
                                                   enumeration("status", 8, 0, statuses),
                                                   flags("flags", 3, 4, acknowledgement_flags),
                                                   bits("res2", 5, Default(), {.hex = true}),
                                                   bits("seq", 16, Default(), {.hex = true}),
                                                   bits("mhtime", 16, 0, {.hex = true}),
                                                   autopad,
                                                   options<12>()};
static constexpr Carrier acknowledgement_of[] = {of_type(6)};
extern constexpr Protocol binding_acknowledgement = answering(
    message("MIP6MH_BA", "IPv6 Mobility Header - Binding ACK", acknowledgement_fields, acknowledgement_of),
    binding_hash, acknowledges);
static_assert(well_formed(binding_acknowledgement));

static constexpr Name errors[] = {{1, "Unknown binding for Home Address destination option"},
                                  {2, "Unrecognized MH Type value"}};
static constexpr Field error_fields[] = {next,
                                         length,
                                         type(7),
                                         reserved,
                                         checksum,
                                         enumeration("status", 8, 0, errors),
                                         bits("reserved", 8),
                                         ipv6("ha"),
                                         options<24>()};
static constexpr Carrier error_of[] = {of_type(7)};
extern constexpr Protocol binding_error =
    message("MIP6MH_BE", "IPv6 Mobility Header - Binding Error", error_fields, error_of);
static_assert(well_formed(binding_error));

// ---- home agents -------------------------------------------------------------------------------------

static void id_hash(const Layer& layer, std::string& out) {
    out += static_cast<char>(layer.integer("id") >> 8);
    out += static_cast<char>(layer.integer("id"));
}
static bool finds(const Layer& answer, const Layer& request) {
    return request.is("ICMPv6HAADRequest") && answer.integer("id") == request.integer("id");
}
static bool advertises(const Layer& answer, const Layer& request) {
    return request.is("ICMPv6MPSol") && answer.integer("id") == request.integer("id");
}
constexpr Protocol icmp(std::string_view name, std::string_view title, std::span<const Field> fields,
                        std::span<const Carrier> variant_of,
                        bool (*answers)(const Layer&, const Layer&) = nullptr) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = icmpv6_down,
            .variant_of = variant_of,
            .hashret = id_hash,
            .answers = answers};
}

static constexpr Name router_flag[] = {{1, "MR"}};
static constexpr Field id = bits("id", 16, Default(), {.hex = true}), home_agent = ipv6("address");
static constexpr Field find_fields[] = {icmpv6_type(144),
                                        bits("code", 8),
                                        icmpv6_checksum(),
                                        id,
                                        enumeration("R", 1, 1, router_flag),
                                        bits("res", 15, 0, {.hex = true})};
static constexpr Carrier find_of[] = {{"_ICMPv6", "type", 144}};
extern constexpr Protocol agent_request =
    icmp("ICMPv6HAADRequest", "ICMPv6 Home Agent Address Discovery Request", find_fields, find_of);
static_assert(well_formed(agent_request));

static constexpr Field found_fields[] = {icmpv6_type(145),
                                         bits("code", 8),
                                         icmpv6_checksum(),
                                         id,
                                         enumeration("R", 1, 1, router_flag),
                                         bits("res", 15, 0, {.hex = true}),
                                         list("addresses", home_agent, {.extent = rest()})};
static constexpr Carrier found_of[] = {{"_ICMPv6", "type", 145}};
extern constexpr Protocol agent_reply =
    icmp("ICMPv6HAADReply", "ICMPv6 Home Agent Address Discovery Reply", found_fields, found_of, finds);
static_assert(well_formed(agent_reply));

static constexpr Field solicitation_fields[] = {icmpv6_type(146), bits("code", 8), icmpv6_checksum(), id,
                                                bits("res", 16, 0, {.hex = true})};
static constexpr Carrier solicitation_of[] = {{"_ICMPv6", "type", 146}};
extern constexpr Protocol prefix_solicitation =
    icmp("ICMPv6MPSol", "ICMPv6 Mobile Prefix Solicitation", solicitation_fields, solicitation_of);
static_assert(well_formed(prefix_solicitation));

static constexpr Name prefix_flags[] = {{1, "O"}, {2, "M"}};
static const Protocol* first_option(const Layer& layer) {
    return find_protocol(layer.payload().size() > 1 ? "ICMPv6NDOptUnknown" : "Raw");
}
static constexpr Field advertisement_fields[] = {icmpv6_type(147),
                                                 bits("code", 8),
                                                 icmpv6_checksum(),
                                                 id,
                                                 flags("flags", 2, 2, prefix_flags),
                                                 bits("res", 14, 0, {.hex = true})};
static constexpr Carrier advertisement_of[] = {{"_ICMPv6", "type", 147}};
extern constexpr Protocol prefix_advertisement = [] {
    Protocol out = icmp("ICMPv6MPAdv", "ICMPv6 Mobile Prefix Advertisement", advertisement_fields,
                        advertisement_of, advertises);
    out.guess_payload = first_option;
    return out;
}();
static_assert(well_formed(prefix_advertisement));

}  // namespace pkttest::protocols
