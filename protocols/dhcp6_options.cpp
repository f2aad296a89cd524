// DHCPv6's options (RFC 8415, 21, and those that came before and after it). Each is a layer behind the one
// before; some hold options themselves.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "protocols/computed.h"
#include "protocols/dhcp6.h"
#include "protocols/shown_text.h"
#include "protocols/zeros.h"

namespace pkttest::protocols {

static constexpr Name codes[] = {{1, "CLIENTID"},
                                 {2, "SERVERID"},
                                 {3, "IA_NA"},
                                 {4, "IA_TA"},
                                 {5, "IAADDR"},
                                 {6, "ORO"},
                                 {7, "PREFERENCE"},
                                 {8, "ELAPSED_TIME"},
                                 {9, "RELAY_MSG"},
                                 {11, "AUTH"},
                                 {12, "UNICAST"},
                                 {13, "STATUS_CODE"},
                                 {14, "RAPID_COMMIT"},
                                 {15, "USER_CLASS"},
                                 {16, "VENDOR_CLASS"},
                                 {17, "VENDOR_OPTS"},
                                 {18, "INTERFACE_ID"},
                                 {19, "RECONF_MSG"},
                                 {20, "RECONF_ACCEPT"},
                                 {21, "SIP Servers Domain Name List"},
                                 {22, "SIP Servers IPv6 Address List"},
                                 {23, "DNS Recursive Name Server Option"},
                                 {24, "Domain Search List option"},
                                 {25, "OPTION_IA_PD"},
                                 {26, "OPTION_IAPREFIX"},
                                 {27, "OPTION_NIS_SERVERS"},
                                 {28, "OPTION_NISP_SERVERS"},
                                 {29, "OPTION_NIS_DOMAIN_NAME"},
                                 {30, "OPTION_NISP_DOMAIN_NAME"},
                                 {31, "OPTION_SNTP_SERVERS"},
                                 {32, "OPTION_INFORMATION_REFRESH_TIME"},
                                 {33, "OPTION_BCMCS_SERVER_D"},
                                 {34, "OPTION_BCMCS_SERVER_A"},
                                 {36, "OPTION_GEOCONF_CIVIC"},
                                 {37, "OPTION_REMOTE_ID"},
                                 {38, "OPTION_SUBSCRIBER_ID"},
                                 {39, "OPTION_CLIENT_FQDN"},
                                 {40, "OPTION_PANA_AGENT"},
                                 {41, "OPTION_NEW_POSIX_TIMEZONE"},
                                 {42, "OPTION_NEW_TZDB_TIMEZONE"},
                                 {48, "OPTION_LQ_CLIENT_LINK"},
                                 {56, "OPTION_NTP_SERVER"},
                                 {59, "OPT_BOOTFILE_URL"},
                                 {60, "OPT_BOOTFILE_PARAM"},
                                 {61, "OPTION_CLIENT_ARCH_TYPE"},
                                 {62, "OPTION_NII"},
                                 {65, "OPTION_ERP_LOCAL_DOMAIN_NAME"},
                                 {66, "OPTION_RELAY_SUPPLIED_OPTIONS"},
                                 {68, "OPTION_VSS"},
                                 {79, "OPTION_CLIENT_LINKLAYER_ADDR"},
                                 {103, "OPTION_CAPTIVE_PORTAL"},
                                 {112, "OPTION_MUD_URL"}};

// ---- names in an option, which need not be whole (RFC 4704, 4.2) --------------------------------------

/// The name at `at`, with a dot behind every label; a label that is cut is taken as far as it goes.
static std::string read_name(std::string_view octets, std::size_t& at) {
    std::string out;
    while (at < octets.size()) {
        const auto length = static_cast<std::size_t>(static_cast<std::uint8_t>(octets[at++]));
        if (length == 0) break;
        const std::string_view label = octets.substr(at, length);
        at += label.size();
        if (!label.empty()) out.append(label) += '.';
    }
    return out.empty() ? "." : out;
}
static bool is_list(const Field& field) { return field.user != nullptr; }
static const char* skip_names(const Field& field, const Layer& layer, Cursor& cursor) {
    std::size_t size = 0;
    if (const char* reason = measure_extent(field, layer, cursor, size)) return reason;
    cursor.bit += size * 8;
    return nullptr;
}
static const char* decode_names(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const char* start = reinterpret_cast<const char*>(cursor.here());
    const std::size_t left = cursor.octets_left();
    if (const char* reason = skip_names(field, layer, cursor)) return reason;
    const std::string_view octets(start, left - cursor.octets_left());
    List names;
    for (std::size_t at = 0; at < octets.size();) names.push_back(Value(read_name(octets, at)));
    if (is_list(field))
        out = Value(std::move(names));
    else
        out = Bytes{names.empty() ? "." : *names.front().octets()};
    return nullptr;
}
static void encode_names(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    static constexpr Field name = domain_name("name");
    if (const List* names = internal.items())
        for (const Value& one : *names) encode_names(field, layer, one, out);
    else if (internal.octets() != nullptr)
        name.shape->encode(name, layer, Value(Bytes{*internal.octets()}), out);
}
static std::optional<Problem> normalize_names(const Field& field, const Value& in, Value& internal) {
    List names;
    if (in.octets() != nullptr) names.push_back(Value(*in.octets()));
    if (const List* items = is_list(field) ? in.items() : nullptr)
        for (const Value& item : *items)
            if (item.octets() != nullptr) names.push_back(Value(*item.octets()));
    const bool is_one_without_any = !is_list(field) && names.empty();
    if (is_one_without_any || names.size() != (in.octets() != nullptr  ? 1
                                               : in.items() != nullptr ? in.items()->size()
                                                                       : ~std::size_t{0}))
        return Problem{fmt::format("{} takes domain names, not {} {}", field.name, in.kind(), represent(in))};
    if (is_list(field)) return internal = Value(std::move(names)), std::nullopt;
    std::string name = *names.front().octets();
    if (!name.ends_with('.')) name += '.';
    internal = Bytes{std::move(name)};
    return std::nullopt;
}
/// One name is octets, as DNS's; a list holds text.
static std::string represent_names(const Field&, const Value& internal) {
    return internal.octets() != nullptr ? represent_text(*internal.octets()) : represent(internal);
}
static constexpr Shape names_shape = {.name = "domain names",
                                      .takes_lists = true,
                                      .skip = skip_names,
                                      .decode = decode_names,
                                      .encode = encode_names,
                                      .normalize = normalize_names,
                                      .human = [](const Field&, const Value& v) { return v; },
                                      .represent = represent_names,
                                      .random =
                                          [](const Field& f) {
                                              return is_list(f) ? Value(List{Value("example.com.")})
                                                                : Value(Bytes{"example.com."});
                                          }};

// ---- what options are made of --------------------------------------------------------------------------

static constexpr Field code(std::int64_t number) { return enumeration("optcode", 16, number, codes); }
static constexpr Field length(const Measure& measure) { return bits("optlen", 16, {.length_of = measure}); }
static constexpr Extent behind(int octets) { return octets_from("optlen", 1, -octets); }
static constexpr Field value(std::string_view name, int at = 0) {
    return octets(name, "", {.extent = behind(at)});
}
static constexpr Field suboptions(std::string_view name, int at = 0) {
    return layers(name, "DHCP6OptUnknown", {.extent = behind(at)});
}
static constexpr Field name_in_option(std::string_view name, int at = 0) {
    return custom(name, names_shape, ".", {.extent = behind(at)});
}
static constexpr Field domain_names(std::string_view name) {
    return custom(name, names_shape, {}, {.extent = behind(0), .user = &names_shape});
}
static constexpr Field address = ipv6("address");
static constexpr Field addresses(std::string_view name) { return list(name, address, {.extent = behind(0)}); }
static constexpr Field requested_code = enumeration("code", 16, 0, codes);
/// The octets of an option behind its length, as far as they are there.
static std::int64_t octets_behind_length(const Layer& layer) {
    const auto there = static_cast<std::int64_t>(layer.header().size()) - 4;
    return std::min(there, static_cast<std::int64_t>(layer.integer("optlen")));
}
static std::int64_t whole_codes(const Layer& layer) { return octets_behind_length(layer) / 2 * 2; }
/// Name servers and search lists, where nothing else is asked for. Half a code is none.
static constexpr Field requested(std::string_view name) {
    return list(name, requested_code, {.extent = octets_by(whole_codes)},
                std::string_view("\0\x17\0\x18", 4));
}
static constexpr Field identifier() {
    Field field = layer("duid", "DUID", {.extent = behind(0)});
    field.initial = "";
    return field;
}
static constexpr Field duid = identifier();

template <std::uint64_t number>
static constexpr Carrier option_of[] = {{"DHCP6OptUnknown", "optcode", number}};
static constexpr Protocol option(std::string_view name, std::string_view title, std::span<const Field> fields,
                                 std::span<const Carrier> variant = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = variant,
                    .guess_payload = next_dhcp6_option});
}
template <std::uint64_t number>
static constexpr Protocol option(std::string_view name, std::string_view title,
                                 std::span<const Field> fields) {
    return option(name, title, fields, option_of<number>);
}
static std::int64_t requesting_octets(const Layer& layer) {
    return layer.header().size() < 4 ? -1 : 4 + octets_behind_length(layer);
}
template <std::uint64_t number>
static constexpr Protocol requesting(std::string_view name, std::string_view title,
                                     std::span<const Field> fields) {
    Protocol out = option<number>(name, title, fields);
    out.header_size = requesting_octets;
    return out;
}
/// Stands in another option only: what follows belongs to that.
template <std::uint64_t number>
static constexpr Protocol suboption(std::string_view name, std::string_view title,
                                    std::span<const Field> fields) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .variant_of = option_of<number>,
                    .payload_size = no_payload});
}

