// Typed: packets in C++ as readable as in a campaign, with the names checked by the compiler. The structs of
// <pkttest/layers.h>, one a protocol, are generated from the tables and built on this.
//
//     auto p = Ether() / IP({.dst = "192.0.2.1"}) / TCP({.dport = 80, .flags = "S"}) / "hello";
//     p.set(TCP::dport, 443);
//     std::uint64_t port = p.get(TCP::dport);
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "framework/packet/packet.h"

namespace pkttest {

/// A layer with these values in the order of its fields; None leaves a default. Throws std::invalid_argument
/// with the reason, where a value does not fit.
Packet make_layer(std::string_view protocol, std::initializer_list<const Value*> values);

/// The place of the first layer of this name. Throws std::out_of_range where there is none.
std::size_t layer_of(const Packet& packet, std::string_view protocol);

/// Adds octets as Raw.
inline Packet operator/(Packet lower, std::string_view octets) {
    lower /= Packet::raw(octets);
    return lower;
}

template <class T>
T Packet::get(const Key<T>& key) const {
    const Layer layer = (*this)[layer_of(*this, key.protocol)];
    const Field& field = layer.protocol().fields[key.field];
    if constexpr (std::is_same_v<T, Value>) {
        return layer.get(field);
    } else if constexpr (std::is_same_v<T, std::string>) {
        const Value value = layer.get(field);
        return value.octets() != nullptr ? *value.octets() : represent(value);
    } else {
        return static_cast<T>(layer.integer(field));
    }
}

template <class T>
void Packet::set(const Key<T>& key, const Value& value) {
    const std::size_t at = layer_of(*this, key.protocol);
    if (const auto problem = set(at, (*this)[at].protocol().fields[key.field], value))
        throw std::invalid_argument(problem->message);
}

}  // namespace pkttest
