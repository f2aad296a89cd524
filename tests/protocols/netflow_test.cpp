// NetFlow 9 and IPFIX: counts, padding, and flows read by the template in the same packet.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

constexpr const char* export_packet =
    "NetflowHeader(version=9)/NetflowHeaderV9(unixSecs=0)/NetflowFlowsetV9(templates=[NetflowTemplateV9("
    "templateID=256, template_fields=[NetflowTemplateFieldV9(fieldType=8), "
    "NetflowTemplateFieldV9(fieldType=7), "
    "NetflowTemplateFieldV9(fieldType='PROTOCOL')])])/NetflowDataflowsetV9(templateID=256, records=["
    "NetflowRecordV9(fieldValue=b'\\xc0\\x00\\x02\\x01\\x00\\x50\\x06'), "
    "NetflowRecordV9(fieldValue=b'\\xc0\\x00\\x02\\x02\\x00\\x51\\x11')])";

TEST(Netflow, RecordsAreCountedAndPadded) {
    EXPECT_EQ(to_hex(packet_of(export_packet).build()),
              hex_without_blanks("0009 0003 00000000 00000000 00000000 00000000"
                                 "0000 0014 0100 0003 00080004 00070002 00040001"
                                 "0100 0014 c0000201 0050 06 c0000202 0051 11 0000"));
}

TEST(Netflow, FlowsAreReadByTheTemplateInTheSamePacket) {
    Packet read = Packet::dissect(packet_of(export_packet).build(), *find_protocol("NetflowHeader"));
    EXPECT_EQ(layers_of(read), "NetflowHeader NetflowHeaderV9 NetflowFlowsetV9 NetflowDataflowsetV9");
    EXPECT_EQ(represent(read[3].get("flows")),
              "[[('IPV4_SRC_ADDR', '192.0.2.1'), ('L4_SRC_PORT', 80), ('PROTOCOL', 6)], "
              "[('IPV4_SRC_ADDR', '192.0.2.2'), ('L4_SRC_PORT', 81), ('PROTOCOL', 17)]]");
    const Octets octets = read.build();
    read.clear_cache();
    EXPECT_EQ(read.build(), octets);
}

TEST(Netflow, WithoutATemplateRecordsStayOctets) {
    const Packet read = dissect("NetflowDataflowsetV9", "0100 0008 c0000201");
    EXPECT_TRUE(read[0].get("flows").is_none());
    EXPECT_EQ(represent(read[0].get("records")), "[NetflowRecordV9(fieldValue=b'\\xc0\\x00\\x02\\x01')]");
}

struct Flows {
    const char* hex;
    const char* flows;
};
/// Templates in IPFIX: an enterprise's field, a field of variable length, templates that are cut.
const Flows ipfix[] = {
    {"0002 0010 0101 0001 80010002 00007a69"
     "0101 0006 0007",
     "[[(1, 7)]]"},
    {"0002 000c 0101 0001 0052ffff"
     "0101 0009 02 6574 0130",
     "[[('IF_NAME', 25972)], [('IF_NAME', 48)]]"},
    {"0002 000c 0101 0002 00520004"
     "0101 0008 00000001",
     "None"},
    {"0002 000c 0101 0001 00520000"
     "0101 0008 00000001",
     "None"},
    {"0002 000c 0101 0001 0052ffff"
     "0101 0007 ff0004",
     "None"},
};
TEST(Netflow, HostileTemplatesAreSurvived) {
    for (const Flows& row : ipfix) {
        const Packet read =
            dissect("NetflowHeader", std::string("000a 0000 00000000 00000000 00000000") + row.hex);
        ASSERT_EQ(layers_of(read), "NetflowHeader NetflowHeaderV10 NetflowFlowsetV9 NetflowDataflowsetV9");
        EXPECT_EQ(represent(read[3].get("flows")), row.flows) << row.hex;
    }
}

TEST(Netflow, OptionsTemplatesCountTheirFields) {
    EXPECT_EQ(
        to_hex(packet_of("NetflowOptionsFlowset10(templateID=258, scopes=[NetflowOptionsFlowsetScopeV9("
                         "scopeFieldType=1, scopeFieldlength=4)], options=[NetflowOptionsFlowsetOptionV9("
                         "optionFieldType=41, optionFieldlength=2)])")
                   .build()),
        hex_without_blanks("0003 0014 0102 0002 0001 00010004 00290002 0000"));
    EXPECT_EQ(
        to_hex(packet_of("NetflowOptionsFlowsetV9(templateID=258, scopes=[NetflowOptionsFlowsetScopeV9("
                         "scopeFieldType=1, scopeFieldlength=4)], options=[NetflowOptionsFlowsetOptionV9("
                         "optionFieldType=41, optionFieldlength=2)])")
                   .build()),
        hex_without_blanks("0001 0014 0102 0004 0004 00010004 00290002 0000"));
}

TEST(Netflow, Version5CountsItsRecords) {
    EXPECT_EQ(packet_of("NetflowHeader(version=5)/NetflowHeaderV5()/NetflowRecordV5()/NetflowRecordV5()")
                  .build()[3],
              2);
}

}  // namespace
}  // namespace pkttest
