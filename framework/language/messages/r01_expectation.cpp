// R01: what a test expected and did not get.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"R0101", "expected {}: nothing came",
     "No packet came on the link before the time was over, none that could be compared either. The link may "
     "be "
     "another one than meant, the device may be silent, or the time behind `within` too short; --time-scale "
     "stretches all times.",
     "expect IP() on lan within 10ms",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP() on lan\n"
     "expect IP() on lan within 10ms"},
    {"R0102", "expected {}: 1 packet came and did not match\nexpected {}: {} packets came, none matched",
     "Packets came, but in none did all layers and all written fields agree. The report shows the packet "
     "that "
     "came closest, field by field; a field that is not written in the pattern is free.",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP(id=1) on lan\n"
     "expect IP()/ICMP(id=2) on lan within 10ms",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP(id=1) on lan\n"
     "expect IP()/ICMP(id=1) on lan within 10ms"},
    {"R0103", "expected {}: {} of {} came\nexpected {}: {} came, {} to {} were expected",
     "`times` says how many packets must match, and another number did.",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP() on lan\n"
     "expect IP()/ICMP() on lan within 10ms times 2",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP() on lan times 2\n"
     "expect IP()/ICMP() on lan within 10ms times 2"},
    {"R0104", "expected no {}: one came {}",
     "A packet matched that should not have come. The report shows it. What came since the last stimulus "
     "counts, also before this step began.",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP() on lan\n"
     "expect no IP()/ICMP() on lan for 10ms",
     "answer on lan with ICMPEcho_am()\nsend IP(dst=\"192.0.2.1\")/ICMP() on lan\n"
     "expect no IP()/TCP() on lan for 10ms"},
    {"R0105", "{} does not hold",
     "The condition of `check` or `assert` is false. Below it stands what its sides are.",
     "let ttl = 63\ncheck ttl == 64", "let ttl = 64\ncheck ttl == 64"},
    {"R0106",
     "no answer to {} within {}: nothing came\nno answer to {} within {}: {} other packets came{}\n{} of {} "
     "packets had "
     "no answer on {} within {}",
     "What came is no answer to what was sent: an answer has the addresses, ports and numbers of its "
     "request, as the "
     "protocol says. `sr … as answers, unanswered` keeps both without failing, and the reply of `sr1 … as "
     "reply` is "
     "None where none came.",
     "sr1 IP(dst=\"192.0.2.1\")/ICMP() on lan within 10ms as reply\ncheck reply[IP].ttl == 64",
     "answer on lan with ICMPEcho_am()\nsr1 IP(dst=\"192.0.2.1\")/ICMP() on lan within 10ms as reply\n"
     "check reply[IP].ttl == 64"},
};

extern const MessageGroup message_r_expectations = {"While a test runs: expectations", messages};

}  // namespace pkttest::language
