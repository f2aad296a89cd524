// IPsec's headers: authentication (RFC 4302) and encapsulated payload (RFC 4303), also inside UDP (RFC 3948).
// What ESP encrypts stays octets.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/numbers.h"
#include "protocols/over_ip.h"

namespace pkttest::protocols {

// ---- authentication header -----------------------------------------------------------------------------

/// The header counts words of 4 octets, less two; three of them stand before the check value.
static std::int64_t check_value_octets(const Layer& layer) {
    return (static_cast<std::int64_t>(layer.integer("payloadlen")) - 1) * 4;
}

static constexpr Field ah_fields[] = {
    enumeration("nh", 8, Default(), ip_protocols),
    bits("payloadlen", 8, {.length_of = {"icv", 4, 4}}),
    bits("reserved", 16, Default()),
    bits("spi", 32, 1, {.hex = true}),
    bits("seq", 32),
    octets("icv", Default(), {.extent = octets_by(check_value_octets), .hex = true}),
    octets("padding", Default(), {.extent = fixed(0), .hex = true}),
};

static constexpr auto ah_carriers = over_ip(51);

extern constexpr Protocol ah = {
    .name = "AH",
    .title = "IP authentication header",
    .shown = "AH",
    .fields = ah_fields,
    .carried_by = ah_carriers,
};
static_assert(well_formed(ah));

// ---- encapsulating security payload --------------------------------------------------------------------

static constexpr Field esp_fields[] = {
    bits("spi", 32, 1, {.hex = true}),
    bits("seq", 32),
    octets("data", Default(), {.hex = true}),
};

static constexpr auto esp_over_ip = over_ip(50);
static constexpr Carrier esp_carriers[] = {esp_over_ip[0],
                                           esp_over_ip[1],
                                           esp_over_ip[2],
                                           esp_over_ip[3],
                                           esp_over_ip[4],
                                           esp_over_ip[5],
                                           {"UDP", "dport", 4500, up},
                                           {"UDP", "sport", 4500, up},
                                           {"UDP", {"sport", 4500}, {"dport", 4500}, down}};

extern constexpr Protocol esp = {
    .name = "ESP",
    .title = "IP encapsulating security payload",
    .shown = "ESP",
    .fields = esp_fields,
    .carried_by = esp_carriers,
};
static_assert(well_formed(esp));

/// Four octets of zero where an SPI would stand: what follows is no ESP (RFC 3948 2.2).
static constexpr Field marker_fields[] = {bits("non_esp", 32, 0, {.hex = true})};
static constexpr Carrier marker_variant[] = {{"ESP", "spi", 0}};
static constexpr Carrier marker_carriers[] = {{"UDP", {"sport", 4500}, {"dport", 4500}, down}};

extern constexpr Protocol non_esp = {
    .name = "NON_ESP",
    .title = "Non-ESP marker",
    .shown = "NON_ESP",
    .fields = marker_fields,
    .carried_by = marker_carriers,
    .variant_of = marker_variant,
};
static_assert(well_formed(non_esp));

/// One octet that keeps a translator's entry alive (RFC 3948 2.3).
static bool is_keepalive(const Layer& layer) {
    const auto octets = layer.header();
    return octets.size() == 1 && octets[0] == 0xff;
}
static constexpr Field keepalive_fields[] = {bits("nat_keepalive", 8, 0xff, {.hex = true})};
static constexpr Carrier keepalive_variant[] = {Carrier("ESP", is_keepalive)};

extern constexpr Protocol nat_keepalive = {
    .name = "NAT_KEEPALIVE",
    .title = "NAT keepalive",
    .shown = "NAT_KEEPALIVE",
    .fields = keepalive_fields,
    .carried_by = marker_carriers,
    .variant_of = keepalive_variant,
};
static_assert(well_formed(nat_keepalive));

}  // namespace pkttest::protocols
