// Ethernet synchronization messages (ITU-T G.8264, 11.3): a slow protocol with the clock's quality.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

using namespace std::string_view_literals;

static constexpr Field fields[] = {octets("ituOui", "\x00\x19\xa7"sv, {.extent = fixed(3), .hex = true}),
                                   bits("ituSubtype", 16, 1),
                                   bits("version", 4, 1),
                                   bits("event", 1),
                                   bits("reserved1", 3),
                                   octets("reserved2", zeros(3), {.extent = fixed(3), .hex = true})};
static constexpr Carrier carriers[] = {{"SlowProtocol", "subtype", 10}};
static const Protocol* tlv(const Layer& layer) {
    const int type = payload_octet(layer, 0);
    return type == 1 ? find_protocol("QLTLV") : type == 2 ? find_protocol("EQLTLV") : nullptr;
}
extern constexpr Protocol esmc = {.name = "ESMC",
                                  .title = "Ethernet synchronization messaging channel",
                                  .shown = "ESMC",
                                  .fields = fields,
                                  .carried_by = carriers,
                                  .guess_payload = tlv};
static_assert(well_formed(esmc));

static constexpr Field quality_fields[] = {bits("type", 8, 1), bits("length", 16, 4),
                                           bits("ssmCode", 8, 0xf, {.hex = true})};
extern constexpr Protocol esmc_quality = {.name = "QLTLV",
                                          .title = "ESMC quality level",
                                          .shown = "QLTLV",
                                          .fields = quality_fields,
                                          .guess_payload = tlv};
static_assert(well_formed(esmc_quality));

static constexpr Field extended_fields[] = {
    bits("type", 8, 2),
    bits("length", 16, 20),
    bits("enhancedSsmCode", 8, 0xff, {.hex = true}),
    octets("clockIdentity", zeros(8), {.extent = fixed(8), .hex = true}),
    bits("flag", 8),
    bits("cascaded_eEEcs", 8, 1),
    bits("cascaded_EEcs", 8),
    octets("reserved", zeros(5), {.extent = fixed(5), .hex = true})};
extern constexpr Protocol esmc_extended_quality = {.name = "EQLTLV",
                                                   .title = "ESMC extended quality level",
                                                   .shown = "EQLTLV",
                                                   .fields = extended_fields,
                                                   .guess_payload = tlv};
static_assert(well_formed(esmc_extended_quality));

}  // namespace pkttest::protocols
