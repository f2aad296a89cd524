// Precision Time Protocol, version 2 (IEEE 1588-2008, 13; over Ethernet and UDP: annexes D to F).
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/computed.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

static constexpr Name message_types[] = {
    {0x0, "Sync"},      {0x1, "Delay_Req"},  {0x2, "Pdelay_Req"},         {0x3, "Pdelay_Resp"},
    {0x8, "Follow_Up"}, {0x9, "Delay_Resp"}, {0xa, "Pdelay_Resp_Follow"}, {0xb, "Announce"},
    {0xc, "Signaling"}, {0xd, "Management"}};
static constexpr Name controls[] = {{0, "Sync"},       {1, "Delay_Req"},  {2, "Follow_Up"},
                                    {3, "Delay_Resp"}, {4, "Management"}, {5, "All others"}};
/// Table 20: the first octet has the bits of value 0x100 and above.
static constexpr Name header_flags[] = {{0x0100, "alternateMasterFlag"},
                                        {0x0200, "twoStepFlag"},
                                        {0x0400, "unicastFlag"},
                                        {0x2000, "ptpProfileSpecific1"},
                                        {0x4000, "ptpProfileSpecific2"},
                                        {0x8000, "reserved"},
                                        {0x0001, "leap61"},
                                        {0x0002, "leap59"},
                                        {0x0004, "currentUtcOffsetValid"},
                                        {0x0008, "ptpTimescale"},
                                        {0x0010, "timeTraceable"},
                                        {0x0020, "frequencyTraceable"}};
static constexpr Name accuracies[] = {
    {0x20, "25 ns"},  {0x21, "100 ns"}, {0x22, "250 ns"},         {0x23, "1 us"},   {0x24, "2.5 us"},
    {0x25, "10 us"},  {0x26, "25 us"},  {0x27, "100 us"},         {0x28, "250 us"}, {0x29, "1 ms"},
    {0x2a, "2.5 ms"}, {0x2b, "10 ms"},  {0x2c, "25 ms"},          {0x2d, "100 ms"}, {0x2e, "250 ms"},
    {0x2f, "1 s"},    {0x30, "10 s"},   {0x31, "more than 10 s"}, {0xfe, "unknown"}};
static constexpr Name time_sources[] = {
    {0x10, "ATOMIC_CLOCK"}, {0x20, "GPS"},   {0x30, "TERRESTRIAL_RADIO"},  {0x40, "PTP"}, {0x50, "NTP"},
    {0x60, "HAND_SET"},     {0x90, "OTHER"}, {0xa0, "INTERNAL_OSCILLATOR"}};

constexpr std::uint64_t sync = 0, delay_req = 1, pdelay_req = 2, pdelay_resp = 3, follow_up = 8,
                        delay_resp = 9, pdelay_follow = 10, announce = 11, signaling = 12, management = 13;
static bool has_origin(const Layer& layer) {
    const std::uint64_t type = layer.integer("messageType");
    return type == sync || type == delay_req || type == pdelay_req || type == announce;
}
static bool names_requester(const Layer& layer) {
    const std::uint64_t type = layer.integer("messageType");
    return type == pdelay_resp || type == delay_resp || type == pdelay_follow;
}
static bool has_target(const Layer& layer) {
    const std::uint64_t type = layer.integer("messageType");
    return type == signaling || type == management;
}
static constexpr Field seconds(std::string_view name, const When& when) {
    return bits(name, 48, 0, {.when = when});
}
static constexpr Field nanoseconds(std::string_view name, const When& when) {
    return bits(name, 32, 0, {.when = when});
}
static constexpr Field announced(std::string_view name, std::uint16_t width) {
    return bits(name, width, 0, {.when = equals("messageType", announce)});
}
static constexpr When managed = equals("messageType", management);

// ---- TLVs (14) --------------------------------------------------------------------------------------

static constexpr Name tlv_types[] = {{0x0001, "MANAGEMENT"},
                                     {0x0002, "MANAGEMENT_ERROR_STATUS"},
                                     {0x0003, "ORGANIZATION_EXTENSION"},
                                     {0x0004, "REQUEST_UNICAST_TRANSMISSION"},
                                     {0x0005, "GRANT_UNICAST_TRANSMISSION"},
                                     {0x0006, "CANCEL_UNICAST_TRANSMISSION"},
                                     {0x0007, "ACKNOWLEDGE_CANCEL_UNICAST_TRANSMISSION"},
                                     {0x0008, "PATH_TRACE"},
                                     {0x0009, "ALTERNATE_TIME_OFFSET_INDICATOR"},
                                     {0x2000, "AUTHENTICATION"},
                                     {0x2001, "AUTHENTICATION_CHALLENGE"},
                                     {0x2002, "SECURITY_ASSOCIATION_UPDATE"},
                                     {0x2003, "CUM_FREQ_SCALE_FACTOR_OFFSET"}};
