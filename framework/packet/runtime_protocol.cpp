// Protocols made at run time: ownership, and functions of a table that ask its rules.
#include "framework/packet/runtime_protocol.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "framework/packet/compiled.h"
#include "framework/packet/layer.h"
#include "framework/packet/packet.h"
#include "framework/packet/places.h"
#include "framework/packet/script_shapes.h"

namespace pkttest {

thread_local Places* Places::innermost = nullptr;

std::int64_t ask_number(const Rule& rule, const Layer& layer, const List& more) {
    Integer out = 0;
    const Value answer = rule.ask(layer, more);
    if (const double* real = answer.as<double>()) return static_cast<std::int64_t>(*real);
    answer.to_integer(out);
    return static_cast<std::int64_t>(out);
}

bool ask_truth(const Rule& rule, const Layer& layer, const List& more) {
    const Value answer = rule.ask(layer, more);
    Integer number = 0;
    if (answer.to_integer(number)) return number != 0;
    if (const std::string* octets = answer.octets()) return !octets->empty();
    if (const List* items = answer.items()) return !items->empty();
    return !answer.is_none();
}

namespace {

/// Rules that ask for fields whose places other rules tell; more are going round in circles.
constexpr int deepest_rules = 100;
thread_local int rules_asked = 0;

struct Asked {
    Asked() { ++rules_asked; }
    ~Asked() { --rules_asked; }
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;
};

}  // namespace

Value HeldRule::ask(const Layer& layer, const List& more) const {
    const auto asked = rule_;
    if (asked == nullptr) return {};
    if (rules_asked >= deepest_rules)
        throw std::runtime_error("a rule of a protocol asks for what it decides");
    const Asked counted;
    return asked->ask(layer, more);
}

const Rule* RuntimeField::keep_rule(std::shared_ptr<const Rule> rule) {
    rules.push_back(std::make_shared<HeldRule>(std::move(rule)));
    return rules.back().get();
}

void RuntimeField::keep_all_of(const RuntimeField& other) {
    kept.insert(kept.end(), other.kept.begin(), other.kept.end());
    rules.insert(rules.end(), other.rules.begin(), other.rules.end());
}

// ---- rules -------------------------------------------------------------------------------------------

namespace {

struct NamedRule {
    std::string_view name;
    std::shared_ptr<HeldRule> ProtocolRules::*member;
};

/// By our names, and by those of Scapy's methods.
constexpr NamedRule named_rules[] = {
    {"answers", &ProtocolRules::answers},
    {"guess_payload", &ProtocolRules::guess_payload},
    {"hashret", &ProtocolRules::hashret},
    {"payload_size", &ProtocolRules::payload_size},
    {"post_build", &ProtocolRules::post_build},
    {"summary", &ProtocolRules::summary},
    {"guess_payload_class", &ProtocolRules::guess_payload},
    {"mysummary", &ProtocolRules::summary},
    {"default_payload_class", &ProtocolRules::default_payload},
    {"dispatch_hook", &ProtocolRules::dispatch},
};
constexpr std::size_t own_names = 6;

Bytes bytes_of(std::span<const std::uint8_t> octets) {
    return {std::string(reinterpret_cast<const char*>(octets.data()), octets.size())};
}

/// The packet that a layer belongs to, for rules that look at more than one layer.
Value packet_from(const Layer& layer) {
    Packet whole = Packet::of(layer);
    return Value(LayerReference{std::make_shared<Packet>(std::move(whole)), layer.index()});
}

bool ask_answers(const Layer& layer, const Layer& request) {
    return ask_truth(*layer.protocol().rules->answers, layer, {packet_from(request)});
}

void ask_hashret(const Layer& layer, std::string& out) {
    const Value answer = layer.protocol().rules->hashret->ask(layer, {});
    if (const std::string* octets = answer.octets()) out += *octets;
}

std::int64_t ask_payload_size(const Layer& layer) {
    const Value answer = layer.protocol().rules->payload_size->ask(layer, {bytes_of(layer.payload())});
    Integer size = -1;
    answer.to_integer(size);
    return static_cast<std::int64_t>(size);
}

const Protocol* ask_payload(const HeldRule& rule, const Layer& layer) {
    const Value answer = rule.ask(layer, {bytes_of(layer.payload())});
    const auto* protocol = answer.as<const Protocol*>();
    return protocol != nullptr ? *protocol : nullptr;
}

const Protocol* ask_guess_payload(const Layer& layer) {
    const ProtocolRules& rules = *layer.protocol().rules;
    const Protocol* guessed =
        rules.guess_payload != nullptr ? ask_payload(*rules.guess_payload, layer) : nullptr;
    return guessed != nullptr ? guessed : &payload_by_bindings(layer);
}

std::string ask_summary(const Layer& layer) {
    const Value answer = layer.protocol().rules->summary->ask(layer, {});
    return answer.octets() != nullptr ? *answer.octets() : "";
}

}  // namespace

const Protocol& payload_by_bindings(const Layer& layer) {
    const ProtocolRules* rules = layer.protocol().rules;
    const Protocol* found = compiled(layer.protocol()).payloads.find(layer);
    if (found == nullptr && rules != nullptr && rules->default_payload != nullptr)
        found = ask_payload(*rules->default_payload, layer);
    return found != nullptr ? *found : raw_protocol();
}

std::shared_ptr<HeldRule>* find_rule(ProtocolRules& rules, std::string_view name) {
    const auto* found = std::find_if(std::begin(named_rules), std::end(named_rules),
                                     [&](const NamedRule& each) { return each.name == name; });
    return found != std::end(named_rules) ? &(rules.*(found->member)) : nullptr;
}

std::vector<std::string_view> rule_names() {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < own_names; ++i) out.push_back(named_rules[i].name);
    return out;
}

