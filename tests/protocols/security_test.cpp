// Hidden TACACS+ bodies, MACsec key agreement, sockets of Sebek, and what answers what over UDP and TCP.
#include "framework/packet/secrets.h"
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
};
/// The octets are Scapy's, whose secret is "test" too.
const Row rows[] = {
    {"TacacsHeader(seq=2)/TacacsAuthorizationReply(status=1)", "c00202000000000000000006 43d2418b1f65"},
    {"TacacsHeader(flags=1)/TacacsAuthenticationStart(user=b'me')",
     "c001010100000000 0000000a 0101010102000000 6d65"},
    {"EAPOL(version=3, type=5)/MKAPDU(basic_param_set=MKABasicParamSet(key_server=1, cak_name=b'name'), "
     "parameter_sets=[MKALivePeerListParamSet(member_id_message_num=[MKAPeerListTuple()])])",
     "03050038 00008020 0000000000000000 000000000000000000000000 00000000 00000000 6e616d65"
     "01000010 000000000000000000000000 00000000"},
    {"SebekHead(version=3, type=2)/SebekV3Sock(call=3)",
     "00d0d0d00003000200000000000000000000000000000000000000000000000000000000"
     "000000000000000000000000000000000000000f7f00000100007f0000010000000300"},
};
TEST(Security, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        Packet read = Packet::dissect(built.build(), built[0].protocol());
        EXPECT_EQ(layers_of(read), layers_of(built));
        read.clear_cache();
        EXPECT_EQ(read.build(), built.build()) << row.expression;
    }
}

TEST(Security, AHiddenBodyIsReadWithItsSecretOnly) {
    const char* expression = "TacacsHeader(session_id=7)/TacacsAuthenticationStart(user=b'me', port=b'tty0')";
    set_shared_secret("TacacsHeader", "key");
    const Octets octets = packet_of(expression).build();
    const auto user = [&] {
        const Packet read = Packet::dissect(octets, *find_protocol("TacacsHeader"));
        return read.size() > 1 && read[1].is("TacacsAuthenticationStart") ? read[1].text("user") : "";
    };
    EXPECT_EQ(user(), "'me'");
    set_shared_secret("TacacsHeader", "test");
    EXPECT_EQ(user(), "");
}

struct Pair {
    const char* request;
    const char* answer;
    bool fits;
};
const Pair pairs[] = {
    {"UDP(sport=5, dport=69)/TFTP()/TFTP_RRQ()", "UDP(sport=9, dport=5)/Raw(load=b'x')", true},
    {"UDP(sport=5, dport=69)/TFTP()/TFTP_RRQ()", "UDP(sport=9, dport=6)/Raw(load=b'x')", false},
    {"UDP(sport=5, dport=53)/DNS(id=1)", "UDP(sport=53, dport=5)/DNS(id=1, qr=1)", true},
    {"UDP(sport=5, dport=53)/DNS(id=1)", "UDP(sport=53, dport=5)/DNS(id=2, qr=1)", false},
    {"UDP(sport=5, dport=7)/Raw(load=b'x')", "UDP(sport=7, dport=5)", false},
    {"TCP(sport=5, dport=80, flags='S', seq=9)", "TCP(sport=80, dport=5, flags='SA', ack=10)", true},
    {"TCP(sport=5, dport=80, flags='S', seq=9)", "TCP(sport=80, dport=5, flags='SA', ack=99)", false},
    {"TCP(sport=5, dport=80, flags='PA', seq=9)/Raw(load=b'0123456789')",
     "TCP(sport=80, dport=5, flags='A', ack=19)", true},
    {"TCP(sport=5, dport=80, flags='R')", "TCP(sport=80, dport=5, flags='A')", false},
    {"STUN(stun_message_type=1, transaction_id=3)", "STUN(stun_message_type=257, transaction_id=3)", true},
    {"STUN(stun_message_type=1, transaction_id=3)", "STUN(stun_message_type=257, transaction_id=4)", false},
    {"Wireguard()/WireguardInitiation(sender_index=3)", "Wireguard()/WireguardResponse(receiver_index=3)",
     true},
    {"Wireguard()/WireguardInitiation(sender_index=3)", "Wireguard()/WireguardResponse(receiver_index=4)",
     false},
};
TEST(Security, AnswersAskTheLayersAbovePorts) {
    for (const Pair& pair : pairs) {
        const Packet request = packet_of(pair.request), answer = packet_of(pair.answer);
        EXPECT_EQ(answers(answer, request), pair.fits) << pair.request << " " << pair.answer;
    }
}

}  // namespace
}  // namespace pkttest