// ---- the options ---------------------------------------------------------------------------------------

static constexpr Field dhcp6_opt_unknown_fields[] = {code(0), length({"data"}), value("data")};
extern constexpr Protocol dhcp6_opt_unknown =
    option("DHCP6OptUnknown", "Unknown DHCPv6 Option", dhcp6_opt_unknown_fields);

static constexpr Field dhcp6_opt_client_id_fields[] = {code(1), length({"duid"}), duid};
extern constexpr Protocol dhcp6_opt_client_id =
    option<1>("DHCP6OptClientId", "DHCP6 Client Identifier Option", dhcp6_opt_client_id_fields);

static constexpr Field dhcp6_opt_server_id_fields[] = {code(2), length({"duid"}), duid};
extern constexpr Protocol dhcp6_opt_server_id =
    option<2>("DHCP6OptServerId", "DHCP6 Server Identifier Option", dhcp6_opt_server_id_fields);

static constexpr Name preflft_names[] = {{4294967295, "infinity"}};
static constexpr Field dhcp6_opt_iaaddress_fields[] = {code(5),
                                                       length({"iaaddropts", 1, 24}),
                                                       ipv6("addr", "::"),
                                                       enumeration("preflft", 32, 0, preflft_names),
                                                       enumeration("validlft", 32, 0, preflft_names),
                                                       suboptions("iaaddropts", 24)};
