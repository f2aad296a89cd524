// DNS_am (RFC 1035): answers queries for A and AAAA from a table of names, as Scapy's DNS_am.
#include <algorithm>
#include <cctype>

#include "framework/exchange/answering_machine.h"
#include "framework/exchange/machines/craft.h"

namespace pkttest::exchange {

namespace {

constexpr std::uint64_t type_a = 1, type_aaaa = 28;

/// "Example.COM." and "example.com" are one name.
std::string plain(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!name.empty() && name.back() == '.') name.pop_back();
    return name;
}

class Machine : public Answerer {
 public:
    explicit Machine(const MachineArguments& arguments)
        : joker_(arguments.text("joker")),
          joker6_(arguments.text("joker6")),
          ttl_(arguments.integer("ttl", 10)) {
        if (const Value* table = arguments.find("match")) add(*table);
    }

    std::vector<Packet> answer(const Packet& request, const MachinePlace&) override {
        const auto dns = layer_of(request, "DNS");
        const auto question = dns ? question_of(*dns) : std::nullopt;
        const auto udp = dns ? dns->below("UDP") : std::nullopt;
        const auto ip = udp ? udp->below() : std::nullopt;
        if (!question || dns->integer("qr") != 0 || !ip) return {};
        const Layer query = (*question->packet)[question->index];
        const std::string address = find(query);
        if (address.empty()) return {};
        const Packet record = craft("DNSRR", {{"rrname", query.get("qname")},
                                              {"type", query.get("qtype")},
                                              {"ttl", ttl_},
                                              {"rdata", address}});
        return {answer_link_layer(request, ip->index()) /
                craft(ip->protocol().name, {{"src", ip->get("dst")}, {"dst", ip->get("src")}}) /
                craft("UDP", {{"sport", udp->get("dport")}, {"dport", udp->get("sport")}}) /
                craft("DNS", {{"id", dns->get("id")},
                              {"qr", 1},
                              {"rd", dns->get("rd")},
                              {"qd", dns->get("qd")},
                              {"an", Value(List{Value(record)})}})};
    }

 private:
    void add(const Value& table) {
        const auto* pairs = table.as<std::shared_ptr<Dictionary>>();
        if (pairs == nullptr) throw std::invalid_argument("match is a dict of names and addresses");
        for (const auto& [name, address] : **pairs) {
            const std::string* key = name.octets();
            const List* both = address.items();
            const Value& first = both != nullptr && !both->empty() ? both->front() : address;
            const std::string* text = first.octets();
            if (key == nullptr || text == nullptr)
                throw std::invalid_argument("match gives each name an address, or a pair of them");
            const std::string* second = both != nullptr && both->size() > 1 ? (*both)[1].octets() : nullptr;
            table_.push_back({plain(*key), *text, second != nullptr ? *second : ""});
        }
    }

    static std::optional<LayerReference> question_of(const Layer& dns) {
        const Value questions = dns.get("qd");
        const List* items = questions.items();
        const auto* first = items != nullptr && !items->empty() ? items->front().as<LayerReference>()
                                                                : questions.as<LayerReference>();
        return first != nullptr && first->packet != nullptr ? std::optional(*first) : std::nullopt;
    }

    /// The address for a query; empty where there is none.
    std::string find(const Layer& query) const {
        const std::uint64_t type = query.integer("qtype");
        if (type != type_a && type != type_aaaa) return {};
        const Value name = query.get("qname");
        const std::string* text = name.octets();
        for (const Entry& entry : table_)
            if (text != nullptr && entry.name == plain(*text))
                return of_type(type, entry.address, entry.second);
        return type == type_a ? joker_ : joker6_;
    }

    static std::string of_type(std::uint64_t type, const std::string& first, const std::string& second) {
        const bool v6 = type == type_aaaa;
        if ((first.find(':') != std::string::npos) == v6) return first;
        return !second.empty() && (second.find(':') != std::string::npos) == v6 ? second : "";
    }

    struct Entry {
        std::string name, address, second;
    };
    std::vector<Entry> table_;
    std::string joker_, joker6_;
    Integer ttl_;
};

std::unique_ptr<Answerer> open(const MachineArguments& arguments) {
    return std::make_unique<Machine>(arguments);
}

constexpr MachineParameter parameters[] = {
    {"joker", "IPv4 address for every name that `match` does not have"},
    {"match", "dict of names and addresses: {\"www.example.com\": \"192.0.2.1\"}"},
    {"joker6", "IPv6 address for every name that `match` does not have"},
    {"ttl", "seconds that the answers may be kept; default 10"},
};

}  // namespace

extern const AnsweringMachine dns_am = {"DNS_am", "Answers DNS queries for addresses", parameters, open};

}  // namespace pkttest::exchange
