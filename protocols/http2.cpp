// HTTP/2 frames (RFC 9113, 4.1 and 6). Header blocks are lists of HPACK's forms, http2_hpack.cpp; what an
// index stands for needs the connection's history.
#include <algorithm>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

static constexpr std::uint64_t end_stream = 0x01, end_headers = 0x04, padded = 0x08, priority = 0x20;
static constexpr std::size_t frame_header = 9;
static constexpr Name types[] = {{0, "DataFrm"}, {1, "HdrsFrm"}, {2, "PrioFrm"}, {3, "RstFrm"},
                                 {4, "SetFrm"},  {5, "PushFrm"}, {6, "PingFrm"}, {7, "GoawayFrm"},
                                 {8, "WinFrm"},  {9, "ContFrm"}};
static constexpr Name flag_names[] = {
    {end_stream, "ES"}, {end_headers, "EH"}, {padded, "P"}, {priority, "PR"}, {priority, "+"}};
/// Settings and pings are acknowledged.
static constexpr Name answer_names[] = {{end_stream, "A"}};
static constexpr Field flag_field = flags("flags", 8, 0, flag_names),
                       answer_field = flags("flags", 8, 0, answer_names);
static constexpr Case flag_cases[] = {
    {equals("type", 4), &answer_field}, {equals("type", 6), &answer_field}, {{}, &flag_field}};
static constexpr Name errors[] = {{0, "No error"},
                                  {1, "Protocol error"},
                                  {2, "Internal error"},
                                  {3, "Flow control error"},
                                  {4, "Settings timeout"},
                                  {5, "Stream closed"},
                                  {6, "Frame size error"},
                                  {7, "Refused stream"},
                                  {8, "Cancel"},
                                  {9, "Compression error"},
                                  {10, "Control error"},
                                  {11, "Enhance your calm"},
                                  {12, "Inadequate security"},
                                  {13, "HTTP/1.1 required"}};

static constexpr Field fields[] = {bits("len", 24, {.compute = payload_octets, .hex = true}),
                                   enumeration("type", 8, Default(), types), one_of("flags", flag_cases),
                                   bits("reserved", 1), bits("stream_id", 31)};

static const Protocol* frame_payload(const Layer& layer) {
    const bool pads = (layer.integer(fields[2]) & padded) != 0;
    const bool depends = (layer.integer(fields[2]) & priority) != 0;
    switch (layer.integer(fields[1])) {
        case 0:
            return find_protocol(pads ? "H2PaddedDataFrame" : "H2DataFrame");
        case 1:
            if (depends)
                return find_protocol(pads ? "H2PaddedPriorityHeadersFrame" : "H2PriorityHeadersFrame");
            return find_protocol(pads ? "H2PaddedHeadersFrame" : "H2HeadersFrame");
        case 2:
            return find_protocol("H2PriorityFrame");
        case 3:
            return find_protocol("H2ResetFrame");
        case 4:
            return find_protocol("H2SettingsFrame");
        case 5:
            return find_protocol(pads ? "H2PaddedPushPromiseFrame" : "H2PushPromiseFrame");
        case 6:
            return find_protocol("H2PingFrame");
        case 7:
            return find_protocol("H2GoAwayFrame");
        case 8:
            return find_protocol("H2WindowUpdateFrame");
        case 9:
            return find_protocol("H2ContinuationFrame");
        default:
            return nullptr;
    }
}
/// How many whole frames of known types the octets are; 0 where they are anything else.
static std::size_t frames_in(std::span<const std::uint8_t> octets) {
    std::size_t frames = 0;
    for (; !octets.empty(); ++frames) {
        if (octets.size() < frame_header || octets[3] > 9 || (octets[5] & 0x80) != 0) return 0;
        const std::size_t length = static_cast<std::size_t>(octets[0] << 16 | octets[1] << 8 | octets[2]);
        if (octets.size() < frame_header + length) return 0;
        octets = octets.subspan(frame_header + length);
    }
    return frames;
}
static bool is_one_frame(const Layer& layer) { return frames_in(layer.header()) == 1; }
static bool is_sequence(const Layer& layer) { return frames_in(layer.header()) > 1; }

static constexpr Carrier frame_of[] = {{"HTTP", is_one_frame}};
extern constexpr Protocol h2_frame = {
    .name = "H2Frame",
    .title = "HTTP/2 Frame",
    .fields = fields,
    .variant_of = frame_of,
    .payload_size = [](const Layer& layer) { return static_cast<std::int64_t>(layer.integer(fields[0])); },
    .guess_payload = frame_payload};
static_assert(well_formed(h2_frame));

static constexpr Field sequence_fields[] = {layers("frames", "H2Frame", {.extent = rest(), .stacked = true})};
static constexpr Carrier sequence_of[] = {{"HTTP", is_sequence}};
extern constexpr Protocol h2_sequence = {
    .name = "H2Seq", .title = "HTTP/2 Frame Sequence", .fields = sequence_fields, .variant_of = sequence_of};
static_assert(well_formed(h2_sequence));

// ---- what frames hold ----------------------------------------------------------------------------------

template <std::uint64_t type, std::uint64_t flags = 0>
static constexpr Carrier of_type[] = {{"H2Frame", {"type", type}, {"flags", flags}, down}};
template <std::uint64_t type>
static constexpr Carrier of_type_alone[] = {{"H2Frame", "type", type, down}};
static constexpr Protocol content(std::string_view name, std::string_view title, std::span<const Field> table,
                                  std::span<const Carrier> carriers) {
    return checked({.name = name, .title = title, .fields = table, .carried_by = carriers});
}