extern constexpr Protocol dhcp6_opt_iaaddress = suboption<5>(
    "DHCP6OptIAAddress", "DHCP6 IA Address Option (IA_TA or IA_NA suboption)", dhcp6_opt_iaaddress_fields);

static constexpr Field dhcp6_opt_ia_na_fields[] = {code(3),
                                                   length({"ianaopts", 1, 12}),
                                                   bits("iaid", 32, {}, {.hex = true}),
                                                   bits("T1", 32, Default()),
                                                   bits("T2", 32, Default()),
                                                   suboptions("ianaopts", 12)};
extern constexpr Protocol dhcp6_opt_ia_na = option<3>(
    "DHCP6OptIA_NA", "DHCP6 Identity Association for Non-temporary Addresses Option", dhcp6_opt_ia_na_fields);

static constexpr Field dhcp6_opt_ia_ta_fields[] = {
    code(4), length({"iataopts", 1, 4}), bits("iaid", 32, {}, {.hex = true}), suboptions("iataopts", 4)};
extern constexpr Protocol dhcp6_opt_ia_ta = option<4>(
    "DHCP6OptIA_TA", "DHCP6 Identity Association for Temporary Addresses Option", dhcp6_opt_ia_ta_fields);

static constexpr Field dhcp6_opt_opt_req_fields[] = {code(6), length({"reqopts"}), requested("reqopts")};
extern constexpr Protocol dhcp6_opt_opt_req =
    requesting<6>("DHCP6OptOptReq", "DHCP6 Option Request Option", dhcp6_opt_opt_req_fields);

static constexpr Field dhcp6_opt_pref_fields[] = {code(7), bits("optlen", 16, 1), bits("prefval", 8, 255)};
extern constexpr Protocol dhcp6_opt_pref =
    option<7>("DHCP6OptPref", "DHCP6 Preference Option", dhcp6_opt_pref_fields);

static constexpr Field dhcp6_opt_elapsed_time_fields[] = {
    code(8), bits("optlen", 16, 2), bits("elapsedtime", 16, 0, {.name_by = hundredths_of_16_bits})};
extern constexpr Protocol dhcp6_opt_elapsed_time =
    option<8>("DHCP6OptElapsedTime", "DHCP6 Elapsed Time Option", dhcp6_opt_elapsed_time_fields);

