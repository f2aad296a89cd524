// The registry: protocols by name, and each table compiled at its first use.
#include <algorithm>
#include <bit>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "framework/packet/compiled.h"
#include "framework/packet/packet.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/packet/shape.h"

namespace pkttest {

bool is_plain_number(const Field& field) {
    return field.shape == &integer_shape || field.shape == &flags_shape || field.shape == &mac_shape ||
           field.shape == &ipv4_shape || field.shape == &ipv6_shape;
}

namespace {

struct Binding {
    const Protocol* upper;
    const Carrier* carrier;
};

/// Bindings by the lower protocol's name.
using Bindings = std::unordered_map<std::string_view, std::vector<Binding>>;

struct Registry {
    std::unordered_map<std::string_view, const Protocol*> names;
    Bindings payloads, variants;
    std::list<Carrier> added_carriers;
    std::vector<const Protocol*> added;                          ///< At run time, the oldest first.
    std::set<std::pair<const Protocol*, const Carrier*>> split;  ///< Bindings that no longer hold.
    std::list<Compiled> compiled;
    std::recursive_mutex mutex;

    Registry() {
        for (const Protocol* protocol : protocols::all_protocols()) add(*protocol, false);
    }
    void add(const Protocol& protocol, bool first) {
        names[class_name(protocol)] = &protocol;
        if (first) added.push_back(&protocol);
        if (!protocol.former.empty()) names.try_emplace(protocol.former, &protocol);
        index(payloads, protocol, protocol.carried_by, first);
        index(variants, protocol, protocol.variant_of, first);
    }
    static void index(Bindings& bindings, const Protocol& upper, std::span<const Carrier> carriers,
                      bool first) {
        for (const Carrier& carrier : carriers) {
            auto& list = bindings[carrier.protocol];
            list.insert(first ? list.begin() : list.end(), {&upper, &carrier});
        }
    }
    /// Takes back what add() did; the name is again whose it was before.
    void remove(const Protocol& protocol) {
        const std::string_view name = class_name(protocol);
        std::erase(added, &protocol);
        const auto older = std::find_if(added.rbegin(), added.rend(),
                                        [&](const auto* each) { return class_name(*each) == name; });
        const auto built_in = protocols::all_protocols();
        const auto first = std::find_if(built_in.begin(), built_in.end(),
                                        [&](const auto* each) { return each->name == name; });
        names.erase(name);  // The key is the table's own text.
        if (older != added.rend())
            names[class_name(**older)] = *older;
        else if (first != built_in.end())
            names[(*first)->name] = *first;
        forget(protocol);
    }
    void unbind(Bindings& bindings, const Protocol& upper, const Carrier& carrier) {
        const auto found = bindings.find(carrier.protocol);
        if (found == bindings.end()) return;
        auto& list = found->second;
        std::erase_if(list,
                      [&](const Binding& each) { return each.upper == &upper && each.carrier == &carrier; });
        // The key may be text of the carrier that goes.
        std::vector<Binding> left = std::move(list);
        bindings.erase(found);
        if (!left.empty()) bindings[left.front().carrier->protocol] = std::move(left);
    }
    static void forget(const Protocol& protocol) {
        protocol.compiled = nullptr;
        protocol.fixed_bit = nullptr;
    }
    /// Tables that this one stands on are worked out again at their next use.
    void forget(std::span<const Carrier> carriers) {
        for (const Carrier& carrier : carriers) {
            for (const Protocol* each : added)
                if (goes_on_from(*each, carrier.protocol)) forget(*each);
            if (const auto found = names.find(carrier.protocol); found != names.end()) forget(*found->second);
        }
    }
};

Registry& registry() {
    static Registry instance;
    return instance;
}

Compiled::Octets told_by(const Protocol& protocol, const OctetsBy& rule, const Compiled& table) {
    const Field* field = rule.field.empty() ? nullptr : find_field(protocol, rule.field);
    if (field == nullptr) return {};
    const auto place =
        ShortNumber::of(*field, table.fixed_bit[index_of(protocol, *field)], table.fixed_octets);
    if (!place) return {};
    return {*place,
            true,
            rule.unit,
            rule.least,
            static_cast<std::uint32_t>(rule.most - rule.least),
            rule.with_header ? ~std::size_t{0} : 0};
}

void lay_out(const Protocol& protocol, Compiled& out) {
    out.fixed_bit.assign(protocol.fields.size(), -1);
    out.header_fields = protocol.fields.size();
    for (int bits = protocol.trailer * 8; bits > 0;) bits -= protocol.fields[--out.header_fields].width;
    for (const Field& field : protocol.fields.first(out.header_fields)) {
        if (field.width == 0 || field.conditional() || field.align_to > 1 || field.word != 0) break;
        out.fixed_bit[out.fixed_fields++] = static_cast<std::int32_t>(out.fixed_bits);
        out.fixed_bits += field.width;
    }
    out.fixed_octets = out.fixed_bits / 8;
    out.header = told_by(protocol, protocol.header_octets, out);
    out.payload = told_by(protocol, protocol.payload_octets, out);
    out.is_fixed =
        out.fixed_fields == out.header_fields && protocol.header_size == nullptr && !out.header.is_told;
    out.measures = !out.is_fixed && !out.header.is_told;
}

void stamp_defaults(const Protocol& protocol, Compiled& out) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < out.fixed_fields && is_plain_number(protocol.fields[i]); ++i) {
        if (out.defaults[i].set() != nullptr) break;
        bits += protocol.fields[i].width;
        if (bits % 8 == 0) {
            out.stamped_fields = i + 1;
            out.stamp.resize(bits / 8);
        }
    }
    for (std::size_t i = 0; i < out.stamped_fields; ++i) {
        out.stamp_places.emplace_back(protocol.fields[i], out.fixed_bit[i], out.stamp.size());
        Integer value = 0;
        out.defaults[i].to_integer(value);
        out.stamp_places[i].put(out.stamp.data(), static_cast<UnsignedInteger>(value));
    }
}

