// HomePlug AV management messages of Qualcomm Atheros devices (HomePlug AV 1.1, and the vendor's
// open-plc-utils). Numbers are little-endian.
#include <algorithm>
#include <array>

#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/oui.h"

namespace pkttest::protocols {

// ---- the header -------------------------------------------------------------------------------------

static constexpr Name versions[] = {{0, "1.0"}, {1, "1.1"}};
static constexpr Name types[] = {{0xa000, "'Get Device/sw version Request'"},
                                 {0xa001, "'Get Device/sw version Confirmation'"},
                                 {0xa004, "VS_WR_MEM"},
                                 {0xa008, "'Read MAC Memory Request'"},
                                 {0xa009, "'Read MAC Memory Confirmation'"},
                                 {0xa00c, "'Start MAC Request'"},
                                 {0xa00d, "'Start MAC Confirmation'"},
                                 {0xa010, "'Get NVM Parameters Request'"},
                                 {0xa011, "'Get NVM Parameters Confirmation'"},
                                 {0xa014, "VS_RSVD_1"},
                                 {0xa018, "VS_RSVD_2"},
                                 {0xa01c, "'Reset Device Request'"},
                                 {0xa01d, "'Reset Device Confirmation'"},
                                 {0xa020, "'Write Module Data Request'"},
                                 {0xa024, "'Read Module Data Request'"},
                                 {0xa025, "'Read Module Data Confirmation'"},
                                 {0xa028, "'Write Module Data to NVM Request'"},
                                 {0xa029, "'Write Module Data to NVM Confirmation'"},
                                 {0xa02c, "VS_WD_RPT"},
                                 {0xa030, "VS_LNK_STATS"},
                                 {0xa034, "'Sniffer Request'"},
                                 {0xa035, "'Sniffer Confirmation'"},
                                 {0xa036, "'Sniffer Indicates'"},
                                 {0xa038, "'Network Information Request'"},
                                 {0xa039, "'Network Information Confirmation'"},
                                 {0xa03c, "VS_RSVD_3"},
                                 {0xa040, "VS_CP_RPT"},
                                 {0xa044, "VS_ARPC"},
                                 {0xa048, "'Loopback Request'"},
                                 {0xa049, "'Loopback Request Confirmation'"},
                                 {0xa050, "'Set Encryption Key Request'"},
                                 {0xa051, "'Set Encryption Key Request Confirmation'"},
                                 {0xa054, "VS_MFG_STRING"},
                                 {0xa058, "'Read Configuration Block Request'"},
                                 {0xa059, "'Read Configuration Block Confirmation'"},
                                 {0xa05c, "VS_SET_SDRAM"},
                                 {0xa060, "VS_HOST_ACTION"},
                                 {0xa062, "'Embedded Host Action Required Indication'"},
                                 {0xa068, "VS_OP_ATTRIBUTES"},
                                 {0xa06c, "VS_ENET_SETTINGS"},
                                 {0xa070, "VS_TONE_MAP_CHAR"},
                                 {0xa074, "VS_NW_INFO_STATS"},
                                 {0xa078, "VS_SLAVE_MEM"},
                                 {0xa07c, "VS_FAC_DEFAULTS"},
                                 {0xa07d, "VS_FAC_DEFAULTS_CONFIRM"},
                                 {0xa084, "VS_MULTICAST_INFO"},
                                 {0xa088, "VS_CLASSIFICATION"},
                                 {0xa090, "VS_RX_TONE_MAP_CHAR"},
                                 {0xa094, "VS_SET_LED_BEHAVIOR"},
                                 {0xa098, "VS_WRITE_AND_EXECUTE_APPLET"},
                                 {0xa09c, "VS_MDIO_COMMAND"},
                                 {0xa0a0, "VS_SLAVE_REG"},
                                 {0xa0a4, "VS_BANDWIDTH_LIMITING"},
                                 {0xa0a8, "VS_SNID_OPERATION"},
                                 {0xa0ac, "VS_NN_MITIGATE"},
                                 {0xa0b0, "VS_MODULE_OPERATION"},
                                 {0xa0b4, "VS_DIAG_NETWORK_PROBE"},
                                 {0xa0b8, "VS_PL_LINK_STATUS"},
                                 {0xa0bc, "VS_GPIO_STATE_CHANGE"},
                                 {0xa0c0, "VS_CONN_ADD"},
                                 {0xa0c4, "VS_CONN_MOD"},
                                 {0xa0c8, "VS_CONN_REL"},
                                 {0xa0cc, "VS_CONN_INFO"},
                                 {0xa0d0, "VS_MULTIPORT_LNK_STA"},
                                 {0xa0dc, "VS_EM_ID_TABLE"},
                                 {0xa0e0, "VS_STANDBY"},
                                 {0xa0e4, "VS_SLEEPSCHEDULE"},
                                 {0xa0e8, "VS_SLEEPSCHEDULE_NOTIFICATION"},
                                 {0xa0f0, "VS_MICROCONTROLLER_DIAG"},
                                 {0xa0f8, "VS_GET_PROPERTY"},
                                 {0xa100, "VS_SET_PROPERTY"},
                                 {0xa104, "VS_PHYSWITCH_MDIO"},
                                 {0xa10c, "VS_SELFTEST_ONETIME_CONFIG"},
                                 {0xa110, "VS_SELFTEST_RESULTS"},
                                 {0xa114, "VS_MDU_TRAFFIC_STATS"},
                                 {0xa118, "VS_FORWARD_CONFIG"},
                                 {0xa200, "VS_HYBRID_INFO"}};
static constexpr Field version = enumeration("version", 8, 0, versions);
static constexpr Field type = enumeration("HPtype", 16, 0xa000, types, {.little_endian = true});

static constexpr Field vendor_fields[] = {oui_field("OUI", 0x00b052)};
extern constexpr Protocol homeplug_vendor = checked({.name = "VendorMME",
                                                     .title = "VendorMME",
                                                     .shown = "VendorMME ",
                                                     .fields = vendor_fields,
                                                     .payload_size = no_payload});
static constexpr Field one_vendor = [] {
    Field field = layers("VendorField", "VendorMME", {.when = equals("version", 0), .extent = fixed(3)});
    field.initial = "VendorMME";
    return field;
}();
static constexpr Field fields[] = {
    version, type, bits("FragmentInfo", 16, 0, {.when = equals("version", 1), .hex = true}), one_vendor};
static constexpr Carrier carriers[] = {{"Ether", "type", 0x88e1}, {"Dot1Q", "type", 0x88e1}};
/// A confirmation's type is its request's, and one.
static bool confirms(const Layer& answer, const Layer& request) {
    return request.is("HomePlugAV") && answer.integer("HPtype") == request.integer("HPtype") + 1;
}
extern constexpr Protocol homeplug = checked({.name = "HomePlugAV",
                                              .title = "HomePlugAV",
                                              .shown = "HomePlugAV ",
                                              .fields = fields,
                                              .carried_by = carriers,
                                              .answers = confirms});
static constexpr Field header_fields[] = {version, type};
extern constexpr Protocol homeplug_header = checked({.name = "MACManagementHeader",
                                                     .title = "MACManagementHeader",
                                                     .shown = "MACManagementHeader ",
                                                     .fields = header_fields});

template <unsigned code>
static constexpr Carrier of_type[] = {{"HomePlugAV", "HPtype", code}};
template <unsigned code>
static constexpr Protocol message(std::string_view name, std::span<const Field> parts = {},
                                  std::string_view title = {}) {
    return checked(
        {.name = name, .title = title.empty() ? name : title, .fields = parts, .carried_by = of_type<code>});
}
static constexpr Field number(std::string_view name, std::uint16_t width, std::int64_t initial = 0) {
    return bits(name, width, initial, {.little_endian = true});
}
static constexpr Field octet(std::string_view name, int initial = 0) {
    return bits(name, 8, initial, {.hex = true});
}
static constexpr Field key(std::string_view name) { return octets(name, "", {.extent = fixed(16)}); }
static constexpr Field status(std::span<const Name> names) { return enumeration("Status", 8, 0, names); }

// ---- the device, its stations -----------------------------------------------------------------------

static constexpr Name version_statuses[] = {
    {0, "'Success'"}, {16, "'Invalid Address'"}, {20, "'Invalid Length'"}};
static constexpr Name devices[] = {
    {0, "Unknown"},  {1, "'INT6000'"},          {2, "'INT6300'"},          {3, "'INT6400'"}, {4, "'AR7400'"},
    {5, "'AR6405'"}, {32, "'QCA7450/QCA7420'"}, {33, "'QCA6410/QCA6411'"}, {34, "'QCA7000'"}};
static constexpr Name truths[] = {{0, "False"}, {1, "True"}};
static constexpr Name roles[] = {{0, "'Station'"}, {1, "'Proxy coordinator'"}, {2, "'Central coordinator'"}};

/// Up to the 64 octets that a version and its padding take.
static constexpr auto version_padding = [] {
    std::array<char, 64> octets{};
    std::fill_n(octets.begin(), 5, '\xcc');
    return octets;
}();
static constexpr Field device_version[] = {
    status(version_statuses),
    enumeration("DeviceID", 8, 0x20, devices),
    bits("VersionLen", 8, {.length_of = {"DeviceVersion"}}),
    octets("DeviceVersion", std::string_view("NoVersion\0", 10), {.extent = octets_from("VersionLen")}),
    octets("DeviceVersion_pad", std::string_view(version_padding.data(), version_padding.size()),
           {.extent = octets_by([](const Layer& layer) -> std::int64_t {
                return layer.is_crafted() ? 0 : 64 - static_cast<std::int64_t>(layer.integer("VersionLen"));
            })}),
    enumeration("Upgradable", 8, 0, truths)};
extern constexpr Protocol homeplug_version = message<0xa001>("GetDeviceVersion", device_version);
extern constexpr Protocol homeplug_network_request = message<0xa038>("NetworkInformationRequest");

static constexpr Protocol part(std::string_view name, std::string_view title, std::span<const Field> parts) {
    return checked({.name = name, .title = title, .fields = parts, .payload_size = no_payload});
}
static constexpr Field network_id = octets("NetworkID", "", {.extent = fixed(7)});
static constexpr Field role = enumeration("StationRole", 8, 0, roles);
static constexpr Field network_10[] = {network_id, octet("ShortNetworkID"), octet("TerminalEID", 1),
                                       role,       mac("CCoMACAdress"),     octet("CCoTerminalEID", 1)};
extern constexpr Protocol homeplug_network_10 = part("NetworkInfoV10", "NetworkInfo", network_10);
static constexpr Field station_10[] = {mac("StationMAC"), octet("StationTerminalEID", 1),
                                       mac("firstnodeMAC", "ff:ff:ff:ff:ff:ff"), octet("TXaverage"),
                                       octet("RXaverage")};
extern constexpr Protocol homeplug_station_10 = part("StationInfoV10", "StationInfo", station_10);
static constexpr Field network_11[] = {network_id,
                                       bits("reserved_1", 16),
                                       octet("ShortNetworkID"),
                                       octet("TerminalEID", 1),
                                       bits("reserved_2", 32),
                                       role,
                                       mac("CCoMACAdress"),
                                       octet("CCoTerminalEID", 1),
                                       bits("reserved_3", 24, 0, {.hex = true})};
extern constexpr Protocol homeplug_network_11 = part("NetworkInfoV11", "NetworkInfo", network_11);
static constexpr Field station_11[] = {mac("StationMAC"),
                                       octet("StationTerminalEID", 1),
                                       bits("reserved_s2", 24, 0, {.hex = true}),
                                       mac("firstnodeMAC", "ff:ff:ff:ff:ff:ff"),
                                       number("TXaverage", 16),
                                       bits("RxCoupling", 4),
                                       bits("TxCoupling", 4),
                                       octet("reserved_s3"),
                                       number("RXaverage", 16),
                                       octet("reserved_s4")};
extern constexpr Protocol homeplug_station_11 = part("StationInfoV11", "StationInfo", station_11);

static constexpr Field networks_number = bits("LogicalNetworksNumber", 8, {.count_of = {"NetworksInfos"}});
static constexpr Field stations_number = bits("StationsNumber", 8, {.count_of = {"StationsInfos"}});
static constexpr Field reserved_5(std::string_view name) { return octets(name, "", {.extent = fixed(5)}); }
static constexpr Field networks(std::string_view protocol) {
    return layers("NetworksInfos", protocol, {.extent = count_from("LogicalNetworksNumber")});
}
static constexpr Field stations(std::string_view protocol) {
    return layers("StationsInfos", protocol, {.extent = count_from("StationsNumber")});
}
static constexpr Field confirmation_10[] = {networks_number, networks("NetworkInfoV10"), stations_number,
                                            stations("StationInfoV10")};
static constexpr Carrier confirmation_10_of[] = {{"HomePlugAV", {"HPtype", 0xa039}, {"version", 0}}};
extern constexpr Protocol homeplug_confirmation_10 = checked({.name = "NetworkInfoConfirmationV10",
                                                              .title = "NetworkInfoConfirmationV10",
                                                              .shown = "NetworkInfoConfirmation",
                                                              .fields = confirmation_10,
                                                              .carried_by = confirmation_10_of});
static constexpr Field confirmation_11[] = {reserved_5("reserved_n1"),  networks_number,
                                            networks("NetworkInfoV11"), stations_number,
                                            reserved_5("reserverd_s1"), stations("StationInfoV11")};
static constexpr Carrier confirmation_11_of[] = {{"HomePlugAV", {"HPtype", 0xa039}, {"version", 1}}};
extern constexpr Protocol homeplug_confirmation_11 = checked({.name = "NetworkInfoConfirmationV11",
                                                              .title = "NetworkInfoConfirmationV11",
                                                              .shown = "NetworkInfoConfirmation",
                                                              .fields = confirmation_11,
                                                              .carried_by = confirmation_11_of});

// ---- actions, keys ----------------------------------------------------------------------------------

static constexpr Name actions[] = {{2, "'PIB Update Ready'"}, {4, "'Loader (Bootloader)'"}};
static constexpr Name key_statuses[] = {{0, "Success"}, {16, "Invalid EKS"}, {17, "Invalid PKS"}};
static constexpr Name statuses[] = {{0, "Success"}, {1, "Failure"}};
static constexpr Field action[] = {enumeration("ActionRequired", 8, 2, actions)};
extern constexpr Protocol homeplug_action = message<0xa062>("HostActionRequired", action);
static constexpr Field loopback[] = {bits("Duration", 8, 1), bits("reserved_l1", 8, 1),
                                     bits("LRlength", 16, {.compute = payload_octets})};
extern constexpr Protocol homeplug_loopback = message<0xa048>("LoopbackRequest", loopback);
static constexpr Field looped[] = {status(statuses), bits("Duration", 8, 1),
                                   bits("LRlength", 16, {.compute = payload_octets})};
extern constexpr Protocol homeplug_looped = message<0xa049>("LoopbackConfirmation", looped);
static constexpr Field encryption[] = {octet("EKS"), key("NMK"), octet("PayloadEncKeySelect"),
                                       mac("DestinationMAC", "ff:ff:ff:ff:ff:ff"), key("DAK")};
extern constexpr Protocol homeplug_encryption = message<0xa050>("SetEncryptionKeyRequest", encryption);
static constexpr Field encrypted[] = {status(key_statuses)};
extern constexpr Protocol homeplug_encrypted = message<0xa051>("SetEncryptionKeyConfirmation", encrypted);
static constexpr Field done[] = {status(statuses)};
extern constexpr Protocol homeplug_factory = message<0xa07d>("QUAResetFactoryConfirm", done);
extern constexpr Protocol homeplug_memory_request = message<0xa010>("GetNVMParametersRequest");
static constexpr Field memory[] = {status(statuses), number("NVMType", 32, 0x13),
                                   number("NVMPageSize", 32, 0x100), number("NVMBlockSize", 32, 0x10000),
                                   number("NVMMemorySize", 32, 0x100000)};
extern constexpr Protocol homeplug_memory =
    message<0xa011>("GetNVMParametersConfirmation", memory, "Get NVM Parameters Confirmation");

static constexpr Name controls[] = {{0, "'Disabled'"}, {1, "'Enabled'"}};
static constexpr Name sniffers[] = {{0, "'Regular'"}};
static constexpr Name directions[] = {{0, "'Tx'"}, {1, "'Rx'"}};
static constexpr Field sniff[] = {enumeration("SnifferControl", 8, 0, controls)};
extern constexpr Protocol homeplug_sniff = message<0xa034>("SnifferRequest", sniff);
extern constexpr Protocol homeplug_sniffing = message<0xa035>("SnifferConfirmation", done);
static constexpr Field sniffed[] = {enumeration("SnifferType", 8, 0, sniffers),
                                    enumeration("Direction", 8, 0, directions),
                                    number("SystemTime", 64),
                                    number("BeaconTime", 32),
                                    octet("ShortNetworkID"),
                                    bits("SourceTermEqID", 8),
                                    bits("DestTermEqID", 8),
                                    bits("LinkID", 8),
                                    octet("PayloadEncrKeySelect", 15),
                                    bits("PendingPHYblock", 8),
                                    bits("BitLoadingEstim", 8),
                                    bits("ToneMapIndex", 5),
                                    bits("NumberofSymbols", 2),
                                    bits("PHYblockSize", 1),
                                    bits("FrameLength", 16, {.hex = true}),
                                    octet("ReversegrandLength"),
                                    bits("RequestSACKtrans", 1),
                                    bits("DataMACstreamCMD", 3),
                                    bits("ManNACFrameStreamCMD", 3),
                                    bits("reserved_1", 6),
                                    bits("MultinetBroadcast", 1),
                                    bits("DifferentCPPHYclock", 1),
                                    bits("Multicast", 1),
                                    bits("FrameControlCheckSeq", 24, {.hex = true}),
                                    octet("ShortNetworkID_"),
                                    bits("BeaconTimestamp", 32),
                                    bits("BeaconTransOffset_0", 16, {.hex = true}),
                                    bits("BeaconTransOffset_1", 16, {.hex = true}),
                                    bits("BeaconTransOffset_2", 16, {.hex = true}),
                                    bits("BeaconTransOffset_3", 16, {.hex = true}),
                                    bits("FrameContrchkSeq", 24, {.hex = true})};
extern constexpr Protocol homeplug_sniffed = message<0xa036>("SnifferIndicate", sniffed);

// ---- memory, modules --------------------------------------------------------------------------------

static constexpr Name memory_statuses[] = {{0, "Success"}, {16, "Invalid Address"}, {20, "Invalid Length"}};
static constexpr Name modules[] = {{0, "MAC Soft-Loader Image"},
                                   {1, "MAC Software Image"},
                                   {2, "PIB"},
                                   {16, "Write Alternate Flash Location"}};
static constexpr Name loadables[] = {{0, "Success"}};
static constexpr Field read_memory[] = {number("Address", 32), number("Length", 32, 0x400)};
extern constexpr Protocol homeplug_read_memory = message<0xa008>("ReadMACMemoryRequest", read_memory);
static constexpr Field memory_read[] = {
    status(memory_statuses), number("Address", 32),
    bits("MACLen", 16, {.length_of = {"MACData"}, .little_endian = true}),
    octets("MACData", std::string_view("\0", 1), {.extent = octets_from("MACLen")})};
extern constexpr Protocol homeplug_memory_read = message<0xa009>("ReadMACMemoryConfirmation", memory_read);

/// Ones' complement of all words of 4 octets added without carry.
static Integer word_checksum(const Layer& layer) {
    const Value data = layer.get("ModuleData");
    std::uint32_t sum = 0;
    if (const std::string* octets = data.octets())
        for (std::size_t i = 0; i < octets->size(); ++i)
            sum ^= static_cast<std::uint32_t>(static_cast<std::uint8_t>((*octets)[i])) << (8 * (i % 4));
    return static_cast<std::uint32_t>(~sum);
}
static constexpr Field module_id = enumeration("ModuleID", 8, 2, modules);
static constexpr Field data_length =
    bits("DataLen", 16, {.length_of = {"ModuleData"}, .little_endian = true});
static constexpr Field checksum = bits("checksum", 32, {.compute = word_checksum, .little_endian = true});
static constexpr Field module_data =
    octets("ModuleData", std::string_view("\0", 1), {.extent = octets_from("DataLen")});
static constexpr Field read_module[] = {module_id, octet("reserved"), number("Length", 16, 0x400),
                                        number("Offset", 32)};
extern constexpr Protocol homeplug_read_module = message<0xa024>("ReadModuleDataRequest", read_module);
static constexpr Field module_read[] = {status(statuses), bits("reserved_1", 24, 0, {.hex = true}),
                                        module_id,        octet("reserved_2"),
                                        data_length,      number("Offset", 32),
                                        checksum,         module_data};
extern constexpr Protocol homeplug_module_read = message<0xa025>("ReadModuleDataConfirmation", module_read);
static constexpr Field write_module[] = {module_id, octet("reserved_1"), data_length, number("Offset", 32),
                                         checksum,  module_data};
extern constexpr Protocol homeplug_write_module = message<0xa020>("WriteModuleDataRequest", write_module);
static constexpr Field store_module[] = {module_id};
extern constexpr Protocol homeplug_store_module = message<0xa028>("WriteModuleData2NVMRequest", store_module);
static constexpr Field module_stored[] = {status(statuses), module_id};
extern constexpr Protocol homeplug_module_stored =
    message<0xa029>("WriteModuleData2NVMConfirmation", module_stored);
static constexpr Field start[] = {enumeration("ModuleID", 8, 0, loadables),
                                  bits("reserver_1", 24, 0, {.hex = true}),
                                  number("ImgLoadStartAddr", 32),
                                  number("ImgLength", 32),
                                  number("ImgCheckSum", 32),
                                  number("ImgStartAddr", 32)};
extern constexpr Protocol homeplug_start = message<0xa00c>("StartMACRequest", start);
static constexpr Field started[] = {status(statuses), octet("ModuleID")};
extern constexpr Protocol homeplug_started = message<0xa00d>("StartMACConfirmation", started);
extern constexpr Protocol homeplug_reset = message<0xa01c>("ResetDeviceRequest");
extern constexpr Protocol homeplug_was_reset = message<0xa01d>("ResetDeviceConfirmation", done);
extern constexpr Protocol homeplug_read_block = message<0xa058>("ReadConfBlockRequest");

}  // namespace pkttest::protocols
