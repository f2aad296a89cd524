// E06: layers, fields and their values.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"E0601", "{} is not known\nno layer is named {}",
     "The name is neither a variable that is set above, nor a layer, nor a function. Variables of another "
     "test or block "
     "are not in sight. `pkttest protocols` lists all layers.",
     "send IPP(dst=\"192.0.2.1\") on lan", "send IP(dst=\"192.0.2.1\") on lan"},
    {"E0602", "{} has no field named {}", "`pkttest protocols NAME` lists the fields of a layer.",
     "send IP(tll=3) on lan", "send IP(ttl=3) on lan"},
    {"E0603", "{} has no field named {} of its own",
     "Another layer has a field of this name, and p[UDP].NAME would look for it in the layers above. This "
     "one looks "
     "mistyped.",
     "let p = IP()/UDP()\ncheck p[UDP].port == 80", "let p = IP()/UDP()\ncheck p[UDP].dport == 53"},
    {"E0604", "{} is given twice",
     "A field or an argument has one value. A list of values makes a packet for each.",
     "send IP(ttl=1, ttl=2) on lan", "send IP(ttl=[1, 2]) on lan"},
    {"E0605", "{} has only {} field\n{} has only {} fields",
     "Values without names go to the fields in their order.", "send Raw(\"a\", \"b\") on lan",
     "send Raw(\"ab\") on lan"},
    {"E0606", "a value without a name stands after {}=", "Values without names come first.",
     "send IP(ttl=1, \"192.0.2.1\") on lan", "send IP(ttl=1, dst=\"192.0.2.1\") on lan"},
    {"E0611",
     "{} has {} bit, {} does not fit\n{} has {} bits, {} does not fit\n{} has {} bits and no sign, {} does "
     "not fit",
     "A field holds numbers from 0, or from below it where it has a sign, to what its bits allow.",
     "send IP(ttl=256) on lan", "send IP(ttl=255) on lan"},
    {"E0612", "{} takes {}, not {}", "The value's kind does not fit the field.",
     "send IP(ttl=\"many\") on lan", "send IP(ttl=64) on lan"},
    {"E0613", "{} has no value named {}",
     "The field's values have names, and this is none of them. A number always works.",
     "send IP()/ICMP(type=\"echo-requst\") on lan", "send IP()/ICMP(type=\"echo-request\") on lan"},
    {"E0614", "{} has no flag named {}", "Flags are named by letters: flags=\"SA\", or p[TCP].flags.S.",
     "send IP()/TCP(flags=\"SX\") on lan", "send IP()/TCP(flags=\"SA\") on lan"},
    {"E0615", "{} is no IPv4 address for {}\n{} is no IPv6 address for {}\n{} is no MAC address for {}",
     "The text is no address of the kind that the field holds.", "send IP(dst=\"192.0.2.256\") on lan",
     "send IP(dst=\"192.0.2.25\") on lan"},
    {"E0616", "{} is no network or set of addresses for {}",
     "A network stands for all its addresses: 192.0.2.0/24, 192.168.*.2, 10.0.0-3.1, 2001:db8::/32.",
     "send IP(dst=\"192.0.2.0/33\") on lan", "send IP(dst=\"192.0.2.0/30\") on lan"},
    {"E0617", "the range of {} is empty: its end is below its start", "A range (FIRST, LAST) goes up.",
     "send IP()/TCP(dport=(80, 79)) on lan", "send IP()/TCP(dport=(79, 80)) on lan"},
    {"E0618", "{} takes no range",
     "Only numbers and addresses have ranges. A list gives any other set of values.",
     "send Raw(load=(\"a\", \"b\")) on lan", "send Raw(load=[\"a\", \"b\"]) on lan"},
    {"E0619", "{} reaches from {} to {}, {} does not fit", "The field counts in steps of a fixed size.",
     "send STP(age=300) on lan", "send STP(age=20) on lan"},
    {"E0620", "{} has {} octets, {} do not fit\nan option has at most 255 octets, {} do not fit",
     "The text or bytes are longer than the field.", "send BOOTP(chaddr=b\"12345678901234567890\") on lan",
     "send BOOTP(chaddr=b\"123456\") on lan"},
    {"E0621",
     "{} has {} octets, a domain name has at most {}\na label of {} has {} octets, {} fit\n{} has an empty "
     "label: {}",
     "Domain names are labels of up to 63 octets, parted by dots, 255 octets in all (RFC 1035).",
     "send DNSQR(qname=\"www..example.com\") on lan", "send DNSQR(qname=\"www.example.com\") on lan"},
    {"E0622", "{} has no option named {}\nan option of {} starts with its name or number, not {}",
     "Options are tuples of a name or number and a value.", "send IP()/TCP(options=[(\"MMS\", 1460)]) on lan",
     "send IP()/TCP(options=[(\"MSS\", 1460)]) on lan"},
    {"E0623", "in option {} of {}: the value is bytes, not {}",
     "Of an option without a table of its own only the octets are known.",
     "send IP()/TCP(options=[(1, 5)]) on lan", "send IP()/TCP(options=[(77, b\"\\x05\")]) on lan"},
    {"E0624", "{} can't be {}", "A value of this kind fits no field of this kind.",
     "send IP(ttl=UDP()) on lan", "send IP(ttl=UDP().dport) on lan"},
    {"E0625", "{} can't be a layer's payload", "Behind / stands a layer, a text or bytes.",
     "send IP()/5 on lan", "send IP()/\"5\" on lan"},
};

extern const MessageGroup message_fields = {"Layers, fields and values", messages};

}  // namespace pkttest::language