static constexpr Name proto_names[] = {{0, "configuration token"},
                                       {1, "delayed authentication"},
                                       {2, "delayed authentication (obsolete)"},
                                       {3, "reconfigure key"}};
static constexpr Name alg_names[] = {{0, "configuration token"}, {1, "HMAC-MD5"}};
static constexpr Name rdm_names[] = {{0, "use of a monotonically increasing value"}};
static constexpr Field dhcp6_opt_auth_fields[] = {code(11),
                                                  length({"authinfo", 1, 11}),
                                                  enumeration("proto", 8, 3, proto_names),
                                                  enumeration("alg", 8, 1, alg_names),
                                                  enumeration("rdm", 8, 0, rdm_names),
                                                  octets("replay", zeros(8), {.extent = fixed(8)}),
                                                  value("authinfo", 11)};
extern constexpr Protocol dhcp6_opt_auth =
    option<11>("DHCP6OptAuth", "DHCP6 Option - Authentication", dhcp6_opt_auth_fields);

static constexpr Field dhcp6_opt_server_unicast_fields[] = {code(12), bits("optlen", 16, 16),
                                                            ipv6("srvaddr")};
extern constexpr Protocol dhcp6_opt_server_unicast =
    option<12>("DHCP6OptServerUnicast", "DHCP6 Server Unicast Option", dhcp6_opt_server_unicast_fields);

static constexpr Name statuscode_names[] = {{0, "Success"},      {1, "UnspecFail"}, {2, "NoAddrsAvail"},
                                            {3, "NoBinding"},    {4, "NotOnLink"},  {5, "UseMulticast"},
                                            {6, "NoPrefixAvail"}};
static constexpr Field dhcp6_opt_status_code_fields[] = {code(13), length({"statusmsg", 1, 2}),
                                                         enumeration("statuscode", 16, {}, statuscode_names),
                                                         value("statusmsg", 2)};
extern constexpr Protocol dhcp6_opt_status_code =
    option<13>("DHCP6OptStatusCode", "DHCP6 Status Code Option", dhcp6_opt_status_code_fields);

static constexpr Field dhcp6_opt_rapid_commit_fields[] = {code(14), bits("optlen", 16)};
extern constexpr Protocol dhcp6_opt_rapid_commit =
    option<14>("DHCP6OptRapidCommit", "DHCP6 Rapid Commit Option", dhcp6_opt_rapid_commit_fields);

static constexpr Field user_class_data_fields[] = {bits("len", 16, {.length_of = {"data"}}),
                                                   octets("data", "", {.extent = octets_from("len")})};
extern constexpr Protocol user_class_data = checked({.name = "USER_CLASS_DATA",
                                                     .title = "user class data",
                                                     .fields = user_class_data_fields,
                                                     .payload_size = no_payload});

static constexpr Field dhcp6_opt_user_class_fields[] = {
    code(15), length({"userclassdata"}),
    layers("userclassdata", "USER_CLASS_DATA", {.extent = octets_from("optlen"), .unbroken = true})};
extern constexpr Protocol dhcp6_opt_user_class =
    option<15>("DHCP6OptUserClass", "DHCP6 User Class Option", dhcp6_opt_user_class_fields);

static constexpr Field vendor_class_data_fields[] = {bits("len", 16, {.length_of = {"data"}}),
                                                     octets("data", "", {.extent = octets_from("len")})};
extern constexpr Protocol vendor_class_data = checked({.name = "VENDOR_CLASS_DATA",
                                                       .title = "vendor class data",
                                                       .fields = vendor_class_data_fields,
                                                       .payload_size = no_payload});

static constexpr Field dhcp6_opt_vendor_class_fields[] = {
    code(16), length({"vcdata", 1, 4}), enumeration("enterprisenum", 32, {}, enterprises),
    layers("vcdata", "VENDOR_CLASS_DATA", {.extent = octets_from("optlen", 1, -4), .unbroken = true})};
extern constexpr Protocol dhcp6_opt_vendor_class =
    option<16>("DHCP6OptVendorClass", "DHCP6 Vendor Class Option", dhcp6_opt_vendor_class_fields);

static constexpr Field vendor_specific_option_fields[] = {
    bits("optcode", 16, Default()), bits("optlen", 16, {.length_of = {"optdata"}}), value("optdata")};
extern constexpr Protocol vendor_specific_option = checked({.name = "VENDOR_SPECIFIC_OPTION",
                                                            .title = "vendor specific option data",
                                                            .fields = vendor_specific_option_fields,
                                                            .payload_size = no_payload});