/// A list without a condition that is empty unless somebody fills it: options.
bool is_empty_list(const Field& field, const Value& initial) {
    if (field.shape != &layers_shape && field.shape != &tuples_shape) return false;
    return !field.conditional() && initial.items() != nullptr && initial.items()->empty();
}

/// Stamps lengths and counts of the empty lists behind the stamp, where there is nothing else and no
/// upper layer sets one of them.
void stamp_measures(const Protocol& protocol, Compiled& out) {
    const auto fields = protocol.fields;
    for (std::size_t i = out.stamped_fields; i < fields.size(); ++i)
        if (!is_empty_list(fields[i], out.defaults[i])) return;
    std::vector<std::uint8_t> stamp = out.stamp;
    for (std::size_t i = 0; i < out.stamped_fields; ++i) {
        const bool by_length = !fields[i].length_of.field.empty();
        const Measure& rule = by_length ? fields[i].length_of : fields[i].count_of;
        if (rule.field.empty()) continue;
        if (fields[i].rule != nullptr) return;
        if (index_of(protocol, *find_field(protocol, rule.field)) < out.stamped_fields) return;
        for (const auto& overrides : out.overrides)
            if (overrides.sets(i)) return;
        out.stamp_places[i].put(stamp.data(),
                                static_cast<UnsignedInteger>((rule.add + rule.unit - 1) / rule.unit));
    }
    out.stamp = std::move(stamp);
    out.empty_tail = true;
}

std::uint16_t field_index(const Protocol& protocol, std::string_view name) {
    const Field* field = find_field(protocol, name);
    return field != nullptr ? static_cast<std::uint16_t>(field - protocol.fields.data()) : Selector::no_field;
}

/// The condition to look up by: not "frag is 0" but "proto is 17".
std::size_t telling_condition(const Carrier& carrier) {
    for (std::size_t i = 0; i < Carrier::most_conditions; ++i)
        if (!carrier.conditions[i].field.empty() && carrier.conditions[i].value != 0) return i;
    return 0;
}

void add_range(const Protocol& lower, Dispatch& dispatch, const Binding& binding) {
    const Condition& range = binding.carrier->conditions[0];
    if (const Field* field = find_field(lower, range.field))
        dispatch.ranges.push_back({binding.upper, field, static_cast<std::uint64_t>(range.value),
                                   static_cast<std::uint64_t>(range.last - range.value + 1)});
}

