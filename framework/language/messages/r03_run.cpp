// R03: what could not be carried out.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"R0301", "the test took longer than {}",
     "--timeout says how many seconds a test may take. The report names the step that was running.", "", ""},
    {"R0302", "exec is refused",
     "A campaign runs commands of this computer only where the command line allows it with --allow-exec.",
     "exec \"true\"", ""},
    {"R0303", "`{}` gave exit status {}\n`{}` gave exit status {}: {}\n`{}` took longer than {}",
     "The command failed. Behind its status stands the last of what it said.", "", ""},
    {"R0304", "{} need the capability {}\n{} needs the capability {}\n{} which needs root {}",
     "Sending and receiving frames by hand needs the capability CAP_NET_RAW, a lab needs root. Run with "
     "sudo, or give the "
     "program its capability once with setcap. Memory, captures and recordings need no rights.",
     "", ""},
    {"R0305", "there is no interface {}\n{}: there is no interface {}",
     "A link's place is an interface of this computer, `memory`, or `pcap:FILE`. `ip link` lists the "
     "interfaces; --link "
     "NAME=INTERFACE puts a campaign's link on another one.",
     "", ""},
    {"R0306",
     "a frame of {} octets does not fit link {}\n{}: a frame of {} octets is too long for the MTU of {}",
     "The frame is longer than the link can carry. Use a smaller payload, or fragment it: send "
     "fragment(PACKET).",
     "", ""},
    {"R0307", "this test is not in the recording\nthe recording has no link {}",
     "--replay runs what --record has seen: the same tests by name and the same links.", "", ""},
    {"R0308", "wrong filter {}", "A filter is written in tcpdump's language; `man pcap-filter` explains it.",
     "let filters = [\"udp prot 53\"]\nexpect IP()/UDP() on lan filter filters[0] within 10ms", ""},
    {"R0309", "a packet without layers cannot be sent\nlink {} carries no Ethernet frames",
     "What is sent begins with a layer that the link carries: Ether or IP on an Ethernet link, IP or IPv6 on "
     "others.",
     "", ""},
    {"R0310", "{}: the interface is down {}\n{}: the interface is gone\n{} is or was down while it was read",
     "The link went down or away during the run: cable, switch port, driver. `ip link set NAME up` brings an "
     "interface "
     "up.",
     "", ""},
};

extern const MessageGroup message_r_run = {"While a test runs: what could not be carried out", messages};

}  // namespace pkttest::language
