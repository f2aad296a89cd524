// The shapes of layers in a field, one or a list of them (options, TLVs, records): each one's protocol is the
// field's, or the variant of it that its own octets ask for. What cannot be read is kept as Raw.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/plain_text.h"
#include "framework/packet/rule.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

bool counts(const Field& field) {
    return field.extent.kind == Extent::Kind::count_from || field.extent.kind == Extent::Kind::count_by;
}

constexpr int deepest = 16;

/// Layers in layers in layers: bounded, whatever the octets say.
bool is_too_deep(const Layer& layer) {
    int depth = 0;
    for (const Layer* one = &layer; one != nullptr; one = one->parent())
        if (++depth > deepest) return true;
    return false;
}

/// Octets of the layers that are no padding.
std::size_t taken(const Dissection& found) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!found[i].is("Padding")) out += found[i].slot().length;
    return out;
}

const Protocol& protocol_of(const Field& field, const Layer& parent) {
    const Protocol* protocol = is_too_deep(parent) ? nullptr : find_protocol(field.protocol);
    return protocol != nullptr ? *protocol : *find_protocol("Raw");
}

/// One element at a cursor: its protocol and octets. Raw with all that is left where it cannot be read.
struct Element {
    const Protocol* protocol;
    std::size_t octets;
};

/// Elements that take what they carry along: so the table says, or a rule of the protocol where the payload
/// ends.
bool is_stacked(const Field& field, const Protocol& base) {
    return field.stacked || (base.rules != nullptr && base.payload_size != nullptr);
}

Element stacked_element_at(const Protocol& base, const Layer& parent, const Cursor& cursor) {
    const std::size_t octets = taken(Dissection({cursor.here(), cursor.octets_left()}, base, &parent));
    return {&base, octets > 0 ? octets : cursor.octets_left()};
}

Element element_of(const Field& field, const Protocol* base, const Layer& parent, const Cursor& cursor) {
    if (is_stacked(field, *base)) return stacked_element_at(*base, parent, cursor);
    Slot slot{base, 0, static_cast<std::uint32_t>(cursor.octets_left()), nullptr};
    const LayerTable table{cursor.here(), cursor.octets_left(), &slot, 1, &parent};
    specialise(slot, Layer(table, 0));
    const char* reason = nullptr;
    const std::int64_t length = header_length(Layer(table, 0), cursor.octets_left(), reason);
    if (length <= 0) return {find_protocol("Raw"), cursor.octets_left()};
    return {slot.protocol, static_cast<std::size_t>(length)};
}

Element element_at(const Field& field, const Layer& parent, const Cursor& cursor) {
    return element_of(field, &protocol_of(field, parent), parent, cursor);
}

Value read_element(const Field& field, const Element& element, const Layer& parent, const Cursor& cursor);

/// What a rule that chooses the next element's protocol sees: the last one, and those before it.
struct Seen {
    List before;
    Value last;
};

/// As element_at, the protocol chosen by a rule; nullopt where it says that there are no more.
std::optional<Element> next_element(const Field& field, const Layer& parent, const Cursor& cursor,
                                    Seen& seen) {
    const std::string rest(reinterpret_cast<const char*>(cursor.here()), cursor.octets_left());
    const Value answer = field.rule->ask(parent, {Value(seen.before), seen.last, Value(Bytes{rest})});
    const auto* protocol = answer.as<const Protocol*>();
    if (protocol == nullptr || is_too_deep(parent)) return std::nullopt;
    const Element element = element_of(field, *protocol, parent, cursor);
    if (!seen.last.is_none()) seen.before.push_back(std::move(seen.last));
    seen.last = read_element(field, element, parent, cursor);
    return element;
}

/// Runs `step(element, cursor)` over the elements, the cursor at each one's start.
template <class Step>
const char* walk(const Field& field, const Layer& layer, Cursor& cursor, Step step) {
    std::size_t extent = 0;
    if (const char* reason = measure_extent(field, layer, cursor, extent)) return reason;
    const bool counted = counts(field);
    bool is_ended = false;
    Seen seen;
    Cursor inner{cursor.data, cursor.bit, counted ? cursor.end : cursor.bit + extent * 8};
    for (std::size_t i = 0; counted ? i < extent : inner.bit < inner.end; ++i) {
        if (inner.octets_left() == 0) break;  // Counts may say more than there is.
        const auto element = field.rule == nullptr ? std::optional(element_at(field, layer, inner))
                                                   : next_element(field, layer, inner, seen);
        if (is_ended = !element; is_ended) break;
        step(*element, inner);
        inner.bit += element->octets * 8;
    }
    cursor.bit = counted || is_ended ? inner.bit : cursor.bit + with_padding(field, cursor, extent) * 8;
    return nullptr;
}