static constexpr Field tlv_fields[] = {enumeration("tlvType", 16, 0, tlv_types),
                                       bits("lengthField", 16, {.length_of = {"valueField"}}),
                                       octets("valueField", "", {.extent = octets_from("lengthField")})};
extern constexpr Protocol ptp_tlv = {
    .name = "PTPTLV", .title = "PTP TLV", .fields = tlv_fields, .payload_size = no_payload};
static_assert(well_formed(ptp_tlv));

// ---- the message ------------------------------------------------------------------------------------

static constexpr Field fields[] = {
    bits("transportSpecific", 4),
    enumeration("messageType", 4, 0, message_types),
    bits("reserved1", 4),
    bits("version", 4, 2),
    bits("messageLength", 16, {.compute = header_octets}),
    bits("domainNumber", 8),
    bits("reserved2", 8),
    flags("flags", 16, 0, header_flags),
    bits("correctionField", 64),
    bits("reserved3", 32),
    bits("clockIdentity", 64, {.hex = true}),
    bits("portNumber", 16),
    bits("sequenceId", 16),
    enumeration("controlField", 8, 0, controls),
    bits("logMessageInterval", 8),
    seconds("originTimestamp_seconds", when(has_origin)),
    nanoseconds("originTimestamp_nanoseconds", when(has_origin)),
    seconds("preciseOriginTimestamp_seconds", equals("messageType", follow_up)),
    nanoseconds("preciseOriginTimestamp_nanoseconds", equals("messageType", follow_up)),
    seconds("requestReceiptTimestamp_seconds", equals("messageType", pdelay_resp)),
    nanoseconds("requestReceiptTimestamp_nanoseconds", equals("messageType", pdelay_resp)),
    seconds("receiveTimestamp_seconds", equals("messageType", delay_resp)),
    nanoseconds("receiveTimestamp_nanoseconds", equals("messageType", delay_resp)),
    seconds("responseOriginTimestamp_seconds", equals("messageType", pdelay_follow)),
    nanoseconds("responseOriginTimestamp_nanoseconds", equals("messageType", pdelay_follow)),
    octets("pdelayReserved", zeros(10), {.when = equals("messageType", pdelay_req), .extent = fixed(10)}),
    bits("requestingClockIdentity", 64, 0, {.when = when(names_requester), .hex = true}),
    bits("requestingPortNumber", 16, 0, {.when = when(names_requester)}),
    announced("currentUtcOffset", 16),
    announced("reserved4", 8),
    announced("grandmasterPriority1", 8),
    announced("grandmasterClockClass", 8),
    enumeration("grandmasterClockAccuracy", 8, 0, accuracies,
                {.when = equals("messageType", announce), .hex = true}),
    announced("grandmasterClockVariance", 16),
    announced("grandmasterPriority2", 8),
    bits("grandmasterIdentity", 64, 0, {.when = equals("messageType", announce), .hex = true}),
    announced("stepsRemoved", 16),
    enumeration("timeSource", 8, 0, time_sources, {.when = equals("messageType", announce), .hex = true}),
    bits("targetClockIdentity", 64, 0, {.when = when(has_target), .hex = true}),
    bits("targetPortNumber", 16, 0, {.when = when(has_target)}),
    bits("startingBoundaryHops", 8, 0, {.when = managed}),
    bits("boundaryHops", 8, 0, {.when = managed}),
    bits("reserved5", 4, 0, {.when = managed}),
    bits("actionField", 4, 0, {.when = managed}),
    bits("reserved6", 8, 0, {.when = managed}),
    layers("tlvs", "PTPTLV", {.extent = up_to("messageLength")})};

/// A response has the number of its request, and names who asked (9.5.12, 11.4).
static bool ptp_answers(const Layer& answer, const Layer& request) {
    if (!request.is("PTP") || answer.integer("sequenceId") != request.integer("sequenceId")) return false;
    const std::uint64_t said = answer.integer("messageType"), asked = request.integer("messageType");
    const bool fits = (said == delay_resp && asked == delay_req) ||
                      ((said == pdelay_resp || said == pdelay_follow) && asked == pdelay_req);
    return fits && answer.integer("requestingClockIdentity") == request.integer("clockIdentity") &&
           answer.integer("requestingPortNumber") == request.integer("portNumber");
}
static constexpr Carrier carriers[] = {
    {"UDP", "dport", 319, up}, {"UDP", "dport", 320, up}, {"UDP", {"sport", 319}, {"dport", 319}, down},
    {"Ether", "type", 0x88f7}, {"Dot1Q", "type", 0x88f7}, {"CookedLinux", "proto", 0x88f7}};
extern constexpr Protocol ptp = {.name = "PTP",
                                 .title = "Precision Time Protocol",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .payload_size = no_payload,
                                 .answers = ptp_answers};
static_assert(well_formed(ptp));

}  // namespace pkttest::protocols
