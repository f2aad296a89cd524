// E08: protocols of a campaign, functions, captures, and the steps that take more than one word.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"E0801", "no class of fields is named {}",
     "Fields of a protocol are written with Scapy's classes, such as ByteField, ShortField, StrLenField.",
     "protocol Mine\n    size: ShortFeild = 5\n= First\nwait 1ms",
     "protocol Mine\n    size: ShortField = 5\n= First\nwait 1ms"},
    {"E0802", "the bits before and in {} are no whole octets",
     "Bits of fields that stand together fill whole octets, before a field of octets and at the end.",
     "protocol Mine\n    one: BitField(4)\n    two: BitField(3)\n= First\nwait 1ms",
     "protocol Mine\n    one: BitField(4)\n    two: BitField(4)\n= First\nwait 1ms"},
    {"E0803", "{} is there twice", "Each field of a protocol has a name of its own.",
     "protocol Mine\n    size: ByteField\n    size: ByteField\n= First\nwait 1ms",
     "protocol Mine\n    size: ByteField\n    length: ByteField\n= First\nwait 1ms"},
    {"E0804", "a protocol has no rule named {}",
     "Rules are answers, guess_payload, hashret, payload_size, post_build and summary; a field has : behind "
     "its "
     "name.",
     "protocol Mine\n    size: ByteField\n    anwsers = size == 1\n= First\nwait 1ms",
     "protocol Mine\n    size: ByteField\n    answers = size == 1\n= First\nwait 1ms"},
    {"E0805", "{} stands in the campaign's header",
     "Protocols and bindings hold for all tests: they stand before the first set and test.",
     "bind UDP(dport=1) / DNS", "bind UDP(dport=1) / DNS\n= First\nwait 1ms"},
    {"E0806", "bind needs a layer on another", "bind says which layer lies on which, and by which fields.",
     "bind UDP(dport=1)\n= First\nwait 1ms", "bind UDP(dport=1) / DNS\n= First\nwait 1ms"},
    {"E0811",
     "def needs ( and parameters behind its name\ndef needs = and a value behind its parameters\ndef needs a "
     "name",
     "A function has a name, parameters in parentheses, and an expression.", "def twice = 2",
     "def twice(number) = number * 2\ncheck twice(2) == 4"},
    {"E0812", ":= captures a field's value: it stands in a pattern",
     "What came is kept by := in what expect, sniff, answer and matches compare with. Elsewhere say let.",
     "send IP(dst=router := \"192.0.2.1\") on lan", "expect IP(src=router := any) on lan"},
    {"E0821", "times takes a number, or the least and the most",
     "An expectation is met by so many packets, or by no fewer than the first and no more than the second.",
     "expect IP() on lan times (4, 2)", "expect IP() on lan times (2, 4)"},
    {"E0822", "speed is above 0", "2 is twice as fast as recorded, 0.5 half as fast.",
     "replay [IP()] on lan speed 0", "replay [IP()] on lan speed 2"},
    {"E0823", "{} is not of a link", "A link may have IPv6; programs and root are the system's.",
     "needs tcpdump on lan\nwait 1ms", "needs tcpdump\nwait 1ms"},
    {"E0824", "retry needs a number from 1 to 100\nretry stands here twice",
     "retry says how often a test that fails is tried again.", "retry often\nwait 1ms", "retry 2\nwait 1ms"},
    {"E0825", "{} does not stand in an answer",
     "A block below an answer is run while another step waits: it sets and checks, with sends.",
     "answer on lan when IP() as q with q\n    wait 1ms",
     "answer on lan when IP() as q with q\n    check q[IP].ttl > 1"},
    {"E0826", "a block stands below an answer of one's own, with when",
     "A ready machine knows itself what it does.", "answer on lan with ARP_am()\n    let n = 1",
     "answer on lan with ARP_am()"},
    {"E0827", "{} is the name of a program here",
     "Tests are skipped where there is no such program. root and IPv6 are no programs, and written so.",
     "needs Root\nwait 1ms", "needs root\nwait 1ms"},
};

extern const MessageGroup message_protocols = {"Protocols, functions and captures", messages};

}  // namespace pkttest::language
