// Classes: which kind a class statement makes, by its bases.
#include "framework/language/classes.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/plain_class.h"

namespace pkttest::language {

namespace {

/// The bodies of the session's classes of packets, for those that go on from them.
struct PacketClass {
    const Protocol* made;
    const Protocol* base;
    ClassBody body;
};
thread_local std::vector<PacketClass> packet_classes;

const PacketClass* packet_class(const Value& value) {
    const auto* protocol = value.as<const Protocol*>();
    if (protocol == nullptr) return nullptr;
    const auto found = std::find_if(packet_classes.rbegin(), packet_classes.rend(),
                                    [&](const PacketClass& each) { return each.made == *protocol; });
    return found == packet_classes.rend() ? nullptr : &*found;
}

Value make_packet_class(const Statement& statement, ClassBody body, const PacketClass* base,
                        Environment& variables) {
    if (base != nullptr)
        for (const auto& [name, value] : base->body.members)
            if (name != "name" && body.find(name) == nullptr) body.members.emplace_back(name, value);
    Value made = make_protocol(statement, body, variables);
    packet_classes.push_back(
        {*made.as<const Protocol*>(), base != nullptr ? base->made : nullptr, std::move(body)});
    return made;
}

}  // namespace

const Protocol* base_of(const Protocol& protocol) {
    const PacketClass* found = packet_class(Value(&protocol));
    return found != nullptr ? found->base : nullptr;
}

std::optional<Value> own_member(const Protocol& protocol, std::string_view name, const Value& owner) {
    if (packet_classes.empty() || name == "name" || name == "fields_desc") return std::nullopt;
    const PacketClass* found = packet_class(Value(&protocol));
    const Value* member = found != nullptr ? found->body.find(name) : nullptr;
    if (member == nullptr) return std::nullopt;
    return member_of(*member, owner, Value(&protocol));
}

void forget_classes() {
    packet_classes.clear();
    forget_exceptions();
}

Value make_class(const Statement& statement, Environment& variables) {
    ClassBody body = read_class_body(statement, variables);
    List bases;
    for (const Expr& base : statement.value.children) bases.push_back(evaluate(base, variables));
    std::erase(bases, type_named("object"));
    if (bases.size() == 1 && bases[0] == type_named("Packet"))
        return make_packet_class(statement, std::move(body), nullptr, variables);
    if (bases.size() == 1 && packet_class(bases[0]) != nullptr)
        return make_packet_class(statement, std::move(body), packet_class(bases[0]), variables);
    if (bases.size() == 1 && is_exception_type(bases[0])) {
        const bool plain = std::all_of(body.members.begin(), body.members.end(),
                                       [](const auto& member) { return member.first == "__doc__"; });
        if (plain) return derived_exception(body.name, bases[0]);
    } else if (std::all_of(bases.begin(), bases.end(), is_plain_class)) {
        return make_plain_class(statement, std::move(body), bases);
    }
    throw EvaluationError(statement.span, fmt::format("class {} with this base", body.name)).uncovered();
}

}  // namespace pkttest::language