void add_binding(const Protocol& lower, Dispatch& dispatch, const Binding& binding) {
    const Carrier& carrier = *binding.carrier;
    if (carrier.test != nullptr) {
        dispatch.tests.emplace_back(carrier.test, binding.upper);
        return;
    }
    if (carrier.conditions[0].is_range()) return add_range(lower, dispatch, binding);
    if (carrier.conditions[0].field.empty()) {
        if (dispatch.fallback == nullptr) dispatch.fallback = binding.upper;
        return;
    }
    const std::size_t main = telling_condition(carrier);
    const std::uint16_t index = field_index(lower, carrier.conditions[main].field);
    if (index == Selector::no_field) return;
    Selector::Candidate candidate{
        binding.upper, static_cast<std::uint64_t>(carrier.conditions[main].value), dispatch.bound++, {}};
    for (std::size_t i = 0, other = 0; i < Carrier::most_conditions; ++i) {
        if (i == main || carrier.conditions[i].field.empty()) continue;
        candidate.others[other] = carrier.conditions[i];
        candidate.fields[other++] = field_index(lower, carrier.conditions[i].field);
    }
    for (Selector& selector : dispatch.selectors)
        if (selector.index() == index) return selector.add(candidate);
    dispatch.selectors.emplace_back(lower.fields[index], index);
    dispatch.selectors.back().add(candidate);
}

void override_field(const Protocol& lower, const Compiled& table, const Condition& told,
                    Compiled::Overrides& out) {
    const std::uint16_t index = field_index(lower, told.field);
    if (index == Selector::no_field) return;
    out.values.emplace_back(index, told.value);
    Integer initial = 0;
    table.defaults[index].to_integer(initial);
    if (index < table.stamped_fields && static_cast<UnsignedInteger>(initial) != told.value)
        out.patches.emplace_back(table.stamp_places[index], told.value);
}

void add_override(const Protocol& lower, Compiled& out, const Binding& binding) {
    const bool known = std::any_of(out.overrides.begin(), out.overrides.end(),
                                   [&](const auto& entry) { return entry.upper == binding.upper; });
    if (known) return;
    Compiled::Overrides entry{binding.upper, {}, {}, {}, nullptr};
    for (const Condition& condition : binding.carrier->conditions)
        if (!condition.field.empty()) override_field(lower, out, condition, entry);
    out.overrides.push_back(std::move(entry));
}

void bind_payload(const Protocol& lower, Compiled& out, const Binding& binding) {
    if (binding.carrier->way != Carrier::Way::down) add_binding(lower, out.payloads, binding);
    if (binding.carrier->way != Carrier::Way::up && binding.carrier->test == nullptr)
        add_override(lower, out, binding);
}

Compiled::Computed computed(const Field& field, std::size_t index, const Compiled& table) {
    const bool is_stamped = index < table.stamped_fields && !field.conditional() && field.rule == nullptr;
    return {static_cast<std::uint16_t>(index), field.compute,
            is_stamped ? &table.stamp_places[index] : nullptr};
}

std::size_t hash_of(const Protocol& upper) {
    return reinterpret_cast<std::uintptr_t>(&upper) * 0x9e3779b97f4a7c15u >> 40;
}

/// What upper layers tell a protocol, or one that it goes on from, where their own fields have a value.
void add_told(const Protocol& lower, Compiled& out) {
    for (Compiled::Overrides& overrides : out.overrides)
        for (const Told& told : overrides.upper->tells)
            for (const Protocol* each = &lower; each != nullptr; each = base_of(*each)) {
                if (class_name(*each) != told.lower || find_field(lower, told.says.field) == nullptr)
                    continue;
                Compiled::Overrides variant{overrides.upper, overrides.values, overrides.patches, {}, &told};
                override_field(lower, out, told.says, variant);
                overrides.variants.push_back(std::move(variant));
            }
}

void settle_overrides(Compiled& out) {
    out.override_places.resize(std::bit_ceil(out.overrides.size() * 2 + 1));
    const std::size_t mask = out.override_places.size() - 1;
    for (const Compiled::Overrides& overrides : out.overrides) {
        std::size_t at = hash_of(*overrides.upper) & mask;
        while (out.override_places[at].upper != nullptr) at = (at + 1) & mask;
        out.override_places[at] = {overrides.upper, &overrides};
    }
}

/// What is bound to a protocol by its own name, or to the one that it goes on from.
void bind_by_name(const Protocol& protocol, std::string_view name, const Registry& all, Compiled& out) {
    if (const auto found = all.payloads.find(name); found != all.payloads.end())
        for (const Binding& binding : found->second)
            if (!all.split.contains({binding.upper, binding.carrier})) bind_payload(protocol, out, binding);
}

