// Prism monitor header (LINKTYPE_IEEE802_11_PRISM of the libpcap project): a record per measured quantity.
#include "framework/packet/protocol.h"

namespace pkttest::protocols {

static constexpr Field number(std::string_view name, std::uint16_t width, int initial = 0) {
    return bits(name, width, initial, {.little_endian = true});
}
static constexpr Field fields[] = {
    number("msgcode", 32, 68),
    number("len", 32, 144),
    octets("dev", "", {.extent = fixed(16)}),
    number("hosttime_did", 32),
    number("hosttime_status", 16),
    number("hosttime_len", 16),
    number("hosttime", 32),
    number("mactime_did", 32),
    number("mactime_status", 16),
    number("mactime_len", 16),
    number("mactime", 32),
    number("channel_did", 32),
    number("channel_status", 16),
    number("channel_len", 16),
    number("channel", 32),
    number("rssi_did", 32),
    number("rssi_status", 16),
    number("rssi_len", 16),
    number("rssi", 32),
    number("sq_did", 32),
    number("sq_status", 16),
    number("sq_len", 16),
    number("sq", 32),
    number("signal_did", 32),
    number("signal_status", 16),
    number("signal_len", 16),
    bits("signal", 32, 0, {.little_endian = true, .is_signed = true}),
    number("noise_did", 32),
    number("noise_status", 16),
    number("noise_len", 16),
    number("noise", 32),
    number("rate_did", 32),
    number("rate_status", 16),
    number("rate_len", 16),
    number("rate", 32),
    number("istx_did", 32),
    number("istx_status", 16),
    number("istx_len", 16),
    number("istx", 32),
    number("frmlen_did", 32),
    number("frmlen_status", 16),
    number("frmlen_len", 16),
    number("frmlen", 32),
};

extern constexpr Protocol prism_header = {
    .name = "PrismHeader", .title = "Prism header", .fields = fields, .carries = "Dot11"};
static_assert(well_formed(prism_header));

}  // namespace pkttest::protocols
