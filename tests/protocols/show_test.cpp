// show() of whole packets: each text is what Scapy 2.5 shows for the same expression.
#include <gtest/gtest.h>

#include "expression.h"

namespace pkttest {
namespace {

struct Shown {
    const char* name;
    const char* expression;
    const char* text;
};

void PrintTo(const Shown& row, std::ostream* out) { *out << row.expression; }

class Show : public testing::TestWithParam<Shown> {};

TEST_P(Show, IsTheReferences) { EXPECT_EQ(show(packet_of(GetParam().expression)), GetParam().text); }

constexpr Shown rows[] = {
    {"arp",
     "Ether(dst='ff:ff:ff:ff:ff:ff', src='02:00:00:00:00:01')/ARP(op=7, hwsrc='02:5c:4e:57:ba:d6', "
     "psrc='10.90.142.139', hwdst='02:95:93:0e:b1:0a', pdst='10.11.191.31')",
     R"(###[ Ethernet ]### 
  dst       = ff:ff:ff:ff:ff:ff
  src       = 02:00:00:00:00:01
  type      = ARP
###[ ARP ]### 
     hwtype    = Ethernet (10Mb)
     ptype     = IPv4
     hwlen     = None
     plen      = None
     op        = Dyn-RARP-err
     hwsrc     = 02:5c:4e:57:ba:d6
     psrc      = 10.90.142.139
     hwdst     = 02:95:93:0e:b1:0a
     pdst      = 10.11.191.31
)"},
    {"icmp",
     "IP(src='192.0.2.1', dst='198.51.100.2')/ICMP(type=8, code=0, id=4660, "
     "seq=1)/Raw(load=b'abcdefghijklmnopqrstuvwabcdefghi')",
     R"(###[ IP ]### 
  version   = 4
  ihl       = None
  tos       = 0x0
  len       = None
  id        = 1
  flags     = 
  frag      = 0
  ttl       = 64
  proto     = icmp
  chksum    = None
  src       = 192.0.2.1
  dst       = 198.51.100.2
  \options   \
###[ ICMP ]### 
     type      = echo-request
     code      = 0
     chksum    = None
     id        = 0x1234
     seq       = 0x1
     unused    = ''
###[ Raw ]### 
        load      = 'abcdefghijklmnopqrstuvwabcdefghi'
)"},
    {"ipv4_options",
     "Ether(dst='02:00:00:00:00:02', src='02:00:00:00:00:01')/IP(src='192.0.2.1', dst='198.51.100.2', "
     "options=[IPOption_LSRR(routers=['192.0.2.200'])])/TCP(sport=1, dport=2)",
     R"(###[ Ethernet ]### 
  dst       = 02:00:00:00:00:02
  src       = 02:00:00:00:00:01
  type      = IPv4
###[ IP ]### 
     version   = 4
     ihl       = None
     tos       = 0x0
     len       = None
     id        = 1
     flags     = 
     frag      = 0
     ttl       = 64
     proto     = tcp
     chksum    = None
     src       = 192.0.2.1
     dst       = 198.51.100.2
     \options   \
      |###[ IP Option Loose Source and Record Route ]### 
      |  copy_flag = 1
      |  optclass  = control
      |  option    = loose_source_route
      |  length    = None
      |  pointer   = 4
      |  routers   = [192.0.2.200]
###[ TCP ]### 
        sport     = tcpmux
        dport     = 2
        seq       = 0
        ack       = 0
        dataofs   = None
        reserved  = 0
        flags     = S
        window    = 8192
        chksum    = None
        urgptr    = 0
        options   = ''
)"},
    {"tcp_options",
     "Ether(dst='02:00:00:00:00:02', src='02:00:00:00:00:01')/IP(src='192.0.2.1', "
     "dst='198.51.100.2')/TCP(sport=50000, dport=40000, flags='S', options=[('MSS', 536), ('WScale', "
     "14)])/Raw(load=b'syn data')",
     R"(###[ Ethernet ]### 
  dst       = 02:00:00:00:00:02
  src       = 02:00:00:00:00:01
  type      = IPv4
###[ IP ]### 
     version   = 4
     ihl       = None
     tos       = 0x0
     len       = None
     id        = 1
     flags     = 
     frag      = 0
     ttl       = 64
     proto     = tcp
     chksum    = None
     src       = 192.0.2.1
     dst       = 198.51.100.2
     \options   \
###[ TCP ]### 
        sport     = 50000
        dport     = 40000
        seq       = 0
        ack       = 0
        dataofs   = None
        reserved  = 0
        flags     = S
        window    = 8192
        chksum    = None
        urgptr    = 0
        options   = [('MSS', 536), ('WScale', 14)]
###[ Raw ]### 
           load      = 'syn data'
)"},
    {"ipv6_ext",
     "IPv6(src='2001:db8::1', dst='2001:db8::2')/IPv6ExtHdrHopByHop(options=[Jumbo(jumboplen=4294967295), "
     "Pad1(), Pad1()])/UDP(sport=1, dport=2)",
     R"(###[ IPv6 ]### 
  version   = 6
  tc        = 0
  fl        = 0
  plen      = None
  nh        = Hop-by-Hop Option Header
  hlim      = 64
  src       = 2001:db8::1
  dst       = 2001:db8::2
###[ IPv6 Extension Header - Hop-by-Hop Options Header ]### 
     nh        = UDP
     len       = None
     autopad   = On
     \options   \
      |###[ Jumbo Payload ]### 
      |  otype     = Jumbo Payload [11: discard+ICMP not mcast, 0: Don't change en-route]
      |  optlen    = 4
      |  jumboplen = 4294967295
      |###[ Pad1 ]### 
      |  otype     = Pad1 [00: skip, 0: Don't change en-route]
      |###[ Pad1 ]### 
      |  otype     = Pad1 [00: skip, 0: Don't change en-route]
###[ UDP ]### 
        sport     = 1
        dport     = 2
        len       = None
        chksum    = None
)"},
    {"dhcp", "DHCP(options=[('subnet_mask', '255.255.255.255'), ('router', '0.0.0.0'), 'end'])",
     R"(###[ DHCP options ]### 
  options   = [subnet_mask=255.255.255.255 router=0.0.0.0 end]
)"},
    {"vrrp",
     "Ether(dst='01:00:5e:00:00:12', src='00:00:5e:00:01:05')/IP(src='192.0.2.1', dst='224.0.0.18', "
     "ttl=255)/VRRP(vrid=5, addrlist=['192.0.2.254'])",
     R"(###[ Ethernet ]### 
  dst       = 01:00:5e:00:00:12
  src       = 00:00:5e:00:01:05
  type      = IPv4
###[ IP ]### 
     version   = 4
     ihl       = None
     tos       = 0x0
     len       = None
     id        = 1
     flags     = 
     frag      = 0
     ttl       = 255
     proto     = vrrp
     chksum    = None
     src       = 192.0.2.1
     dst       = 224.0.0.18
     \options   \
###[ VRRP ]### 
        version   = 2
        type      = 1
        vrid      = 5
        priority  = 100
        ipcount   = None
        authtype  = 0
        adv       = 1
        chksum    = None
        addrlist  = [192.0.2.254]
        auth1     = 0
        auth2     = 0
)"},
    {"lldp",
     "Ether(dst='01:80:c2:00:00:0e', src='02:00:00:00:00:01')/LLDPDUChassisID(subtype=5, family=1, "
     "id='192.0.2.1')/LLDPDUPortID(subtype=5, id=b'eth0')/LLDPDUTimeToLive(ttl=65535)/LLDPDUEndOfLLDPDU()",
     R"(###[ Ethernet ]### 
  dst       = 01:80:c2:00:00:0e
  src       = 02:00:00:00:00:01
  type      = LLDP
###[ LLDPDUChassisID ]### 
     _type     = chassis id
     _length   = None
     subtype   = network address
     family    = IPv4
     id        = 192.0.2.1
###[ LLDPDUPortID ]### 
        _type     = port id
        _length   = None
        subtype   = interface name
        id        = 'eth0'
###[ LLDPDUTimeToLive ]### 
           _type     = time to live
           _length   = 2
           ttl       = 65535
###[ LLDPDUEndOfLLDPDU ]### 
              _type     = end of LLDPDU
              _length   = 0
)"},
    {"eap",
     "Ether(dst='01:80:c2:00:00:03', src='02:00:00:00:00:01')/EAPOL(version=1, type=0)/EAP_FAST(code=1, "
     "id=9, S=1, version=1, data=b'd')",
     R"(###[ Ethernet ]### 
  dst       = 01:80:c2:00:00:03
  src       = 02:00:00:00:00:01
  type      = EAPOL
###[ EAPOL ]### 
     version   = 802.1X-2001
     type      = EAP-Packet
     len       = None
###[ EAP-FAST ]### 
        code      = Request
        id        = 9
        len       = None
        type      = EAP-FAST
        L         = 0
        M         = 0
        S         = 1
        reserved  = 0
        version   = 1
        data      = 64
)"},
    {"ospf",
     "IP(src='192.0.2.1', dst='224.0.0.5', ttl=1)/OSPF_Hdr(src='192.0.2.1', "
     "area='0.0.0.0')/OSPF_LSAck(lsaheaders=[OSPF_LSA_Hdr(type=5, id='192.0.2.0', adrouter='192.0.2.9', "
     "seq=0x80000005, chksum=48879, len=36)])",
     R"(###[ IP ]### 
  version   = 4
  ihl       = None
  tos       = 0x0
  len       = None
  id        = 1
  flags     = 
  frag      = 0
  ttl       = 1
  proto     = ospf
  chksum    = None
  src       = 192.0.2.1
  dst       = 224.0.0.5
  \options   \
###[ OSPF Header ]### 
     version   = 2
     type      = LSAck
     len       = None
     src       = 192.0.2.1
     area      = 0.0.0.0
     chksum    = None
     authtype  = Null
     authdata  = 0x0
###[ OSPF Link State Acknowledgement ]### 
        \lsaheaders\
         |###[ OSPF LSA Header ]### 
         |  age       = 1
         |  options   = 
         |  type      = external
         |  id        = 192.0.2.0
         |  adrouter  = 192.0.2.9
         |  seq       = 0x80000005
         |  chksum    = 0xbeef
         |  len       = 36
)"},
    {"sctp",
     "IP(src='192.0.2.1', dst='198.51.100.2')/SCTP(sport=40000, dport=36412, "
     "tag=0x12345678)/SCTPChunkCookieAck(flags=0)/SCTPChunkData(tsn=3, stream_id=1, stream_seq=1, "
     "proto_id=0, data=b'bundled', reserved=0, beginning=1, ending=1)",
     R"(###[ IP ]### 
  version   = 4
  ihl       = None
  tos       = 0x0
  len       = None
  id        = 1
  flags     = 
  frag      = 0
  ttl       = 64
  proto     = sctp
  chksum    = None
  src       = 192.0.2.1
  dst       = 198.51.100.2
  \options   \
###[ SCTP ]### 
     sport     = 40000
     dport     = 36412
     tag       = 0x12345678
     chksum    = None
###[ SCTPChunkCookieAck ]### 
        type      = cookie-ack
        flags     = 0x0
        len       = 4
###[ SCTPChunkData ]### 
           type      = data
           reserved  = 0
           delay_sack= 0
           unordered = 0
           beginning = 1
           ending    = 1
           len       = None
           tsn       = 0x3
           stream_id = 0x1
           stream_seq= 0x1
           proto_id  = Reserved
           data      = 'bundled'
)"},
    {"gre",
     "IP(src='192.0.2.1', dst='198.51.100.2', proto=47)/GRE(recursion_control=7, "
     "strict_route_source=1)/IP(src='192.0.2.1', dst='198.51.100.2')",
     R"(###[ IP ]### 
  version   = 4
  ihl       = None
  tos       = 0x0
  len       = None
  id        = 1
  flags     = 
  frag      = 0
  ttl       = 64
  proto     = gre
  chksum    = None
  src       = 192.0.2.1
  dst       = 198.51.100.2
  \options   \
###[ GRE ]### 
     chksum_present= 0
     routing_present= 0
     key_present= 0
     seqnum_present= 0
     strict_route_source= 1
     recursion_control= 7
     flags     = 0
     version   = 0
     proto     = IPv4
###[ IP ]### 
        version   = 4
        ihl       = None
        tos       = 0x0
        len       = None
        id        = 1
        flags     = 
        frag      = 0
        ttl       = 64
        proto     = hopopt
        chksum    = None
        src       = 192.0.2.1
        dst       = 198.51.100.2
        \options   \
)"},
    {"ntp_times",
     "NTPHeader(version=4, mode='client', stratum=2, delay=0.014617919921875, dispersion=1.0712, "
     "ref=3588806323.33, orig=12.5, recv=3588806323.33, sent=3588806324)",
     R"(###[ NTPHeader ]### 
  leap      = no warning
  version   = 4
  mode      = client
  stratum   = 2
  poll      = 10
  precision = 0
  delay     = 0.01462
  dispersion= 1.0712
  id        = 127.0.0.1
  ref       = Sun, 22 Sep 2013 02:38:43 +0000
  orig      = 12.5
  recv      = Sun, 22 Sep 2013 02:38:43 +0000
  sent      = Sun, 22 Sep 2013 02:38:44 +0000
)"},
    {"octets_in_hexadecimal", "RadiusAttr_State(value=b'\\x01\\x02ab')",
     R"(###[ State ]### 
  type      = State
  len       = None
  value     = 01026162
)"},
    {"openflow_action", "OFPATSetQueue(queue_id=7)",
     R"(###[ OFPAT_SET_QUEUE ]### 
  type      = OFPAT_SET_QUEUE
  len       = 8
  queue_id  = 7
)"},
};
INSTANTIATE_TEST_SUITE_P(Rows, Show, testing::ValuesIn(rows), [](const auto& row) { return row.param.name; });

TEST(Show, ElementsStandAtOneDepth) {
    EXPECT_EQ(show(packet_of("Dot11Elt(ID=0, info=b'a')/Dot11Elt(ID=3, info=b'b')/Raw(load=b'x')")),
              R"(###[ 802.11 Information Element ]### 
  ID        = SSID
  len       = None
  info      = 'a'
###[ 802.11 Information Element ]### 
  ID        = DSSS Set
  len       = None
  info      = 'b'
###[ Raw ]### 
  load      = 'x'
)");
}

TEST(Show, BitsWithoutNamesAreQuestionMarks) {
    EXPECT_NE(show(packet_of("EIGRP(flags=0x11)")).find("  flags     = init+?\n"), std::string::npos);
}

TEST(Summary, WhatAddressesOfTunnelsTellStandsBehindThemInLayersAbove) {
    const Packet six = packet_of("IPv6(src='2002:c000:204::1', dst='2001:db8::1')");
    EXPECT_EQ(summary(six), "2002:c000:204::1 > 2001:db8::1 (59)");
    EXPECT_EQ(summary(six / packet_of("UDP(sport=1, dport=2)")),
              "IPv6 / UDP 2002:c000:204::1 [6to4 GW: 192.0.2.4]:1 > 2001:db8::1:2");
}

}  // namespace
}  // namespace pkttest
