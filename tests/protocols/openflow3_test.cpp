// OpenFlow 1.3: messages, matches, actions and instructions, multipart messages, hostile input.
#include "tests/packet/crafting.h"
#include "tests/protocols/cut.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
};
const Row rows[] = {
    {"OFPTFlowMod3(xid=1, priority=5, match=OFPMatch3(oxm_fields=[OFBEthType(eth_type=0x800), "
     "OFBIPProto(ip_proto=6), OFBIPv4Dst(ipv4_dst='192.0.2.1'), OFBTCPDst(tcp_dst=80)]), "
     "instructions=[OFPITApplyActions(actions=[OFPATSetField(field=[OFBVLANVID(vlan_vid=10)]), "
     "OFPATOutput3(port=2)]), OFPITGotoTable(table_id=1)])",
     "040e008000000001000000000000000000000000000000000000000000000005ffffffffffffffffffffffff000000000001001"
     "d80000a020800800014010680001804c000020180001c02005000000000040028000000000019001080000c02000a0000000000"
     "000000001000000002ffff0000000000000001000801000000"},
    {"OFPTFlowMod3(xid=1, instructions=[OFPITWriteMetadata(metadata=1), OFPITMeter(meter_id=3), "
     "OFPITClearActions(), OFPITExperimenter(experimenter=7, data=b'abcdefgh')])",
     "040e007000000001000000000000000000000000000000000000000000000000ffffffffffffffffffffffff000000000001000"
     "40000000000020018000000000000000000000001000000000000000000060008000000030005000800000000ffff0010000000"
     "076162636465666768"},
    {"OFPTPacketIn3(xid=1, reason=1, table_id=2, cookie=3, "
     "match=OFPMatch3(oxm_fields=[OFBInPort(in_port=4)]), data=Ether(dst='02:00:00:00:00:01', "
     "src='02:00:00:00:00:02', type=0x1234)/'abcd')",
     "040a003c00000001ffffffff0000010200000000000000030001000c80000004000000040000000000000200000000010200000"
     "00002123461626364"},
    {"OFPTPacketOut3(xid=1, in_port=3, actions=[OFPATOutput3(port=2), OFPATGroup(group_id=7)], "
     "data=Ether(dst='02:00:00:00:00:01', src='02:00:00:00:00:02', type=0x1234)/'abcd')",
     "040d004200000001ffffffff0000000300180000000000000000001000000002ffff00000000000000160008000000070200000"
     "00001020000000002123461626364"},
    {"OFPTGroupMod(group_id=5, buckets=[OFPBucket(weight=1, actions=[OFPATPushVLAN(), "
     "OFPATOutput3(port=3)]), OFPBucket()])",
     "040f00480000000000000000000000050028000100000000000000000000000000110008810000000000001000000003ffff000"
     "00000000000100000000000000000000000000000"},
    {"OFPTMeterMod(meter_id=2, bands=[OFPMBTDrop(rate=100), OFPMBTDSCPRemark(prec_level=1)])",
     "041d00300000000000000000000000020001001000000064000000000000000000020010000000000000000001000000"},
    {"OFPTHello3(elements=[OFPHETVersionBitmap(bitmap=0x10)])", "04000010000000000001000800000010"},
    {"OFPMPReplyFlow(flow_stats=[OFPFlowStats3(table_id=1, "
     "match=OFPMatch3(oxm_fields=[OFBInPort(in_port=4)]), instructions=[OFPITGotoTable(table_id=2)]), "
     "OFPFlowStats3()])",
     "0413009000000000000100000000000000480100000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000001000c8000000400000004000000000001000802000000003800000000000000000000000000"
     "0000000000000000000000000000000000000000000000000000000000000000000001000400000000"},
    {"OFPMPReplyTableFeatures(table_features=[OFPTableFeatures(table_name=b't', "
     "properties=[OFPTFPTInstructions(instruction_ids=[OFPITID(type=1)]), "
     "OFPTFPTNextTables(next_table_ids=[OFPTableID(table_id=1), OFPTableID(table_id=2)]), "
     "OFPTFPTWriteActions(action_ids=[OFPATID(type=0)]), OFPTFPTMatch(oxm_ids=[OFBEthDstID()])])])",
     "0413007000000000000c00000000000000600000000000007400000000000000000000000000000000000000000000000000000"
     "0000000000000000000000000000000000000000000000000000000000000000800010004000200060102000000040008000000"
     "040008000880000606"},
    {"OFPMPReplyPortDesc(ports=[OFPPort(port_no=1, hw_addr='02:00:00:00:00:01', port_name=b'eth0')])",
     "0413005000000000000d00000000000000000001000000000200000000010000657468300000000000000000000000000000000"
     "000000000000000000000000000000000000000000000000000000000"},
    {"OFPMPReplyGroupDesc(group_descs=[OFPGroupDesc(group_id=1, buckets=[OFPBucket()])])",
     "04130028000000000007000000000000001800000000000100100000000000000000000000000000"},
    {"OFPMPReplyMeter(meter_stats=[OFPMeterStats(band_stats=[OFPMeterBandStats(packet_band_count=1)])])",
     "0413004800000000000900000000000000000001003800000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000010000000000000000"},
    {"OFPTQueueGetConfigReply3(queues=[OFPPacketQueue3(queue_id=1, properties=[OFPQTMinRate3(rate=5)])])",
     "041700300000000000000000000000000000000100000000002000000000000000010010000000000005000000000000"},
    {"OFPETBadMatch(errcode=1, data=OFPTHello3())", "0401001400000000000400010400000800000000"},
    {"OFPMPRequestFlow(match=OFPMatch3(oxm_fields=[OFBEthDstHM(eth_dst='01:00:00:00:00:00', "
     "eth_dst_mask='01:00:00:00:00:00'), OFBIPv6Src(ipv6_src='2001:db8::1'), OFBMetadataHM(metadata=1, "
     "metadata_mask=3)]))",
     "04120070000000000001000000000000ff000000ffffffffffffffff00000000000000000000000000000000000000000001003"
     "c8000070c0100000000000100000000008000341020010db8000000000000000000000001800005100000000000000001000000"
     "000000000300000000"},
    {"OFPTRoleRequest(role=2, generation_id=5)", "041800180000000000000002000000000000000000000005"},
};
TEST(OpenFlow3, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), row.hex) << row.expression;
        Packet read = dissect("OpenFlow", row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built)) << row.expression;
        EXPECT_EQ(read.malformed(), "") << row.expression;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), row.hex) << row.expression;
    }
}