static constexpr Field dhcp6_opt_vendor_specific_info_fields[] = {
    code(17), length({"vso", 1, 4}), enumeration("enterprisenum", 32, {}, enterprises),
    layers("vso", "VENDOR_SPECIFIC_OPTION", {.extent = octets_from("optlen", 1, -4), .unbroken = true})};
extern constexpr Protocol dhcp6_opt_vendor_specific_info =
    option<17>("DHCP6OptVendorSpecificInfo", "DHCP6 Vendor-specific Information Option",
               dhcp6_opt_vendor_specific_info_fields);

static constexpr Field dhcp6_opt_iface_id_fields[] = {code(18), length({"ifaceid"}), value("ifaceid")};
extern constexpr Protocol dhcp6_opt_iface_id =
    option<18>("DHCP6OptIfaceId", "DHCP6 Interface-Id Option", dhcp6_opt_iface_id_fields);

static constexpr Name msgtype_names[] = {{5, "Renew Message"}, {11, "Information Request"}};
static constexpr Field dhcp6_opt_reconf_msg_fields[] = {code(19), bits("optlen", 16, 1),
                                                        enumeration("msgtype", 8, 11, msgtype_names)};
extern constexpr Protocol dhcp6_opt_reconf_msg =
    option<19>("DHCP6OptReconfMsg", "DHCP6 Reconfigure Message Option", dhcp6_opt_reconf_msg_fields);

static constexpr Field dhcp6_opt_reconf_accept_fields[] = {code(20), bits("optlen", 16)};
extern constexpr Protocol dhcp6_opt_reconf_accept =
    option<20>("DHCP6OptReconfAccept", "DHCP6 Reconfigure Accept Option", dhcp6_opt_reconf_accept_fields);

static constexpr Field dhcp6_opt_sipdomains_fields[] = {code(21), length({"sipdomains"}),
                                                        domain_names("sipdomains")};
extern constexpr Protocol dhcp6_opt_sipdomains = option<21>(
    "DHCP6OptSIPDomains", "DHCP6 Option - SIP Servers Domain Name List", dhcp6_opt_sipdomains_fields);

static constexpr Field dhcp6_opt_sipservers_fields[] = {code(22), length({"sipservers"}),
                                                        addresses("sipservers")};
extern constexpr Protocol dhcp6_opt_sipservers = option<22>(
    "DHCP6OptSIPServers", "DHCP6 Option - SIP Servers IPv6 Address List", dhcp6_opt_sipservers_fields);

static constexpr Field dhcp6_opt_dnsservers_fields[] = {code(23), length({"dnsservers"}),
                                                        addresses("dnsservers")};
extern constexpr Protocol dhcp6_opt_dnsservers =
    option<23>("DHCP6OptDNSServers", "DHCP6 Option - DNS Recursive Name Server", dhcp6_opt_dnsservers_fields);

static constexpr Field dhcp6_opt_dnsdomains_fields[] = {code(24), length({"dnsdomains"}),
                                                        domain_names("dnsdomains")};
extern constexpr Protocol dhcp6_opt_dnsdomains =
    option<24>("DHCP6OptDNSDomains", "DHCP6 Option - Domain Search List option", dhcp6_opt_dnsdomains_fields);

static constexpr Field dhcp6_opt_iaprefix_fields[] = {code(26),
                                                      length({"iaprefopts", 1, 25}),
                                                      enumeration("preflft", 32, 0, preflft_names),
                                                      enumeration("validlft", 32, 0, preflft_names),
                                                      bits("plen", 8, 48),
                                                      ipv6("prefix", "2001:db8::"),
                                                      suboptions("iaprefopts", 25)};
extern constexpr Protocol dhcp6_opt_iaprefix =
    suboption<26>("DHCP6OptIAPrefix", "DHCP6 Option - IA Prefix option", dhcp6_opt_iaprefix_fields);

static constexpr Field dhcp6_opt_ia_pd_fields[] = {code(25),
                                                   length({"iapdopt", 1, 12}),
                                                   bits("iaid", 32, {}, {.hex = true}),
                                                   bits("T1", 32, Default()),
                                                   bits("T2", 32, Default()),
                                                   suboptions("iapdopt", 12)};
extern constexpr Protocol dhcp6_opt_ia_pd = option<25>(
    "DHCP6OptIA_PD", "DHCP6 Option - Identity Association for Prefix Delegation", dhcp6_opt_ia_pd_fields);

static constexpr Field dhcp6_opt_nisservers_fields[] = {code(27), length({"nisservers"}),
                                                        addresses("nisservers")};
