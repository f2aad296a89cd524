// MQTT, MQTT-SN, CoAP, Modbus and Skinny where the vectors do not reach: lengths that grow with their
// payload, messages one behind the other, options by number, answers, hostile input.
#include "tests/packet/crafting.h"
#include "tests/protocols/expression.h"

namespace pkttest {
namespace {

std::string built(std::string_view expression) { return to_hex(packet_of(expression).build()); }

TEST(Mqtt, LengthTakesAsManyOctetsAsItNeeds) {
    const std::string value(200, 'x');
    const Packet made = packet_of("MQTT()/MQTTPublish(topic='t', value='" + value + "')");
    const Octets octets = made.build();
    EXPECT_EQ(to_hex({octets.begin(), octets.begin() + 6}), "30cb01000174");
    const Packet read = Packet::dissect(octets, *find_protocol("MQTT"));
    EXPECT_EQ(read[0].integer("len"), 203u);
    EXPECT_EQ(read[1].get("value"), Value(Bytes{value}));
    Packet anew = read;
    anew.clear_cache();
    EXPECT_EQ(anew.build(), octets);
}

TEST(Mqtt, MessagesStandOneBehindTheOther) {
    const Packet made =
        packet_of("MQTT()/MQTTPuback(msgid=1)/MQTT()/MQTTPublish(topic='a', value='bc')/MQTT(type=12)");
    EXPECT_EQ(to_hex(made.build()), "4002000130050001616263c000");
    EXPECT_EQ(layers_of(Packet::dissect(made.build(), *find_protocol("MQTT"))),
              "MQTT MQTTPuback MQTT MQTTPublish MQTT");
}

TEST(Mqtt, ReleasesAndSubscriptionsHaveTheFlagsOfTheStandard) {
    EXPECT_EQ(built("MQTT()/MQTTPubrel(msgid=2)"), "62020002");
    EXPECT_EQ(built("MQTT()/MQTTSubscribe(msgid=2)"), "82020002");
}

TEST(Mqtt, LengthOfMoreThanFourOctetsIsNoMessage) {
    const Packet read = dissect("MQTT", "30ffffffff7f00");
    EXPECT_EQ(layers_of(read), "Raw");
    EXPECT_EQ(layers_of(dissect("MQTT", "30ff")), "Raw");
}

TEST(MqttSn, LengthIsOneOctetOrThree) {
    EXPECT_EQ(built("MQTTSN()/MQTTSNPingReq(client_id='ab')"), "04166162");
    EXPECT_EQ(built("MQTTSN()/MQTTSNPublish(data='" + std::string(250, 'x') + "')").substr(0, 8), "0101030c");
    EXPECT_EQ(built("MQTTSN()/MQTTSNDisconnect()"), "0218");
    EXPECT_EQ(built("MQTTSN()/MQTTSNDisconnect(duration=1)"), "04180001");
}

TEST(MqttSn, WhatIsEncapsulatedFollowsItsHeader) {
    const Packet made =
        packet_of("MQTTSN()/MQTTSNEncaps(w_node_id='n')/MQTTSN()/MQTTSNPingReq(client_id='ab')");
    EXPECT_EQ(to_hex(made.build()), "04fe006e04166162");
    EXPECT_EQ(layers_of(Packet::dissect(made.build(), *find_protocol("MQTTSN"))),
              "MQTTSN MQTTSNEncaps MQTTSN MQTTSNPingReq");
}

TEST(Coap, OptionsAreSortedAndKnowNumbersNamesAndIntegers) {
    EXPECT_EQ(built("CoAP(options=[('Uri-Path', 'b'), (3, 'a'), ('Content-Format', 50), ('Max-Age', 0)])"),
              "4000000031618162113220");
    const Packet read = dissect("CoAP", "40010001d1ff41ff70");
    EXPECT_EQ(represent(read[0].get("options")), "[(268, b'A')]");
    EXPECT_EQ(read[0].get("paymark"), Value(Bytes{"\xff"}));
    EXPECT_EQ(layers_of(read), "CoAP Raw");
}

TEST(Coap, LaterOptionsAreWrittenByNameAndReadByNumber) {
    EXPECT_EQ(built("CoAP(options=[('Observe', 0), ('Block2', b'\\x16')])"), "4000000060d10416");
    EXPECT_EQ(represent(dissect("CoAP", "4000000060d10416")[0].get("options")), "[(6, b''), (23, b'\\x16')]");
}

TEST(Coap, OptionsThatCannotBeAreRefusedInWords) {
    EXPECT_EQ(refusal("CoAP", "options", List{Value::tuple({"Uri-Pat", "x"})}),
              "options has no option 'Uri-Pat'");
    EXPECT_EQ(refusal("CoAP", "options", 5), "options takes pairs of name and value, not integer 5");
    EXPECT_EQ(refusal("CoAP", "options", List{Value::tuple({"ETag", -1})}),
              "an option's value is octets or a number, not -1");
}

TEST(Coap, ReservedNibbleMakesTheMessageRaw) {
    EXPECT_EQ(layers_of(dissect("CoAP", "40010001f0")), "Raw");
    EXPECT_EQ(layers_of(dissect("CoAP", "40010001d0")), "Raw");
}

TEST(Coap, ResponsesHaveTheToken) {
    const Packet request = packet_of("CoAP(code='GET', msg_id=7, token='ab')");
    EXPECT_TRUE(answers(packet_of("CoAP(type='ACK', code='2.05 Content', msg_id=7, token='ab')"), request));
    EXPECT_TRUE(answers(packet_of("CoAP(type='CON', code='2.05 Content', msg_id=9, token='ab')"), request));
    EXPECT_FALSE(answers(packet_of("CoAP(type='ACK', code='2.05 Content', msg_id=8, token='ab')"), request));
    EXPECT_FALSE(answers(packet_of("CoAP(type='ACK', code='2.05 Content', msg_id=7, token='ac')"), request));
    EXPECT_TRUE(answers(packet_of("CoAP(type='ACK', msg_id=7)"), request));
}

TEST(Modbus, ResponsesAnswerTheirRequest) {
    const Packet request =
        packet_of("ModbusADURequest(transId=5, unitId=1)/ModbusPDU03ReadHoldingRegistersRequest()");
    const auto is_answered = [&](const char* number, const char* message) {
        const Packet response =
            packet_of(std::string("ModbusADUResponse(unitId=1, transId=") + number + ")/" + message + "()");
        return answers(response[0], request[0]);
    };
    EXPECT_TRUE(is_answered("5", "ModbusPDU03ReadHoldingRegistersResponse"));
    EXPECT_TRUE(is_answered("5", "ModbusPDU03ReadHoldingRegistersError"));
    EXPECT_FALSE(is_answered("6", "ModbusPDU03ReadHoldingRegistersResponse"));
    EXPECT_FALSE(is_answered("5", "ModbusPDU04ReadInputRegistersResponse"));
}

TEST(Modbus, CodesWithoutAFormAreKept) {
    EXPECT_EQ(layers_of(dissect("ModbusADURequest", "0001000000030141aa")),
              "ModbusADURequest ModbusPDUUserDefinedFunctionCodeRequest");
    EXPECT_EQ(layers_of(dissect("ModbusADURequest", "000100000003015aaa")),
              "ModbusADURequest ModbusPDUReservedFunctionCodeRequest");
    EXPECT_EQ(layers_of(dissect("ModbusADUResponse", "00010000000301c1aa")),
              "ModbusADUResponse ModbusPDUUserDefinedFunctionCodeError");
    EXPECT_EQ(layers_of(dissect("ModbusADURequest", "000100000005012b0e0100")),
              "ModbusADURequest ModbusPDU2B0EReadDeviceIdentificationRequest");
}

TEST(Modbus, RecordsAndObjectsAreLayers) {
    const Packet made = packet_of(
        "ModbusADURequest()/ModbusPDU14ReadFileRecordRequest()/ModbusReadFileSubRequest(fileNumber=4)/"
        "ModbusReadFileSubRequest(fileNumber=3)");
    EXPECT_EQ(to_hex(made.build()), "000000000011ff140e0600040000000106000300000001");
    EXPECT_EQ(layers_of(Packet::dissect(made.build(), *find_protocol("ModbusADURequest"))),
              "ModbusADURequest ModbusPDU14ReadFileRecordRequest ModbusReadFileSubRequest "
              "ModbusReadFileSubRequest");
}

TEST(Skinny, AMessageSaysItsNumberAndItsLength) {
    EXPECT_EQ(to_hex(packet_of("Skinny()/SkinnyMessageKeypadButton(key=5)").build()),
              "10000000000000000300000005000000"
              "0100000000000000");
    EXPECT_EQ(to_hex(packet_of("Skinny(len=9)/SkinnyMessageKeepAliveAck()").build()),
              "090000000000000000010000");
    EXPECT_EQ(to_hex(packet_of("Skinny(msg=3)/'abcd'").build()), "00000000000000000300000061626364");
}

}  // namespace
}  // namespace pkttest
