// The fields that tables of OpenFlow 1.3 say they know (OpenFlow Switch Specification 1.3.5, 7.2.3.2 and
// 7.3.5.5): heads of matches without their values.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

static constexpr Field head(unsigned field) { return enumeration("field", 7, field, openflow3_match_fields); }
/// `octets`: of the value, with its mask where there is one.
template <unsigned field, unsigned masked, unsigned octets>
static constexpr Field id_fields[] = {enumeration("class_", 16, 0x8000, openflow3_match_classes), head(field),
                                      bits("hasmask", 1, masked), bits("len", 8, octets)};
template <unsigned field, unsigned masked>
static constexpr Carrier id_of[] = {{"OXMID", {"class_", 0x8000}, {"field", field}, {"hasmask", masked}}};
template <unsigned field, unsigned masked, unsigned octets>
static constexpr Protocol match_id(std::string_view name) {
    return openflow_part(name, id_fields<field, masked, octets>, id_of<field, masked>);
}

extern constexpr Protocol openflow3_in_port_id = match_id<0, 0, 4>("OFBInPortID");
extern constexpr Protocol openflow3_in_port_masked_id = match_id<0, 1, 8>("OFBInPortHMID");
extern constexpr Protocol openflow3_in_phy_port_id = match_id<1, 0, 4>("OFBInPhyPortID");
extern constexpr Protocol openflow3_in_phy_port_masked_id = match_id<1, 1, 8>("OFBInPhyPortHMID");
extern constexpr Protocol openflow3_metadata_id = match_id<2, 0, 8>("OFBMetadataID");
extern constexpr Protocol openflow3_metadata_masked_id = match_id<2, 1, 16>("OFBMetadataHMID");
extern constexpr Protocol openflow3_eth_dst_id = match_id<3, 0, 6>("OFBEthDstID");
extern constexpr Protocol openflow3_eth_dst_masked_id = match_id<3, 1, 12>("OFBEthDstHMID");
extern constexpr Protocol openflow3_eth_src_id = match_id<4, 0, 6>("OFBEthSrcID");
extern constexpr Protocol openflow3_eth_src_masked_id = match_id<4, 1, 12>("OFBEthSrcHMID");
extern constexpr Protocol openflow3_eth_type_id = match_id<5, 0, 2>("OFBEthTypeID");
extern constexpr Protocol openflow3_eth_type_masked_id = match_id<5, 1, 4>("OFBEthTypeHMID");
extern constexpr Protocol openflow3_vlanvid_id = match_id<6, 0, 2>("OFBVLANVIDID");
extern constexpr Protocol openflow3_vlanvid_masked_id = match_id<6, 1, 4>("OFBVLANVIDHMID");
extern constexpr Protocol openflow3_vlanpcp_id = match_id<7, 0, 1>("OFBVLANPCPID");
extern constexpr Protocol openflow3_vlanpcp_masked_id = match_id<7, 1, 2>("OFBVLANPCPHMID");
extern constexpr Protocol openflow3_ipdscp_id = match_id<8, 0, 1>("OFBIPDSCPID");
extern constexpr Protocol openflow3_ipdscp_masked_id = match_id<8, 1, 2>("OFBIPDSCPHMID");
extern constexpr Protocol openflow3_ipecn_id = match_id<9, 0, 1>("OFBIPECNID");
extern constexpr Protocol openflow3_ipecn_masked_id = match_id<9, 1, 2>("OFBIPECNHMID");
extern constexpr Protocol openflow3_ip_proto_id = match_id<10, 0, 1>("OFBIPProtoID");
extern constexpr Protocol openflow3_ip_proto_masked_id = match_id<10, 1, 2>("OFBIPProtoHMID");
extern constexpr Protocol openflow3_i_pv4_src_id = match_id<11, 0, 4>("OFBIPv4SrcID");
extern constexpr Protocol openflow3_i_pv4_src_masked_id = match_id<11, 1, 8>("OFBIPv4SrcHMID");
extern constexpr Protocol openflow3_i_pv4_dst_id = match_id<12, 0, 4>("OFBIPv4DstID");
extern constexpr Protocol openflow3_i_pv4_dst_masked_id = match_id<12, 1, 8>("OFBIPv4DstHMID");
extern constexpr Protocol openflow3_tcp_src_id = match_id<13, 0, 2>("OFBTCPSrcID");
extern constexpr Protocol openflow3_tcp_src_masked_id = match_id<13, 1, 4>("OFBTCPSrcHMID");
extern constexpr Protocol openflow3_tcp_dst_id = match_id<14, 0, 2>("OFBTCPDstID");
extern constexpr Protocol openflow3_tcp_dst_masked_id = match_id<14, 1, 4>("OFBTCPDstHMID");
extern constexpr Protocol openflow3_udp_src_id = match_id<15, 0, 2>("OFBUDPSrcID");
extern constexpr Protocol openflow3_udp_src_masked_id = match_id<15, 1, 4>("OFBUDPSrcHMID");
extern constexpr Protocol openflow3_udp_dst_id = match_id<16, 0, 2>("OFBUDPDstID");
extern constexpr Protocol openflow3_udp_dst_masked_id = match_id<16, 1, 4>("OFBUDPDstHMID");
extern constexpr Protocol openflow3_sctp_src_id = match_id<17, 0, 2>("OFBSCTPSrcID");
extern constexpr Protocol openflow3_sctp_src_masked_id = match_id<17, 1, 4>("OFBSCTPSrcHMID");
extern constexpr Protocol openflow3_sctp_dst_id = match_id<18, 0, 2>("OFBSCTPDstID");
extern constexpr Protocol openflow3_sctp_dst_masked_id = match_id<18, 1, 4>("OFBSCTPDstHMID");
extern constexpr Protocol openflow3_icm_pv4_type_id = match_id<19, 0, 1>("OFBICMPv4TypeID");
extern constexpr Protocol openflow3_icm_pv4_type_masked_id = match_id<19, 1, 2>("OFBICMPv4TypeHMID");
extern constexpr Protocol openflow3_icm_pv4_code_id = match_id<20, 0, 1>("OFBICMPv4CodeID");
extern constexpr Protocol openflow3_icm_pv4_code_masked_id = match_id<20, 1, 2>("OFBICMPv4CodeHMID");
extern constexpr Protocol openflow3_arpop_id = match_id<21, 0, 2>("OFBARPOPID");
extern constexpr Protocol openflow3_arpop_masked_id = match_id<21, 1, 4>("OFBARPOPHMID");
extern constexpr Protocol openflow3_arpspa_id = match_id<22, 0, 4>("OFBARPSPAID");
extern constexpr Protocol openflow3_arpspa_masked_id = match_id<22, 1, 8>("OFBARPSPAHMID");
extern constexpr Protocol openflow3_arptpa_id = match_id<23, 0, 4>("OFBARPTPAID");
extern constexpr Protocol openflow3_arptpa_masked_id = match_id<23, 1, 8>("OFBARPTPAHMID");
extern constexpr Protocol openflow3_arpsha_id = match_id<24, 0, 6>("OFBARPSHAID");
extern constexpr Protocol openflow3_arpsha_masked_id = match_id<24, 1, 12>("OFBARPSHAHMID");
extern constexpr Protocol openflow3_arptha_id = match_id<25, 0, 6>("OFBARPTHAID");
extern constexpr Protocol openflow3_arptha_masked_id = match_id<25, 1, 12>("OFBARPTHAHMID");
extern constexpr Protocol openflow3_i_pv6_src_id = match_id<26, 0, 16>("OFBIPv6SrcID");
extern constexpr Protocol openflow3_i_pv6_src_masked_id = match_id<26, 1, 32>("OFBIPv6SrcHMID");
extern constexpr Protocol openflow3_i_pv6_dst_id = match_id<27, 0, 16>("OFBIPv6DstID");
extern constexpr Protocol openflow3_i_pv6_dst_masked_id = match_id<27, 1, 32>("OFBIPv6DstHMID");
extern constexpr Protocol openflow3_i_pv6_f_label_id = match_id<28, 0, 4>("OFBIPv6FLabelID");
extern constexpr Protocol openflow3_i_pv6_f_label_masked_id = match_id<28, 1, 8>("OFBIPv6FLabelHMID");
extern constexpr Protocol openflow3_icm_pv6_type_id = match_id<29, 0, 1>("OFBICMPv6TypeID");
extern constexpr Protocol openflow3_icm_pv6_type_masked_id = match_id<29, 1, 2>("OFBICMPv6TypeHMID");
extern constexpr Protocol openflow3_icm_pv6_code_id = match_id<30, 0, 1>("OFBICMPv6CodeID");
extern constexpr Protocol openflow3_icm_pv6_code_masked_id = match_id<30, 1, 2>("OFBICMPv6CodeHMID");
extern constexpr Protocol openflow3_i_pv6_nd_target_id = match_id<31, 0, 16>("OFBIPv6NDTargetID");
extern constexpr Protocol openflow3_i_pv6_nd_target_masked_id = match_id<31, 1, 32>("OFBIPv6NDTargetHMID");
extern constexpr Protocol openflow3_i_pv6_ndsll_id = match_id<32, 0, 6>("OFBIPv6NDSLLID");
extern constexpr Protocol openflow3_i_pv6_ndsll_masked_id = match_id<32, 1, 12>("OFBIPv6NDSLLHMID");
extern constexpr Protocol openflow3_i_pv6_ndtll_id = match_id<33, 0, 6>("OFBIPv6NDTLLID");
extern constexpr Protocol openflow3_i_pv6_ndtll_masked_id = match_id<33, 1, 12>("OFBIPv6NDTLLHMID");
extern constexpr Protocol openflow3_mpls_label_id = match_id<34, 0, 4>("OFBMPLSLabelID");
extern constexpr Protocol openflow3_mpls_label_masked_id = match_id<34, 1, 8>("OFBMPLSLabelHMID");
extern constexpr Protocol openflow3_mplstc_id = match_id<35, 0, 1>("OFBMPLSTCID");
extern constexpr Protocol openflow3_mplstc_masked_id = match_id<35, 1, 2>("OFBMPLSTCHMID");
extern constexpr Protocol openflow3_mpls_bo_s_id = match_id<36, 0, 1>("OFBMPLSBoSID");
extern constexpr Protocol openflow3_mpls_bo_s_masked_id = match_id<36, 1, 2>("OFBMPLSBoSHMID");
extern constexpr Protocol openflow3_pbbisid_id = match_id<37, 0, 3>("OFBPBBISIDID");
extern constexpr Protocol openflow3_pbbisid_masked_id = match_id<37, 1, 6>("OFBPBBISIDHMID");
extern constexpr Protocol openflow3_tunnel_id_id = match_id<38, 0, 8>("OFBTunnelIDID");
extern constexpr Protocol openflow3_tunnel_id_masked_id = match_id<38, 1, 16>("OFBTunnelIDHMID");
extern constexpr Protocol openflow3_i_pv6_ext_hdr_id = match_id<39, 0, 2>("OFBIPv6ExtHdrID");
extern constexpr Protocol openflow3_i_pv6_ext_hdr_masked_id = match_id<39, 1, 4>("OFBIPv6ExtHdrHMID");

}  // namespace pkttest::protocols
