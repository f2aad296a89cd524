// NTP (RFC 5905): client and server messages, extension fields (RFC 7822) and authentication.
#include "protocols/ntp.h"

#include <chrono>

#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr Name leaps[] = {{0, "no warning"},
                                 {1, "last minute of the day has 61 seconds"},
                                 {2, "last minute of the day has 59 seconds"},
                                 {3, "unknown (clock unsynchronized)"}};
/// Extension fields (IANA's registry).
static constexpr Name extension_types[] = {{0x0104, "Unique Identifier"},
                                           {0x0204, "NTS Cookie"},
                                           {0x0304, "NTS Cookie Placeholder"},
                                           {0x0404, "NTS Authenticator and Encrypted Extension Fields"},
                                           {0x2005, "UDP Checksum Complement"}};

std::string ntp_summary(const Layer& layer) {
    return fmt::format("NTP v{}, {}", layer.integer("version"),
                       name_of(ntp_mode, layer.integer(ntp_mode.name)));
}

/// A key's number and a digest: MD5 and CMAC, SHA-1, SHA-256, SHA-512; the number alone is a crypto-NAK.
static bool is_mac(std::size_t octets) {
    return octets == 4 || octets == 20 || octets == 24 || octets == 36 || octets == 68;
}

static std::int64_t mac_padding(const Layer& layer) {
    const std::size_t octets = layer.header().size();
    return octets > 20 && !is_mac(octets) ? static_cast<std::int64_t>(octets) - 20 : 0;
}
static constexpr Field mac_fields[] = {
    octets("padding", "", {.extent = octets_by(mac_padding)}), bits("key_id", 32),
    octets("dgst", std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16),
           {.extent = rest(), .hex = true})};
extern constexpr Protocol ntp_authenticator = checked({.name = "NTPAuthenticator",
                                                       .title = "NTP message authentication code",
                                                       .shown = "Authenticator",
                                                       .fields = mac_fields});

static constexpr Field extension_fields[] = {
    enumeration("type", 16, 0, extension_types, {.hex = true}), bits("len", 16, {.compute = header_octets}),
    octets("value", "", {.extent = octets_from("len", 1, -4), .pad_to = 4})};
extern constexpr Protocol ntp_extension = checked({.name = "NTPExtension",
                                                   .title = "NTP extension field",
                                                   .shown = "extension",
                                                   .fields = extension_fields});

/// Octets of the extension fields: up to what can only be a MAC (RFC 7822, 7.5.1.4). Where a length is wrong,
/// up to a MAC of 20 octets.
static std::int64_t extensions_size(const Layer& layer) {
    const auto octets = layer.header();
    std::size_t at = 0;
    while (octets.size() - at >= 16 && !is_mac(octets.size() - at)) {
        const std::size_t length = static_cast<std::size_t>(octets[at + 2]) << 8 | octets[at + 3];
        if (length < 16 || length % 4 != 0 || length > octets.size() - at)
            return static_cast<std::int64_t>(std::max(octets.size(), at + 20) - 20);
        at += length;
    }
    return static_cast<std::int64_t>(at);
}
static constexpr Field extensions_fields[] = {
    layers("extensions", "NTPExtension", {.extent = octets_by(extensions_size)}),
    layer("mac", "NTPAuthenticator", {.extent = rest()})};
extern constexpr Protocol ntp_extensions =
    checked({.name = "NTPExtensions", .title = "NTPv4 extensions", .fields = extensions_fields});

/// The time, in seconds since 1900 and their fractions.
static Integer now(const Layer&) {
    using namespace std::chrono;
    constexpr std::uint64_t to_1970 = 2208988800;
    const auto time = system_clock::now().time_since_epoch();
    const auto whole = duration_cast<seconds>(time);
    const auto part = static_cast<std::uint64_t>(duration_cast<nanoseconds>(time - whole).count());
    return static_cast<Integer>((static_cast<std::uint64_t>(whole.count()) + to_1970) << 32 |
                                (part << 32) / 1'000'000'000);
}
static constexpr Extra at_sending = {.compute = now};

static constexpr Field fields[] = {enumeration("leap", 2, 0, leaps),
                                   bits("version", 3, 4),
                                   enumeration("mode", 3, 3, ntp_modes),
                                   bits("stratum", 8, 2),
                                   bits("poll", 8, 10),
                                   bits("precision", 8),
                                   ntp_interval("delay"),
                                   ntp_interval("dispersion"),
                                   ipv4("id", "127.0.0.1", {.when = from("stratum", 2)}),
                                   octets("ref_id", "", {.when = below("stratum", 2), .extent = fixed(4)}),
                                   ntp_time("ref"),
                                   ntp_time("orig", {}, at_sending),
                                   ntp_time("recv"),
                                   ntp_time("sent", {}, at_sending)};

static const Protocol* behind_header(const Layer& layer) {
    const std::size_t octets = layer.payload().size();
    return find_protocol(is_mac(octets) ? "NTPAuthenticator" : octets > 20 ? "NTPExtensions" : "Raw");
}
/// A server repeats when the client sent (RFC 5905, 8).
static bool ntp_answers(const Layer& layer, const Layer& request) {
    return request.is("NTPHeader") && layer.get("orig") == request.get("sent");
}

static constexpr Carrier carriers[] = {
    {"UDP", "sport", 123, up}, {"UDP", "dport", 123, up}, {"UDP", {"sport", 123}, {"dport", 123}, down}};
extern constexpr Protocol ntp_header = checked({.name = "NTPHeader",
                                                .title = "Network Time Protocol",
                                                .former = "NTP",
                                                .shown = "NTPHeader",
                                                .fields = fields,
                                                .carried_by = carriers,
                                                .guess_payload = behind_header,
                                                .summary = ntp_summary,
                                                .answers = ntp_answers});

}  // namespace pkttest::protocols
