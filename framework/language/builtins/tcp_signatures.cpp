// Functions about TCP's signatures: calc_tcp_md5_hash, sign_tcp_md5 (RFC 2385); calc_tcpao_traffic_key and
// calc_tcpao_mac (RFC 5925, RFC 5926) with the algorithms TCPAOAlg_HMAC_SHA1 and TCPAOAlg_CMAC_AES.
#include <mbedtls/cmac.h>
#include <mbedtls/md.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/big_endian.h"
#include "framework/packet/checksum.h"
#include "framework/packet/digest.h"

namespace pkttest::language {

namespace {

const LayerReference& tcp_of(const Call& call) {
    const auto* given = call[0].as<LayerReference>();
    const bool right =
        given != nullptr && given->index < given->packet->size() && (*given->packet)[given->index].is("TCP");
    if (!right)
        call.fail(0, std::string(call.name) + " takes TCP, not " + describe(call[0]),
                  "for example packet[TCP]");
    return *given;
}

/// Addresses, protocol and length in front of `length` octets of TCP (RFC 9293 3.1, RFC 8200 8.1).
std::string pseudo_header(const Call& call, const LayerReference& tcp, std::size_t length) {
    constexpr std::size_t number = 6;
    const std::size_t below = tcp.index - 1;
    const bool is_v6 = tcp.index > 0 && (*tcp.packet)[below].is("IPv6");
    if (!is_v6 && (tcp.index == 0 || !(*tcp.packet)[below].is("IP")))
        call.raise("ValueError", "TCP packet does not have IP or IPv6 underlayer");
    const Packet built =
        Packet::dissect(tcp.packet->tail(below).build(), *find_protocol(is_v6 ? "IPv6" : "IP"));
    if (!built[0].is(is_v6 ? "IPv6" : "IP")) call.fail(0, "the addresses below TCP are cut");
    const EndAddresses ends = end_addresses(built[0]);
    std::string out(ends.source.begin(), ends.source.end());
    out.append(ends.destination.begin(), ends.destination.end());
    out += big_endian(is_v6 ? length : number, is_v6 ? 4 : 2);
    out += big_endian(is_v6 ? number : length, is_v6 ? 4 : 2);
    return out;
}

/// The digest of pseudo header, header with its checksum zero, payload and key (RFC 2385, 2.0).
std::string md5_signature(const Call& call) {
    const LayerReference& tcp = tcp_of(call);
    std::string octets = octets_of(tcp);
    constexpr std::size_t checksum = 16, shortest = 20;
    if (octets.size() < shortest) call.fail(0, "this TCP header is cut");
    octets.replace(checksum, 2, 2, '\0');
    const auto digest = md5(pseudo_header(call, tcp, octets.size()) + octets + call.octets(1));
    return std::string(digest.begin(), digest.end());
}

Value run_md5(Call& call) { return Value(Bytes{md5_signature(call)}); }

Value run_sign_md5(Call& call) {
    const Value signature = Value::tuple({Value("MD5"), Value(Bytes{md5_signature(call)})});
    const LayerReference& tcp = tcp_of(call);
    const Value before = (*tcp.packet)[tcp.index].get("options");
    List options = before.items() != nullptr ? *before.items() : List();
    options.push_back(signature);
    if (const auto problem = tcp.packet->set(tcp.index, "options", Value(std::move(options))))
        call.fail(0, problem->message);
    return {};
}

// ---- TCP-AO ----------------------------------------------------------------------------------------------

const unsigned char* data_of(std::string_view octets) {
    return reinterpret_cast<const unsigned char*>(octets.data());
}

std::string hmac_sha1(std::string_view key, std::string_view octets) {
    std::string out(20, '\0');
    mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA1), data_of(key), key.size(), data_of(octets),
                    octets.size(), reinterpret_cast<unsigned char*>(out.data()));
    return out;
}

/// Keys of any length, as RFC 5926, 3.1.1.2 makes them fit.
std::string aes_cmac(std::string_view key, std::string_view octets) {
    std::string out(16, '\0');
    mbedtls_aes_cmac_prf_128(data_of(key), key.size(), data_of(octets), octets.size(),
                             reinterpret_cast<unsigned char*>(out.data()));
    return out;
}

struct Algorithm {
    std::string_view name;
    std::string (*sign)(std::string_view key, std::string_view octets);
    std::size_t key_bits;
};
constexpr Algorithm algorithms[] = {{"TCPAOAlg_HMAC_SHA1", hmac_sha1, 160},
                                    {"TCPAOAlg_CMAC_AES", aes_cmac, 128}};

class AlgorithmObject final : public ScriptObject {
 public:
    explicit AlgorithmObject(const Algorithm& which) : which(which) {}
    std::string_view kind() const override { return "TCP-AO algorithm"; }
    const Algorithm& which;
};

const Algorithm& algorithm_of(const Call& call) {
    const auto* given = object_as<AlgorithmObject>(call[1]);
    if (given == nullptr)
        throw EvaluationError(
            call.arguments[1].span,
            "an algorithm of TCP-AO that is not TCPAOAlg_HMAC_SHA1() or TCPAOAlg_CMAC_AES()")
            .uncovered();
    return given->which;
}

