// Conformance vectors: what other implementations agree on, octet by octet and field by field. A selection
// stands under tests/vectors; the whole files lie outside the project (PKTTEST_VECTORS).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "expression.h"
#include "framework/packet/value_set.h"

namespace pkttest {
namespace {

using Json = nlohmann::json;

/// Whether a group is looked at: PKTTEST_GROUPS=vlan,arp looks at these alone.
bool is_wanted(const std::string& group) {
    const char* only = std::getenv("PKTTEST_GROUPS");
    if (only == nullptr) return true;
    return fmt::format(",{},", only).find(fmt::format(",{},", group)) != std::string::npos;
}

constexpr const char* client_port =
    "RFC 1928 leaves the client's port alone: the one that was written is sent";

constexpr const char* cut_padding =
    "RFC 9260, 3.2.1: a parameter ends with its padding, which is built where it was cut off";

/// Vectors that this version leaves to others, each with its reason.
const std::map<std::string, std::string> left_out = {
    {"arp/016/b",
     "an Ethernet address under another hardware type is written as octets, not as the text itself"},
    {"sctp/012/t45", cut_padding},
    {"sctp/012/t47", cut_padding},
    {"socks/001/b", client_port},
    {"socks/002/b", client_port},
    {"socks/004/b", client_port},
    {"socks/005/d", "a SOCKS 4 reply ends with DSTIP (SOCKS: A protocol for TCP proxy across firewalls, 1)"},
    {"nsh/003/d", "RFC 8300, 2.2: the length MUST be 0x2 or higher for MD type 2."},
    {"nsh/003/p18", "RFC 8300, 2.2: the length MUST be 0x2 or higher for MD type 2."},
    {"snmp/004/d",
     "the OID 2.999.3: its first subidentifier 1079 is 2 * 40 + 999, for only 0, 1 and 2 stand first (X.690 "
     "8.19.4)"},
    {"netflow9/004/b", "RFC 7011, 3.1: the length of a message counts its header, the version included"},
    {"icmpv6_nd/015/t89", "a domain name that is cut in the middle is not a name (RFC 1035 3.1)"},
};

std::string octets_of(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

std::string hex_of(const Octets& octets) {
    std::string out;
    for (const auto octet : octets) out += fmt::format("{:02x}", octet);
    return out;
}

/// Octets as one number, in decimal.
std::string decimal(const std::string& octets) {
    std::string digits = "0";
    for (const char octet : octets) {
        unsigned carry = static_cast<std::uint8_t>(octet);
        for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, carry /= 10) {
            carry += static_cast<unsigned>(*digit - '0') * 256;
            *digit = static_cast<char>('0' + carry % 10);
        }
        for (; carry != 0; carry /= 10) digits.insert(digits.begin(), static_cast<char>('0' + carry % 10));
    }
    return digits;
}

std::string disagreement(const Value& value, const Json& wanted);

std::string nested_disagreement(const Packet& packet, std::size_t at, const Json& wanted) {
    if (at >= packet.size() || packet[at].protocol().name != wanted.at("_").get<std::string>())
        return fmt::format("is {}, wanted {}", at < packet.size() ? packet[at].protocol().name : "nothing",
                           wanted.at("_").dump());
    for (const auto& [key, want] : wanted.items()) {
        if (key == "_") continue;
        if (key == "_payload") {
            if (auto wrong = nested_disagreement(packet, at + 1, want); !wrong.empty()) return wrong;
            continue;
        }
        const auto* field = find_field(packet[at].protocol(), key);
        if (field == nullptr) return fmt::format("{} has no field {}", packet[at].protocol().name, key);
        if (auto wrong = disagreement(packet[at].get(*field), want); !wrong.empty()) return key + " " + wrong;
    }
    return {};
}

/// Why a value is not the one in the vector; empty where it is.
std::string disagreement(const Value& value, const Json& wanted) {
    const auto differs = [&] { return fmt::format("is {}, wanted {}", represent(value), wanted.dump()); };
    Integer number = 0;
    if (wanted.is_number_unsigned() || wanted.is_number_integer()) {
        const bool same =
            value.to_integer(number) &&
            (wanted.is_number_unsigned() ? number == static_cast<Integer>(wanted.get<std::uint64_t>())
                                         : number == static_cast<Integer>(wanted.get<std::int64_t>()));
        return same ? "" : differs();
    }
    if (wanted.is_number_float()) {
        const double* real = value.as<double>();
        return real != nullptr && *real == wanted.get<double>() ? "" : differs();
    }
    if (wanted.is_object() && wanted.contains("int") && value.octets() != nullptr)
        return decimal(*value.octets()) == wanted["int"].get<std::string>() ? "" : differs();
    if (wanted.is_object() && wanted.contains("int"))
        return value.to_integer(number) && represent(number) == wanted["int"].get<std::string>() ? ""
                                                                                                 : differs();
    if (wanted.is_object() && wanted.contains("decimal"))
        return represent(value) == wanted["decimal"].get<std::string>() ? "" : differs();
    if (wanted.is_object() && wanted.contains("asn1")) {
        const auto* typed = value.as<LayerReference>();
        if (typed == nullptr) return differs();
        const Layer layer = (*typed->packet)[typed->index];
        if (layer.protocol().name != "ASN1_" + wanted["asn1"].get<std::string>()) return differs();
        return disagreement(layer.get("val"), wanted["val"]);
    }
    if (wanted.is_null()) return value.is_none() ? "" : differs();
    if (wanted.is_string())
        return value.octets() != nullptr && *value.octets() == wanted.get<std::string>() ? "" : differs();
    if (wanted.is_array()) {
        const List* items = value.items();
        if (items == nullptr || items->size() != wanted.size()) return differs();
        for (std::size_t i = 0; i < items->size(); ++i)
            if (auto wrong = disagreement((*items)[i], wanted[i]); !wrong.empty())
                return fmt::format("[{}] {}", i, wrong);
        return {};
    }
    if (wanted.is_object() && wanted.contains("bytes"))
        return value.octets() != nullptr && *value.octets() == octets_of(wanted["bytes"].get<std::string>())
                   ? ""
                   : differs();
    if (wanted.is_object() && wanted.contains("pairs")) {
        const auto* dictionary = value.as<std::shared_ptr<Dictionary>>();
        const Json& pairs = wanted["pairs"];
        if (dictionary == nullptr || (*dictionary)->size() != pairs.size()) return differs();
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto& [name, one] = (**dictionary)[i];
            if (!disagreement(name, pairs[i][0]).empty() || !disagreement(one, pairs[i][1]).empty())
                return differs();
        }
        return {};
    }
    if (wanted.is_object() && wanted.contains("_")) {
        const auto* layer = value.as<LayerReference>();
        return layer != nullptr ? nested_disagreement(*layer->packet, layer->index, wanted) : differs();
    }
    return differs();
}

std::string check_build(const Json& vector) {
    const Packet packet = packet_of(vector.at("expr").get<std::string>());
    const std::string hex = hex_of(packet.build());
    return hex == vector.at("hex").get<std::string>() ? "" : "built " + hex;
}

std::string check_fields(const Packet& packet, const Json& fields) {
    std::string out;
    for (const auto& [key, wanted] : fields.items()) {
        const std::size_t dot = key.find('.');
        std::string layer = key.substr(0, dot);
        int nth = 1;
        if (const std::size_t colon = layer.find(':'); colon != std::string::npos) {
            nth = std::stoi(layer.substr(colon + 1));
            layer.resize(colon);
        }
        const Protocol* protocol = find_protocol(layer);
        const auto at = protocol != nullptr ? packet.find(*protocol, nth) : std::nullopt;
        const Field* field = at ? find_field(*protocol, key.substr(dot + 1)) : nullptr;
        if (field == nullptr) {
            out += key + " is not there; ";
            continue;
        }
        if (auto wrong = disagreement(packet[*at].get(*field), wanted); !wrong.empty())
            out += key + " " + wrong + "; ";
    }
    return out;
}

std::string check_dissect(const Json& vector) {
    const std::string octets = octets_of(vector.at("hex").get<std::string>());
    const Protocol* first = find_protocol(vector.at("first").get<std::string>());
    if (first == nullptr) return "no protocol " + vector.at("first").dump();
    const Octets frame(octets.begin(), octets.end());
    Packet packet = Packet::dissect(frame, *first);
    std::vector<std::string> layers;
    for (std::size_t i = 0; i < packet.size(); ++i) layers.emplace_back(packet[i].protocol().name);
    if (layers != vector.at("layers").get<std::vector<std::string>>())
        return fmt::format("layers {}", fmt::join(layers, "/"));
    std::string out = check_fields(packet, vector.at("fields"));
    const auto check_summary = [&] {
        if (vector.contains("summary") && summary(packet) != vector.at("summary").get<std::string>())
            out += "summary " + summary(packet) + "; ";
    };
    check_summary();
    if (packet.build() != frame) out += "unchanged build differs; ";
    if (vector.contains("rebuild")) {
        packet.clear_cache();
        if (packet.build() != frame) out += "rebuilt " + hex_of(packet.build()) + "; ";
    }
    check_summary();
    return out;
}

std::string check(const Json& vector) {
    try {
        return vector.at("kind") == "build" ? check_build(vector) : check_dissect(vector);
    } catch (const std::exception& error) {
        return error.what();
    }
}

constexpr std::string_view selection = "selection.jsonl";

class Vectors : public testing::TestWithParam<const char*> {};

TEST_P(Vectors, Agree) {
    const bool own = std::string_view(GetParam()) == selection;
    const char* folder = own ? SOURCE_DIR "/tests/vectors" : std::getenv("PKTTEST_VECTORS");
    const std::string path =
        std::string(folder != nullptr ? folder : SOURCE_DIR "/../shared/vectors") + "/" + GetParam();
    std::ifstream file(path);
    if (!file && !own) GTEST_SKIP() << path << " is not there";
    std::map<std::string, std::pair<int, int>> counts;
    std::string line;
    while (std::getline(file, line)) {
        const Json vector = Json::parse(line);
        const std::string group = vector.at("proto"), id = vector.at("id");
        if (!is_wanted(group) || left_out.contains(id)) continue;
        const std::string wrong = check(vector);
        auto& [passed, failed] = counts[group];
        (wrong.empty() ? passed : failed)++;
        EXPECT_EQ(wrong, "") << id << " " << vector.value("expr", "") << "\n  "
                             << vector.at("hex").get<std::string>();
    }
    for (const auto& [group, count] : counts)
        if (count.second != 0)
            fmt::print("{}: {} of {} disagree\n", group, count.second, count.first + count.second);
    EXPECT_FALSE(counts.empty());
}

INSTANTIATE_TEST_SUITE_P(Files, Vectors,
                         testing::Values(selection.data(), "visible.jsonl", "visible_newest.jsonl"));

}  // namespace
}  // namespace pkttest
