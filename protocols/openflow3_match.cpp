// What OpenFlow 1.3 matches (OpenFlow Switch Specification 1.3.5, 7.2.3): fields with and without masks, and
// tables' properties (7.3.5.5), which name fields, actions and instructions.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

static constexpr Field class_field = enumeration("class_", 16, 0x8000, openflow3_match_classes),
                       data_length = bits("len", 8, {.length_of = {"data"}});
static constexpr Field number(int initial) {
    return enumeration("field", 7, initial, openflow3_match_fields);
}

/// A field of a class or number that is not known is kept.
static constexpr Field general_fields[] = {class_field, number(0), bits("hasmask", 1), data_length,
                                           octets("data", "", {.extent = octets_from("len")})};
extern constexpr Protocol openflow3_match_entry = openflow_part("OXM", general_fields);

/// Where a field's number, mask and length are as they must be.
template <unsigned field, unsigned octets, bool masked>
static bool is_entry(const Layer& layer) {
    const auto head = layer.header();
    return head.size() >= 4 && head[0] == 0x80 && head[1] == 0 &&
           head[2] == (field << 1 | (masked ? 1 : 0)) && head[3] == octets * (masked ? 2 : 1);
}
template <unsigned field, unsigned octets, bool masked>
static constexpr Carrier entry_of[] = {Carrier("OXM", is_entry<field, octets, masked>)};
template <int field, int octets>
static constexpr std::array<Field, 5> entry(const Field& value) {
    return {class_field, number(field), bits("hasmask", 1), bits("len", 8, octets), value};
}
template <int field, int octets>
static constexpr std::array<Field, 6> masked_entry(const Field& value, const Field& mask) {
    return {class_field, number(field), bits("hasmask", 1, 1), bits("len", 8, octets * 2), value, mask};
}

static constexpr auto in_port_fields = entry<0, 4>(enumeration("in_port", 32, 0, openflow3_ports));
extern constexpr Protocol openflow3_in_port =
    openflow_part("OFBInPort", in_port_fields, entry_of<0, 4, false>, "OFB_IN_PORT");
static constexpr auto in_port_masked = masked_entry<0, 4>(enumeration("in_port", 32, 0, openflow3_ports),
                                                          bits("in_port_mask", 32, {.hex = true}));
extern constexpr Protocol openflow3_in_port_masked =
    openflow_part("OFBInPortHM", in_port_masked, entry_of<0, 4, true>, "OFB_IN_PORT");

static constexpr auto in_phy_port_fields = entry<1, 4>(bits("in_phy_port", 32));
extern constexpr Protocol openflow3_in_phy_port =
    openflow_part("OFBInPhyPort", in_phy_port_fields, entry_of<1, 4, false>, "OFB_IN_PHY_PORT");
static constexpr auto in_phy_port_masked =
    masked_entry<1, 4>(bits("in_phy_port", 32), bits("in_phy_port_mask", 32, {.hex = true}));
extern constexpr Protocol openflow3_in_phy_port_masked =
    openflow_part("OFBInPhyPortHM", in_phy_port_masked, entry_of<1, 4, true>, "OFB_IN_PHY_PORT");

static constexpr auto metadata_fields = entry<2, 8>(bits("metadata", 64));
extern constexpr Protocol openflow3_metadata =
    openflow_part("OFBMetadata", metadata_fields, entry_of<2, 8, false>, "OFB_METADATA");
static constexpr auto metadata_masked =
    masked_entry<2, 8>(bits("metadata", 64), bits("metadata_mask", 64, {.hex = true}));
extern constexpr Protocol openflow3_metadata_masked =
    openflow_part("OFBMetadataHM", metadata_masked, entry_of<2, 8, true>, "OFB_METADATA");

static constexpr auto eth_dst_fields = entry<3, 6>(mac("eth_dst"));
extern constexpr Protocol openflow3_eth_dst =
    openflow_part("OFBEthDst", eth_dst_fields, entry_of<3, 6, false>, "OFB_ETH_DST");
