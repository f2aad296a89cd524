// AnsweringMachine: something that answers packets while other things go on, as Scapy's *_am. A file under
// machines/ defines one as `extern const AnsweringMachine NAME`; the build adds it to the list.
//
//     extern const AnsweringMachine icmp_echo_am = {
//         .name = "ICMPEcho_am", .title = "Answers ICMP echo requests", .parameters = {}, .open = open};
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest::exchange {

/// What a machine may know of the link that it answers on.
struct MachinePlace {
    std::uint64_t hardware_address = 0;  ///< 48 bits; a fixed local one where the link has none.
};

/// A machine at work. It may keep state from packet to packet.
class Answerer {
 public:
    virtual ~Answerer() = default;
    /// The answers to a packet; none where it is not the machine's business. A packet set answers with all
    /// its members. Unset addresses of an outermost Ether are the request's, turned round.
    virtual std::vector<Packet> answer(const Packet& request, const MachinePlace& place) = 0;
};

/// What stands in the parentheses: `ARP_am(IP_addr="192.0.2.1")`.
class MachineArguments {
 public:
    MachineArguments() = default;
    explicit MachineArguments(std::vector<std::pair<std::string, Value>> values)
        : values_(std::move(values)) {}
    /// nullptr where it is not given, or None.
    const Value* find(std::string_view name) const;
    /// The text of an argument; `otherwise` where it is not given. Throws std::invalid_argument where it is
    /// no text.
    std::string text(std::string_view name, std::string_view otherwise = "") const;
    /// As text(), for numbers.
    Integer integer(std::string_view name, Integer otherwise) const;
    const std::vector<std::pair<std::string, Value>>& all() const { return values_; }

 private:
    std::vector<std::pair<std::string, Value>> values_;
};

struct MachineParameter {
    std::string_view name;   ///< As in Scapy: "IP_addr".
    std::string_view title;  ///< For help and messages.
};

struct AnsweringMachine {
    std::string_view name;  ///< As a campaign writes it.
    std::string_view title;
    std::span<const MachineParameter> parameters;
    /// Throws std::invalid_argument, in the tester's words, where an argument is of no use.
    std::unique_ptr<Answerer> (*open)(const MachineArguments& arguments);
};

/// All of machines/, generated at build.
std::span<const AnsweringMachine* const> all_answering_machines();
/// nullptr where there is none of this name.
const AnsweringMachine* find_answering_machine(std::string_view name);
/// Opens it after checking the arguments' names; one without a name is the parameter at its position. Throws
/// std::invalid_argument.
std::unique_ptr<Answerer> open_machine(const AnsweringMachine& machine, const MachineArguments& arguments);

/// A campaign's own machine: `answer on LINK when PATTERN where … as q with PACKET`.
struct CustomMachine {
    Packet pattern;  ///< Empty: every packet.
    std::function<bool(const Packet& request)> where = nullptr;
    std::function<std::vector<Packet>(const Packet& request)> reply;
};
std::unique_ptr<Answerer> make_custom_machine(CustomMachine machine);

}  // namespace pkttest::exchange
