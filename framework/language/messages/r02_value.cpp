// R02: values that turn out wrong when a test computes them.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"R0201", "this is None, it has no {}\nthis is None, not a packet",
     "The value is None. `sr1 … as reply` gives None where no answer came, and a field that is not set can "
     "be None: ask "
     "before its parts are read.",
     "let reply = None\ncheck reply[IP].ttl > 1", "let reply = IP()\ncheck reply[IP].ttl > 1"},
    {"R0202", "there is no key {}",
     "The dictionary has no such key. `get(KEY)` gives None instead, `KEY in DICTIONARY` asks.",
     "let ports = {\"http\": 80}\ncheck ports[\"ssh\"] == 22",
     "let ports = {\"ssh\": 22}\ncheck ports[\"ssh\"] == 22"},
    {"R0203", "there is no position {}, the length is {}", "Positions count from 0, and from -1 at the end.",
     "let sizes = [64, 1400]\ncheck sizes[2] == 1400", "let sizes = [64, 1400]\ncheck sizes[1] == 1400"},
    {"R0204", "division by zero\nthe remainder of a division by zero",
     "The right side of /, // or % turned out as 0.",
     "let losses = []\nlet rate = 100 // len(losses)\ncheck rate == 0",
     "let losses = [1, 2]\nlet rate = 100 // len(losses)\ncheck rate == 50"},
    {"R0205", "{} is not in {}",
     "The packet has no such layer; the message names those that it has. `LAYER in PACKET` asks.",
     "let packet = IP(bytes(IP()/UDP()))\ncheck packet[TCP].flags == \"S\"",
     "let packet = IP(bytes(IP()/TCP()))\ncheck packet[TCP].flags == \"S\""},
    {"R0207", "text {} is no whole number\ntext {} is no number", "`int` and `float` read texts of digits.",
     "let size = \"12 octets\"\ncheck int(size) == 12", "let size = \"12\"\ncheck int(size) == 12"},
    {"R0208",
     "functions call one another too deeply\nthis text is too long\nthis list is too long\nthis needs too "
     "much memory\n"
     "{} of more than {} bits",
     "A campaign is kept from taking the whole machine: a function calls 2,000 levels deep at the most, a "
     "text has 64 MiB "
     "and a list a million items.",
     "def countdown(n) = countdown(n - 1)\ncheck countdown(3) == 0",
     "def countdown(n) = 0 if n == 0 else countdown(n - 1)\ncheck countdown(3) == 0"},
    {"R0209", "this is no {} but {}",
     "The step takes another kind of value than the one that the expression gave.",
     "let packets = [1, IP()]\nsend packets[0] on lan", "let packets = [1, IP()]\nsend packets[1] on lan"},
    {"R0210", "cannot open {}",
     "The file is not there, or may not be read. Paths are relative to where pkttest is started.",
     "let name = \"absent.pcap\"\ncheck len(rdpcap(name)) == 1", ""},
};

extern const MessageGroup message_r_values = {"While a test runs: values", messages};

}  // namespace pkttest::language