static constexpr auto eth_dst_masked = masked_entry<3, 6>(mac("eth_dst"), mac("eth_dst_mask"));
extern constexpr Protocol openflow3_eth_dst_masked =
    openflow_part("OFBEthDstHM", eth_dst_masked, entry_of<3, 6, true>, "OFB_ETH_DST");

static constexpr auto eth_src_fields = entry<4, 6>(mac("eth_src"));
extern constexpr Protocol openflow3_eth_src =
    openflow_part("OFBEthSrc", eth_src_fields, entry_of<4, 6, false>, "OFB_ETH_SRC");
static constexpr auto eth_src_masked = masked_entry<4, 6>(mac("eth_src"), mac("eth_src_mask"));
extern constexpr Protocol openflow3_eth_src_masked =
    openflow_part("OFBEthSrcHM", eth_src_masked, entry_of<4, 6, true>, "OFB_ETH_SRC");

static constexpr auto eth_type_fields = entry<5, 2>(bits("eth_type", 16, {.hex = true}));
extern constexpr Protocol openflow3_eth_type =
    openflow_part("OFBEthType", eth_type_fields, entry_of<5, 2, false>, "OFB_ETH_TYPE");
static constexpr auto eth_type_masked =
    masked_entry<5, 2>(bits("eth_type", 16, {.hex = true}), bits("eth_type_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_eth_type_masked =
    openflow_part("OFBEthTypeHM", eth_type_masked, entry_of<5, 2, true>, "OFB_ETH_TYPE");

static constexpr auto vlanvid_fields = entry<6, 2>(bits("vlan_vid", 16));
extern constexpr Protocol openflow3_vlanvid =
    openflow_part("OFBVLANVID", vlanvid_fields, entry_of<6, 2, false>, "OFB_VLAN_VID");
static constexpr auto vlanvid_masked =
    masked_entry<6, 2>(bits("vlan_vid", 16), bits("vlan_vid_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_vlanvid_masked =
    openflow_part("OFBVLANVIDHM", vlanvid_masked, entry_of<6, 2, true>, "OFB_VLAN_VID");

static constexpr auto vlanpcp_fields = entry<7, 1>(bits("vlan_pcp", 8));
extern constexpr Protocol openflow3_vlanpcp =
    openflow_part("OFBVLANPCP", vlanpcp_fields, entry_of<7, 1, false>, "OFB_VLAN_PCP");
static constexpr auto vlanpcp_masked =
    masked_entry<7, 1>(bits("vlan_pcp", 8), bits("vlan_pcp_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_vlanpcp_masked =
    openflow_part("OFBVLANPCPHM", vlanpcp_masked, entry_of<7, 1, true>, "OFB_VLAN_PCP");

static constexpr auto ipdscp_fields = entry<8, 1>(bits("ip_dscp", 8));
extern constexpr Protocol openflow3_ipdscp =
    openflow_part("OFBIPDSCP", ipdscp_fields, entry_of<8, 1, false>, "OFB_IP_DSCP");
static constexpr auto ipdscp_masked =
    masked_entry<8, 1>(bits("ip_dscp", 8), bits("ip_dscp_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_ipdscp_masked =
    openflow_part("OFBIPDSCPHM", ipdscp_masked, entry_of<8, 1, true>, "OFB_IP_DSCP");

static constexpr auto ipecn_fields = entry<9, 1>(bits("ip_ecn", 8));
extern constexpr Protocol openflow3_ipecn =
    openflow_part("OFBIPECN", ipecn_fields, entry_of<9, 1, false>, "OFB_IP_ECN");
static constexpr auto ipecn_masked =
    masked_entry<9, 1>(bits("ip_ecn", 8), bits("ip_ecn_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_ipecn_masked =
    openflow_part("OFBIPECNHM", ipecn_masked, entry_of<9, 1, true>, "OFB_IP_ECN");

static constexpr auto ip_proto_fields = entry<10, 1>(bits("ip_proto", 8));
extern constexpr Protocol openflow3_ip_proto =
    openflow_part("OFBIPProto", ip_proto_fields, entry_of<10, 1, false>, "OFB_IP_PROTO");
static constexpr auto ip_proto_masked =
    masked_entry<10, 1>(bits("ip_proto", 8), bits("ip_proto_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_ip_proto_masked =
    openflow_part("OFBIPProtoHM", ip_proto_masked, entry_of<10, 1, true>, "OFB_IP_PROTO");

static constexpr auto i_pv4_src_fields = entry<11, 4>(ipv4("ipv4_src"));
extern constexpr Protocol openflow3_i_pv4_src =
    openflow_part("OFBIPv4Src", i_pv4_src_fields, entry_of<11, 4, false>, "OFB_IPV4_SRC");
static constexpr auto i_pv4_src_masked = masked_entry<11, 4>(ipv4("ipv4_src"), ipv4("ipv4_src_mask"));
extern constexpr Protocol openflow3_i_pv4_src_masked =
    openflow_part("OFBIPv4SrcHM", i_pv4_src_masked, entry_of<11, 4, true>, "OFB_IPV4_SRC");

static constexpr auto i_pv4_dst_fields = entry<12, 4>(ipv4("ipv4_dst"));
extern constexpr Protocol openflow3_i_pv4_dst =
    openflow_part("OFBIPv4Dst", i_pv4_dst_fields, entry_of<12, 4, false>, "OFB_IPV4_DST");
static constexpr auto i_pv4_dst_masked = masked_entry<12, 4>(ipv4("ipv4_dst"), ipv4("ipv4_dst_mask"));
extern constexpr Protocol openflow3_i_pv4_dst_masked =
    openflow_part("OFBIPv4DstHM", i_pv4_dst_masked, entry_of<12, 4, true>, "OFB_IPV4_DST");

static constexpr auto tcp_src_fields = entry<13, 2>(bits("tcp_src", 16));
extern constexpr Protocol openflow3_tcp_src =
    openflow_part("OFBTCPSrc", tcp_src_fields, entry_of<13, 2, false>, "OFB_TCP_SRC");
static constexpr auto tcp_src_masked =
    masked_entry<13, 2>(bits("tcp_src", 16), bits("tcp_src_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_tcp_src_masked =
    openflow_part("OFBTCPSrcHM", tcp_src_masked, entry_of<13, 2, true>, "OFB_TCP_SRC");

static constexpr auto tcp_dst_fields = entry<14, 2>(bits("tcp_dst", 16));
extern constexpr Protocol openflow3_tcp_dst =
    openflow_part("OFBTCPDst", tcp_dst_fields, entry_of<14, 2, false>, "OFB_TCP_DST");
static constexpr auto tcp_dst_masked =
    masked_entry<14, 2>(bits("tcp_dst", 16), bits("tcp_dst_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_tcp_dst_masked =
    openflow_part("OFBTCPDstHM", tcp_dst_masked, entry_of<14, 2, true>, "OFB_TCP_DST");

static constexpr auto udp_src_fields = entry<15, 2>(bits("udp_src", 16));
extern constexpr Protocol openflow3_udp_src =
    openflow_part("OFBUDPSrc", udp_src_fields, entry_of<15, 2, false>, "OFB_UDP_SRC");
static constexpr auto udp_src_masked =
    masked_entry<15, 2>(bits("udp_src", 16), bits("udp_src_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_udp_src_masked =
    openflow_part("OFBUDPSrcHM", udp_src_masked, entry_of<15, 2, true>, "OFB_UDP_SRC");

static constexpr auto udp_dst_fields = entry<16, 2>(bits("udp_dst", 16));
extern constexpr Protocol openflow3_udp_dst =
    openflow_part("OFBUDPDst", udp_dst_fields, entry_of<16, 2, false>, "OFB_UDP_DST");
static constexpr auto udp_dst_masked =
    masked_entry<16, 2>(bits("udp_dst", 16), bits("udp_dst_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_udp_dst_masked =
    openflow_part("OFBUDPDstHM", udp_dst_masked, entry_of<16, 2, true>, "OFB_UDP_DST");

static constexpr auto sctp_src_fields = entry<17, 2>(bits("sctp_src", 16));
extern constexpr Protocol openflow3_sctp_src =
    openflow_part("OFBSCTPSrc", sctp_src_fields, entry_of<17, 2, false>, "OFB_SCTP_SRC");
static constexpr auto sctp_src_masked =
    masked_entry<17, 2>(bits("sctp_src", 16), bits("sctp_src_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_sctp_src_masked =
    openflow_part("OFBSCTPSrcHM", sctp_src_masked, entry_of<17, 2, true>, "OFB_SCTP_SRC");

static constexpr auto sctp_dst_fields = entry<18, 2>(bits("sctp_dst", 16));
extern constexpr Protocol openflow3_sctp_dst =
    openflow_part("OFBSCTPDst", sctp_dst_fields, entry_of<18, 2, false>, "OFB_SCTP_DST");
static constexpr auto sctp_dst_masked =
    masked_entry<18, 2>(bits("sctp_dst", 16), bits("sctp_dst_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_sctp_dst_masked =
    openflow_part("OFBSCTPDstHM", sctp_dst_masked, entry_of<18, 2, true>, "OFB_SCTP_DST");

static constexpr auto icm_pv4_type_fields = entry<19, 1>(bits("icmpv4_type", 8));
extern constexpr Protocol openflow3_icm_pv4_type =
    openflow_part("OFBICMPv4Type", icm_pv4_type_fields, entry_of<19, 1, false>, "OFB_ICMPV4_TYPE");
static constexpr auto icm_pv4_type_masked =
    masked_entry<19, 1>(bits("icmpv4_type", 8), bits("icmpv4_type_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_icm_pv4_type_masked =
    openflow_part("OFBICMPv4TypeHM", icm_pv4_type_masked, entry_of<19, 1, true>, "OFB_ICMPV4_TYPE");

static constexpr auto icm_pv4_code_fields = entry<20, 1>(bits("icmpv4_code", 8));
extern constexpr Protocol openflow3_icm_pv4_code =
    openflow_part("OFBICMPv4Code", icm_pv4_code_fields, entry_of<20, 1, false>, "OFB_ICMPV4_CODE");
static constexpr auto icm_pv4_code_masked =
    masked_entry<20, 1>(bits("icmpv4_code", 8), bits("icmpv4_code_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_icm_pv4_code_masked =
    openflow_part("OFBICMPv4CodeHM", icm_pv4_code_masked, entry_of<20, 1, true>, "OFB_ICMPV4_CODE");

static constexpr auto arpop_fields = entry<21, 2>(bits("arp_op", 16));
extern constexpr Protocol openflow3_arpop =
    openflow_part("OFBARPOP", arpop_fields, entry_of<21, 2, false>, "OFB_ARP_OP");
static constexpr auto arpop_masked =
    masked_entry<21, 2>(bits("arp_op", 16), bits("arp_op_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_arpop_masked =
    openflow_part("OFBARPOPHM", arpop_masked, entry_of<21, 2, true>, "OFB_ARP_OP");

static constexpr auto arpspa_fields = entry<22, 4>(ipv4("arp_spa"));
extern constexpr Protocol openflow3_arpspa =
    openflow_part("OFBARPSPA", arpspa_fields, entry_of<22, 4, false>, "OFB_ARP_SPA");
static constexpr auto arpspa_masked = masked_entry<22, 4>(ipv4("arp_spa"), ipv4("arp_spa_mask"));
extern constexpr Protocol openflow3_arpspa_masked =
    openflow_part("OFBARPSPAHM", arpspa_masked, entry_of<22, 4, true>, "OFB_ARP_SPA");

static constexpr auto arptpa_fields = entry<23, 4>(ipv4("arp_tpa"));
extern constexpr Protocol openflow3_arptpa =
    openflow_part("OFBARPTPA", arptpa_fields, entry_of<23, 4, false>, "OFB_ARP_TPA");
static constexpr auto arptpa_masked = masked_entry<23, 4>(ipv4("arp_tpa"), ipv4("arp_tpa_mask"));
extern constexpr Protocol openflow3_arptpa_masked =
    openflow_part("OFBARPTPAHM", arptpa_masked, entry_of<23, 4, true>, "OFB_ARP_TPA");

static constexpr auto arpsha_fields = entry<24, 6>(mac("arp_sha"));
extern constexpr Protocol openflow3_arpsha =
    openflow_part("OFBARPSHA", arpsha_fields, entry_of<24, 6, false>, "OFB_ARP_SHA");
static constexpr auto arpsha_masked = masked_entry<24, 6>(mac("arp_sha"), mac("arp_sha_mask"));
extern constexpr Protocol openflow3_arpsha_masked =
    openflow_part("OFBARPSHAHM", arpsha_masked, entry_of<24, 6, true>, "OFB_ARP_SHA");

static constexpr auto arptha_fields = entry<25, 6>(mac("arp_tha"));
extern constexpr Protocol openflow3_arptha =
    openflow_part("OFBARPTHA", arptha_fields, entry_of<25, 6, false>, "OFB_ARP_THA");
static constexpr auto arptha_masked = masked_entry<25, 6>(mac("arp_tha"), mac("arp_tha_mask"));
extern constexpr Protocol openflow3_arptha_masked =
    openflow_part("OFBARPTHAHM", arptha_masked, entry_of<25, 6, true>, "OFB_ARP_THA");

static constexpr auto i_pv6_src_fields = entry<26, 16>(ipv6("ipv6_src"));
extern constexpr Protocol openflow3_i_pv6_src =
    openflow_part("OFBIPv6Src", i_pv6_src_fields, entry_of<26, 16, false>, "OFB_IPV6_SRC");
static constexpr auto i_pv6_src_masked = masked_entry<26, 16>(ipv6("ipv6_src"), ipv6("ipv6_src_mask"));
extern constexpr Protocol openflow3_i_pv6_src_masked =
    openflow_part("OFBIPv6SrcHM", i_pv6_src_masked, entry_of<26, 16, true>, "OFB_IPV6_SRC");

static constexpr auto i_pv6_dst_fields = entry<27, 16>(ipv6("ipv6_dst"));
extern constexpr Protocol openflow3_i_pv6_dst =
    openflow_part("OFBIPv6Dst", i_pv6_dst_fields, entry_of<27, 16, false>, "OFB_IPV6_DST");
static constexpr auto i_pv6_dst_masked = masked_entry<27, 16>(ipv6("ipv6_dst"), ipv6("ipv6_dst_mask"));
extern constexpr Protocol openflow3_i_pv6_dst_masked =
    openflow_part("OFBIPv6DstHM", i_pv6_dst_masked, entry_of<27, 16, true>, "OFB_IPV6_DST");

static constexpr auto i_pv6_f_label_fields = entry<28, 4>(bits("ipv6_flabel", 32, {.hex = true}));
extern constexpr Protocol openflow3_i_pv6_f_label =
    openflow_part("OFBIPv6FLabel", i_pv6_f_label_fields, entry_of<28, 4, false>, "OFB_IPV6_FLABEL");
static constexpr auto i_pv6_f_label_masked =
    masked_entry<28, 4>(bits("ipv6_flabel", 32, {.hex = true}), bits("ipv6_flabel_mask", 32, {.hex = true}));
extern constexpr Protocol openflow3_i_pv6_f_label_masked =
    openflow_part("OFBIPv6FLabelHM", i_pv6_f_label_masked, entry_of<28, 4, true>, "OFB_IPV6_FLABEL");

static constexpr auto icm_pv6_type_fields = entry<29, 1>(bits("icmpv6_type", 8));
extern constexpr Protocol openflow3_icm_pv6_type =
    openflow_part("OFBICMPv6Type", icm_pv6_type_fields, entry_of<29, 1, false>, "OFB_ICMPV6_TYPE");
static constexpr auto icm_pv6_type_masked =
    masked_entry<29, 1>(bits("icmpv6_type", 8), bits("icmpv6_type_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_icm_pv6_type_masked =
    openflow_part("OFBICMPv6TypeHM", icm_pv6_type_masked, entry_of<29, 1, true>, "OFB_ICMPV6_TYPE");

static constexpr auto icm_pv6_code_fields = entry<30, 1>(bits("icmpv6_code", 8));
extern constexpr Protocol openflow3_icm_pv6_code =
    openflow_part("OFBICMPv6Code", icm_pv6_code_fields, entry_of<30, 1, false>, "OFB_ICMPV6_CODE");
static constexpr auto icm_pv6_code_masked =
    masked_entry<30, 1>(bits("icmpv6_code", 8), bits("icmpv6_code_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_icm_pv6_code_masked =
    openflow_part("OFBICMPv6CodeHM", icm_pv6_code_masked, entry_of<30, 1, true>, "OFB_ICMPV6_CODE");

static constexpr auto i_pv6_nd_target_fields = entry<31, 16>(ipv6("ipv6_nd_target"));
extern constexpr Protocol openflow3_i_pv6_nd_target =
    openflow_part("OFBIPv6NDTarget", i_pv6_nd_target_fields, entry_of<31, 16, false>, "OFB_IPV6_ND_TARGET");
static constexpr auto i_pv6_nd_target_masked =
    masked_entry<31, 16>(ipv6("ipv6_nd_target"), ipv6("ipv6_nd_target_mask"));
extern constexpr Protocol openflow3_i_pv6_nd_target_masked =
    openflow_part("OFBIPv6NDTargetHM", i_pv6_nd_target_masked, entry_of<31, 16, true>, "OFB_IPV6_ND_TARGET");

static constexpr auto i_pv6_ndsll_fields = entry<32, 6>(mac("ipv6_sll"));
extern constexpr Protocol openflow3_i_pv6_ndsll =
    openflow_part("OFBIPv6NDSLL", i_pv6_ndsll_fields, entry_of<32, 6, false>, "OFB_IPV6_ND_SLL");
static constexpr auto i_pv6_ndsll_masked = masked_entry<32, 6>(mac("ipv6_sll"), mac("ipv6_sll_mask"));
extern constexpr Protocol openflow3_i_pv6_ndsll_masked =
    openflow_part("OFBIPv6NDSLLHM", i_pv6_ndsll_masked, entry_of<32, 6, true>, "OFB_IPV6_ND_SLL");

static constexpr auto i_pv6_ndtll_fields = entry<33, 6>(mac("ipv6_tll"));
extern constexpr Protocol openflow3_i_pv6_ndtll =
    openflow_part("OFBIPv6NDTLL", i_pv6_ndtll_fields, entry_of<33, 6, false>, "OFB_IPV6_ND_TLL");
static constexpr auto i_pv6_ndtll_masked = masked_entry<33, 6>(mac("ipv6_tll"), mac("ipv6_tll_mask"));
extern constexpr Protocol openflow3_i_pv6_ndtll_masked =
    openflow_part("OFBIPv6NDTLLHM", i_pv6_ndtll_masked, entry_of<33, 6, true>, "OFB_IPV6_ND_TLL");

static constexpr auto mpls_label_fields = entry<34, 4>(bits("mpls_label", 32));
extern constexpr Protocol openflow3_mpls_label =
    openflow_part("OFBMPLSLabel", mpls_label_fields, entry_of<34, 4, false>, "OFB_MPLS_LABEL");
static constexpr auto mpls_label_masked =
    masked_entry<34, 4>(bits("mpls_label", 32), bits("mpls_label_mask", 32, {.hex = true}));
extern constexpr Protocol openflow3_mpls_label_masked =
    openflow_part("OFBMPLSLabelHM", mpls_label_masked, entry_of<34, 4, true>, "OFB_MPLS_LABEL");

static constexpr auto mplstc_fields = entry<35, 1>(bits("mpls_tc", 8));
extern constexpr Protocol openflow3_mplstc =
    openflow_part("OFBMPLSTC", mplstc_fields, entry_of<35, 1, false>, "OFB_MPLS_TC");
static constexpr auto mplstc_masked =
    masked_entry<35, 1>(bits("mpls_tc", 8), bits("mpls_tc_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_mplstc_masked =
    openflow_part("OFBMPLSTCHM", mplstc_masked, entry_of<35, 1, true>, "OFB_MPLS_TC");

static constexpr auto mpls_bo_s_fields = entry<36, 1>(bits("mpls_bos", 8));
extern constexpr Protocol openflow3_mpls_bo_s =
    openflow_part("OFBMPLSBoS", mpls_bo_s_fields, entry_of<36, 1, false>, "OFB_MPLS_BOS");
static constexpr auto mpls_bo_s_masked =
    masked_entry<36, 1>(bits("mpls_bos", 8), bits("mpls_bos_mask", 8, {.hex = true}));
extern constexpr Protocol openflow3_mpls_bo_s_masked =
    openflow_part("OFBMPLSBoSHM", mpls_bo_s_masked, entry_of<36, 1, true>, "OFB_MPLS_BOS");

static constexpr auto pbbisid_fields = entry<37, 3>(bits("pbb_isid", 24));
extern constexpr Protocol openflow3_pbbisid =
    openflow_part("OFBPBBISID", pbbisid_fields, entry_of<37, 3, false>, "OFB_PBB_ISID");
static constexpr auto pbbisid_masked =
    masked_entry<37, 3>(bits("pbb_isid", 24), bits("pbb_isid_mask", 24, {.hex = true}));
extern constexpr Protocol openflow3_pbbisid_masked =
    openflow_part("OFBPBBISIDHM", pbbisid_masked, entry_of<37, 3, true>, "OFB_PBB_ISID");

static constexpr auto tunnel_id_fields = entry<38, 8>(bits("tunnel_id", 64));
extern constexpr Protocol openflow3_tunnel_id =
    openflow_part("OFBTunnelID", tunnel_id_fields, entry_of<38, 8, false>, "OFB_TUNNEL_ID");
static constexpr auto tunnel_id_masked =
    masked_entry<38, 8>(bits("tunnel_id", 64), bits("tunnel_id_mask", 64, {.hex = true}));
extern constexpr Protocol openflow3_tunnel_id_masked =
    openflow_part("OFBTunnelIDHM", tunnel_id_masked, entry_of<38, 8, true>, "OFB_TUNNEL_ID");

static constexpr auto i_pv6_ext_hdr_fields =
    entry<39, 2>(flags("ipv6_ext_hdr_flags", 16, 0, openflow3_extension_headers));
extern constexpr Protocol openflow3_i_pv6_ext_hdr =
    openflow_part("OFBIPv6ExtHdr", i_pv6_ext_hdr_fields, entry_of<39, 2, false>, "OFB_IPV6_EXTHDR");
static constexpr auto i_pv6_ext_hdr_masked =
    masked_entry<39, 2>(flags("ipv6_ext_hdr_flags", 16, 0, openflow3_extension_headers),
                        bits("ipv6_ext_hdr_flags_mask", 16, {.hex = true}));
extern constexpr Protocol openflow3_i_pv6_ext_hdr_masked =
    openflow_part("OFBIPv6ExtHdrHM", i_pv6_ext_hdr_masked, entry_of<39, 2, true>, "OFB_IPV6_EXTHDR");

// ---- matches ----

static constexpr Field match_fields[] = {
    enumeration("type", 16, 1, openflow3_match_types), bits("len", 16, {.length_of = {"oxm_fields", 1, 4}}),
    layers("oxm_fields", "OXM", {.extent = up_to("len")}), openflow3_filling("pad")};
extern constexpr Protocol openflow3_match = openflow_part("OFPMatch3", match_fields, {}, "OFP_MATCH");

/// One field, then zeros up to the action's end (7.2.5).
static std::int64_t entry_octets(const Layer& layer) {
    const auto head = layer.header();
    return head.size() < 8 ? 0 : 4 + head[7];
}
static constexpr Field set_field_fields[] = {
    enumeration("type", 16, 25, openflow3_action_types), openflow_length,
    layers("field", "OXM", {.extent = octets_by(entry_octets)}), openflow3_filling("pad")};
extern constexpr Protocol openflow3_set_field =
    openflow_part("OFPATSetField", set_field_fields, openflow3_type_of<action, 25>, "OFPAT_SET_FIELD");

}  // namespace pkttest::protocols
