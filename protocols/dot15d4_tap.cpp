// What a receiver measured before an 802.15.4 frame: LINKTYPE_IEEE802_15_4_TAP (Exegin, IEEE 802.15.4 TAP
// link type specification). Numbers are little-endian.
#include "framework/packet/packet.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name types[] = {{0, "FCS Type"},
                                 {1, "Received Signal Strength"},
                                 {2, "Bit Rate"},
                                 {3, "Channel Assignment"},
                                 {4, "SUN PHY Information"},
                                 {5, "Start of Frame Timestamp"},
                                 {6, "End of Frame Timestamp"},
                                 {7, "Absolute Slot Number"},
                                 {8, "Start of Slot Timestamp"},
                                 {9, "Timeslot Length"},
                                 {10, "Link Quality Indicator"},
                                 {11, "Channel Center Frequency"},
                                 {12, "Channel Plan"}};
static constexpr Extra little = {.little_endian = true};
static constexpr Field type(int initial) { return enumeration("type", 16, initial, types, little); }
static constexpr Field length(int octets_in) { return bits("length", 16, octets_in, little); }
/// Values fill whole words.
static constexpr Field fill(int octets_in) {
    return octets("pad", std::string_view("\0\0\0", static_cast<std::size_t>(octets_in)),
                  {.extent = fixed(octets_in)});
}
static constexpr Field number(std::uint16_t width) { return bits("value", width, 0, little); }
static constexpr Field real = make_field("value", float_shape, 32, 0, little);

static constexpr Field any[] = {type(0), bits("length", 16, {.length_of = {"value"}, .little_endian = true}),
                                octets("value", "", {.extent = octets_from("length"), .pad_to = 4})};
static constexpr Protocol element(std::string_view name, std::string_view title,
                                  std::span<const Field> fields, std::span<const Carrier> of) {
    return checked(
        {.name = name, .title = title, .fields = fields, .variant_of = of, .payload_size = no_payload});
}
extern constexpr Protocol tap_tlv = element("Dot15d4TAPTLV", "802.15.4 TAP TLV", any, {});

template <unsigned type, unsigned octets_in>
static constexpr Carrier of_type[] = {{"Dot15d4TAPTLV", {"type", type}, {"length", octets_in}}};

static constexpr Name check_sequences[] = {{0, "None"}, {1, "16-bit CRC"}, {2, "32-bit CRC"}};
static constexpr Field check_sequence[] = {type(0), length(1), enumeration("value", 8, 0, check_sequences),
                                           fill(3)};
extern constexpr Protocol tap_fcs =
    element("Dot15d4TAPFCSType", "802.15.4 TAP FCS type", check_sequence, of_type<0, 1>);
static constexpr Field strength[] = {type(1), length(4), real};
extern constexpr Protocol tap_strength =
    element("Dot15d4TAPRSS", "802.15.4 TAP signal strength in dBm", strength, of_type<1, 4>);
static constexpr Field rate[] = {type(2), length(4), number(32)};
extern constexpr Protocol tap_rate =
    element("Dot15d4TAPBitRate", "802.15.4 TAP bits a second", rate, of_type<2, 4>);
static constexpr Field channel[] = {type(3), length(3), bits("channel", 16, 0, little), bits("page", 8),
                                    fill(1)};
extern constexpr Protocol tap_channel =
    element("Dot15d4TAPChannel", "802.15.4 TAP channel", channel, of_type<3, 3>);
static constexpr Field start[] = {type(5), length(8), number(64)};
extern constexpr Protocol tap_start =
    element("Dot15d4TAPStart", "802.15.4 TAP start of frame in ns", start, of_type<5, 8>);
static constexpr Field end[] = {type(6), length(8), number(64)};
extern constexpr Protocol tap_end =
    element("Dot15d4TAPEnd", "802.15.4 TAP end of frame in ns", end, of_type<6, 8>);
static constexpr Field slot[] = {type(7), length(8), number(64)};
extern constexpr Protocol tap_slot =
    element("Dot15d4TAPASN", "802.15.4 TAP absolute slot number", slot, of_type<7, 8>);
static constexpr Field slot_start[] = {type(8), length(8), number(64)};
extern constexpr Protocol tap_slot_start =
    element("Dot15d4TAPSlotStart", "802.15.4 TAP start of slot in ns", slot_start, of_type<8, 8>);
static constexpr Field slot_length[] = {type(9), length(4), number(32)};
extern constexpr Protocol tap_slot_length =
    element("Dot15d4TAPSlotLength", "802.15.4 TAP timeslot in us", slot_length, of_type<9, 4>);
static constexpr Field quality[] = {type(10), length(1), number(8), fill(3)};
extern constexpr Protocol tap_quality =
    element("Dot15d4TAPLQI", "802.15.4 TAP link quality", quality, of_type<10, 1>);
static constexpr Field frequency[] = {type(11), length(4), real};
extern constexpr Protocol tap_frequency =
    element("Dot15d4TAPFrequency", "802.15.4 TAP centre frequency in kHz", frequency, of_type<11, 4>);

// ---- the header -----------------------------------------------------------------------------------------

static constexpr Field fields[] = {bits("version", 8), bits("reserved", 8),
                                   bits("length", 16, {.compute = header_octets, .little_endian = true}),
                                   layers("tlvs", "Dot15d4TAPTLV", {.extent = octets_from("length", 1, -4)})};

/// The frame, with its check sequence where a TLV says so.
static const Protocol* frame(const Layer& layer) {
    const Value tlvs = layer.get("tlvs");
    if (tlvs.items() != nullptr)
        for (const Value& item : *tlvs.items())
            if (const auto* found = item.as<LayerReference>()) {
                const Layer one = (*found->packet)[found->index];
                if (one.is("Dot15d4TAPFCSType") && one.integer("value") == 1)
                    return find_protocol("Dot15d4FCS");
            }
    return find_protocol("Dot15d4");
}
static constexpr Carrier payloads[] = {{"Dot15d4", down}, {"Dot15d4FCS", down}};
extern constexpr Protocol dot15d4_tap = checked({.name = "Dot15d4TAP",
                                                 .title = "802.15.4 TAP",
                                                 .fields = fields,
                                                 .payloads = payloads,
                                                 .guess_payload = frame});

}  // namespace pkttest::protocols
