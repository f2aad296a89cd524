// IS-IS (ISO 10589, RFC 1195): the common header and its PDUs. TLVs stand in isis_tlvs.cpp and
// isis_subtlvs.cpp.
#include "protocols/isis.h"

#include <algorithm>

#include "framework/packet/checksum.h"
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::size_t common_octets = 8;

// ---- the common header -------------------------------------------------------------------------------

static constexpr Name types[] = {{15, "L1 LAN Hello"}, {16, "L2 LAN Hello"}, {17, "P2P Hello"},
                                 {18, "L1 LSP"},       {20, "L2 LSP"},       {24, "L1 CSNP"},
                                 {25, "L2 CSNP"},      {26, "L1 PSNP"},      {27, "L2 PSNP"}};

/// Where the header's TLVs have an optional checksum that is 0, the PDU's is made (RFC 3358 3).
static void fill_checksum(const Layer& layer, std::vector<std::uint8_t>& out, std::size_t start) {
    const std::size_t type = layer.integer("pdutype"),
                      end = start + static_cast<std::size_t>(whole_octets(layer));
    if (type == 18 || type == 20) return;
    for (std::size_t at = start + layer.integer("hdrlen"); at + 2 <= end; at += 2u + out[at + 1]) {
        if (out[at] != 12 || out[at + 1] != 2 || at + 4 > end || out[at + 2] != 0 || out[at + 3] != 0)
            continue;
        const std::uint16_t sum = fletcher_checksum({out.data() + start, end - start}, at + 2 - start);
        out[at + 2] = static_cast<std::uint8_t>(sum >> 8);
        out[at + 3] = static_cast<std::uint8_t>(sum);
        return;
    }
}
static constexpr Field fields[] = {enumeration("nlpid", 8, 0x83, isis_nlpids),
                                   bits("hdrlen", 8, Default()),
                                   bits("version", 8, 1),
                                   bits("idlen", 8),
                                   enumeration("pdutype", 8, Default(), types),
                                   bits("pduversion", 8, 1),
                                   bits("hdrreserved", 8),
                                   bits("maxareaaddr", 8)};

/// OSI's protocols share the service access point; their first octet tells them apart (ISO/IEC TR 9577).
static bool is_on_llc(const Layer& lower) {
    return lower.integer("dsap") == 0xfe && lower.integer("ssap") == 0xfe && payload_octet(lower, 0) == 0x83;
}
static bool is_on_hdlc(const Layer& lower) {
    return lower.integer("proto") == 0xfefe && payload_octet(lower, 0) == 0x83;
}
static bool is_on_gre(const Layer& lower) {
    return lower.integer("proto") == 0x00fe && payload_octet(lower, 0) == 0x83;
}
static constexpr Carrier carriers[] = {{"LLC", {"ctrl", 3}, {"dsap", 0xfe}, {"ssap", 0xfe}, down},
                                       Carrier("LLC", is_on_llc),
                                       {"CHDLC", "proto", 0xfefe, down},
                                       Carrier("CHDLC", is_on_hdlc),
                                       Carrier("CHDLC_OSI", is_on_hdlc),
                                       Carrier("GRE", is_on_gre)};
extern constexpr Protocol isis = {.name = "ISIS_CommonHdr",
                                  .title = "ISIS Common Header",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .post_build = fill_checksum};
static_assert(well_formed(isis));

// ---- what the PDUs share -----------------------------------------------------------------------------

static Integer pdu_octets(const Layer& layer) {
    return static_cast<Integer>(layer.header().size() + common_octets);
}
static constexpr Field length = bits("pdulength", 16, {.compute = pdu_octets});
/// What the PDU's length leaves behind its header; without a common header all that is there.
template <int own>
std::int64_t tlv_octets(const Layer& layer) {
    const auto header = layer.below();
    if (!header || !header->is("ISIS_CommonHdr"))
        return static_cast<std::int64_t>(layer.header().size()) - own;
    return static_cast<std::int64_t>(layer.integer("pdulength")) -
           static_cast<std::int64_t>(header->integer("hdrlen"));
}
template <int own>
static constexpr Field tlvs = layers("tlvs", "ISIS_GenericTlv", {.extent = octets_by(tlv_octets<own>)});

constexpr Carrier of_type(std::uint64_t type, std::uint64_t header) {
    return {"ISIS_CommonHdr", {"pdutype", type}, {"hdrlen", header}};
}
constexpr Protocol pdu(std::string_view name, std::string_view title, std::span<const Field> fields,
                       std::span<const Carrier> carried_by,
                       bool (*answers)(const Layer&, const Layer&) = nullptr) {
    return {.name = name,
            .title = title,
            .fields = fields,
            .carried_by = carried_by,
            .payload_size = no_payload,
            .answers = answers};
}

// ---- hellos ------------------------------------------------------------------------------------------

static constexpr Name circuit_types[] = {{1, "L1"},  {2, "L2"},  {4, "r0"},  {8, "r1"},
                                         {16, "r2"}, {32, "r3"}, {64, "r4"}, {128, "r5"}};
static constexpr Field circuit = flags("circuittype", 8, 2, circuit_types);
static constexpr Field source_system = isis_id("sourceid", isis_system, "0102.0304.0506");

static constexpr Field lan_fields[] = {
    circuit, source_system,          bits("holdingtime", 16, 30),
    length,  bits("priority", 8, 1), isis_id("lanid", isis_node, "0000.0000.0000.00"),
    tlvs<19>};
