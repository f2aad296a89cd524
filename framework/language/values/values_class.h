// What sets of values are in Scapy: the class that made them, and what they have beside their members.
#pragma once

#include <optional>
#include <string_view>

#include "framework/packet/value_set.h"

namespace pkttest::language {

/// "RandByte", "Net"; empty where no function made it.
std::string_view class_of(const ValueSet& set);
/// Whether it is of this class or of one derived from it.
bool is_random_of(const ValueSet& set, std::string_view name);
/// __class__; of networks count, start and stop. nullopt where it has none of this name.
std::optional<Value> values_attribute(const ValueSet& set, std::string_view name);

}  // namespace pkttest::language
