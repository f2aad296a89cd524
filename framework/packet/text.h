// A packet as text, beside show() and summary(): repr(), JSON, formats with fields in them, hexadecimal
// forms and back. The forms are the reference's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "framework/packet/packet.h"

namespace pkttest {

/// "<IP  dst=192.0.2.1 |<UDP  |>>": the fields that are set or that the layer above sets.
std::string represent_packet(const Packet& packet, std::size_t from = 0);

/// Whether each packet of the protocol has a copy of the field's default: a list, but of options, a layer, a
/// random value. What is written of a packet has them as if somebody had set them.
bool is_copied_default(const Protocol& protocol, const Field& field);

/// One object a layer, the layer above under "payload". For reading; it does not build the packet again.
std::string json(const Packet& packet, std::size_t from = 0);

/// Every layer with where it lies and all of its values, for other programs: a list of
/// {"layer": "IP", "at": 14, "octets": 20, "fields": {"ttl": 64, …}}. Octets are {"bytes": "00ff"}, packets
/// in fields {"_": "IPOption", field: value, …, "_payload": {…}}, integers of more than 64 bits {"int": "…"},
/// exact fractions {"decimal": "…"}, dictionaries {"pairs": [[key, value], …]}; text is octets, one character
/// each. Crafted layers lie nowhere.
std::string json_layers(const Packet& packet);
/// A JSON string of octets, one character each.
std::string json_string(std::string_view octets);

/// The line that the layer's protocol has for itself; empty where it has none.
std::string own_summary(const Layer& layer);

/// The text of a layer that stands for one value and its type (ASN1_COUNTER32): where such a layer is a
/// field's value, the field is written in one line. Empty for all others.
std::string value_text(const Value& value);

/// `%[FORMAT][r],[LAYER[:NUMBER].]FIELD%` becomes the field as show() writes it, with `r` its value; FORMAT
/// is printf's ("-15s", "04x"). `%time%` is the packet's time of day. `{LAYER:…}` stands where the layer is
/// there,
/// `{!LAYER:…}` where it is not, also one in the other. `%%`, `%(` and `%)` are %, { and }. What the packet
/// has not is "??". Throws std::invalid_argument for a format that cannot be read.
std::string sprintf(const Packet& packet, std::string_view format, std::size_t from = 0);

// ---- hexadecimal -------------------------------------------------------------------------------------

enum class HexParts : std::uint8_t { both, hex, text };
/// "61 62 00  ab." in one line.
std::string line_hexdump(std::span<const std::uint8_t> octets, HexParts parts = HexParts::both);
/// "0x61, 0x62": a C array's elements.
std::string c_hexdump(std::span<const std::uint8_t> octets);
/// The octets of lines as hexdump() and other tools write them: offset, up to sixteen octets, whatever else.
Octets import_hexcap(std::string_view text);
/// Two strings of octets side by side in rows of sixteen, aligned by what has to be changed in the first to
/// get the second; rows that agree are one line.
std::string hexdiff(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

}  // namespace pkttest