/// What the table of `lower` names as its payloads.
void bind_own(const Protocol& protocol, const Protocol& lower, const Registry& all, Compiled& out) {
    for (const Carrier& carried : lower.payloads)
        if (const auto found = all.names.find(carried.protocol);
            found != all.names.end() && !all.split.contains({found->second, &carried}))
            bind_payload(protocol, out, {found->second, &carried});
}

void bind(const Protocol& protocol, const Registry& all, Compiled& out) {
    if (const auto found = all.variants.find(class_name(protocol)); found != all.variants.end())
        for (const Binding& binding : found->second) add_binding(protocol, out.variants, binding);
    for (const Protocol* each = &protocol; each != nullptr; each = base_of(*each))
        bind_by_name(protocol, class_name(*each), all, out);
    for (const Carrier& variant : protocol.variants)
        if (const auto found = all.names.find(variant.protocol); found != all.names.end())
            add_binding(protocol, out.variants, {found->second, &variant});
    bind_own(protocol, protocol, all, out);
    if (const auto other = all.names.find(protocol.carries_as); other != all.names.end()) {
        bind_by_name(protocol, protocol.carries_as, all, out);
        bind_own(protocol, *other->second, all, out);
    }
    if (out.payloads.fallback == nullptr && !protocol.carries.empty())
        if (const auto found = all.names.find(protocol.carries); found != all.names.end())
            out.payloads.fallback = found->second;
    add_told(protocol, out);
    settle_overrides(out);
}

}  // namespace

Compiled::StampPlace::StampPlace(const Field& field, std::int32_t bit, std::size_t stamp_octets)
    : octet(static_cast<std::uint32_t>(bit / 8)),
      begin(static_cast<std::uint8_t>(bit % 8)),
      width(field.width),
      little_endian(field.little_endian) {
    if (begin == 0 && width % 8 == 0 && (width == 8 || !little_endian))
        whole_octets = static_cast<std::uint8_t>(width / 8);
    else
        part = ShortNumber::of(field, bit, stamp_octets).value_or(ShortNumber{});
}

const Compiled& compile(const Protocol& protocol) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    if (protocol.compiled != nullptr) return *protocol.compiled;
    Compiled& out = all.compiled.emplace_back();
    lay_out(protocol, out);
    for (const Field& field : protocol.fields) {
        out.defaults.push_back(default_of(field));
        out.told_by.push_back(field.when.field.empty() ? nullptr : find_field(protocol, field.when.field));
    }
    stamp_defaults(protocol, out);
    for (std::size_t i = 0; i < protocol.fields.size(); ++i) {
        const Field& field = protocol.fields[i];
        const bool is_address = field.shape == &ipv4_shape || field.shape == &ipv6_shape;
        if (field.compute != nullptr)
            (is_address ? out.computed_addresses : out.computed).push_back(computed(field, i, out));
        else if (field.automatic())
            out.has_measures = true;
    }
    bind(protocol, all, out);
    stamp_measures(protocol, out);
    out.asks_ends = protocol.trailer != 0 || protocol.payload_size != nullptr;
    out.has_ends = out.asks_ends || out.payload.is_told;
    out.tells_ends = out.payload.is_told && protocol.trailer == 0;
    out.specialises = !out.variants.empty() || protocol.abstract;
    out.guesses = protocol.guess_payload != nullptr;
    out.variants.settle(protocol.fields, out.fixed_bit, out.fixed_octets);
    out.payloads.settle(protocol.fields, out.fixed_bit, out.fixed_octets, &out.variants);
    if (out.header.is_told)
        out.usual_header = {out.header.place.bits(),
                            out.header.place.bits_of(out.fixed_octets / out.header.unit)};
    constexpr std::size_t tested = 2;  // Octets that a Selector::Test looks at.
    if (out.fixed_octets >= tested && !out.measures && !out.guesses && (out.tells_ends || !out.has_ends) &&
        !protocol.abstract && protocol.rules == nullptr && out.payloads.tells())
        out.told_octets = out.fixed_octets;
    protocol.fixed_bit = out.fixed_bit.data();
    __atomic_store_n(&protocol.compiled, &out, __ATOMIC_RELEASE);
    return out;
}

const Compiled::Overrides* Compiled::overrides_by(const Protocol& upper) const {
    const std::size_t mask = override_places.size() - 1;
    for (std::size_t at = hash_of(upper);; ++at) {
        const OverridesPlace& place = override_places[at & mask];
        if (place.upper == &upper) return place.overrides;
        if (place.upper == nullptr) break;
    }
    const Protocol* base = base_of(upper);
    return base != nullptr ? overrides_by(*base) : nullptr;
}

