// L2TP, version 2 (RFC 2661): PPP frames, or control messages, in UDP.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::uint64_t offset_bit = 0x020, sequence_bit = 0x080, length_bit = 0x400,
                               control_bit = 0x800;
static constexpr Name header_bits[] = {
    {0x001, "res00"},    {0x002, "res01"},       {0x004, "res02"},       {0x008, "res03"},
    {0x010, "priority"}, {offset_bit, "offset"}, {0x040, "res06"},       {sequence_bit, "sequence"},
    {0x100, "res08"},    {0x200, "res09"},       {length_bit, "length"}, {control_bit, "control"}};
static constexpr Name versions[] = {{2, "L2TPv2"}};

static bool has_offset(const Layer& layer) {
    return (layer.integer("hdr") & (control_bit | offset_bit)) == offset_bit;
}
static constexpr Field fields[] = {
    flags("hdr", 12, 0, header_bits),
    enumeration("version", 4, 2, versions),
    bits("len", 16, {}, {.compute = whole_octets, .when = any_bit("hdr", control_bit | length_bit)}),
    bits("tunnel_id", 16),
    bits("session_id", 16),
    bits("ns", 16, 0, {.when = any_bit("hdr", control_bit | sequence_bit)}),
    bits("nr", 16, 0, {.when = any_bit("hdr", control_bit | sequence_bit)}),
    bits("offset", 16, 0, {.when = when(has_offset)}),
    octets("offset_pad", "", {.when = when(has_offset), .extent = octets_from("offset")}),
};
static constexpr Carrier carriers[] = {
    {"UDP", {"sport", 1701}, {"dport", 1701}, down}, {"UDP", "dport", 1701, up}, {"UDP", "sport", 1701, up}};
/// Control messages carry attributes, no PPP frame.
static const Protocol* guess(const Layer& layer) {
    return (layer.integer(fields[0]) & control_bit) != 0 ? find_protocol("Raw") : nullptr;
}
extern constexpr Protocol l2tp = {.name = "L2TP",
                                  .title = "Layer Two Tunneling Protocol",
                                  .shown = "L2TP",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .carries = "PPP",
                                  .guess_payload = guess};
static_assert(well_formed(l2tp));

}  // namespace pkttest::protocols
