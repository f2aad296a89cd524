// ICMPv6 Router Renumbering (RFC 2894, 3): commands that change the prefixes of a site's routers.
#include "framework/packet/protocol.h"
#include "protocols/icmpv6.h"

namespace pkttest::protocols {

static constexpr Name prefix_flags[] = {{0x80, "L"}, {0x40, "A"}};
static constexpr Name lifetime_flags[] = {{0x80000000, "V"}, {0x40000000, "P"}};
static constexpr Field use_fields[] = {bits("uselen", 8),
                                       bits("keeplen", 8),
                                       flags("flagmask", 8, 0, prefix_flags),
                                       flags("raflags", 8, 0, prefix_flags),
                                       bits("validlifetime", 32, 0xffffffff, {.hex = true}),
                                       bits("preferredlifetime", 32, 0xffffffff, {.hex = true}),
                                       flags("flags", 32, 0, lifetime_flags),
                                       ipv6("prefix")};
extern constexpr Protocol renumbering_use = {
    .name = "ICMPv6RRUsePrefix", .title = "Router Renumbering use-prefix part", .fields = use_fields};
static_assert(well_formed(renumbering_use));

static constexpr Name operations[] = {{1, "ADD"}, {2, "CHANGE"}, {3, "SET-GLOBAL"}};
static constexpr Field operation_fields[] = {
    enumeration("opcode", 8, 1, operations),
    bits("oplen", 8, {.length_of = {"use", 8, 24}}),
    bits("ordinal", 8),
    bits("matchlen", 8),
    bits("minlen", 8),
    bits("maxlen", 8, 128),
    bits("reserved", 16),
    ipv6("prefix"),
    layers("use", "ICMPv6RRUsePrefix", {.extent = octets_from("oplen", 8, -24)})};
extern constexpr Protocol renumbering_operation = {.name = "ICMPv6RROperation",
                                                   .title = "Router Renumbering prefix control operation",
                                                   .fields = operation_fields};
static_assert(well_formed(renumbering_operation));

static constexpr Field result_fields[] = {bits("reserved", 14), bits("B", 1),          bits("F", 1),
                                          bits("ordinal", 8),   bits("matchedlen", 8), bits("interface", 32),
                                          ipv6("prefix")};
extern constexpr Protocol renumbering_result = {
    .name = "ICMPv6RRResult", .title = "Router Renumbering result", .fields = result_fields};
static_assert(well_formed(renumbering_result));

static constexpr Name codes[] = {{0, "Command"}, {1, "Result"}, {255, "Sequence Number Reset"}};
static constexpr Name message_flags[] = {{0x80, "T"}, {0x40, "R"}, {0x20, "A"}, {0x10, "S"}, {0x08, "P"}};
static constexpr Field fields[] = {icmpv6_type(138),
                                   enumeration("code", 8, 0, codes),
                                   icmpv6_checksum(),
                                   bits("seq", 32),
                                   bits("segment", 8),
                                   flags("flags", 8, 0, message_flags),
                                   bits("maxdelay", 16),
                                   bits("reserved", 32),
                                   layers("operations", "ICMPv6RROperation", {.when = equals("code", 0)}),
                                   layers("results", "ICMPv6RRResult", {.when = equals("code", 1)})};
static constexpr Carrier variant[] = {{"_ICMPv6", "type", 138}};
extern constexpr Protocol router_renumbering = {.name = "ICMPv6RouterRenumbering",
                                                .title = "ICMPv6 Router Renumbering",
                                                .fields = fields,
                                                .carried_by = icmpv6_down,
                                                .variant_of = variant};
static_assert(well_formed(router_renumbering));

}  // namespace pkttest::protocols
