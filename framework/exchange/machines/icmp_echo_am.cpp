// ICMPEcho_am (RFC 792, RFC 4443 4): answers echo requests of IPv4 and IPv6, as Scapy's ICMPEcho_am.
#include "framework/exchange/answering_machine.h"
#include "framework/exchange/machines/craft.h"

namespace pkttest::exchange {

namespace {

constexpr std::uint64_t echo_request = 8;

class Machine : public Answerer {
 public:
    std::vector<Packet> answer(const Packet& request, const MachinePlace&) override {
        if (const auto icmp = layer_of(request, "ICMP")) return answer_v4(request, *icmp);
        if (const auto echo = layer_of(request, "ICMPv6EchoRequest")) return answer_v6(request, *echo);
        return {};
    }

 private:
    static std::vector<Packet> answer_v4(const Packet& request, const Layer& icmp) {
        const auto ip = icmp.below("IP");
        if (icmp.integer("type") != echo_request || !ip) return {};
        return {answer_link_layer(request, ip->index()) /
                craft("IP", {{"src", ip->get("dst")}, {"dst", ip->get("src")}}) /
                craft("ICMP", {{"type", 0}, {"id", icmp.get("id")}, {"seq", icmp.get("seq")}}) /
                data(icmp.payload())};
    }

    static std::vector<Packet> answer_v6(const Packet& request, const Layer& echo) {
        const auto ip = echo.below("IPv6");
        if (!ip) return {};
        return {answer_link_layer(request, ip->index()) /
                craft("IPv6", {{"src", ip->get("dst")}, {"dst", ip->get("src")}}) /
                craft("ICMPv6EchoReply",
                      {{"id", echo.get("id")}, {"seq", echo.get("seq")}, {"data", echo.get("data")}})};
    }

    static Packet data(std::span<const std::uint8_t> octets) {
        if (octets.empty()) return {};
        return Packet::raw({reinterpret_cast<const char*>(octets.data()), octets.size()});
    }
};

std::unique_ptr<Answerer> open(const MachineArguments&) { return std::make_unique<Machine>(); }

}  // namespace

extern const AnsweringMachine icmp_echo_am = {"ICMPEcho_am", "Answers echo requests", {}, open};

}  // namespace pkttest::exchange