extern constexpr Protocol dhcp6_opt_nisservers =
    option<27>("DHCP6OptNISServers", "DHCP6 Option - NIS Servers", dhcp6_opt_nisservers_fields);

static constexpr Field dhcp6_opt_nispservers_fields[] = {code(28), length({"nispservers"}),
                                                         addresses("nispservers")};
extern constexpr Protocol dhcp6_opt_nispservers =
    option<28>("DHCP6OptNISPServers", "DHCP6 Option - NIS+ Servers", dhcp6_opt_nispservers_fields);

static constexpr Field dhcp6_opt_nisdomain_fields[] = {code(29), length({"nisdomain"}),
                                                       name_in_option("nisdomain")};
extern constexpr Protocol dhcp6_opt_nisdomain =
    option<29>("DHCP6OptNISDomain", "DHCP6 Option - NIS Domain Name", dhcp6_opt_nisdomain_fields);

static constexpr Field dhcp6_opt_nispdomain_fields[] = {code(30), length({"nispdomain"}),
                                                        name_in_option("nispdomain")};
extern constexpr Protocol dhcp6_opt_nispdomain =
    option<30>("DHCP6OptNISPDomain", "DHCP6 Option - NIS+ Domain Name", dhcp6_opt_nispdomain_fields);

static constexpr Field dhcp6_opt_sntpservers_fields[] = {code(31), length({"sntpservers"}),
                                                         addresses("sntpservers")};
extern constexpr Protocol dhcp6_opt_sntpservers =
    option<31>("DHCP6OptSNTPServers", "DHCP6 option - SNTP Servers", dhcp6_opt_sntpservers_fields);

static constexpr Field dhcp6_opt_info_refresh_time_fields[] = {code(32), bits("optlen", 16, 4),
                                                               bits("reftime", 32, 86400)};
extern constexpr Protocol dhcp6_opt_info_refresh_time = option<32>(
    "DHCP6OptInfoRefreshTime", "DHCP6 Option - Information Refresh Time", dhcp6_opt_info_refresh_time_fields);

static constexpr Field dhcp6_opt_bcmcsdomains_fields[] = {code(33), length({"bcmcsdomains"}),
                                                          domain_names("bcmcsdomains")};
extern constexpr Protocol dhcp6_opt_bcmcsdomains = option<33>(
    "DHCP6OptBCMCSDomains", "DHCP6 Option - BCMCS Domain Name List", dhcp6_opt_bcmcsdomains_fields);

static constexpr Field dhcp6_opt_bcmcsservers_fields[] = {code(34), length({"bcmcsservers"}),
                                                          addresses("bcmcsservers")};
extern constexpr Protocol dhcp6_opt_bcmcsservers =
    option<34>("DHCP6OptBCMCSServers", "DHCP6 Option - BCMCS Addresses List", dhcp6_opt_bcmcsservers_fields);

static constexpr Field dhcp6_opt_geo_conf_element_fields[] = {
    bits("CAtype", 8), bits("CAlength", 8, {.length_of = {"CAvalue"}}),
    octets("CAvalue", "", {.extent = octets_from("CAlength")})};
extern constexpr Protocol dhcp6_opt_geo_conf_element = checked({.name = "DHCP6OptGeoConfElement",
                                                                .title = "DHCPv6 civic address element",
                                                                .shown = "DHCP6OptGeoConfElement",
                                                                .fields = dhcp6_opt_geo_conf_element_fields});

static constexpr Name what_names[] = {{0, "DHCP server"}, {1, "closest network element"}, {2, "client"}};
static constexpr Field dhcp6_opt_geo_conf_fields[] = {
    code(36), length({"ca_elts", 1, 3}), enumeration("what", 8, 2, what_names),
    octets("country_code", "FR", {.extent = fixed(2)}),
    layers("ca_elts", "DHCP6OptGeoConfElement", {.extent = octets_from("optlen", 1, -3)})};
extern constexpr Protocol dhcp6_opt_geo_conf =
    option<36>("DHCP6OptGeoConf", "DHCP6 Option - Civic Location", dhcp6_opt_geo_conf_fields);

static constexpr Field dhcp6_opt_remote_id_fields[] = {code(37), length({"remoteid", 1, 4}),
                                                       enumeration("enterprisenum", 32, {}, enterprises),
                                                       value("remoteid", 4)};
extern constexpr Protocol dhcp6_opt_remote_id =
    option<37>("DHCP6OptRemoteID", "DHCP6 Option - Relay Agent Remote-ID", dhcp6_opt_remote_id_fields);

