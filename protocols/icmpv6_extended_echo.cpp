// ICMPv6 Extended Echo (RFC 8335, 2 and 3): asks a node for the state of one of its interfaces, which an
// extension names.
#include "framework/packet/protocol.h"
#include "protocols/icmpv6.h"

namespace pkttest::protocols {

static bool is_reply(const Layer& answer, const Layer& request) {
    return request.is("ICMPv6ExtEchoRequest") && answer.integer("id") == request.integer("id") &&
           answer.integer("seq") == request.integer("seq");
}

static constexpr Field request_fields[] = {icmpv6_type(160), bits("code", 8), icmpv6_checksum(),
                                           bits("id", 16),   bits("seq", 8),  bits("reserved", 7),
                                           bits("local", 1)};
static constexpr Carrier request_of[] = {{"_ICMPv6", "type", 160}};
extern constexpr Protocol extended_echo_request = {.name = "ICMPv6ExtEchoRequest",
                                                   .title = "ICMPv6 Extended Echo Request",
                                                   .fields = request_fields,
                                                   .carried_by = icmpv6_down,
                                                   .variant_of = request_of,
                                                   .carries = "ICMPExtension_Header"};
static_assert(well_formed(extended_echo_request));

static constexpr Name codes[] = {{0, "No Error"},
                                 {1, "Malformed Query"},
                                 {2, "No Such Interface"},
                                 {3, "No Such Table Entry"},
                                 {4, "Multiple Interfaces Satisfy Query"}};
static constexpr Name states[] = {{1, "Incomplete"}, {2, "Reachable"}, {3, "Stale"},
                                  {4, "Delay"},      {5, "Probe"},     {6, "Failed"}};
static constexpr Field reply_fields[] = {icmpv6_type(161),    enumeration("code", 8, 0, codes),
                                         icmpv6_checksum(),   bits("id", 16),
                                         bits("seq", 8),      enumeration("state", 3, 0, states),
                                         bits("reserved", 2), bits("active", 1),
                                         bits("ipv4", 1),     bits("ipv6", 1)};
static constexpr Carrier reply_of[] = {{"_ICMPv6", "type", 161}};
extern constexpr Protocol extended_echo_reply = {.name = "ICMPv6ExtEchoReply",
                                                 .title = "ICMPv6 Extended Echo Reply",
                                                 .fields = reply_fields,
                                                 .carried_by = icmpv6_down,
                                                 .variant_of = reply_of,
                                                 .answers = is_reply};
static_assert(well_formed(extended_echo_reply));

}  // namespace pkttest::protocols