/// Between `before` octets and the padding.
template <int before>
static std::int64_t unpadded(const Layer& layer) {
    const auto all = static_cast<std::int64_t>(layer.header().size());
    return std::max<std::int64_t>(all - before - static_cast<std::int64_t>(layer.integer("padlen")), 0);
}
static constexpr Field padlen = bits("padlen", 8, {.length_of = {"padding"}});
static constexpr Field padding = octets("padding", "", {.extent = octets_from("padlen")});
template <int before>
static constexpr Extra between{.extent = octets_by(unpadded<before>)};
static constexpr Field exclusive = bits("exclusive", 1), dependency = bits("stream_dependency", 31);
static constexpr Field weight = bits("weight", 8), reserved = bits("reserved", 1);
static constexpr Field headers = layers("hdrs", "HPackHeaders", {.extent = rest()});

static constexpr Field data_fields[] = {octets("data", "", {})};
extern constexpr Protocol h2_data =
    content("H2DataFrame", "HTTP/2 Data Frame", data_fields, of_type_alone<0>);
static constexpr Field padded_data_fields[] = {padlen, octets("data", "", between<1>), padding};
extern constexpr Protocol h2_padded_data =
    content("H2PaddedDataFrame", "HTTP/2 Padded Data Frame", padded_data_fields, of_type<0, padded>);

static constexpr Field headers_fields[] = {headers};
extern constexpr Protocol h2_headers =
    content("H2HeadersFrame", "HTTP/2 Headers Frame", headers_fields, of_type_alone<1>);
static constexpr Field padded_headers_fields[] = {padlen, layers("hdrs", "HPackHeaders", between<1>),
                                                  padding};
extern constexpr Protocol h2_padded_headers = content(
    "H2PaddedHeadersFrame", "HTTP/2 Headers Frame with Padding", padded_headers_fields, of_type<1, padded>);
static constexpr Field priority_headers_fields[] = {exclusive, dependency, weight, headers};
extern constexpr Protocol h2_priority_headers =
    content("H2PriorityHeadersFrame", "HTTP/2 Headers Frame with Priority", priority_headers_fields,
            of_type<1, priority>);
static constexpr Field padded_priority_fields[] = {
    padlen, exclusive, dependency, weight, layers("hdrs", "HPackHeaders", between<6>), padding};
extern constexpr Protocol h2_padded_priority =
    content("H2PaddedPriorityHeadersFrame", "HTTP/2 Headers Frame with Padding and Priority",
            padded_priority_fields, of_type<1, padded | priority>);

static constexpr Field priority_fields[] = {exclusive, dependency, weight};
extern constexpr Protocol h2_priority =
    content("H2PriorityFrame", "HTTP/2 Priority Frame", priority_fields, of_type_alone<2>);

static constexpr Field reset_fields[] = {enumeration("error", 32, 0, errors)};
extern constexpr Protocol h2_reset =
    content("H2ResetFrame", "HTTP/2 Reset Frame", reset_fields, of_type_alone<3>);

static constexpr Name settings[] = {{1, "Header table size"},      {2, "Enable push"},
                                    {3, "Max concurrent streams"}, {4, "Initial window size"},
                                    {5, "Max frame size"},         {6, "Max header list size"}};
static constexpr Field setting_fields[] = {enumeration("id", 16, 0, settings), bits("value", 32)};
extern constexpr Protocol h2_setting = checked(
    {.name = "H2Setting", .title = "HTTP/2 Setting", .fields = setting_fields, .payload_size = no_payload});
static constexpr Field settings_fields[] = {layers("settings", "H2Setting", {.extent = rest()})};
extern constexpr Protocol h2_settings =
    content("H2SettingsFrame", "HTTP/2 Settings Frame", settings_fields, of_type_alone<4>);

static constexpr Field promise_fields[] = {reserved, bits("stream_id", 31), headers};
extern constexpr Protocol h2_promise =
    content("H2PushPromiseFrame", "HTTP/2 Push Promise Frame", promise_fields, of_type_alone<5>);
static constexpr Field padded_promise_fields[] = {padlen, reserved, bits("stream_id", 31),
                                                  layers("hdrs", "HPackHeaders", between<5>), padding};
extern constexpr Protocol h2_padded_promise =
    content("H2PaddedPushPromiseFrame", "HTTP/2 Padded Push Promise Frame", padded_promise_fields,
            of_type<5, padded>);

static constexpr Field ping_fields[] = {bits("opaque", 64)};
extern constexpr Protocol h2_ping =
    content("H2PingFrame", "HTTP/2 Ping Frame", ping_fields, of_type_alone<6>);

static constexpr Field away_fields[] = {reserved, bits("last_stream_id", 31),
                                        enumeration("error", 32, 0, errors),
                                        octets("additional_data", "", {})};
extern constexpr Protocol h2_away =
    content("H2GoAwayFrame", "HTTP/2 Go Away Frame", away_fields, of_type_alone<7>);

static constexpr Field window_fields[] = {reserved, bits("win_size_incr", 31)};
extern constexpr Protocol h2_window =
    content("H2WindowUpdateFrame", "HTTP/2 Window Update Frame", window_fields, of_type_alone<8>);

extern constexpr Protocol h2_continuation =
    content("H2ContinuationFrame", "HTTP/2 Continuation Frame", headers_fields, of_type_alone<9>);

}  // namespace pkttest::protocols