LayerReference tcp_in(const Call& call) {
    if (const auto* given = call[0].as<LayerReference>())
        for (std::size_t i = given->index; i < given->packet->size(); ++i)
            if ((*given->packet)[i].is("TCP")) return {given->packet, i};
    call.fail(0, std::string(call.name) + " takes a packet with TCP");
}

/// Addresses, ports and initial sequence numbers (RFC 5925, 5.2), between a label and the key's length.
Value run_traffic_key(Call& call) {
    const Algorithm& algorithm = algorithm_of(call);
    const LayerReference tcp = tcp_in(call);
    const std::string front = pseudo_header(call, tcp, 0);
    std::string context = "\x01TCP-AO" + front.substr(0, front.size() > 12 ? 32 : 8);
    const std::string octets = octets_of(tcp);
    context += octets.substr(0, 4);
    for (const std::size_t number : {3, 4})
        context += big_endian(static_cast<std::size_t>(call.integer_within(number, 0, 0xffffffff)), 4);
    context += big_endian(algorithm.key_bits, 2);
    return Value(Bytes{algorithm.sign(call.octets(2), context)});
}

/// The options as they are signed (RFC 5925, 5.1): the MAC zero, the others perhaps left out.
std::string signed_options(std::string_view options, bool with_others) {
    constexpr char authentication = 29;
    std::string out;
    while (!options.empty()) {
        const bool is_short = options[0] == 0 || options[0] == 1;
        if (!is_short && options.size() < 2) break;
        const std::size_t size = is_short ? 1 : static_cast<std::uint8_t>(options[1]);
        if (size > options.size() || (!is_short && size < 2)) break;
        const bool is_signature = options[0] == authentication;
        if (is_signature && size < 4) break;
        if (is_signature)
            out += std::string(options.substr(0, 4)) + std::string(size - 4, '\0');
        else if (with_others)
            out += options.substr(0, size);
        options.remove_prefix(size);
    }
    return out;
}

Value run_mac(Call& call) {
    const Algorithm& algorithm = algorithm_of(call);
    constexpr std::size_t aes_key = 16;
    if (algorithm.sign == aes_cmac && call.octets(2).size() != aes_key)
        throw EvaluationError(call.arguments[2].span,
                              "a traffic key for AES-128-CMAC of other than 16 octets")
            .uncovered();
    const LayerReference tcp = tcp_in(call);
    const std::string octets = octets_of(tcp);
    constexpr std::size_t checksum = 16, shortest = 20, signature = 12;
    const std::size_t header = octets.size() < shortest
                                   ? 0
                                   : static_cast<std::size_t>(static_cast<std::uint8_t>(octets[12]) >> 4) * 4;
    if (header < shortest || header > octets.size()) call.fail(0, "this TCP header is cut");
    std::string message;
    message +=
        big_endian(call.has(4) ? static_cast<std::size_t>(call.integer_within(4, 0, 0xffffffff)) : 0, 4);
    message += pseudo_header(call, tcp, octets.size()) + octets.substr(0, shortest);
    message.replace(message.size() - (shortest - checksum), 2, 2, '\0');
    message += signed_options(octets.substr(shortest, header - shortest), call.truth(3, true));
    message += octets.substr(header);
    return Value(Bytes{algorithm.sign(call.octets(2), message).substr(0, signature)});
}

template <std::size_t index>
Value run_algorithm(Call&) {
    return object_value<AlgorithmObject>(algorithms[index]);
}

}  // namespace

extern const Builtin builtin_calc_tcp_md5_hash = {"calc_tcp_md5_hash",
                                                  {{{"tcp", Kind::packet}, {"key", Kind::bytes}}},
                                                  Kind::bytes,
                                                  "The MD5 signature of a TCP segment over IP or IPv6.",
                                                  run_md5};
extern const Builtin builtin_sign_tcp_md5 = {
    "sign_tcp_md5",
    {{{"tcp", Kind::packet}, {"key", Kind::bytes}}},
    Kind::none,
    "Puts the MD5 signature of a TCP segment behind its other options.",
    run_sign_md5};

extern const Builtin builtin_tcpao_hmac_sha1 = {
    "TCPAOAlg_HMAC_SHA1", {}, Kind::unknown, "TCP-AO's HMAC-SHA-1-96 (RFC 5926).", run_algorithm<0>};
extern const Builtin builtin_tcpao_cmac_aes = {
    "TCPAOAlg_CMAC_AES", {}, Kind::unknown, "TCP-AO's AES-128-CMAC-96 (RFC 5926).", run_algorithm<1>};
extern const Builtin builtin_calc_tcpao_traffic_key = {
    "calc_tcpao_traffic_key",
    {{{"p", Kind::packet},
      {"alg"},
      {"master_key", Kind::bytes},
      {"sisn", Kind::number},
      {"disn", Kind::number}}},
    Kind::bytes,
    "The key of one direction of a connection, of its master key and initial sequence numbers.",
    run_traffic_key};
extern const Builtin builtin_calc_tcpao_mac = {"calc_tcpao_mac",
                                               {{{"p", Kind::packet},
                                                 {"alg"},
                                                 {"traffic_key", Kind::bytes},
                                                 optional("include_options"),
                                                 optional("sne", Kind::number)}},
                                               Kind::bytes,
                                               "The signature of a TCP segment by a traffic key.",
                                               run_mac};

}  // namespace pkttest::language