static constexpr Field dhcp6_opt_subscriber_id_fields[] = {code(38), length({"subscriberid"}),
                                                           value("subscriberid")};
extern constexpr Protocol dhcp6_opt_subscriber_id =
    option<38>("DHCP6OptSubscriberID", "DHCP6 Option - Subscriber ID", dhcp6_opt_subscriber_id_fields);

static constexpr Name flags_flags[] = {{0x1, "S"}, {0x2, "O"}, {0x4, "N"}};
static constexpr Field dhcp6_opt_client_fqdn_fields[] = {code(39), length({"fqdn", 1, 1}), bits("res", 5),
                                                         flags("flags", 3, 0, flags_flags),
                                                         name_in_option("fqdn", 1)};
extern constexpr Protocol dhcp6_opt_client_fqdn =
    option<39>("DHCP6OptClientFQDN", "DHCP6 Option - Client FQDN", dhcp6_opt_client_fqdn_fields);

static constexpr Field dhcp6_opt_pana_auth_agent_fields[] = {code(40), length({"paaaddr"}),
                                                             addresses("paaaddr")};
extern constexpr Protocol dhcp6_opt_pana_auth_agent = option<40>(
    "DHCP6OptPanaAuthAgent", "DHCP6 PANA Authentication Agent Option", dhcp6_opt_pana_auth_agent_fields);

static constexpr Field dhcp6_opt_new_posixtime_zone_fields[] = {code(41), length({"optdata"}),
                                                                value("optdata")};
extern constexpr Protocol dhcp6_opt_new_posixtime_zone = option<41>(
    "DHCP6OptNewPOSIXTimeZone", "DHCP6 POSIX Timezone Option", dhcp6_opt_new_posixtime_zone_fields);

static constexpr Field dhcp6_opt_new_tzdbtime_zone_fields[] = {code(42), length({"optdata"}),
                                                               value("optdata")};
extern constexpr Protocol dhcp6_opt_new_tzdbtime_zone =
    option<42>("DHCP6OptNewTZDBTimeZone", "DHCP6 TZDB Timezone Option", dhcp6_opt_new_tzdbtime_zone_fields);

static constexpr Field dhcp6_opt_relay_agent_ero_fields[] = {code(43), length({"reqopts"}),
                                                             requested("reqopts")};
extern constexpr Protocol dhcp6_opt_relay_agent_ero = requesting<43>(
    "DHCP6OptRelayAgentERO", "DHCP6 Option - RelayRequest Option", dhcp6_opt_relay_agent_ero_fields);

static constexpr Field dhcp6_opt_lqclient_link_fields[] = {code(48), length({"linkaddress"}),
                                                           addresses("linkaddress")};
extern constexpr Protocol dhcp6_opt_lqclient_link =
    option<48>("DHCP6OptLQClientLink", "DHCP6 Client Link Option", dhcp6_opt_lqclient_link_fields);

static constexpr Field dhcp6_opt_boot_file_url_fields[] = {code(59), length({"optdata"}), value("optdata")};
extern constexpr Protocol dhcp6_opt_boot_file_url =
    option<59>("DHCP6OptBootFileUrl", "DHCP6 Boot File URL Option", dhcp6_opt_boot_file_url_fields);

static constexpr Field archtypes_element = bits("archtype", 16);
static constexpr Field dhcp6_opt_client_arch_type_fields[] = {
    code(61), length({"archtypes"}), list("archtypes", archtypes_element, {.extent = octets_from("optlen")})};
extern constexpr Protocol dhcp6_opt_client_arch_type =
    option<61>("DHCP6OptClientArchType", "DHCP6 Client System Architecture Type Option",
               dhcp6_opt_client_arch_type_fields);

static constexpr Field dhcp6_opt_client_network_inter_id_fields[] = {
    code(62), bits("optlen", 16, 3), bits("iitype", 8), bits("iimajor", 8), bits("iiminor", 8)};
extern constexpr Protocol dhcp6_opt_client_network_inter_id =
    option<62>("DHCP6OptClientNetworkInterId", "DHCP6 Client Network Interface Identifier Option",
               dhcp6_opt_client_network_inter_id_fields);

static constexpr Field dhcp6_opt_erpdomain_fields[] = {code(65), length({"erpdomain"}),
                                                       domain_names("erpdomain")};
extern constexpr Protocol dhcp6_opt_erpdomain =
    option<65>("DHCP6OptERPDomain", "DHCP6 Option - ERP Domain Name List", dhcp6_opt_erpdomain_fields);

static constexpr Field dhcp6_opt_relay_supplied_opt_fields[] = {code(66), length({"relaysupplied"}),
                                                                suboptions("relaysupplied")};