/// Measures the extent; `cut`: whether the octets end before it does.
const char* measure_cut(const Field& field, const Layer& layer, const Cursor& cursor, std::size_t& out,
                        bool& cut) {
    const Cursor fresh{cursor.data, cursor.bit, cursor.end};
    const char* reason = measure_extent(field, layer, fresh, out);
    cut = fresh.note != nullptr;
    if (cut) cursor.note = fresh.note;
    return reason;
}

constexpr const char* broken = "the octets end inside an element";

const char* skip_layers(const Field& field, const Layer& layer, Cursor& cursor) {
    if (counts(field) || field.rule != nullptr)
        return walk(field, layer, cursor, [](const Element&, const Cursor&) {});
    std::size_t extent = 0;
    bool cut = false;
    if (const char* reason = measure_cut(field, layer, cursor, extent, cut)) return reason;
    if (cut && field.unbroken) {
        bool whole = true;
        Cursor elements = cursor;
        walk(field, layer, elements, [&](const Element& element, const Cursor&) {
            whole = whole && element.protocol->name != "Raw";
        });
        if (!whole) return broken;
    }
    cursor.bit += with_padding(field, cursor, extent) * 8;
    return nullptr;
}

/// An element as a crafted packet of one layer, every field set to what was read.
Value read_element(const Field& field, const Element& element, const Layer& parent, const Cursor& cursor) {
    if (is_stacked(field, *element.protocol))
        return Value(Packet::nested(Dissection({cursor.here(), element.octets}, *element.protocol, &parent)));
    Slot slot{element.protocol, 0, static_cast<std::uint32_t>(element.octets), nullptr};
    const LayerTable table{cursor.here(), element.octets, &slot, 1, &parent};
    const Layer layer(table, 0);
    Packet packet(*element.protocol);
    for (const Field& part : element.protocol->fields)
        if (layer.has(part)) packet.set_internal(0, part, layer.internal(part));
    return Value(std::move(packet));
}

const char* decode_layers(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    List items;
    const char* reason = walk(field, layer, cursor, [&](const Element& element, const Cursor& at) {
        items.push_back(read_element(field, element, layer, at));
    });
    out = Value(std::move(items));
    return reason;
}

void encode_layers(const Field& field, const Layer&, const Value& internal, BitWriter& out) {
    const std::size_t start = out.size();
    if (const List* items = internal.items())
        for (const Value& item : *items) {
            if (const auto* layer = item.as<LayerReference>())
                layer->packet->build_into(out.buffer());
            else if (const std::string* octets = item.octets())
                out.put_octets(*octets);
        }
    out.pad(field, start);
}

/// `a/b/c` in a list stands for its layers one by one, as in Scapy's older DNS records.
void add_layers(const LayerReference& reference, List& out) {
    const Packet& packet = *reference.packet;
    for (std::size_t i = reference.index; i < packet.size(); ++i) {
        Packet one = packet.tail(i);
        one.remove_from(1);
        out.push_back(Value(std::move(one)));
    }
}

/// Whether each of the elements may carry layers of its own.
bool takes_payloads(const Field& field) {
    const Protocol* base = find_protocol(field.protocol);
    return base != nullptr && is_stacked(field, *base);
}

std::optional<Problem> normalize_layers(const Field& field, const Value& in, Value& internal) {
    List out;
    const List single{in};
    const List* items = in.items() != nullptr ? in.items() : &single;
    for (const Value& item : *items) {
        if (const auto* protocol = item.as<const Protocol*>())
            out.push_back(Value(Packet(**protocol)));
        else if (item.is_packet() && (field.stacked || field.rule != nullptr || takes_payloads(field)))
            out.push_back(Value(item.as<LayerReference>()->packet->tail(item.as<LayerReference>()->index)));
        else if (item.is_packet())
            add_layers(*item.as<LayerReference>(), out);
        else if (item.octets() != nullptr)
            out.push_back(Value(Packet::raw(*item.octets())));
        else
            return Problem{fmt::format("{} takes layers such as {}(), not {} {}", field.name, field.protocol,
                                       item.kind(), represent(item))};
    }
    internal = Value(std::move(out));
    return std::nullopt;
}

