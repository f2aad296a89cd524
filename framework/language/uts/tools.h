// What Scapy and UTscapy put into every session of a .uts campaign.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/packet/value.h"

namespace pkttest::language {

/// Whether what a module of Scapy ("scapy.contrib.bgp") brings is there.
bool has_scapy_module(std::string_view name);
/// A module of Scapy that has_scapy_module() knows; None for others.
Value scapy_module(std::string_view name);
/// The layers that a module of Scapy has under names that other layers have here, by those names: OFPTHello
/// of contrib.openflow3 is OFPTHello3.
std::vector<std::pair<std::string, const Protocol*>> renamed_layers(std::string_view module);
/// Numbers that stand under one name, H2ErrorCodes; None where there is no such group.
Value number_group(std::string_view name);
/// A number that has a name in every session: IPV6_ADDR_LINKLOCAL; None where there is none.
Value constant_named(std::string_view name);
/// A number that a layer has a name for beside its fields: TYPE_RX_PACKET of TZSP; None where there is none.
Value layer_constant(std::string_view layer, std::string_view name);
struct NamedNumber {
    std::string_view name;
    std::int64_t value;
};
/// Those of them that modules of Scapy bring: CONNECT of contrib.mqttsn.
std::span<const NamedNumber> module_numbers();
/// A fresh `conf`: options that only say how Scapy shows and logs are kept, those that would change a test's
/// outcome are not covered.
Value new_configuration();
/// Whether an option of `conf` changes what tests come to.
bool changes_outcome(std::string_view option);
/// What gives numbers names in every session: IP_PROTOS, dnstypes. None where there is no such.
Value name_table(std::string_view name);

/// Whether Python has a module of this name of which nothing is covered: importing it does nothing wrong.
bool is_module_of_python(std::string_view name);

}  // namespace pkttest::language
