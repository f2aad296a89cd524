// What a packet has beside its fields and methods: p.payload, p.name. One table for evaluator and checker.
#pragma once

#include <span>
#include <string_view>

#include "framework/language/builtin.h"

namespace pkttest::language {

struct PacketProperty {
    std::string_view name;
    Kind kind;
    Value (*read)(const LayerReference& packet);
};

std::span<const PacketProperty> packet_properties();
/// nullptr where there is none.
const PacketProperty* find_property(std::string_view name);

}  // namespace pkttest::language
