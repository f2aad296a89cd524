// PacketList and its kin: any list holds packets here, so they only make one.
#include "framework/language/evaluation.h"

namespace pkttest::language {

namespace {

Value run_list(Call& call) {
    if (!call.has(0)) return Value(List{});
    if (call[0].is_packet()) return Value(List{call[0]});
    return Value(call.items(0));
}

constexpr auto list = Kind::list;
constexpr Parameter members = optional("res"), name = optional("name", Kind::text);

}  // namespace

extern const Builtin builtin_packet_list = {
    "PacketList", {{members, name}}, list, "A list of packets.", run_list};
extern const Builtin builtin_snd_rcv_list = {
    "SndRcvList", {{members, name}}, list, "A list of requests with their answers.", run_list};

}  // namespace pkttest::language
