// SCTP (RFC 9260): the common header and the chunks, those of RFC 4895 and RFC 5061 among them. Each chunk is
// a layer behind the one before.
#include "protocols/sctp.h"

#include <fmt/format.h>

#include <charconv>

#include "framework/packet/checksum.h"
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "framework/packet/shape.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/over_ip.h"
#include "protocols/ports.h"

namespace pkttest::protocols {

/// Chunks are multiples of 4 octets; less than a chunk's head is padding.
static const Protocol* next_chunk(const Layer& layer) {
    const auto payload = layer.payload();
    if (payload.size() < 4) return find_protocol(payload.empty() ? "" : "Padding");
    switch (payload[0]) {
        case 0:
            return find_protocol("SCTPChunkData");
        case 1:
            return find_protocol("SCTPChunkInit");
        case 2:
            return find_protocol("SCTPChunkInitAck");
        case 3:
            return find_protocol("SCTPChunkSACK");
        case 4:
            return find_protocol("SCTPChunkHeartbeatReq");
        case 5:
            return find_protocol("SCTPChunkHeartbeatAck");
        case 6:
            return find_protocol("SCTPChunkAbort");
        case 7:
            return find_protocol("SCTPChunkShutdown");
        case 8:
            return find_protocol("SCTPChunkShutdownAck");
        case 9:
            return find_protocol("SCTPChunkError");
        case 10:
            return find_protocol("SCTPChunkCookieEcho");
        case 11:
            return find_protocol("SCTPChunkCookieAck");
        case 14:
            return find_protocol("SCTPChunkShutdownComplete");
        case 15:
            return find_protocol("SCTPChunkAuthentication");
        case 128:
            return find_protocol("SCTPChunkAddressConfAck");
        case 193:
            return find_protocol("SCTPChunkAddressConf");
        default:
            return nullptr;
    }
}

/// Over the whole packet, its own field zero, the least significant octet first (RFC 9260, 6.8 and appendix
/// A).
static Integer checksum(const Layer& layer) {
    const auto header = layer.header();
    const std::uint32_t sum = crc32c({header.data(), header.size() + layer.payload().size()});
    return static_cast<Integer>(__builtin_bswap32(sum));
}

static constexpr Name services[] = {{5672, "amqp"}};
static constexpr Field fields[] = {
    enumeration("sport", 16, 0, services),
    enumeration("dport", 16, 0, services),
    bits("tag", 32, 0, {.hex = true}),
    bits("chksum", 32, {}, {.compute = checksum, .hex = true}),
};
static constexpr auto carriers = over_ip(132);
extern constexpr Protocol sctp = {
    .name = "SCTP",
    .title = "Stream Control Transmission Protocol",
    .shown = "SCTP",
    .fields = fields,
    .carried_by = carriers,
    .guess_payload = next_chunk,
    .answers =
        [](const Layer& answer, const Layer& request) {
            return request.is("SCTP") && answer.integer(fields[0]) == request.integer("dport") &&
                   answer.integer(fields[1]) == request.integer("sport");
        },
};
static_assert(well_formed(sctp));

static constexpr auto quoted_carriers = quoted(132);
extern constexpr Protocol sctp_error = {
    .name = "SCTPerror",
    .title = "SCTP in ICMP",
    .fields = fields,
    .carried_by = quoted_carriers,
    .guess_payload = next_chunk,
    .answers = [](const Layer& answer, const Layer& request) { return same_ports(answer, request, "SCTP"); },
};
static_assert(well_formed(sctp_error));

// ---- what chunks are made of ---------------------------------------------------------------------------

static constexpr Field type(int code) { return enumeration("type", 8, code, sctp_chunk_types); }
static constexpr Field flag_octet = bits("flags", 8, {}, {.hex = true});
static constexpr Field reserved = bits("reserved", 7);
static constexpr Field own_tag = bits("TCB", 1);
static constexpr Field cumulative = bits("cumul_tsn_ack", 32, {}, {.hex = true});

/// Octets that a length counts, and zeros up to a multiple of 4 that it leaves out (RFC 9260, 3.2).
static constexpr Field len(std::string_view value, int before = 4) {
    return bits("len", 16, {.length_of = {value, 1, before}});
}
static constexpr Field value(std::string_view name, int before = 4) {
    return octets(name, "", {.extent = octets_from("len", 1, -before), .pad_to = 4});
}

/// A chunk's length leaves out the last parameter's padding, which stands there all the same.
template <std::size_t before>
static Integer octets_with_parameters(const Layer& layer) {
    const auto header = layer.header();
    std::size_t at = before, end = before;
    while (at + 4 <= header.size()) {
        const auto length = static_cast<std::size_t>(header[at + 2] << 8 | header[at + 3]);
        if (length < 4) return header_octets(layer);
        end = at + length;
        at = (end + 3) / 4 * 4;
    }
    return static_cast<Integer>(at == header.size() ? end : header.size());
}
template <int before>
static std::int64_t parameter_octets(const Layer& layer) {
    return (static_cast<std::int64_t>(layer.integer("len")) + 3) / 4 * 4 - before;
}
template <std::size_t before>
static constexpr Field counted_len = bits("len", 16, {.compute = octets_with_parameters<before>});
template <int before>
static constexpr Field params = layers("params", "SCTPChunkParam",
                                       {.extent = octets_by(parameter_octets<before>)});

static constexpr Protocol chunk(std::string_view name, std::string_view title, std::span<const Field> table) {
    return checked({.name = name, .title = title, .fields = table, .guess_payload = next_chunk});
}

// ---- data and its acknowledgement ----------------------------------------------------------------------

/// IANA, SCTP payload protocol identifiers.
static constexpr Name payload_protocols[] = {{0, "Reserved"},
                                             {1, "IUA"},
                                             {2, "M2UA"},
                                             {3, "M3UA"},
                                             {4, "SUA"},
                                             {5, "M2PA"},
                                             {6, "V5UA"},
                                             {7, "H.248"},
                                             {8, "BICC/Q.2150.3"},
                                             {9, "TALI"},
                                             {10, "DUA"},
                                             {11, "ASAP"},
                                             {12, "ENRP"},
                                             {13, "H.323"},
                                             {14, "Q.IPC/Q.2150.3"},
                                             {15, "SIMCO"},
                                             {16, "DDP Segment Chunk"},
                                             {17, "DDP Stream Session Control"},
                                             {18, "S1AP"},
                                             {19, "RUA"},
                                             {20, "HNBAP"},
                                             {21, "ForCES-HP"},
                                             {22, "ForCES-MP"},
                                             {23, "ForCES-LP"},
                                             {24, "SBc-AP"},
                                             {25, "NBAP"},
                                             {26, "Unassigned"},
                                             {27, "X2AP"},
                                             {28, "IRCP"},
                                             {29, "LCS-AP"},
                                             {30, "MPICH2"},
                                             {31, "SABP"},
                                             {32, "FGP"},
                                             {33, "PPP"},
                                             {34, "CALCAPP"},
                                             {35, "SSP"},
                                             {36, "NPMP-CONTROL"},
                                             {37, "NPMP-DATA"},
                                             {38, "ECHO"},
                                             {39, "DISCARD"},
                                             {40, "DAYTIME"},
                                             {41, "CHARGEN"},
                                             {42, "3GPP RNA"},
                                             {43, "3GPP M2AP"},
                                             {44, "3GPP M3AP"},
                                             {45, "SSH/SCTP"},
                                             {46, "Diameter/SCTP"},
                                             {47, "Diameter/DTLS/SCTP"},
                                             {48, "R14P"},
                                             {49, "Unassigned"},
                                             {50, "WebRTC DCEP"},
                                             {51, "WebRTC String"},
                                             {52, "WebRTC Binary Partial"},
                                             {53, "WebRTC Binary"},
                                             {54, "WebRTC String Partial"},
                                             {55, "3GPP PUA"},
                                             {56, "WebRTC String Empty"},
                                             {57, "WebRTC Binary Empty"}};
static constexpr Field data_fields[] = {
    type(0),
    bits("reserved", 4, Default()),
    bits("delay_sack", 1),
    bits("unordered", 1),
    bits("beginning", 1),
    bits("ending", 1),
    len("data", 16),
    bits("tsn", 32, {}, {.hex = true}),
    bits("stream_id", 16, {}, {.hex = true}),
    bits("stream_seq", 16, {}, {.hex = true}),
    enumeration("proto_id", 32, {}, payload_protocols),
    value("data", 16),
};
extern constexpr Protocol sctp_data = chunk("SCTPChunkData", "SCTPChunkData", data_fields);

/// Two numbers of 16 bits, written "start:end" or (start, end) (RFC 9260, 3.3.4).
static const char* decode_gap(const Field&, const Layer&, Cursor& cursor, Value& out) {
    if (cursor.octets_left() < 4) return "the layer ends inside a gap block";
    const std::uint8_t* at = cursor.here();
    out = Value(fmt::format("{}:{}", at[0] << 8 | at[1], at[2] << 8 | at[3]));
    cursor.bit += 32;
    return nullptr;
}
static const char* skip_gap(const Field& field, const Layer& layer, Cursor& cursor) {
    Value ignored;
    return decode_gap(field, layer, cursor, ignored);
}
/// The ends of "start:end"; false where it is none.
static bool read_gap(const std::string& text, std::uint16_t& start, std::uint16_t& end) {
    const char *at = text.data(), *last = at + text.size();
    const auto first = std::from_chars(at, last, start);
    if (first.ec != std::errc() || first.ptr == last || *first.ptr != ':') return false;
    const auto second = std::from_chars(first.ptr + 1, last, end);
    return second.ec == std::errc() && second.ptr == last;
}
static void encode_gap(const Field&, const Layer&, const Value& value, BitWriter& out) {
    std::uint16_t start = 0, end = 0;
    if (value.octets() != nullptr) read_gap(*value.octets(), start, end);
    out.put(start, 16);
    out.put(end, 16);
}
static std::optional<Problem> normalize_gap(const Field& field, const Value& in, Value& out) {
    Integer ends[2] = {};
    std::uint16_t start = 0, end = 0;
    if (in.items() != nullptr && in.items()->size() == 2 && (*in.items())[0].to_integer(ends[0]) &&
        (*in.items())[1].to_integer(ends[1]))
        out = Value(
            fmt::format("{}:{}", static_cast<std::int64_t>(ends[0]), static_cast<std::int64_t>(ends[1])));
    else
        out = in;
    if (out.octets() != nullptr && read_gap(*out.octets(), start, end)) return std::nullopt;
    return Problem{fmt::format("{} is no gap for {}", represent(in), field.name),
                   "for example: '2:3' or (2, 3)"};
}
static constexpr Shape gap_shape = {.name = "gap",
                                    .takes_lists = true,
                                    .skip = skip_gap,
                                    .decode = decode_gap,
                                    .encode = encode_gap,
                                    .normalize = normalize_gap,
                                    .human = [](const Field&, const Value& v) { return v; },
                                    .represent = [](const Field&, const Value& v) { return represent(v); },
                                    .random = [](const Field&) { return Value("2:3"); }};

static constexpr Field gap = custom("gap_ack", gap_shape, {}, {}, 32);
static constexpr Field duplicate = bits("dup_tsn", 32, {}, {.hex = true});
static constexpr Field sack_fields[] = {
    type(3),
    flag_octet,
    bits("len", 16, {.compute = header_octets}),
    cumulative,
    bits("a_rwnd", 32, Default()),
    bits("n_gap_ack", 16, {.count_of = {"gap_ack_list"}}),
    bits("n_dup_tsn", 16, {.count_of = {"dup_tsn_list"}}),
    list("gap_ack_list", gap, {.extent = count_from("n_gap_ack")}),
    list("dup_tsn_list", duplicate, {.extent = count_from("n_dup_tsn")}),
};
extern constexpr Protocol sctp_sack = chunk("SCTPChunkSACK", "SCTPChunkSACK", sack_fields);

// ---- the association -----------------------------------------------------------------------------------

template <int code>
static constexpr Field init_fields[] = {type(code),
                                        flag_octet,
                                        counted_len<20>,
                                        bits("init_tag", 32, {}, {.hex = true}),
                                        bits("a_rwnd", 32, Default()),
                                        bits("n_out_streams", 16, Default()),
                                        bits("n_in_streams", 16, Default()),
                                        bits("init_tsn", 32, {}, {.hex = true}),
                                        params<20>};
extern constexpr Protocol sctp_init = chunk("SCTPChunkInit", "SCTPChunkInit", init_fields<1>);
extern constexpr Protocol sctp_init_ack = chunk("SCTPChunkInitAck", "SCTPChunkInitAck", init_fields<2>);

template <int code>
static constexpr Field heartbeat_fields[] = {type(code), flag_octet, counted_len<4>, params<4>};
extern constexpr Protocol sctp_heartbeat =
    chunk("SCTPChunkHeartbeatReq", "SCTPChunkHeartbeatReq", heartbeat_fields<4>);
extern constexpr Protocol sctp_heartbeat_ack =
    chunk("SCTPChunkHeartbeatAck", "SCTPChunkHeartbeatAck", heartbeat_fields<5>);

static constexpr Field abort_fields[] = {type(6), reserved, own_tag, len("error_causes"),
                                         value("error_causes")};
extern constexpr Protocol sctp_abort = chunk("SCTPChunkAbort", "SCTPChunkAbort", abort_fields);

static constexpr Field error_fields[] = {type(9), flag_octet, len("error_causes"), value("error_causes")};
extern constexpr Protocol sctp_operation_error = chunk("SCTPChunkError", "SCTPChunkError", error_fields);

static constexpr Field cookie_fields[] = {type(10), flag_octet, len("cookie"), value("cookie")};
extern constexpr Protocol sctp_cookie_echo =
    chunk("SCTPChunkCookieEcho", "SCTPChunkCookieEcho", cookie_fields);

static constexpr Field shutdown_fields[] = {type(7), flag_octet, bits("len", 16, 8), cumulative};
extern constexpr Protocol sctp_shutdown = chunk("SCTPChunkShutdown", "SCTPChunkShutdown", shutdown_fields);

template <int code>
static constexpr Field bare_fields[] = {type(code), flag_octet, bits("len", 16, 4)};
extern constexpr Protocol sctp_cookie_ack =
    chunk("SCTPChunkCookieAck", "SCTPChunkCookieAck", bare_fields<11>);
extern constexpr Protocol sctp_shutdown_ack =
    chunk("SCTPChunkShutdownAck", "SCTPChunkShutdownAck", bare_fields<8>);

static constexpr Field complete_fields[] = {type(14), reserved, own_tag, bits("len", 16, 4)};
extern constexpr Protocol sctp_shutdown_complete =
    chunk("SCTPChunkShutdownComplete", "SCTPChunkShutdownComplete", complete_fields);

static constexpr Field authentication_fields[] = {type(15),
                                                  flag_octet,
                                                  len("HMAC", 8),
                                                  bits("shared_key_id", 16, Default()),
                                                  bits("HMAC_function", 16, Default()),
                                                  value("HMAC", 8)};
extern constexpr Protocol sctp_authentication =
    chunk("SCTPChunkAuthentication", "SCTPChunkAuthentication", authentication_fields);

template <int code>
static constexpr Field address_fields[] = {type(code), flag_octet, counted_len<8>, bits("seq", 32),
                                           params<8>};
extern constexpr Protocol sctp_address_conf =
    chunk("SCTPChunkAddressConf", "SCTPChunkAddressConf", address_fields<193>);
extern constexpr Protocol sctp_address_conf_ack =
    chunk("SCTPChunkAddressConfAck", "SCTPChunkAddressConfAck", address_fields<128>);

}  // namespace pkttest::protocols
