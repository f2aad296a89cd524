// AnsweringMachine: arguments, look-up, and the machine that a campaign writes itself.
#include "framework/exchange/answering_machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/packet/match.h"

namespace pkttest::exchange {

const Value* MachineArguments::find(std::string_view name) const {
    for (const auto& [key, value] : values_)
        if (key == name) return value.is_none() ? nullptr : &value;
    return nullptr;
}

std::string MachineArguments::text(std::string_view name, std::string_view otherwise) const {
    const Value* value = find(name);
    if (value == nullptr) return std::string(otherwise);
    if (const auto* text = value->octets()) return *text;
    throw std::invalid_argument(fmt::format("{} is text, not {}", name, represent(*value)));
}

Integer MachineArguments::integer(std::string_view name, Integer otherwise) const {
    const Value* value = find(name);
    Integer out = otherwise;
    if (value == nullptr || value->to_integer(out)) return out;
    throw std::invalid_argument(fmt::format("{} is a number, not {}", name, represent(*value)));
}

const AnsweringMachine* find_answering_machine(std::string_view name) {
    const auto all = all_answering_machines();
    const auto found = std::find_if(all.begin(), all.end(), [&](auto* each) { return each->name == name; });
    return found == all.end() ? nullptr : *found;
}

std::unique_ptr<Answerer> open_machine(const AnsweringMachine& machine, const MachineArguments& arguments) {
    std::vector<std::pair<std::string, Value>> named;
    for (const auto& [given, value] : arguments.all()) {
        const auto is_given = [&name = given](const MachineParameter& each) { return each.name == name; };
        const std::size_t position = named.size();
        if (given.empty() && position >= machine.parameters.size())
            throw std::invalid_argument(fmt::format("{} takes {} arguments at most", machine.name, position));
        if (!given.empty() && std::none_of(machine.parameters.begin(), machine.parameters.end(), is_given))
            throw std::invalid_argument(fmt::format("{} has no parameter {}", machine.name, given));
        named.emplace_back(given.empty() ? std::string(machine.parameters[position].name) : given, value);
    }
    return machine.open(MachineArguments(std::move(named)));
}

namespace {

class Custom : public Answerer {
 public:
    explicit Custom(CustomMachine machine) : machine_(std::move(machine)) {}
    std::vector<Packet> answer(const Packet& request, const MachinePlace&) override {
        if (!machine_.pattern.empty() && !matches(machine_.pattern, request)) return {};
        if (machine_.where && !machine_.where(request)) return {};
        return machine_.reply(request);
    }

 private:
    CustomMachine machine_;
};

}  // namespace

std::unique_ptr<Answerer> make_custom_machine(CustomMachine machine) {
    return std::make_unique<Custom>(std::move(machine));
}

}  // namespace pkttest::exchange
