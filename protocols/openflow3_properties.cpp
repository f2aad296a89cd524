// The properties of OpenFlow 1.3's tables (OpenFlow Switch Specification 1.3.5, 7.3.5.5): the instructions,
// actions, tables and fields that they know.
#include "protocols/openflow3.h"

namespace pkttest::protocols {

static constexpr Field instruction_fields[] = {enumeration("type", 16, 1, openflow3_instruction_types),
                                               bits("len", 16, 4)};
extern constexpr Protocol openflow3_instruction_id = openflow_part("OFPITID", instruction_fields);
static constexpr Field action_fields[] = {enumeration("type", 16, 0, openflow3_action_types),
                                          bits("len", 16, 4)};
extern constexpr Protocol openflow3_action_id = openflow_part("OFPATID", action_fields);
static constexpr Field match_fields[] = {enumeration("class_", 16, 0x8000, openflow3_match_classes),
                                         enumeration("field", 7, 0, openflow3_match_fields),
                                         bits("hasmask", 1), bits("len", 8)};
extern constexpr Protocol openflow3_match_id = openflow_part("OXMID", match_fields);
static constexpr Field table_fields[] = {enumeration("table_id", 8, 0, openflow3_tables)};
extern constexpr Protocol openflow3_table_id = openflow_part("OFPTableID", table_fields, {}, "OFP_TABLE_ID");

/// Its length leaves out what fills it.
template <int type>
static constexpr std::array<Field, 4> property(std::string_view list, std::string_view element) {
    return {enumeration("type", 16, type, openflow3_table_properties),
            bits("len", 16, {.length_of = {list, 1, 4}}), layers(list, element, {.extent = up_to("len")}),
            openflow3_filling("pad")};
}
static constexpr auto general = std::array<Field, 4>{
    enumeration("type", 16, 0, openflow3_table_properties), bits("len", 16, {.length_of = {"data", 1, 4}}),
    octets("data", "", {.extent = up_to("len")}), openflow3_filling("pad")};
extern constexpr Protocol openflow3_table_property = openflow_part(table_property, general);

static constexpr auto instructions = property<0>("instruction_ids", "OFPITID");
extern constexpr Protocol openflow3_property_instructions = openflow_part(
    "OFPTFPTInstructions", instructions, openflow3_type_of<table_property, 0>, "OFPTFPT_INSTRUCTIONS");

static constexpr auto instructions_miss = property<1>("instruction_ids", "OFPITID");
extern constexpr Protocol openflow3_property_instructions_miss =
    openflow_part("OFPTFPTInstructionsMiss", instructions_miss, openflow3_type_of<table_property, 1>,
                  "OFPTFPT_INSTRUCTIONS_MISS");

static constexpr auto next_tables = property<2>("next_table_ids", "OFPTableID");
extern constexpr Protocol openflow3_property_next_tables = openflow_part(
    "OFPTFPTNextTables", next_tables, openflow3_type_of<table_property, 2>, "OFPTFPT_NEXT_TABLES");

static constexpr auto next_tables_miss = property<3>("next_table_ids", "OFPTableID");
extern constexpr Protocol openflow3_property_next_tables_miss =
    openflow_part("OFPTFPTNextTablesMiss", next_tables_miss, openflow3_type_of<table_property, 3>,
                  "OFPTFPT_NEXT_TABLES_MISS");

static constexpr auto write_actions = property<4>("action_ids", "OFPATID");
extern constexpr Protocol openflow3_property_write_actions = openflow_part(
    "OFPTFPTWriteActions", write_actions, openflow3_type_of<table_property, 4>, "OFPTFPT_WRITE_ACTIONS");

static constexpr auto write_actions_miss = property<5>("action_ids", "OFPATID");
extern constexpr Protocol openflow3_property_write_actions_miss =
    openflow_part("OFPTFPTWriteActionsMiss", write_actions_miss, openflow3_type_of<table_property, 5>,
                  "OFPTFPT_WRITE_ACTIONS_MISS");

static constexpr auto apply_actions = property<6>("action_ids", "OFPATID");
extern constexpr Protocol openflow3_property_apply_actions = openflow_part(
    "OFPTFPTApplyActions", apply_actions, openflow3_type_of<table_property, 6>, "OFPTFPT_APPLY_ACTIONS");

static constexpr auto apply_actions_miss = property<7>("action_ids", "OFPATID");
extern constexpr Protocol openflow3_property_apply_actions_miss =
    openflow_part("OFPTFPTApplyActionsMiss", apply_actions_miss, openflow3_type_of<table_property, 7>,
                  "OFPTFPT_APPLY_ACTIONS_MISS");

static constexpr auto match = property<8>("oxm_ids", "OXMID");
extern constexpr Protocol openflow3_property_match =
    openflow_part("OFPTFPTMatch", match, openflow3_type_of<table_property, 8>, "OFPTFPT_MATCH");

static constexpr auto wildcards = property<10>("oxm_ids", "OXMID");
extern constexpr Protocol openflow3_property_wildcards =
    openflow_part("OFPTFPTWildcards", wildcards, openflow3_type_of<table_property, 10>, "OFPTFPT_WILDCARDS");

static constexpr auto write_set_field = property<12>("oxm_ids", "OXMID");
extern constexpr Protocol openflow3_property_write_set_field = openflow_part(
    "OFPTFPTWriteSetField", write_set_field, openflow3_type_of<table_property, 12>, "OFPTFPT_WRITE_SETFIELD");

static constexpr auto write_set_field_miss = property<13>("oxm_ids", "OXMID");
extern constexpr Protocol openflow3_property_write_set_field_miss =
    openflow_part("OFPTFPTWriteSetFieldMiss", write_set_field_miss, openflow3_type_of<table_property, 13>,
                  "OFPTFPT_WRITE_SETFIELD_MISS");

static constexpr auto apply_set_field = property<14>("oxm_ids", "OXMID");
extern constexpr Protocol openflow3_property_apply_set_field = openflow_part(
    "OFPTFPTApplySetField", apply_set_field, openflow3_type_of<table_property, 14>, "OFPTFPT_APPLY_SETFIELD");

static constexpr auto apply_set_field_miss = property<15>("oxm_ids", "OXMID");
extern constexpr Protocol openflow3_property_apply_set_field_miss =
    openflow_part("OFPTFPTApplySetFieldMiss", apply_set_field_miss, openflow3_type_of<table_property, 15>,
                  "OFPTFPT_APPLY_SETFIELD_MISS");

static constexpr Field experimenter[] = {enumeration("type", 16, 0xfffe, openflow3_table_properties),
                                         bits("len", 16, {.length_of = {"experimenter_data", 1, 12}}),
                                         bits("experimenter", 32),
                                         bits("exp_type", 32),
                                         octets("experimenter_data", "", {.extent = up_to("len")}),
                                         openflow3_filling("pad")};
extern constexpr Protocol openflow3_property_experimenter = openflow_part(
    "OFPTFPTExperimenter", experimenter, openflow3_type_of<table_property, 0xfffe>, "OFPTFPT_EXPERIMENTER");

static constexpr Field experimenter_miss[] = {enumeration("type", 16, 0xffff, openflow3_table_properties),
                                              bits("len", 16, {.length_of = {"experimenter_data", 1, 12}}),
                                              bits("experimenter", 32),
                                              bits("exp_type", 32),
                                              octets("experimenter_data", "", {.extent = up_to("len")}),
                                              openflow3_filling("pad")};
extern constexpr Protocol openflow3_property_experimenter_miss =
    openflow_part("OFPTFPTExperimenterMiss", experimenter_miss, openflow3_type_of<table_property, 0xffff>,
                  "OFPTFPT_EXPERIMENTER_MISS");

}  // namespace pkttest::protocols
