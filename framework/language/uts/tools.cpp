// What Scapy and UTscapy put into every session: conf and the modules that load_contrib knows.
#include "framework/language/uts/tools.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/host_network.h"
#include "framework/packet/answer_rules.h"

namespace pkttest::language {

namespace {

/// An option of `conf`. One that changes what is tested takes its own value only.
struct Option {
    std::string_view name;
    bool changes_results;
    std::int64_t initial;
};
constexpr Option options[] = {
    {"verb", false, 2},
    {"debug_dissector", false, 0},
    {"debug_match", false, 0},
    {"logLevel", false, 30},
    {"interactive", false, 0},
    {"fancy_prompt", false, 1},
    {"warning_threshold", false, 5},
    {"promisc", false, 1},
    {"sniff_promisc", false, 1},
    {"bufsize", false, 65536},
    {"use_pcap", false, 0},
    {"use_pypy", false, 0},
    {"use_bpf", false, 0},
    {"use_npcap", false, 0},
    {"auto_crop_tables", false, 1},
    {"min_pkt_size", true, 60},
    {"checkIPID", true, 0},
    {"checkIPaddr", true, 1},
    {"checkIPinIP", true, 1},
    {"checkIPsrc", true, 1},
    {"check_TCPerror_seqack", true, 0},
    {"padding", true, 1},
    {"raw_summary", true, 0},
    {"ipv6_enabled", true, 1},
    {"auto_fragment", true, 1},
    {"raise_no_dst_mac", true, 0},
    {"crypto_valid", true, 1},
    {"teredoServerPort", true, 3544},
};

/// `conf`: the same object in all tests of a session.
class Configuration final : public ScriptObject {
 public:
    std::string_view kind() const override { return "configuration"; }
    std::optional<Value> attribute(std::string_view name) const override {
        for (const auto& [set, value] : values_)
            if (set == name) return value;
        if (name == "route" || name == "route6") return route_table(name == "route6");
        if (name == "ifaces") return interface_table();
        if (name == "iface") return default_interface();
        if (name == "loopback_name") return Value(HostNetwork::of_session().loopback());
        const Option* option = find(name);
        if (option == nullptr) return std::nullopt;
        return option->initial == 0 || option->initial == 1 ? Value(option->initial != 0)
                                                            : Value(Integer{option->initial});
    }
    bool set_attribute(std::string_view name, const Value& value, Span where) override {
        const bool theme = name == "color_theme";
        const Option* option = find(name);
        if (option == nullptr && !theme) return false;
        Integer wanted = 0;
        if (bool AnswerRules::*const rule = rule_of(name); rule != nullptr)
            answer_rules().*rule = is_true(value);
        else if (!theme && option->changes_results &&
                 (!value.to_integer(wanted) || wanted != option->initial))
            throw EvaluationError(where, fmt::format("conf.{} with another value than its own", name))
                .uncovered();
        std::erase_if(values_, [&](const auto& each) { return each.first == name; });
        values_.emplace_back(std::string(name), value);
        return true;
    }

    Configuration() {
        answer_rules() = {};
        HostNetwork::forget();
    }
    ~Configuration() override { answer_rules() = {}; }
    Configuration(const Configuration&) = delete;
    Configuration& operator=(const Configuration&) = delete;
    static const Option* find(std::string_view name) {
        const auto* found = std::find_if(std::begin(options), std::end(options),
                                         [&](const Option& each) { return each.name == name; });
        return found == std::end(options) ? nullptr : found;
    }

