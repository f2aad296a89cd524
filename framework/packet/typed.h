// Typed: packets in C++ as readable as in a campaign, with the names checked by the compiler. The structs of
// <pkttest/layers.h>, one a protocol, are generated from the tables and built on this.
//
//     auto p = Ether() / IP({.dst = "192.0.2.1"}) / TCP({.dport = 80, .flags = "S"}) / "hello";
//     p.set(TCP::dport, 443);
//     std::uint64_t port = p.get(TCP::dport);
#pragma once

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "framework/packet/packet.h"

namespace pkttest {

/// What can be a Value, but plain numbers.
template <class T>
concept Valued = std::constructible_from<Value, T> && !std::integral<std::remove_cvref_t<T>>;

/// What a program writes for a field. A `const char*` is not copied: it lasts until the layer is made.
class Written {
 public:
    Written() = default;  ///< The field's default.
    Written(const char* text) : what_(std::string_view(text)) {}
    template <std::integral Number>
    Written(Number number) : what_(static_cast<Integer>(number)) {}
    template <Valued T>
    Written(T&& value) : what_(Value(std::forward<T>(value))) {}

    bool is_default() const { return what_.index() == 0; }
    const Integer* number() const { return std::get_if<Integer>(&what_); }
    const std::string_view* text() const { return std::get_if<std::string_view>(&what_); }
    Value value() const;

 private:
    std::variant<std::monostate, Integer, std::string_view, Value> what_;
};

/// The base of the generated structs: a packet of one layer.
class TypedLayer : public Packet {
 protected:
    /// With what was written in the order of the protocol's fields. Throws std::invalid_argument with the
    /// reason, where a value does not fit.
    TypedLayer(const Protocol& protocol, std::initializer_list<const Written*> fields);
};

/// A protocol's name as a template's argument.
template <std::size_t size>
struct LayerName {
    char text[size] = {};
    consteval LayerName(const char (&name)[size]) { std::copy_n(name, size, text); }
};
/// As built_in(name), looked for once.
template <LayerName name>
const Protocol& built_in() {
    static const Protocol& found = built_in(name.text);
    return found;
}

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
