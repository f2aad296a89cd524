// What gives numbers their names in every session of Scapy's: the names that fields of layers have.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/uts/tools.h"
#include "framework/packet/shape.h"

namespace pkttest::language {

namespace {

struct TableSource {
    std::string_view table, protocol, field;
};
constexpr TableSource sources[] = {
    {"ETHER_TYPES", "Ether", "type"},  {"IP_PROTOS", "IP", "proto"},  {"TCP_SERVICES", "TCP", "sport"},
    {"UDP_SERVICES", "UDP", "sport"},  {"dnstypes", "DNSRR", "type"}, {"dnsqtypes", "DNSQR", "qtype"},
    {"dnsclasses", "DNSRR", "rclass"}, {"icmptypes", "ICMP", "type"},
};

/// By number and by name: IP_PROTOS[17], IP_PROTOS.udp.
class NameTable final : public ScriptObject {
 public:
    NameTable(std::string_view name, std::span<const pkttest::Name> names) : name(name), names(names) {}
    std::string_view kind() const override { return "table of names"; }
    std::string represent() const override { return fmt::format("<{}>", name); }
    std::optional<Value> attribute(std::string_view wanted) const override {
        for (const pkttest::Name& each : names)
            if (normalized(each.name) == wanted) return Value(static_cast<Integer>(each.value));
        return std::nullopt;
    }
    std::optional<std::size_t> length() const override { return names.size(); }
    std::optional<Value> item(const Value& key, Span where) const override {
        Integer number = 0;
        if (key.to_integer(number))
            for (const pkttest::Name& each : names)
                if (static_cast<Integer>(each.value) == number) return Value(each.name);
        throw EvaluationError(where, fmt::format("{} has no {}", name, describe(key))).as("KeyError");
    }
    std::optional<List> take_items() override {
        List out;
        for (const pkttest::Name& each : names) out.emplace_back(static_cast<Integer>(each.value));
        return out;
    }

 private:
    /// As an attribute is written: what is no letter is _.
    static std::string normalized(std::string_view text) {
        std::string out(text);
        std::replace_if(
            out.begin(), out.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
        return out;
    }
    std::string_view name;
    std::span<const pkttest::Name> names;
};

}  // namespace

Value name_table(std::string_view name) {
    for (const TableSource& each : sources) {
        if (each.table != name) continue;
        const Protocol* protocol = find_protocol(each.protocol);
        const Field* field = protocol != nullptr ? find_field(*protocol, each.field) : nullptr;
        if (field != nullptr && !field->names.empty())
            return object_value<NameTable>(each.table, field->names);
    }
    return {};
}

}  // namespace pkttest::language