// ---- a protocol --------------------------------------------------------------------------------------

/// Whether a base has a title that is inherited, not made of its name.
static bool has_title(const Protocol* base) {
    if (base == nullptr || base->fields.empty()) return false;
    return base->rules == nullptr || base->rules->has_title;
}

RuntimeProtocol::RuntimeProtocol(std::string name, std::string title, const Protocol* base)
    : name_(std::move(name)), title_(std::move(title)) {
    if (base != nullptr && base->rules != nullptr) rules_ = *base->rules;
    rules_.base = base;
    rules_.dispatch = nullptr;
    rules_.has_title = !title_.empty() || has_title(base);
    if (title_.empty()) title_ = has_title(base) ? shown_name(*base) : name_;
}

const Protocol* base_of(const Protocol& protocol) {
    return protocol.rules != nullptr ? protocol.rules->base : nullptr;
}

bool goes_on_from(const Protocol& protocol, std::string_view name) {
    const Protocol* base = base_of(protocol);
    return base != nullptr && (class_name(*base) == name || goes_on_from(*base, name));
}

std::string_view class_name(const Protocol& protocol) {
    const bool has_own = protocol.rules != nullptr && !protocol.rules->class_name.empty();
    return has_own ? protocol.rules->class_name : protocol.name;
}

/// The built-in protocol at the end of a chain of bases; nullptr where there is none.
static const Protocol* root_of(const Protocol* base) {
    while (base != nullptr && base->rules != nullptr) base = base_of(*base);
    return base;
}

/// A base's table without what is its own alone: its names, and what is found as it.
static Protocol inherited(const Protocol* base) {
    if (base == nullptr) return {};
    Protocol out = *base;
    out.former = out.shown = {};
    out.carried_by = out.variant_of = out.variants = {};
    out.compiled = nullptr;
    out.fixed_bit = nullptr;
    return out;
}

void RuntimeProtocol::add(RuntimeField field) { kept_.push_back(std::move(field)); }

bool RuntimeProtocol::add_rule(std::string_view name, std::shared_ptr<const Rule> rule) {
    std::shared_ptr<HeldRule>* place = find_rule(rules_, name);
    if (place == nullptr) return false;
    *place = std::make_shared<HeldRule>(std::move(rule));
    return true;
}

/// A length counts the bits of a network's prefix, not its octets.
static void count_networks(std::vector<Field>& fields) {
    for (Field& field : fields) {
        const auto is_target = [&](const Field& other) {
            return other.name == field.length_of.field && other.shape == &network_shape;
        };
        if (std::any_of(fields.begin(), fields.end(), is_target))
            field.count_of = std::exchange(field.length_of, {});
    }
}