Value human_layers(const Field&, const Value& internal) { return internal; }

std::string represent_layers(const Field&, const Value& internal) { return represent(internal); }

/// What is no layer stands as text does.
std::string represent_layer(const Field&, const Value& internal) {
    return internal.octets() != nullptr ? represent_plain(*internal.octets()) : represent(internal);
}

Value random_layers(const Field& field) {
    List items;
    if (const Protocol* base = find_protocol(field.protocol))
        for (std::uint64_t i = generator()() % 3; i > 0; --i) items.push_back(Value(Packet(*base)));
    return Value(std::move(items));
}

std::size_t count_layers(const Field&, const Value& internal) {
    return internal.items() != nullptr ? internal.items()->size() : 0;
}

// ---- one layer ---------------------------------------------------------------------------------------

/// Without an extent, what the layers inside leave as padding belongs to the fields behind.
const char* layer_octets(const Field& field, const Layer& parent, const Cursor& cursor, std::size_t& out) {
    if (field.extent.kind != Extent::Kind::none) return measure_extent(field, parent, cursor, out);
    out = taken(Dissection({cursor.here(), cursor.octets_left()}, protocol_of(field, parent), &parent));
    return nullptr;
}

const char* skip_layer(const Field& field, const Layer& layer, Cursor& cursor) {
    std::size_t octets = 0;
    if (field.unbroken) {
        const bool is_told = field.extent.kind != Extent::Kind::none;
        bool cut = !is_told;
        octets = cursor.octets_left();
        if (const char* reason = is_told ? measure_cut(field, layer, cursor, octets, cut) : nullptr)
            return reason;
        const Protocol& protocol = protocol_of(field, layer);
        const Dissection found({cursor.here(), octets}, protocol, &layer);
        if (cut && octets > 0 && protocol.name != "Raw" && found[0].is("Raw")) return broken;
        if (!is_told) octets = taken(found);
    } else if (const char* reason = layer_octets(field, layer, cursor, octets)) {
        return reason;
    }
    cursor.bit += with_padding(field, cursor, octets) * 8;
    return nullptr;
}

const char* decode_layer(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const std::uint8_t* start = cursor.here();
    std::size_t octets = 0;
    if (const char* reason = layer_octets(field, layer, cursor, octets)) return reason;
    if (octets > 0)
        out = Value(Packet::nested(Dissection({start, octets}, protocol_of(field, layer), &layer)));
    else if (field.initial.kind == Default::Kind::text)  // Nothing, which is not the default.
        out = field.initial.text.empty() ? Value(Bytes{}) : Value(Packet::raw(""));
    cursor.bit += with_padding(field, cursor, octets) * 8;
    return nullptr;
}

std::optional<Problem> normalize_layer(const Field& field, const Value& in, Value& internal) {
    if (const auto* protocol = in.as<const Protocol*>())
        internal = Value(Packet(**protocol));
    else if (const auto* reference = in.as<LayerReference>())
        internal = Value(reference->packet->tail(reference->index));
    else if (in.octets() != nullptr)
        internal = Value(Bytes{*in.octets()});
    else
        return Problem{fmt::format("{} takes a layer such as {}(), not {} {}", field.name, field.protocol,
                                   in.kind(), represent(in))};
    return std::nullopt;
}

void encode_layer(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    encode_layers(field, layer, Value(List{internal}), out);
}

Value random_layer(const Field& field) {
    const Protocol* protocol = find_protocol(field.protocol);
    return protocol != nullptr ? Value(Packet(*protocol)) : Value();
}

}  // namespace

extern constexpr Shape layer_shape = {.name = "layer",
                                      .skip = skip_layer,
                                      .decode = decode_layer,
                                      .encode = encode_layer,
                                      .normalize = normalize_layer,
                                      .human = human_layers,
                                      .represent = represent_layer,
                                      .random = random_layer};

extern constexpr Shape layers_shape = {.name = "layers",
                                       .takes_lists = true,
                                       .skip = skip_layers,
                                       .decode = decode_layers,
                                       .encode = encode_layers,
                                       .normalize = normalize_layers,
                                       .human = human_layers,
                                       .represent = represent_layers,
                                       .random = random_layers,
                                       .count = count_layers};

}  // namespace pkttest