static constexpr Carrier lan1_carriers[] = {of_type(15, 27)}, lan2_carriers[] = {of_type(16, 27)};
extern constexpr Protocol isis_lan1 =
    pdu("ISIS_L1_LAN_Hello", "ISIS L1 LAN Hello PDU", lan_fields, lan1_carriers);
static_assert(well_formed(isis_lan1));
extern constexpr Protocol isis_lan2 =
    pdu("ISIS_L2_LAN_Hello", "ISIS L2 LAN Hello PDU", lan_fields, lan2_carriers);
static_assert(well_formed(isis_lan2));

static constexpr Field link_fields[] = {
    circuit, source_system, bits("holdingtime", 16, 30), length, bits("localcircuitid", 8), tlvs<12>};
static constexpr Carrier link_carriers[] = {of_type(17, 20)};
extern constexpr Protocol isis_link =
    pdu("ISIS_P2P_Hello", "ISIS Point-to-Point Hello PDU", link_fields, link_carriers);
static_assert(well_formed(isis_link));

// ---- link state PDUs ---------------------------------------------------------------------------------

/// The LSP identifiers in a PDU: its own, or those of the entries in its TLVs.
static std::vector<Value> identifiers(const Layer& layer) {
    std::vector<Value> out;
    if (find_field(layer.protocol(), "lspid") != nullptr) return {layer.get("lspid")};
    const auto each = [](const Value& list, const auto& visit) {
        if (const List* items = list.items())
            for (const Value& item : *items)
                if (const auto* held = item.as<LayerReference>()) visit((*held->packet)[held->index]);
    };
    each(layer.get("tlvs"), [&](const Layer& tlv) {
        if (tlv.is("ISIS_LspEntryTlv"))
            each(tlv.get("entries"), [&](const Layer& entry) { out.push_back(entry.get("lspid")); });
    });
    return out;
}
/// Sequence numbers answer link state, and the other way round, of the same level.
static bool shares_identifier(const Layer& answer, const Layer& request) {
    const std::string_view a = answer.protocol().name, b = request.protocol().name;
    if (!b.starts_with("ISIS_L") || a.substr(0, 7) != b.substr(0, 7) ||
        a.ends_with("LSP") == b.ends_with("LSP"))
        return false;
    const auto asked = identifiers(request);
    for (const Value& said : identifiers(answer))
        if (std::find(asked.begin(), asked.end(), said) != asked.end()) return true;
    return false;
}

/// From the LSP's identifier on (ISO 10589 7.3.11).
static Integer lsp_checksum(const Layer& layer) {
    return layer.header().size() < 18 ? 0 : fletcher_checksum(layer.header().subspan(4), 12);
}
static constexpr Name blocks[] = {{1, "L1"},    {2, "L2"},    {4, "OL"},    {8, "ADef"},
                                  {16, "ADel"}, {32, "AExp"}, {64, "AErr"}, {128, "P"}};
static constexpr Field lsp_fields[] = {length,
                                       bits("lifetime", 16, 1199),
                                       isis_id("lspid", isis_lsp, "0102.0304.0506.00-00"),
                                       bits("seqnum", 32, 1, {.hex = true}),
                                       bits("checksum", 16, {.compute = lsp_checksum, .hex = true}),
                                       flags("typeblock", 8, 3, blocks),
                                       tlvs<19>};
static constexpr Carrier lsp1_carriers[] = {of_type(18, 27)}, lsp2_carriers[] = {of_type(20, 27)};
extern constexpr Protocol isis_lsp1 =
    pdu("ISIS_L1_LSP", "ISIS L1 Link State PDU", lsp_fields, lsp1_carriers, shares_identifier);
static_assert(well_formed(isis_lsp1));
extern constexpr Protocol isis_lsp2 =
    pdu("ISIS_L2_LSP", "ISIS L2 Link State PDU", lsp_fields, lsp2_carriers, shares_identifier);
static_assert(well_formed(isis_lsp2));

// ---- sequence numbers --------------------------------------------------------------------------------

static constexpr Field source_node = isis_id("sourceid", isis_node, "0102.0304.0506.00");
static constexpr Field complete_fields[] = {length, source_node,
                                            isis_id("startlspid", isis_lsp, "0000.0000.0000.00-00"),
                                            isis_id("endlspid", isis_lsp, "FFFF.FFFF.FFFF.FF-FF"), tlvs<25>};
static constexpr Carrier complete1_carriers[] = {of_type(24, 33)}, complete2_carriers[] = {of_type(25, 33)};
extern constexpr Protocol isis_complete1 = pdu("ISIS_L1_CSNP", "ISIS L1 Complete Sequence Number Packet",
                                               complete_fields, complete1_carriers, shares_identifier);
static_assert(well_formed(isis_complete1));
extern constexpr Protocol isis_complete2 = pdu("ISIS_L2_CSNP", "ISIS L2 Complete Sequence Number Packet",
                                               complete_fields, complete2_carriers, shares_identifier);
static_assert(well_formed(isis_complete2));

static constexpr Field partial_fields[] = {length, source_node, tlvs<9>};
static constexpr Carrier partial1_carriers[] = {of_type(26, 17)}, partial2_carriers[] = {of_type(27, 17)};
extern constexpr Protocol isis_partial1 = pdu("ISIS_L1_PSNP", "ISIS L1 Partial Sequence Number Packet",
                                              partial_fields, partial1_carriers, shares_identifier);
static_assert(well_formed(isis_partial1));
extern constexpr Protocol isis_partial2 = pdu("ISIS_L2_PSNP", "ISIS L2 Partial Sequence Number Packet",
                                              partial_fields, partial2_carriers, shares_identifier);
static_assert(well_formed(isis_partial2));

}  // namespace pkttest::protocols
