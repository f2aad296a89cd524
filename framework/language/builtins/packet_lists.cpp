// PacketList and its kin: any list may hold packets here, these have a name.
#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/packet_list_value.h"

namespace pkttest::language {

namespace {

Value run_list(Call& call) {
    const bool of_pairs = call.name == "SndRcvList";
    List items = !call.has(0) ? List{} : call[0].is_packet() ? List{call[0]} : call.items(0);
    return packet_list(std::move(items), call.octets(1, of_pairs ? "Results" : "PacketList"), of_pairs);
}

constexpr auto list = Kind::list;
constexpr Parameter members = optional("res"), name = optional("name", Kind::text);

}  // namespace

extern const Builtin builtin_packet_list = {
    "PacketList", {{members, name}}, list, "A list of packets.", run_list};
extern const Builtin builtin_snd_rcv_list = {
    "SndRcvList", {{members, name}}, list, "A list of requests with their answers.", run_list};

}  // namespace pkttest::language
