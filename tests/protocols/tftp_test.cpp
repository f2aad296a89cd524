// TFTP: options, which answers which, texts without their end.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

const RoundTrip rows[] = {
    {"TFTP(op=1)/TFTP_RRQ(filename='a')/TFTP_Options(options=[TFTP_Option(oname='blksize', value='1400')])",
     [] {
         return packet_of(
             "TFTP()/TFTP_RRQ(filename='a')/TFTP_Options(options=[TFTP_Option(oname='blksize', "
             "value='1400')])");
     },
     "0001 6100 6f6374657400 626c6b73697a6500 3134303000"},
    {"TFTP()/TFTP_OACK()/TFTP_Options(...)",
     [] {
         return packet_of("TFTP()/TFTP_OACK()/TFTP_Options(options=[TFTP_Option(oname='tsize', value='7')])");
     },
     "0006 7473697a6500 3700"},
};
class TftpBuildsAndDissects : public testing::TestWithParam<RoundTrip> {};
TEST_P(TftpBuildsAndDissects, Row) { expect_round_trip(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Tftp, TftpBuildsAndDissects, testing::ValuesIn(rows));

struct Exchange {
    const char* answer;
    const char* request;
    bool fits;
};
const Exchange exchanges[] = {
    {"TFTP()/TFTP_DATA(block=1)", "TFTP()/TFTP_RRQ()", true},
    {"TFTP()/TFTP_DATA(block=2)", "TFTP()/TFTP_RRQ()", false},
    {"TFTP()/TFTP_DATA(block=2)", "TFTP()/TFTP_ACK(block=1)", true},
    {"TFTP()/TFTP_ACK(block=0)", "TFTP()/TFTP_WRQ()", true},
    {"TFTP()/TFTP_ACK(block=2)", "TFTP()/TFTP_DATA(block=2)", true},
    {"TFTP()/TFTP_ACK(block=1)", "TFTP()/TFTP_DATA(block=2)", false},
    {"TFTP()/TFTP_OACK()", "TFTP()/TFTP_RRQ()", true},
    {"TFTP()/TFTP_ERROR()", "TFTP()/TFTP_DATA()", true},
    {"TFTP()/TFTP_RRQ()", "TFTP()/TFTP_RRQ()", false},
};
TEST(Tftp, BlocksAnswerEachOther) {
    for (const Exchange& row : exchanges)
        EXPECT_EQ(answers(packet_of(row.answer)[0], packet_of(row.request)[0]), row.fits)
            << row.answer << " " << row.request;
}

TEST(Tftp, ATextWithoutItsEndIsKept) {
    const Packet read = dissect("TFTP", "0005 0001 6e6f");
    EXPECT_EQ(layers_of(read), "TFTP TFTP_ERROR");
    EXPECT_EQ(read[1].get("errormsg"), Value(Bytes{"no"}));
    EXPECT_EQ(read.malformed(), "TFTP_ERROR: the terminator is missing");
    EXPECT_EQ(summary(read), "TFTP / ERROR File not found: 'no'");
    EXPECT_EQ(to_hex(read.build()), "000500016e6f");
}

}  // namespace
}  // namespace pkttest