const Protocol& RuntimeProtocol::finish() {
    fields_.clear();
    for (const RuntimeField& each : kept_) fields_.push_back(each.field);
    count_networks(fields_);
    table_ = inherited(rules_.base);
    const Protocol* root = root_of(rules_.base);
    table_.name = root != nullptr ? root->name : name_;
    rules_.class_name = name_;
    table_.title = title_;
    // A base's functions know its fields by where they lie.
    if (rules_.base == nullptr || !fields_.empty()) table_.fields = fields_;
    for (auto last = kept_.rbegin(); last != kept_.rend() && last->is_trailer; ++last)
        table_.trailer = static_cast<std::uint8_t>(table_.trailer + last->field.width / 8);
    table_.rules = &rules_;
    if (rules_.answers != nullptr) table_.answers = ask_answers;
    if (rules_.hashret != nullptr) table_.hashret = ask_hashret;
    if (rules_.payload_size != nullptr) table_.payload_size = ask_payload_size, table_.payload_octets = {};
    if (rules_.guess_payload != nullptr || rules_.default_payload != nullptr)
        table_.guess_payload = ask_guess_payload;
    table_.abstract = rules_.dispatch != nullptr;
    if (rules_.summary != nullptr) table_.summary = ask_summary;
    return table_;
}

void RuntimeProtocol::release() {
    for (RuntimeField& each : kept_)
        for (const auto& rule : each.rules) rule->release();
    for (const NamedRule& each : named_rules)
        if (rules_.*(each.member) != nullptr) (rules_.*(each.member))->release();
}

// ---- a scope -----------------------------------------------------------------------------------------

namespace {

/// Tables that packets may still point to.
void keep_for_ever(std::unique_ptr<RuntimeProtocol> protocol) {
    static std::mutex mutex;
    static auto& kept = *new std::vector<std::unique_ptr<RuntimeProtocol>>;
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(protocol));
}

bool same_conditions(const Carrier& a, const Carrier& b) {
    return std::equal(std::begin(a.conditions), std::end(a.conditions), std::begin(b.conditions));
}

}  // namespace

ProtocolScope::~ProtocolScope() {
    leave();
    for (auto& protocol : protocols_) {
        protocol->release();
        if (use_ == Use::run) keep_for_ever(std::move(protocol));
    }
}

const Protocol& ProtocolScope::add(std::unique_ptr<RuntimeProtocol> protocol) {
    const Protocol& table = protocol->finish();
    protocols_.push_back(std::move(protocol));
    if (entered_) add_protocol(table);
    return table;
}

void ProtocolScope::bind(const Protocol& upper, const Carrier& carrier) {
    Binding& made = bindings_.emplace_front(Binding{&upper, {}, carrier});
    const auto keep = [](std::string_view& text, std::shared_ptr<const std::string>& place) {
        place = std::make_shared<const std::string>(text);
        text = *place;
    };
    keep(made.carrier.protocol, made.texts[0]);
    for (std::size_t i = 0; i < Carrier::most_conditions; ++i)
        if (!made.carrier.conditions[i].field.empty())
            keep(made.carrier.conditions[i].field, made.texts[i + 1]);
    if (entered_) attach(upper, made.carrier);
}

void ProtocolScope::unbind(const Protocol& upper, const Carrier& carrier) {
    std::erase_if(bindings_, [&](const Binding& each) {
        const bool any = carrier.conditions[0].field.empty();
        if (each.upper != &upper || each.carrier.protocol != carrier.protocol) return false;
        if (!any && !same_conditions(each.carrier, carrier)) return false;
        if (entered_) detach(upper, each.carrier);
        return true;
    });
}

void ProtocolScope::enter() {
    if (entered_) return;
    entered_ = true;
    for (const auto& protocol : protocols_) add_protocol(protocol->table());
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
        attach(*binding->upper, binding->carrier);
}

void ProtocolScope::leave() {
    if (!entered_) return;
    entered_ = false;
    for (const Binding& binding : bindings_) detach(*binding.upper, binding.carrier);
    for (auto protocol = protocols_.rbegin(); protocol != protocols_.rend(); ++protocol)
        remove_protocol((*protocol)->table());
}

}  // namespace pkttest
