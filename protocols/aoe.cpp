// ATA over Ethernet (AoE, revision 11, Coraid 2009): a header with the arguments of its command.
#include "framework/packet/layer.h"
#include "framework/packet/protocol.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/over_ethernet.h"

namespace pkttest::protocols {

static constexpr Protocol arguments(std::string_view name, std::string_view title,
                                    std::span<const Field> fields, std::span<const Carrier> carried_by = {}) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .carried_by = carried_by,
                    .payload_size = no_payload});
}
/// Arguments behind a header say its command; read, they are a field of it.
template <std::uint64_t command>
static constexpr Carrier behind_command[] = {{"AOE", "cmd", command, down}};
static constexpr Field octet(std::string_view name) { return bits(name, 8, {.hex = true}); }

static constexpr Name ata_flags[] = {{0x01, "z"}, {0x02, "e"}, {0x08, "d"}, {0x40, "a"}, {0x80, "w"}};
static constexpr Field ata_fields[] = {flags("flags", 8, 0, ata_flags),
                                       octet("err_feature"),
                                       bits("sector_count", 8, 1),
                                       bits("cmd_status", 8, 0xec, {.hex = true}),
                                       octet("lba0"),
                                       octet("lba1"),
                                       octet("lba2"),
                                       octet("lba3"),
                                       octet("lba4"),
                                       octet("lba5"),
                                       bits("reserved", 16, {.hex = true}),
                                       octets("data", "", {.extent = octets_from("sector_count", 512)})};
extern constexpr Protocol aoe_ata =
    arguments("IssueATACommand", "Issue ATA Command", ata_fields, behind_command<0>);

static constexpr Name config_commands[] = {{0, "Read config string"},
                                           {1, "Test config string"},
                                           {2, "Test config string prefix"},
                                           {3, "Set config string"},
                                           {4, "Force set config string"}};
static constexpr Field config_fields[] = {
    bits("buffer_count", 16),
    bits("firmware", 16),
    bits("sector_count", 8),
    bits("aoe", 4),
    enumeration("ccmd", 4, 0, config_commands),
    bits("config_length", 16, {.length_of = {"config"}}),
    octets("config", Default(), {.extent = octets_from("config_length")})};
extern constexpr Protocol aoe_config =
    arguments("QueryConfigInformation", "Query Config Information", config_fields, behind_command<1>);

static constexpr Name directive_commands[] = {
    {0, "No directive"}, {1, "Add mac address to mask list"}, {2, "Delete mac address from mask list"}};
static constexpr Field directive_fields[] = {bits("reserved", 8),
                                             enumeration("dcmd", 8, 0, directive_commands), mac("mac_addr")};
extern constexpr Protocol aoe_directive = arguments("Directive", "Directive", directive_fields);

static constexpr Name mask_commands[] = {{0, "Read Mac Mask List"}, {1, "Edit Mac Mask List"}};
static constexpr Name mask_errors[] = {
    {0, ""}, {1, "Unspecified error"}, {2, "Bad dcmd directive"}, {3, "Mask List Full"}};
static constexpr Field mask_fields[] = {
    bits("reserved", 8), enumeration("mcmd", 8, 0, mask_commands), enumeration("merror", 8, 0, mask_errors),
    bits("dir_count", 16, {.count_of = {"directives"}}),
    layers("directives", "Directive", {.extent = count_from("dir_count")})};
extern constexpr Protocol aoe_masks =
    arguments("MacMaskList", "Mac Mask List", mask_fields, behind_command<2>);

static constexpr Name reserve_commands[] = {
    {0, "Read Reserve List"}, {1, "Set Reserve List"}, {2, "Force Set Reserve List"}};
static constexpr Field address = mac("address");
static constexpr Field reserve_fields[] = {enumeration("rcmd", 8, 0, reserve_commands),
                                           bits("nb_mac", 16, {.count_of = {"mac_addrs"}}),
                                           list("mac_addrs", address, {.extent = count_from("nb_mac")})};
extern constexpr Protocol aoe_reserve =
    arguments("ReserveRelease", "Reserve / Release", reserve_fields, behind_command<3>);

static constexpr Name header_flags[] = {{1, "Response"}, {2, "Error"}, {4, "r1"}, {8, "r2"}};
static constexpr Name errors[] = {{1, "Unrecognized command code"}, {2, "Bad argument parameter"},
                                  {3, "Device unavailable"},        {4, "Config string present"},
                                  {5, "Unsupported exception"},     {6, "Target is reserved"}};
static constexpr Name commands[] = {{0, "Issue ATA Command"},
                                    {1, "Query Config Information"},
                                    {2, "Mac Mask List"},
                                    {3, "Reserve / Release"}};
static constexpr Field fields[] = {
    bits("version", 4, 1),
    flags("flags", 4, 0, header_flags),
    enumeration("error", 8, 0, errors),
    bits("major", 16, 0xffff, {.hex = true}),
    bits("minor", 8, 0xff, {.hex = true}),
    enumeration("cmd", 8, 1, commands),
    bits("tag", 32, {.hex = true}),
    layer("i_ata_cmd", "IssueATACommand", {.when = equals("cmd", 0), .unbroken = true}),
    layer("q_conf_info", "QueryConfigInformation", {.when = equals("cmd", 1), .unbroken = true}),
    layer("mac_m_list", "MacMaskList", {.when = equals("cmd", 2), .unbroken = true}),
    layer("res_rel", "ReserveRelease", {.when = equals("cmd", 3), .unbroken = true})};
static constexpr auto carriers = over_ethernet(0x88a2);
/// A response repeats the tag of its command.
static bool aoe_answers(const Layer& answer, const Layer& request) {
    return request.is("AOE") && (answer.integer("flags") & 1) == 1 && (request.integer("flags") & 1) == 0 &&
           answer.integer("tag") == request.integer("tag") && answer.integer("cmd") == request.integer("cmd");
}
extern constexpr Protocol aoe = checked({.name = "AOE",
                                         .title = "ATA over Ethernet",
                                         .fields = fields,
                                         .carried_by = carriers,
                                         .payload_size = no_payload,
                                         .answers = aoe_answers});

}  // namespace pkttest::protocols