extern constexpr Protocol dhcp6_opt_relay_supplied_opt = option<66>(
    "DHCP6OptRelaySuppliedOpt", "DHCP6 Relay-Supplied Options Option", dhcp6_opt_relay_supplied_opt_fields);

static constexpr Field dhcp6_opt_vss_fields[] = {code(68), length({"data", 1, 1}), bits("type", 8, 255),
                                                 value("data")};
extern constexpr Protocol dhcp6_opt_vss =
    option<68>("DHCP6OptVSS", "DHCP6 Option - Virtual Subnet Selection", dhcp6_opt_vss_fields);

static constexpr Field dhcp6_opt_client_link_layer_addr_fields[] = {
    code(79), bits("optlen", 16, 8), bits("lltype", 16, 1), mac("clladdr", "00:00:00:00:00:00")};
extern constexpr Protocol dhcp6_opt_client_link_layer_addr =
    option<79>("DHCP6OptClientLinkLayerAddr", "DHCP6 Option - Client Link Layer address",
               dhcp6_opt_client_link_layer_addr_fields);

static constexpr Field dhcp6_opt_captive_portal_fields[] = {code(103), length({"URI"}), value("URI")};
extern constexpr Protocol dhcp6_opt_captive_portal =
    option<103>("DHCP6OptCaptivePortal", "DHCP6 Option - Captive-Portal", dhcp6_opt_captive_portal_fields);

static constexpr Field dhcp6_opt_mud_url_fields[] = {code(112), length({"mudstring"}), value("mudstring")};
extern constexpr Protocol dhcp6_opt_mud_url =
    option<112>("DHCP6OptMudUrl", "DHCP6 Option - MUD URL", dhcp6_opt_mud_url_fields);

static constexpr Field dhcp6_opt_relay_msg_fields[] = {
    code(9), length({"message"}), layer("message", "DHCP6", {.extent = octets_from("optlen")})};
extern constexpr Protocol dhcp6_opt_relay_msg =
    option<9>("DHCP6OptRelayMsg", "DHCP6 Relay Message Option", dhcp6_opt_relay_msg_fields);

// ---- network time servers, told in options of their own (RFC 5908) --------------------------------------

static constexpr Field ntp_code(std::int64_t number) { return bits("optcode", 16, number); }
template <std::uint64_t number>
static constexpr Carrier ntp_of[] = {{"DHCP6NTPSubOptUnknown", "optcode", number}};
template <std::uint64_t number>
static constexpr Protocol ntp(std::string_view name, std::string_view title, std::span<const Field> fields) {
    Protocol protocol = {.name = name, .title = title, .fields = fields, .payload_size = no_payload};
    if (number != 0) protocol.variant_of = ntp_of<number>;
    return checked(protocol);
}

static constexpr Field ntp_unknown_fields[] = {ntp_code(0), length({"data"}), value("data")};
extern constexpr Protocol dhcp6_ntp_unknown =
    ntp<0>("DHCP6NTPSubOptUnknown", "DHCP6 NTP unknown suboption", ntp_unknown_fields);
static constexpr Field ntp_server_fields[] = {ntp_code(1), bits("optlen", 16, 16), ipv6("addr")};
extern constexpr Protocol dhcp6_ntp_server =
    ntp<1>("DHCP6NTPSubOptSrvAddr", "DHCP6 NTP Server Address Suboption", ntp_server_fields);
static constexpr Field ntp_group_fields[] = {ntp_code(2), bits("optlen", 16, 16), ipv6("addr")};
extern constexpr Protocol dhcp6_ntp_group =
    ntp<2>("DHCP6NTPSubOptMCAddr", "DHCP6 NTP Multicast Address Suboption", ntp_group_fields);
static constexpr Field ntp_name_fields[] = {ntp_code(3), length({"fqdn"}), name_in_option("fqdn")};
extern constexpr Protocol dhcp6_ntp_name =
    ntp<3>("DHCP6NTPSubOptSrvFQDN", "DHCP6 NTP Server FQDN Suboption", ntp_name_fields);

static constexpr Field dhcp6_opt_ntp_server_fields[] = {
    code(56), length({"ntpserver"}), layers("ntpserver", "DHCP6NTPSubOptUnknown", {.extent = behind(0)})};
extern constexpr Protocol dhcp6_opt_ntp_server =
    option<56>("DHCP6OptNTPServer", "DHCP6 NTP Server Option", dhcp6_opt_ntp_server_fields);

}  // namespace pkttest::protocols