 private:
    /// The rule that an option is; nullptr where it is none.
    static bool AnswerRules::*rule_of(std::string_view name) {
        if (name == "checkIPaddr") return &AnswerRules::addresses;
        if (name == "checkIPsrc") return &AnswerRules::sources;
        return name == "checkIPinIP" ? &AnswerRules::outer_headers : nullptr;
    }
    std::vector<std::pair<std::string, Value>> values_;
};

/// A theme without colours: what is shown never has any.
class Theme final : public ScriptObject {
 public:
    std::string_view kind() const override { return "theme"; }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument>, Span, Environment&) const override {
        return object_value<Theme>();
    }
};

struct Content {
    std::string_view module, protocol;  ///< One that stands for all of it; empty: there without any.
};
/// Scapy's modules, without "scapy.": of which of them the protocols are there is looked up.
constexpr Content contents[] = {
    {"all", ""},
    {"packet", ""},
    {"fields", ""},
    {"utils", ""},
    {"utils6", ""},
    {"config", ""},
    {"compat", ""},
    {"consts", ""},
    {"data", ""},
    {"error", ""},
    {"volatile", ""},
    {"base_classes", ""},
    {"plist", ""},
    {"main", ""},
    {"layers.all", ""},
    {"contrib.ethercat", ""},
    {"layers.inet", "IP"},
    {"layers.inet6", "IPv6"},
    {"layers.l2", "Ether"},
    {"layers.can", "CAN"},
    {"layers.clns", "CLNSOverGRE"},
    {"layers.dhcp", "DHCP"},
    {"layers.dhcp6", "DHCP6_Solicit"},
    {"layers.dns", "DNS"},
    {"layers.dot11", "Dot11"},
    {"layers.dot15d4", "Dot15d4"},
    {"layers.eap", "EAP"},
    {"layers.gprs", "GPRS"},
    {"layers.hsrp", "HSRP"},
    {"layers.http", "HTTPRequest"},
    {"layers.ipsec", "ESP"},
    {"layers.isakmp", "ISAKMP"},
    {"layers.l2tp", "L2TP"},
    {"layers.llmnr", "LLMNRQuery"},
    {"layers.lltd", "LLTD"},
    {"layers.mgcp", "MGCP"},
    {"layers.mobileip", "MobileIP"},
    {"layers.netbios", "NBNSHeader"},
    {"layers.netflow", "NetflowHeader"},
    {"layers.ntp", "NTPHeader"},
    {"layers.pflog", "PFLog"},
    {"layers.ppi", "PPI"},
    {"layers.ppp", "PPP"},
    {"layers.pptp", "PPTP"},
    {"layers.radius", "Radius"},
    {"layers.rip", "RIP"},
    {"layers.rtp", "RTP"},
    {"layers.sctp", "SCTP"},
    {"layers.sixlowpan", "LoWPAN_IPHC"},
    {"layers.skinny", "Skinny"},
    {"layers.smb", "SMB_Header"},
    {"layers.smb2", "SMB2_Header"},
    {"layers.snmp", "SNMP"},
    {"layers.tftp", "TFTP"},
    {"layers.tls", "TLS"},
    {"layers.tuntap", "LinuxTunPacketInfo"},
    {"layers.usb", "USBpcap"},
    {"layers.vrrp", "VRRP"},
    {"layers.vxlan", "VXLAN"},
    {"layers.x509", "X509_Cert"},
    {"layers.zigbee", "ZigbeeNWK"},
    {"layers.bluetooth", "HCI_Hdr"},
    {"contrib.aoe", "AOE"},
    {"contrib.bfd", "BFD"},
    {"contrib.bgp", "BGP"},
    {"contrib.bier", "BIER"},
    {"contrib.cansocket", "CANSocket"},
    {"contrib.carp", "CARP"},
    {"contrib.cdp", "CDPv2_HDR"},
    {"contrib.chdlc", "CHDLC"},
    {"contrib.coap", "CoAP"},
    {"contrib.diameter", "DiamG"},
    {"contrib.dtp", "DTP"},
    {"contrib.eddystone", "Eddystone_Frame"},
    {"contrib.eigrp", "EIGRP"},
    {"contrib.enipTCP", "ENIPTCP"},
    {"contrib.erspan", "ERSPAN_I"},
    {"contrib.esmc", "ESMC"},
    {"contrib.ethercat", "EtherCat"},
    {"contrib.etherip", "EtherIP"},
    {"contrib.geneve", "GENEVE"},
    {"contrib.gtp", "GTPHeader"},
    {"contrib.gtp_v2", "GTPV2EchoRequest"},
    {"contrib.gxrp", "GVRP"},
    {"contrib.homeplugav", "HomePlugAV"},
    {"contrib.http2", "H2Frame"},
    {"contrib.icmp_extensions", "ICMPExtensionHeader"},
    {"contrib.igmp", "IGMP"},
    {"contrib.igmpv3", "IGMPv3_MR"},
    {"contrib.ikev2", "IKEv2"},
    {"contrib.isis", "ISIS_CommonHdr"},
    {"contrib.isotp", "ISOTP"},
    {"contrib.knx", "KNX"},
    {"contrib.lacp", "LACP"},
    {"contrib.ldp", "LDP"},
    {"contrib.lldp", "LLDPDU"},
    {"contrib.ltp", "LTP"},
    {"contrib.mac_control", "MACControl"},
    {"contrib.macsec", "MACsec"},
    {"contrib.modbus", "ModbusADURequest"},
    {"contrib.mpls", "MPLS"},
    {"contrib.mqtt", "MQTT"},
    {"contrib.mqttsn", "MQTTSN"},
    {"contrib.nsh", "NSH"},
    {"contrib.oncrpc", "RPC"},
    {"contrib.opc_da", "OpcDaMessage"},
    {"contrib.openflow", "OFPTHello"},
    {"contrib.openflow3", "OFPTHello3"},
    {"contrib.ospf", "OSPF_Hdr"},
    {"contrib.pfcp", "PFCP"},
    {"contrib.pim", "PIMv2Hdr"},
    {"contrib.pnio", "ProfinetIO"},
    {"contrib.portmap", "GETPORT_Call"},
    {"contrib.postgres", "PostgresBackend"},
    {"contrib.ppi_geotag", "PPI_Geotag_GPS"},
    {"contrib.ptp_v2", "PTP"},
    {"contrib.ripng", "RIPng"},
    {"contrib.rpl", "RPLDIO"},
    {"contrib.rpl_metrics", "RPLOptDAGMC"},
    {"contrib.rsvp", "RSVP"},
    {"contrib.rtcp", "RTCP"},
    {"contrib.rtr", "RTRSerialNotify"},
    {"contrib.rtsp", "RTSP"},
    {"contrib.sebek", "SebekHead"},
    {"contrib.send", "ICMPv6NDOptCGA"},
    {"contrib.slowprot", "SlowProtocol"},
    {"contrib.socks", "SOCKS"},
    {"contrib.stamp", "STAMPSessionSenderTestUnauthenticated"},
    {"contrib.stun", "STUN"},
    {"contrib.tacacs", "TacacsHeader"},
    {"contrib.tcpao", "TCP"},
    {"contrib.tcpao", "TCPAOKey"},
    {"contrib.tzsp", "TZSP"},
    {"contrib.vqp", "VQP"},
    {"contrib.vtp", "VTP"},
    {"contrib.wireguard", "Wireguard"},
};

}  // namespace

bool has_scapy_module(std::string_view name) {
    if (name == "scapy" || name == "scapy.contrib" || name == "scapy.layers") return true;
    if (!name.starts_with("scapy.")) return false;
    name.remove_prefix(6);
    return std::any_of(std::begin(contents), std::end(contents), [&](const Content& each) {
        return each.module == name && (each.protocol.empty() || find_protocol(each.protocol) != nullptr);
    });
}

Value tool_named(std::string_view name) {
    if (Value table = name_table(name); !table.is_none()) return table;
    if (Value group = number_group(name); !group.is_none()) return group;
    if (name == "NoTheme" || name == "BlackAndWhite") return object_value<Theme>();
    return {};
}

bool changes_outcome(std::string_view option) {
    const Option* found = Configuration::find(option);
    return found != nullptr && found->changes_results;
}

Value new_configuration() { return object_value<Configuration>(); }

}  // namespace pkttest::language
