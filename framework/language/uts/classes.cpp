// Classes: which kind a class statement makes, by its bases.
#include "framework/language/uts/classes.h"

#include <fmt/format.h>

#include <algorithm>

#include "framework/language/uts/plain_class.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

namespace {

/// The bodies of the session's classes of packets, for those that go on from them.
struct PacketClass {
    const Protocol* made;
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

/// `base` is a protocol, or none for Packet.
Value make_packet_class(const Statement& statement, ClassBody body, const Value& base,
                        Environment& variables) {
    const auto* protocol = base.as<const Protocol*>();
    Value made = make_protocol(statement, body, protocol != nullptr ? *protocol : nullptr, variables);
    for (const auto& [name, value] : body.members)
        if (auto* method = object_as<Function>(value)) method->captured.emplace_back("__class__", made);
    packet_classes.push_back({*made.as<const Protocol*>(), std::move(body)});
    return made;
}

/// The nearest member of a class or its bases; nullptr where none of them has it.
const Value* find_member(const Protocol* protocol, std::string_view name) {
    for (; protocol != nullptr; protocol = base_of(*protocol))
        if (const PacketClass* found = packet_class(Value(protocol)))
            if (const Value* member = found->body.find(name)) return member;
    return nullptr;
}

Value built(Call& call) { return Value(Bytes{call.octets(0) + call.octets(1)}); }
Value without_padding(Call& call) { return Value::tuple({call[0], Value()}); }
Value no_summary(Call&) { return Value(""); }

/// By what is bound, and the class's own default.
Value payload_class(Call& call) {
    const auto* packet = call.self->as<LayerReference>();
    if (packet == nullptr || packet->index >= packet->packet->size())
        throw EvaluationError(call.span, "the payload of no layer").uncovered();
    return Value(&payload_by_bindings((*packet->packet)[packet->index]));
}
Value raw_class(Call&) { return Value(find_protocol("Raw")); }

struct DefaultMethod {
    Builtin method;
    bool (*is_plain)(const Protocol* base);  ///< Whether the base's method is Packet's.
};
// Lengths and checksums are there already when post_build is asked.
constexpr DefaultMethod defaults[] = {
    {{"post_build",
      {{{"pkt", Kind::bytes}, {"pay", Kind::bytes}}},
      Kind::bytes,
      "Header and payload.",
      built},
     [](const Protocol*) { return true; }},
    {{"extract_padding", {{{"s", Kind::bytes}}}, Kind::list, "The payload, and no padding.", without_padding},
     [](const Protocol* base) {
         return base == nullptr || (base->payload_size == nullptr && base->payload_octets.field.empty());
     }},
    {{"guess_payload_class", {{{"payload"}}}, Kind::layer, "What is bound.", payload_class},
     [](const Protocol* base) { return base == nullptr || base->guess_payload == nullptr; }},
    {{"default_payload_class", {{{"payload"}}}, Kind::layer, "Raw.", raw_class},
     [](const Protocol* base) { return base == nullptr || base->carries.empty(); }},
    {{"mysummary", {}, Kind::text, "Nothing.", no_summary},
     [](const Protocol* base) { return base == nullptr || base->summary == nullptr; }},
};

/// What Scapy's own classes answer a method that goes on to them, where that is nothing but the default.
class PacketSuper final : public ScriptObject {
 public:
    PacketSuper(const Protocol& home, Value packet) : home_(home), packet_(std::move(packet)) {}
    std::string_view kind() const override { return "super"; }
    std::optional<Value> attribute(std::string_view name) const override {
        const Protocol* base = base_of(home_);
        if (const Value* member = find_member(base, name)) return member_of(*member, packet_, Value(&home_));
        for (const auto& [method, is_plain] : defaults)
            if (method.name == name && is_plain(base))
                return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(method, packet_)));
        throw EvaluationError({}, fmt::format("super().{} of {}", name, home_.name)).uncovered();
    }

 private:
    const Protocol& home_;
    Value packet_;
};

/// Packet.post_build(self, …): a method of every packet, asked with its packet.
class UnboundMethod final : public ScriptObject {
 public:
    explicit UnboundMethod(const Builtin& method) : method_(method) {}
    std::string_view kind() const override { return "function"; }
    bool is_callable() const override { return true; }
    Value call(std::vector<GivenArgument> given, Span span, Environment& variables) const override {
        if (given.empty() || !given.front().value.is_packet())
            throw EvaluationError(span, fmt::format("Packet.{} without its packet", method_.name))
                .uncovered();
        const Value packet = given.front().value;
        given.erase(given.begin());
        return call_builtin(method_, &packet, std::move(given), span, variables);
    }

 private:
    const Builtin& method_;
};

}  // namespace

std::optional<Value> method_of_all_packets(std::string_view name) {
    for (const DefaultMethod& each : defaults)
        if (each.method.name == name) return object_value<UnboundMethod>(each.method);
    return std::nullopt;
}

const Protocol& dispatched(const Protocol& protocol, const std::vector<GivenArgument>& arguments) {
    const PacketClass* found = packet_class(Value(&protocol));
    const Value* hook = found != nullptr ? found->body.find("dispatch_hook") : nullptr;
    if (hook == nullptr) return protocol;
    std::vector<GivenArgument> given = arguments;
    given.insert(given.begin(), {{}, Value(&protocol), {}, {}});
    Environment frame;
    const Value answer = call_value(object_as<Decorated>(*hook)->function, std::move(given), {}, frame);
    const auto* exact = answer.as<const Protocol*>();
    if (exact == nullptr) throw EvaluationError({}, "a dispatch_hook that answers no class").uncovered();
    return **exact;
}

Value super_of_packet(const Protocol& home, const Value& packet) {
    return object_value<PacketSuper>(home, packet);
}

std::optional<Value> own_member(const Protocol& protocol, std::string_view name, const Value& owner) {
    if (packet_classes.empty() || name == "name" || name == "fields_desc") return std::nullopt;
    const Value* member = find_member(&protocol, name);
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
    if (bases.size() == 1 && (bases[0] == type_named("Packet") || bases[0].as<const Protocol*>() != nullptr))
        return make_packet_class(statement, std::move(body), bases[0], variables);
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
