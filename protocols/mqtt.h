// What MQTT's messages share: numbers of one to four octets, the properties of version 5 and when they are
// there.
#pragma once

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest::protocols {

/// 7 bits an octet, the lowest first, at most 4 octets (MQTT 3.1.1, 2.2.3; MQTT 5.0, 1.5.5). Unset it counts
/// the octets of the field of this layer that Extra::user, a `const char* const`, names; without one it is
/// written as no octet.
extern const Shape mqtt_length_shape;
std::vector<std::uint8_t> mqtt_length_octets(Integer value);
/// Reads such a number at `at` and moves behind it; -1 where there is none.
std::int64_t read_mqtt_length(std::span<const std::uint8_t> octets, std::size_t& at);

/// Whether this is a fixed header: MQTT or MQTT5.
bool is_mqtt_header(const Layer& layer);
/// A received message's octets, those that the fixed header counts.
struct MqttMessage {
    std::span<const std::uint8_t> octets;
    bool is_whole;  ///< All that are counted are there.
};
MqttMessage mqtt_message(const Layer& message);

/// Whether the layer's fixed header is MQTT5's.
bool is_under_mqtt5(const Layer& message);
/// Whether a crafted message has been told this field.
bool is_told(const Layer& message, std::string_view field);

/// The automatic length of properties.
constexpr Field properties_length(std::string_view name, const char* const& properties,
                                  bool (*are_there)(const Layer&)) {
    return custom(name, mqtt_length_shape, Default(), {.when = when(are_there), .user = &properties});
}
constexpr Field property_list(std::string_view name, std::string_view length,
                              bool (*are_there)(const Layer&)) {
    return layers(name, "MQTTProperty", {.when = when(are_there), .extent = octets_from(length)});
}

}  // namespace pkttest::protocols
