// What UDP, TCP and their like do with ports.
#include "protocols/ports.h"

#include <fmt/format.h>

#include "protocols/hash_parts.h"

namespace pkttest::protocols {

namespace {

std::string end_point(const Layer& layer, std::string_view address, std::string_view port) {
    const auto ip = layer.below();
    const bool known = ip && (ip->is("IP") || ip->is("IPv6"));
    return known ? fmt::format("{}:{}", ip->text(address), layer.text(port)) : layer.text(port);
}

}  // namespace

std::string port_summary(const Layer& layer) {
    return fmt::format("{} {} > {}", layer.protocol().name, end_point(layer, "src", "sport"),
                       end_point(layer, "dst", "dport"));
}

bool crossed_ports(const Layer& answer, const Layer& request) {
    return &answer.protocol() == &request.protocol() && answer.integer("sport") == request.integer("dport") &&
           answer.integer("dport") == request.integer("sport");
}

bool datagram_answers(const Layer& answer, const Layer& request) {
    return &answer.protocol() == &request.protocol() && answer.integer("dport") == request.integer("sport") &&
           payload_answers(answer, request);
}

bool same_ports(const Layer& quoted, const Layer& request, std::string_view protocol) {
    return request.is(protocol) && quoted.integer("sport") == request.integer("sport") &&
           quoted.integer("dport") == request.integer("dport");
}

void port_hashret(const Layer& layer, std::string& out) {
    hash_little(out, layer.integer("sport") ^ layer.integer("dport"), 2);
    add_payload_hashret(layer, out);
}

}  // namespace pkttest::protocols
