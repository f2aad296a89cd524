// MQTT 5.0: properties, reason codes, and which version's message it is.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

struct Row {
    const char* expression;
    const char* hex;
    const char* first = "MQTT";
};
const Row rows[] = {
    {"MQTT()/MQTTConnect(protoname='MQTT', klive=60, properties=[MQTTProperty(id='Receive Maximum', "
     "value=20)], clientId='c')",
     "1011 00044d515454 05 00 003c 03210014 000163"},
    {"MQTT()/MQTTConnect(protoname='MQTT', willflag=1, properties=[], "
     "willproperties=[MQTTProperty(id='Will Delay Interval', value=5)], willtopic='w', willmsg='m')",
     "1019 00044d515454 05 04 0000 00 0000 051800000005 000177 00016d"},
    {"MQTT()/MQTTConnack(retcode=0x87, properties=[MQTTProperty(id='Reason String', value='no')])",
     "2008 0087 05 1f00026e6f"},
    {"MQTT()/MQTTPublish(topic='t', properties=[MQTTProperty(id='User Property', name='a', value='bc'), "
     "MQTTProperty(id='Subscription Identifier', value=300)], value='x')",
     "3010 000174 0b 26 000161 00026263 0bac02 78"},
    {"MQTT5(QOS=1)/MQTTPublish(topic='t', msgid=7, value='x')", "3207 000174 0007 00 78", "MQTT5"},
    {"MQTT5()/MQTTPuback(msgid=7)", "4002 0007", "MQTT5"},
    {"MQTT()/MQTTPuback(msgid=7, reason='No matching subscribers')", "4003 0007 10"},
    {"MQTT()/MQTTPubrel(msgid=7, reason=0x92, properties=[])", "6204 0007 92 00"},
    {"MQTT()/MQTTSubscribe(msgid=1, properties=[], topics=[MQTTTopicOptions(topic='a', no_local=1, QOS=2)])",
     "8207 0001 00 000161 06"},
    {"MQTT()/MQTTUnsubscribe(msgid=1, properties=[], topics=[MQTTTopic(topic='a')])", "a206 0001 00 000161"},
    {"MQTT()/MQTTSuback(msgid=1, properties=[], retcodes=[1, 0x87])", "9005 0001 00 0187"},
    {"MQTT5()/MQTTSuback(msgid=1, retcodes=[1])", "9004 0001 00 01", "MQTT5"},
    {"MQTT()/MQTTUnsuback(msgid=1, properties=[], reasons=[17])", "b004 0001 00 11"},
    {"MQTT()/MQTTDisconnect(reason='Server shutting down')", "e001 8b"},
    {"MQTT()/MQTTAuth(reason='Continue authentication', properties=[MQTTProperty(id='Authentication Data', "
     "value=b'\\xff')])",
     "f006 18 04 160001ff"},
    {"MQTT5()/MQTTPublish(topic='t', value='x')/MQTT5()/MQTTPublish(topic='t', value='y')",
     "3005 000174 00 78 3005 000174 00 79", "MQTT5"},
};
TEST(Mqtt5, BuildsAndDissects) {
    for (const Row& row : rows) {
        const Packet built = packet_of(row.expression);
        EXPECT_EQ(to_hex(built.build()), hex_without_blanks(row.hex)) << row.expression;
        if (built[1].is("MQTTPublish") && built[0].is("MQTT")) continue;  // Nothing tells its version.
        Packet read = dissect(row.first, row.hex);
        EXPECT_EQ(layers_of(read), layers_of(built)) << row.expression;
        EXPECT_EQ(read.malformed(), "") << row.expression;
        read.clear_cache();
        EXPECT_EQ(to_hex(read.build()), hex_without_blanks(row.hex)) << row.expression;
    }
}

TEST(Mqtt5, ValuesAreOfTheTypeThatTheirPropertyHas) {
    EXPECT_EQ(represent(dissect("MQTT", rows[0].hex)[1].get("properties")),
              "[MQTTProperty(id=33, value=20)]");
    EXPECT_EQ(represent(dissect("MQTT5", rows[3].hex)[1].get("properties")),
              "[MQTTProperty(id=38, namelen=1, name=b'a', length=2, value=b'bc'), "
              "MQTTProperty(id=11, value=300)]");
    EXPECT_EQ(dissect("MQTT", rows[2].hex)[1].text("retcode"), "Not authorized");
    EXPECT_EQ(represent(dissect("MQTT", rows[8].hex)[1].get("topics")),
              "[MQTTTopicOptions(length=1, topic=b'a', reserved=0, retain_handling=0, retain_as_published=0, "
              "no_local=1, QOS=2)]");
}

TEST(Mqtt5, AConnectTellsTheVersionOfWhatFollows) {
    const std::string connect = "100e 00044d515454 05 00 003c 00 000163";
    const Packet read = dissect("MQTT", connect + "3005 000174 00 78");
    EXPECT_EQ(represent(read[3].get("value")), "b'x'");
    const Packet older = dissect("MQTT", "100d 00044d515454 04 00 003c 000163 3005 000174 00 78");
    EXPECT_EQ(represent(older[3].get("value")), "b'\\x00x'");
}

TEST(Mqtt5, WhatMakesSenseInVersion3IsOfVersion3) {
    EXPECT_EQ(represent(dissect("MQTT", "8206 0001 000161 01")[1].get("topics")),
              "[MQTTTopicQOS(length=1, topic=b'a', QOS=1)]");
    EXPECT_EQ(represent(dissect("MQTT", "9005 0001 000180")[1].get("retcodes")), "[0, 1, 128]");
    const Packet plain = packet_of("MQTT()/MQTTConnect(protoname='MQTT', clientId='c')");
    EXPECT_EQ(to_hex(plain.build()), hex_without_blanks("100d 00044d515454 05 00 0000 000163"));
    EXPECT_EQ(represent(Packet::dissect(plain.build(), *find_protocol("MQTT"))[1].get("clientId")), "b'c'");
}

TEST(Mqtt5, CutAnywhereLosesNoOctet) {
    for (const Row& row : rows) {
        const Octets whole = from_hex(row.hex);
        for (std::size_t size = 1; size < whole.size(); ++size) {
            const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            for (const char* first : {"MQTT", "MQTT5"}) {
                const Packet read = Packet::dissect(cut, *find_protocol(first));
                EXPECT_EQ(to_hex(read.build()), to_hex(cut));
                for (std::size_t i = 0; i < read.size(); ++i)
                    for (const Field& field : read[i].protocol().fields)
                        if (read[i].has(field)) (void)represent(read[i].get(field));
            }
        }
    }
}

}  // namespace
}  // namespace pkttest