const Compiled::Overrides& Compiled::Overrides::chosen(const Layer& layer) const {
    for (const Overrides& variant : variants) {
        // What somebody has told already depends on nothing.
        const std::size_t field = variant.values.back().first;
        if (layer.slot().crafted->find(field) != nullptr) continue;
        const Condition& where = variant.told->where;
        if (where.field.empty() || layer.above()->integer(where.field) == where.value) return variant;
    }
    return *this;
}

const Compiled::Overrides* overrides_of(const LayerTable& table, std::size_t index) {
    if (index + 1 >= table.count) return nullptr;
    const auto* found = compiled(*table.slots[index].protocol).overrides_by(*table.slots[index + 1].protocol);
    return found == nullptr || found->variants.empty() ? found : &found->chosen({table, index});
}

const Protocol* find_protocol(std::string_view name) {
    Registry& all = registry();
    const auto found = all.names.find(name);
    return found != all.names.end() ? found->second : nullptr;
}

const Protocol& built_in(std::string_view name) {
    const auto all = protocols::all_protocols();
    return **std::find_if(all.begin(), all.end(), [&](const Protocol* each) { return each->name == name; });
}

const Field* find_field(const Protocol& protocol, std::string_view name) {
    for (const Field& field : protocol.fields)
        if (field.name == name) return &field;
    for (const Alias& alias : protocol.aliases)
        if (alias.former == name) return find_field(protocol, alias.name);
    return nullptr;
}

const Protocol* find_part(const Protocol& whole, std::string_view name) {
    for (const Field& field : whole.fields) {
        const Protocol* part = field.protocol.empty() ? nullptr : find_protocol(field.protocol);
        if (part != nullptr && (part->name == name || part->former == name)) return part;
    }
    return nullptr;
}

std::vector<const Protocol*> known_protocols() {
    std::vector<const Protocol*> out;
    for (const auto& [name, protocol] : registry().names)
        if (name == class_name(*protocol)) out.push_back(protocol);
    std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    return out;
}

void add_protocol(const Protocol& protocol) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.add(protocol, true);
    all.forget(protocol.carried_by);
    all.forget(protocol.variant_of);
}

std::vector<const Protocol*> added_protocols() { return registry().added; }

void remove_protocol(const Protocol& protocol) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.remove(protocol);
}

void bind_layers(const Protocol& upper, const Carrier& carrier) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    attach(upper, all.added_carriers.emplace_back(carrier));
}

void attach(const Protocol& upper, const Carrier& carrier) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    auto& list = all.payloads[carrier.protocol];
    list.insert(list.begin(), {&upper, &carrier});
    all.forget({&carrier, 1});
}

void detach(const Protocol& upper, const Carrier& carrier) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.unbind(all.payloads, upper, carrier);
    all.forget({&carrier, 1});
}

namespace {

bool has_conditions(const Carrier& carrier, std::span<const Condition> wanted) {
    std::size_t count = 0;
    for (const Condition& condition : carrier.conditions) {
        if (condition.field.empty()) continue;
        ++count;
        if (std::none_of(wanted.begin(), wanted.end(), [&](const Condition& one) {
                return one.field == condition.field && one.value == condition.value;
            }))
            return false;
    }
    return count == wanted.size();
}

}  // namespace

void split_layers(const Protocol& upper, const Protocol& lower, std::span<const Condition> conditions,
                  Carrier::Way way) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto split = [&](const Protocol* bound, const Carrier& carrier) {
        const bool this_way = way == Carrier::Way::both || carrier.way == way;
        if (bound == &upper && this_way && has_conditions(carrier, conditions))
            all.split.emplace(bound, &carrier);
    };
    for (const Binding& binding : all.payloads[class_name(lower)]) split(binding.upper, *binding.carrier);
    for (const Carrier& carried : lower.payloads)
        if (carried.protocol == upper.name) split(&upper, carried);
    lower.compiled = nullptr;
    lower.fixed_bit = nullptr;
}

namespace detail {
const Protocol* raw = nullptr;
const Protocol* padding = nullptr;
void find_raw_and_padding() {
    raw = find_protocol("Raw");
    padding = find_protocol("Padding");
}
}  // namespace detail

}  // namespace pkttest
