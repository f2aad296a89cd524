// Python's repr() of values, packets and flags as Scapy's: <IP  ttl=64 |>, <Flag 18 (SA)>.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/packet_list_value.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/shape.h"
#include "framework/packet/text.h"
#include "framework/packet/value_set.h"

namespace pkttest::language {

namespace {

std::string joined(const List& items, std::string_view open, std::string_view close) {
    std::string out(open);
    for (std::size_t i = 0; i < items.size(); ++i) out += (i != 0 ? ", " : "") + represent_python(items[i]);
    return out += close;
}

}  // namespace

std::string represent_python(const Value& value) {
    if (const auto* packet = value.as<LayerReference>())
        return represent_packet(*packet->packet, packet->index);
    if (const auto* flags = value.as<Flags>())
        return fmt::format("<Flag {} ({})>", flags->bits, flag_text(*flags->field, flags->bits));
    if (value.is_text()) return represent_plain(*value.octets());
    if (packet_list_name(value) != nullptr) return represent_packet_list(value);
    if (value.is_list()) return joined(*value.items(), "[", "]");
    if (value.is_tuple()) return joined(*value.items(), "(", value.items()->size() == 1 ? ",)" : ")");
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>()) {
        std::string out;
        for (const auto& [key, item] : **dictionary)
            out += (out.empty() ? "" : ", ") + represent_python(key) + ": " + represent_python(item);
        return "{" + out + "}";
    }
    if (value.set() != nullptr && !value.set()->shown().empty()) return value.set()->shown();
    return represent(value);
}

}  // namespace pkttest::language
