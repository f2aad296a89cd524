// ARP_am (RFC 826): answers requests for an address, or for several, as Scapy's ARP_am.
#include "framework/exchange/answering_machine.h"
#include "framework/exchange/machines/craft.h"
#include "framework/packet/address.h"

namespace pkttest::exchange {

namespace {

constexpr std::uint64_t request_operation = 1;

class Machine : public Answerer {
 public:
    explicit Machine(const MachineArguments& arguments) {
        if (const Value* addresses = arguments.find("IP_addr")) add(*addresses);
        const std::string mac = arguments.text("ARP_addr");
        mac_ = mac.empty() ? std::nullopt : parse_mac(mac);
        if (!mac.empty() && !mac_) throw std::invalid_argument("ARP_addr is no MAC address: '" + mac + "'");
    }

    std::vector<Packet> answer(const Packet& request, const MachinePlace& place) override {
        const auto arp = layer_of(request, "ARP");
        if (!arp || arp->integer("op") != request_operation || !wants(arp->get("pdst"))) return {};
        const Packet reply = craft("ARP", {{"op", 2},
                                           {"hwsrc", mac_text(mac_.value_or(place.hardware_address))},
                                           {"psrc", arp->get("pdst")},
                                           {"hwdst", arp->get("hwsrc")},
                                           {"pdst", arp->get("psrc")}});
        return {answer_link_layer(request, arp->index()) / reply};
    }

 private:
    void add(const Value& value) {
        if (const List* items = value.items()) {
            for (const Value& item : *items) add(item);
            return;
        }
        const std::string* text = value.octets();
        if (text == nullptr) throw std::invalid_argument("IP_addr is an address, not " + represent(value));
        SharedSet set;
        if (const auto address = parse_ipv4(*text))
            set = range_of(*address, *address);
        else
            set = address_set(*text, false);
        if (set == nullptr)
            throw std::invalid_argument("IP_addr is no IPv4 address or network: '" + *text + "'");
        addresses_.push_back(set);
    }

    bool wants(const Value& target) const {
        const auto address = target.octets() != nullptr ? parse_ipv4(*target.octets()) : std::nullopt;
        for (const SharedSet& set : addresses_)
            if (address && set->contains(Value(*address))) return true;
        return addresses_.empty();
    }

    std::vector<SharedSet> addresses_;
    std::optional<std::uint64_t> mac_;
};

std::unique_ptr<Answerer> open(const MachineArguments& arguments) {
    return std::make_unique<Machine>(arguments);
}

constexpr MachineParameter parameters[] = {
    {"IP_addr", "address, network or list of them to answer for; default: all"},
    {"ARP_addr", "hardware address to answer with; default: the link's own"},
};

}  // namespace

extern const AnsweringMachine arp_am = {"ARP_am", "Answers ARP requests", parameters, open};

}  // namespace pkttest::exchange
