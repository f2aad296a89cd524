// CAN frames (ISO 11898-1) as LINKTYPE_CAN_SOCKETCAN of the libpcap project writes them, classic and FD.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name flag_names[] = {{1, "error"}, {2, "remote_transmission_request"}, {4, "extended"}};
static constexpr Name fd_flag_names[] = {
    {1, "bit_rate_switch"}, {2, "error_state_indicator"}, {4, "fd_frame"}};

static constexpr Field fields[] = {flags("flags", 3, 0, flag_names), bits("identifier", 29, {.hex = true}),
                                   bits("length", 8, {.length_of = {"data"}}), bits("reserved", 24),
                                   octets("data", "", {.extent = octets_from("length")})};
static constexpr Carrier carriers[] = {{"CookedLinux", "proto", 12}};
extern constexpr Protocol can = {.name = "CAN",
                                 .title = "Controller area network",
                                 .shown = "CAN",
                                 .fields = fields,
                                 .carried_by = carriers,
                                 .payload_size = no_payload};
static_assert(well_formed(can));

static constexpr Field fd_fields[] = {flags("flags", 3, 0, flag_names),
                                      bits("identifier", 29, {.hex = true}),
                                      bits("length", 8, {.length_of = {"data"}}),
                                      flags("fd_flags", 8, 4, fd_flag_names),
                                      bits("reserved", 16),
                                      octets("data", "", {.extent = octets_from("length")})};
/// A classic frame has 8 octets of data at most; FD frames may say so by the flag.
static bool is_fd(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() >= 8 && (octets[4] > 8 || (octets[5] & ~3) == 4);
}
static constexpr Carrier fd_of[] = {Carrier("CAN", is_fd)};
static constexpr Carrier fd_carriers[] = {{"CookedLinux", "proto", 13}};
extern constexpr Protocol can_fd = {.name = "CANFD",
                                    .title = "CAN with flexible data rate",
                                    .shown = "CANFD",
                                    .fields = fd_fields,
                                    .carried_by = fd_carriers,
                                    .variant_of = fd_of,
                                    .payload_size = no_payload};
static_assert(well_formed(can_fd));

/// The head alone, for protocols declared in a campaign that lay out the data.
static constexpr Field signal_fields[] = {flags("flags", 3, 0, flag_names),
                                          bits("identifier", 29, {.hex = true}),
                                          bits("length", 8, {.compute = payload_octets}),
                                          flags("fd_flags", 8, 0, fd_flag_names), bits("reserved", 16)};
extern constexpr Protocol can_signal_header = {
    .name = "SignalHeader", .title = "CAN signals' header", .shown = "SignalHeader", .fields = signal_fields};
static_assert(well_formed(can_signal_header));

/// What classes with signals for fields go on from.
extern constexpr Protocol can_signal_packet = {
    .name = "SignalPacket", .title = "CAN signals", .shown = "SignalPacket"};
static_assert(well_formed(can_signal_packet));

}  // namespace pkttest::protocols
