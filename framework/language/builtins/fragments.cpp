// Functions about fragments: fragment, fragment6, defragment, defragment6, defrag.
#include "framework/packet/fragments.h"

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/packet_list_value.h"

namespace pkttest::language {

namespace {

constexpr auto list = Kind::list, number = Kind::number;

List to_items(const std::vector<Packet>& packets) {
    List out;
    for (const Packet& packet : packets) out.emplace_back(packet);
    return out;
}

Value cut(Call& call, std::vector<Packet> (*by)(const Packet&, std::size_t), Integer otherwise) {
    const auto size = static_cast<std::size_t>(call.has(1) ? call.integer_within(1, 1, 65535) : otherwise);
    List out;
    for (const Packet& packet : to_packets(call[0], call.arguments[0].span))
        for (const Packet& one : by(packet, size)) out.emplace_back(one);
    return Value(std::move(out));
}

Value run_fragment(Call& call) { return cut(call, fragment, 1480); }
Value run_fragment6(Call& call) { return cut(call, fragment6, 1280); }

Value run_defragment(Call& call) {
    const auto packets = to_packets(call[0], call.arguments[0].span);
    Defragmented found = defragment(packets);
    for (auto* more : {&found.reassembled, &found.incomplete})
        found.whole.insert(found.whole.end(), more->begin(), more->end());
    return packet_list(to_items(found.whole), "Defragmented");
}

Value run_defragment6(Call& call) {
    const auto packets = to_packets(call[0], call.arguments[0].span);
    const Defragmented found = defragment(packets);
    return found.reassembled.empty() ? Value() : Value(found.reassembled.front());
}

Value run_defrag(Call& call) {
    const auto packets = to_packets(call[0], call.arguments[0].span);
    const Defragmented found = defragment(packets);
    return Value::tuple({packet_list(to_items(found.whole)), packet_list(to_items(found.reassembled)),
                         packet_list(to_items(found.incomplete))});
}

/// Fragments of a payload that lies over the packet's own, none of them the last, and then the packet's.
Value run_overlap(Call& call) {
    const Packet whole = to_packet(call[0], call.arguments[0].span);
    const auto ip = whole.find(*find_protocol("IP"));
    if (!ip) call.fail(0, "overlap_frag takes a packet with IP");
    const auto size = static_cast<std::size_t>(call.has(2) ? call.integer_within(2, 1, 65535) : 8);
    const auto overlap_size = call.has(3) ? static_cast<std::size_t>(call.integer_within(3, 1, 65535)) : size;
    Packet over(whole);
    over.remove_from(*ip + 1);
    over /= to_packet(call[1], call.arguments[1].span);
    std::vector<Packet> out = fragment(over, overlap_size);
    constexpr std::uint64_t more_fragments = 1;
    const std::uint64_t flags = out.back()[*ip].integer("flags") | more_fragments;
    out.back().set(*ip, "flags", Value(static_cast<Integer>(flags)));
    for (Packet& piece : fragment(whole, size)) out.push_back(std::move(piece));
    return Value(to_items(out));
}

}  // namespace

extern const Builtin builtin_overlap_frag = {
    "overlap_frag",
    {{{"p", Kind::packet}, {"overlap"}, optional("fragsize", number), optional("overlap_fragsize", number)}},
    list,
    "Fragments of a payload over the packet's own, and the packet's fragments.",
    run_overlap};
extern const Builtin builtin_fragment = {"fragment",
                                         {{{"packets"}, optional("fragsize", number)}},
                                         list,
                                         "The IP fragments of packets, 1480 octets of payload each at most.",
                                         run_fragment};
extern const Builtin builtin_fragment6 = {"fragment6",
                                          {{{"packets"}, optional("fragSize", number)}},
                                          list,
                                          "The IPv6 fragments of packets, 1280 octets each at most.",
                                          run_fragment6};
extern const Builtin builtin_defragment = {"defragment",
                                           {{{"packets"}}},
                                           list,
                                           "Packets with the fragments among them put together.",
                                           run_defragment};
extern const Builtin builtin_defragment6 = {"defragment6",
                                            {{{"packets"}}},
                                            Kind::packet,
                                            "The first IPv6 packet that is whole again; None without one.",
                                            run_defragment6};
extern const Builtin builtin_defrag = {"defrag",
                                       {{{"packets"}}},
                                       list,
                                       "Packets that were whole, that are whole again, and left fragments.",
                                       run_defrag};

}  // namespace pkttest::language