TEST(OpenFlow3, MatchesAndInstructionsAreReadFieldByField) {
    const Packet read = dissect("OpenFlow", rows[0].hex);
    EXPECT_EQ(represent(read[0].get("match")),
              "OFPMatch3(oxm_fields=["
              "OFBEthType(class_=32768, field=5, hasmask=0, len=2, eth_type=2048),"
              "OFBIPProto(class_=32768, field=10, hasmask=0, len=1, ip_proto=6),"
              "OFBIPv4Dst(class_=32768, field=12, hasmask=0, len=4, ipv4_dst='192.0.2.1'),"
              "OFBTCPDst(class_=32768, field=14, hasmask=0, len=2, tcp_dst=80)], type=1, len=29, pad=b'')");
    EXPECT_EQ(represent(read[0].get("instructions")),
              "[OFPITApplyActions(actions=[OFPATSetField("
              "field=[OFBVLANVID(class_=32768, field=6, hasmask=0, len=2, vlan_vid=10)], type=25, len=16, "
              "pad=b''),OFPATOutput3(type=0, len=16, port=2, max_len=65535, pad=0)], type=4, len=40, pad=0), "
              "OFPITGotoTable(type=1, len=8, table_id=1, pad=0)]");
}

TEST(OpenFlow3, WhatIsNotKnownIsKept) {
    const Packet read = dissect("OpenFlow", "0400001000000000 0009000812345678");
    EXPECT_EQ(represent(read[0].get("elements")), "[OFPHET(type=9, len=8, data=b'\\x124Vx')]");
    EXPECT_EQ(layers_of(dissect("OpenFlow", "0463000800000001")), "OpenFlow");
}

TEST(OpenFlow3, RepliesAnswerTheirRequests) {
    const Packet request = packet_of("OFPTBarrierRequest3(xid=5)"),
                 reply = packet_of("OFPTBarrierReply3(xid=5)");
    EXPECT_TRUE(answers(reply[0], request[0]));
    EXPECT_FALSE(answers(packet_of("OFPTBarrierReply3(xid=6)")[0], request[0]));
    EXPECT_FALSE(answers(packet_of("OFPTTableMod(xid=5)")[0], packet_of("OFPTPortMod3(xid=5)")[0]));
}

TEST(OpenFlow3, CutAnywhereLosesNoOctet) {
    for (const Row& row : rows) expect_no_octet_lost("OpenFlow", row.hex);
}

}  // namespace
}  // namespace pkttest
