// What frames of wireless LANs say about addresses and networks.
#include "framework/language/values/wireless.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/objects.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"

namespace pkttest::language {

namespace {

Layer own_layer(const Call& call) {
    const auto& reference = *call.self->as<LayerReference>();
    if (reference.index >= reference.packet->size())
        call.raise("AttributeError", fmt::format("an empty packet has no {}", call.name));
    return (*reference.packet)[reference.index];
}

/// The values of one field in the packets of another: the suites of an element.
std::vector<Integer> numbers_in(const Layer& element, std::string_view list, std::string_view field) {
    std::vector<Integer> out;
    const Value suites = element.get(list);
    if (suites.items() != nullptr)
        for (const Value& one : *suites.items())
            if (const auto* suite = one.as<LayerReference>())
                out.push_back(Integer((*suite->packet)[suite->index].integer(field)));
    return out;
}
bool has(const std::vector<Integer>& numbers, Integer number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

/// "WPA2/PSK": the first key management's name behind the version.
std::string with_key_management(std::string_view version, const Layer& element) {
    const Value suites = element.get("akm_suites");
    if (suites.items() == nullptr || suites.items()->empty()) return std::string(version);
    const auto* first = suites.items()->front().as<LayerReference>();
    return first == nullptr ? std::string(version)
                            : fmt::format("{}/{}", version, (*first->packet)[first->index].text("suite"));
}

/// WPA3 where no older key management, no TKIP and no WEP is taken, and frames of management are protected.
std::string_view version_of(const Layer& element) {
    constexpr Integer psk = 2, psk_sha256 = 6, sae = 8;
    const auto keys = numbers_in(element, "akm_suites", "suite"),
               ciphers = numbers_in(element, "pairwise_cipher_suites", "cipher");
    const bool capable = element.integer("mfp_capable") != 0, required = element.integer("mfp_required") != 0;
    const bool is_weak = has(ciphers, 1) || has(ciphers, 2) || has(ciphers, 5);
    if (!has(keys, sae) || !capable) return "WPA2";
    if (required) return has(keys, psk) || has(keys, psk_sha256) || is_weak ? "WPA2" : "WPA3";
    return has(keys, psk) ? "WPA3-transition" : "WPA2";
}

/// What has been read so far.
struct Network {
    Dictionary summary;
    std::shared_ptr<UniqueValues> encryption = std::make_shared<UniqueValues>();

    bool knows(std::string_view key) const {
        return std::any_of(summary.begin(), summary.end(),
                           [&](const auto& entry) { return *entry.first.octets() == key; });
    }
    void put(std::string_view key, Value value) { set_item(summary, Value(key), std::move(value)); }
    void read(const Layer& element);
};

std::string octets_in(const Layer& element, std::string_view field) {
    const Value value = element.get(field);
    return value.octets() != nullptr ? *value.octets() : std::string();
}

Value kind_of_country(char last) {
    switch (last) {
        case 'I':
            return Value("Indoor");
        case 'O':
            return Value("Outdoor");
        case 'X':
            return Value("Non-country");
        case '\xff':
            return Value("Ignored");
        default:
            return {};
    }
}

/// In steps of 500 kbit/s; the highest bit says that a rate is basic.
List rates_in(const Layer& element) {
    List out;
    const Value rates = element.get("rates");
    Integer rate = 0;
    if (rates.items() != nullptr)
        for (const Value& one : *rates.items())
            if (one.to_integer(rate)) out.emplace_back(static_cast<double>(rate & 0x7f) / 2);
    return out;
}

void Network::read(const Layer& element) {
    const std::uint64_t id = element.integer("ID");
    if (id == 0 && !knows("ssid")) {
        put("ssid", Value(octets_in(element, "info")));
    } else if (element.is("Dot11EltDSSSet")) {
        put("channel", Value(element.integer("channel")));
    } else if (element.is("Dot11EltCountry")) {
        const std::string country = octets_in(element, "country_string");
        put("country", Value(country.substr(0, 2)));
        put("country_desc_type", kind_of_country(country.empty() ? '\0' : country.back()));
    } else if (element.is("Dot11EltRates")) {
        List rates = rates_in(element);
        for (const auto& [key, value] : summary)
            if (*key.octets() == "rates")
                rates.insert(rates.begin(), value.items()->begin(), value.items()->end());
        put("rates", Value(std::move(rates)));
    } else if (element.is("Dot11EltRSN")) {
        encryption->add(Value(with_key_management(version_of(element), element)));
    } else if (element.is("Dot11EltMicrosoftWPA")) {
        encryption->add(Value(with_key_management("WPA", element)));
    }
}

}  // namespace

Value address_meaning(Call& call) {
    const Layer layer = own_layer(call);
    const Integer number = call.integer(0);
    if (number < 1 || number > 4) call.raise("ValueError", "Wrong index: should be [1, 2, 3, 4]");
    const Field* field = find_field(layer.protocol(), "addr" + std::to_string(static_cast<int>(number)));
    if (field == nullptr)
        call.raise("AttributeError", fmt::format("{} has no addresses", layer.protocol().name));
    const std::string text = field_text(layer, *field, Value(0));
    const std::size_t open = text.find('('), end = text.rfind(')');
    return open == text.npos || end < open ? Value() : Value(text.substr(open + 1, end - open - 1));
}

Value network_stats(Call& call) {
    const Layer frame = own_layer(call);
    Network network;
    for (auto element = frame.above(); element && element->protocol().name.starts_with("Dot11Elt");
         element = element->above())
        network.read(*element);
    constexpr std::uint64_t privacy = 0x1000;
    if (network.encryption->items().empty() && find_field(frame.protocol(), "cap") != nullptr)
        network.encryption->add(Value((frame.integer("cap") & privacy) != 0 ? "WEP" : "OPN"));
    if (!network.encryption->items().empty())
        network.put("crypto", Value(std::shared_ptr<Object>(network.encryption)));
    return Value(std::make_shared<Dictionary>(std::move(network.summary)));
}

Value guess_key_number(Call& call) {
    const Layer frame = own_layer(call);
    if (!frame.is("EAPOL_KEY"))
        call.raise("AttributeError", fmt::format("{} is no key frame", frame.protocol().name));
    const auto is_set = [&](std::string_view flag) { return frame.integer(flag) == 1; };
    if (!is_set("key_type")) return Integer{0};
    if (!is_set("key_ack")) return Integer{is_set("secure") ? 4 : 2};
    if (!is_set("has_key_mic")) return Integer{1};
    return Integer{is_set("install") ? 3 : 0};
}

}  // namespace pkttest::language
