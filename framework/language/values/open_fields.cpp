// Fields that Scapy keeps empty until somebody sets them, although it shows or builds what stands in for
// them.
#include <algorithm>

#include "framework/language/values/given_form.h"
#include "framework/packet/compiled.h"

namespace pkttest::language {

namespace {

struct Open {
    std::string_view protocol, field;
    bool reads_as_none = true;
};
constexpr Open open_fields[] = {
    {"ARP", "hwdst", false},
    {"ARP", "hwsrc", false},
    {"ARP", "pdst", false},
    {"ARP", "psrc", false},
    {"ATT_Find_By_Type_Value_Request", "uuid"},
    {"ATT_Hdr", "opcode"},
    {"ATT_Read_By_Type_Request", "uuid"},
    {"ATT_Read_By_Type_Request_128bit", "uuid1"},
    {"ATT_Read_By_Type_Request_128bit", "uuid2"},
    {"DNSRR", "rdata", false},
    {"Dot3", "dst", false},
    {"Dot3", "src", false},
    {"EDNS0ClientSubnet", "address", false},
    {"EIR_Manufacturer_Specific_Data", "company_id"},
    {"EIR_ServiceData16BitUUID", "svc_uuid"},
    {"Ether", "dst", false},
    {"Ether", "src", false},
    {"HCI_Cmd_Complete_Read_BD_Addr", "addr"},
    {"HCI_Cmd_LE_Add_Device_To_White_List", "address"},
    {"HCI_Cmd_LE_Create_Connection", "paddr"},
    {"HCI_Cmd_LE_Remove_Device_From_White_List", "address"},
    {"HCI_Cmd_LE_Set_Advertising_Parameters", "daddr"},
    {"HCI_Cmd_LE_Set_Random_Address", "address"},
    {"HCI_Cmd_LE_Start_Encryption_Request", "rand"},
    {"HCI_Event_Command_Status", "opcode"},
    {"HCI_LE_Meta_Advertising_Report", "addr"},
    {"HCI_LE_Meta_Connection_Complete", "paddr"},
    {"HCI_LE_Meta_Long_Term_Key_Request", "rand"},
    {"IP", "dst", false},
    {"IP", "src", false},
    {"IPerror", "dst", false},
    {"IPerror", "src", false},
    {"IPerror6", "dst", false},
    {"IPerror6", "src", false},
    {"IPv6", "dst", false},
    {"IPv6", "src", false},
    {"MACsecSCI", "system_identifier", false},
    {"MIP6MH_Generic", "mhtype"},
    {"NBNSNodeStatusResponse", "MAC_ADDRESS", false},
    {"RadioTapTLV", "pad"},
    {"SCTPChunkAbort", "reserved"},
    {"SCTPChunkData", "data"},
    {"SCTPChunkParamAddIPAddr", "addr", false},
    {"SCTPChunkParamDelIPAddr", "addr", false},
    {"SCTPChunkParamSetPrimaryAddr", "addr", false},
    {"SCTPChunkShutdownComplete", "reserved"},
    {"SM_Identity_Address_Information", "address"},
};

const Open* find(const Protocol& protocol, const Field& field) {
    const std::pair wanted(protocol.name, field.name);
    const auto* found = std::lower_bound(
        std::begin(open_fields), std::end(open_fields), wanted,
        [](const Open& one, const auto& key) { return std::pair(one.protocol, one.field) < key; });
    const bool is_it = found != std::end(open_fields) && std::pair(found->protocol, found->field) == wanted;
    return is_it ? found : nullptr;
}

/// Neither set nor told by the layer above: Ether()/IPv6(dst="ff02::1").
bool is_unset(const Layer& layer, const Field& field) {
    const std::size_t index = index_of(layer.protocol(), field);
    if (!layer.is_crafted() || layer.slot().crafted->find(index) != nullptr) return false;
    const auto upper = layer.above();
    const auto* overrides = upper ? compiled(layer.protocol()).overrides_by(upper->protocol()) : nullptr;
    return overrides == nullptr || !overrides->sets(static_cast<std::uint16_t>(index));
}

}  // namespace

bool is_open(const Protocol& protocol, const Field& field) { return find(protocol, field) != nullptr; }

bool is_open(const Layer& layer, const Field& field) {
    return layer.is_crafted() && find(layer.protocol(), field) != nullptr && is_unset(layer, field);
}

bool reads_as_none(const Layer& layer, const Field& field) {
    if (!layer.is_crafted()) return false;
    const Open* open = find(layer.protocol(), field);
    return open != nullptr && open->reads_as_none && is_unset(layer, field);
}

}  // namespace pkttest::language
