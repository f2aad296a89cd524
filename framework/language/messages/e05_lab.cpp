// E05: links and labs.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"E0501", "the link {} is declared twice",
     "A link is declared once; --link NAME=WHERE gives it another interface.",
     "link lan = \"memory\"\nlink lan = \"memory\"\n= First\nwait 1ms",
     "link lan = \"memory\"\n= First\nwait 1ms"},
    {"E0502", "link names one link", "Each link has its own line.",
     "link lan, wan = \"memory\"\n= First\nwait 1ms",
     "link lan = \"memory\"\nlink wan = \"memory\"\n= First\nwait 1ms"},
    {"E0503", "{} needs a link and none is declared", "A step that sends or receives does so on a link.",
     "= First\nsend IP()", "link lan = \"memory\"\n= First\nsend IP() on lan"},
    {"E0504", "the link {} is not declared", "Links are declared in the campaign's header.",
     "= First\nsend IP() on lan", "link lan = \"memory\"\n= First\nsend IP() on lan"},
    {"E0505", "{} needs a link: on which one?", "With more than one link a step says which one it means.",
     "link lan = \"memory\"\nlink wan = \"memory\"\n= First\nsend IP()",
     "link lan = \"memory\"\nlink wan = \"memory\"\n= First\nsend IP() on lan"},
    {"E0506", "no link is named {}", "The name is none of the links that the header declares.",
     "send IP() on lna", "send IP() on lan"},
    {"E0511", "lab stands before the first set: all tests share it",
     "There is one lab, in the campaign's header.",
     "link lan = \"memory\"\n+ Set\nlab\n    host dut\n        lan\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host dut\n        lan\n+ Set\n= First\nwait 1ms"},
    {"E0512", "a campaign has one lab", "All hosts stand in one lab.",
     "link lan = \"memory\"\nlab\n    host a\n        lan\nlab\n    host b\n        lan\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host a\n        lan\n    host b\n        lan\n= First\nwait 1ms"},
    {"E0513", "a lab is made of hosts, not {}\nhost names one host", "In a lab stand blocks host NAME.",
     "link lan = \"memory\"\nlab\n    router dut\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host dut\n        lan\n= First\nwait 1ms"},
    {"E0514", "the host {} is there twice", "Hosts of a lab have their own names.",
     "link lan = \"memory\"\nlab\n    host a\n        lan\n    host a\n        lan\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host a\n        lan\n    host b\n        lan\n= First\nwait 1ms"},
    {"E0515", "the host {} is on no link", "A host that is on no link can't be reached.",
     "link lan = \"memory\"\nlab\n    host dut\n        run \"true\"\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host dut\n        lan\n        run \"true\"\n= First\nwait 1ms"},
    {"E0516", "a host has links and commands, not {}\n{} begins no line of a host",
     "In a host stand its links with addresses, and run and start with commands in quotes.",
     "link lan = \"memory\"\nlab\n    host dut\n        lan\n        rnu \"true\"\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host dut\n        lan\n        run \"true\"\n= First\nwait 1ms"},
    {"E0517", "{} is no address", "Addresses of a lab are written as 192.0.2.1/24 or 2001:db8::1/64.",
     "link lan = \"memory\"\nlab\n    host dut\n        lan 192.0.2.300/24\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host dut\n        lan 192.0.2.30/24\n= First\nwait 1ms"},
    {"E0518", "{} has no prefix length\n{} is no prefix length",
     "Behind the / stands how many bits of an address name its network: up to 32, or 128 for IPv6.",
     "link lan = \"memory\"\nlab\n    host dut\n        lan 192.0.2.1\n= First\nwait 1ms",
     "link lan = \"memory\"\nlab\n    host dut\n        lan 192.0.2.1/24\n= First\nwait 1ms"},
};

extern const MessageGroup message_labs = {"Links and labs", messages};

}  // namespace pkttest::language
