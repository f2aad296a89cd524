// Functions about TCP's signatures (RFC 2385): calc_tcp_md5_hash, sign_tcp_md5.
#include "framework/language/evaluation.h"
#include "framework/packet/digest.h"

namespace pkttest::language {

namespace {

void append(std::string& out, std::size_t number, int octets) {
    for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<std::uint8_t>(number >> shift));
}

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
    const Octets built = tcp.packet->tail(below).build();
    if (built.size() < (is_v6 ? 40u : 20u)) call.fail(0, "the addresses below TCP are cut");
    std::string out(reinterpret_cast<const char*>(built.data()) + (is_v6 ? 8 : 12), is_v6 ? 32 : 8);
    append(out, is_v6 ? length : number, is_v6 ? 4 : 2);
    append(out, is_v6 ? number : length, is_v6 ? 4 : 2);
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

}  // namespace pkttest::language
