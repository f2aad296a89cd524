// The shape of lists of layers (options, TLVs, records): each element's protocol is the field's, or the
// variant of it that the element's own octets ask for. Elements that cannot be read are kept as Raw.
#include <fmt/format.h>

#include "framework/packet/packet.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

bool counts(const Field& field) {
    return field.extent.kind == Extent::Kind::count_from || field.extent.kind == Extent::Kind::count_by;
}

/// One element at a cursor: its protocol and octets. Raw with all that is left where it cannot be read.
struct Element {
    const Protocol* protocol;
    std::size_t octets;
};

Element element_at(const Field& field, const Layer& parent, const Cursor& cursor) {
    const Protocol* base = find_protocol(field.protocol);
    Slot slot{base, 0, static_cast<std::uint32_t>(cursor.octets_left()), nullptr};
    const LayerTable table{cursor.here(), cursor.octets_left(), &slot, 1, &parent};
    slot.protocol = &specialise(*base, Layer(table, 0));
    const char* reason = nullptr;
    const std::int64_t length = header_length(Layer(table, 0), cursor.octets_left(), reason);
    if (length <= 0) return {find_protocol("Raw"), cursor.octets_left()};
    return {slot.protocol, static_cast<std::size_t>(length)};
}

/// Runs `step(element, cursor)` over the elements, the cursor at each one's start.
template <class Step>
const char* walk(const Field& field, const Layer& layer, Cursor& cursor, Step step) {
    std::size_t extent = 0;
    if (const char* reason = measure_extent(field, layer, cursor, extent)) return reason;
    const bool counted = counts(field);
    Cursor inner{cursor.data, cursor.bit, counted ? cursor.end : cursor.bit + extent * 8};
    for (std::size_t i = 0; counted ? i < extent : inner.bit < inner.end; ++i) {
        if (inner.octets_left() == 0) break;  // Counts may say more than there is.
        const Element element = element_at(field, layer, inner);
        step(element, inner);
        inner.bit += element.octets * 8;
    }
    cursor.bit = inner.bit;
    return nullptr;
}

const char* skip_layers(const Field& field, const Layer& layer, Cursor& cursor) {
    if (counts(field)) return walk(field, layer, cursor, [](const Element&, const Cursor&) {});
    std::size_t extent = 0;
    if (const char* reason = measure_extent(field, layer, cursor, extent)) return reason;
    cursor.bit += extent * 8;
    return nullptr;
}

/// An element as a crafted packet of one layer, every field set to what was read.
Value read_element(const Element& element, const Layer& parent, const Cursor& cursor) {
    Slot slot{element.protocol, 0, static_cast<std::uint32_t>(element.octets), nullptr};
    const LayerTable table{cursor.here(), element.octets, &slot, 1, &parent};
    const Layer layer(table, 0);
    Packet packet(*element.protocol);
    for (const Field& field : element.protocol->fields)
        if (layer.has(field)) packet.set_internal(0, field, layer.internal(field));
    return Value(std::move(packet));
}

const char* decode_layers(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    List items;
    const char* reason = walk(field, layer, cursor, [&](const Element& element, const Cursor& at) {
        items.push_back(read_element(element, layer, at));
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
    if (field.pad_to > 1)
        while ((out.size() - start) % field.pad_to != 0) out.put(0, 8);
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

std::optional<Problem> normalize_layers(const Field& field, const Value& in, Value& internal) {
    List out;
    const List single{in};
    const List* items = in.items() != nullptr ? in.items() : &single;
    for (const Value& item : *items) {
        if (const auto* protocol = item.as<const Protocol*>())
            out.push_back(Value(Packet(**protocol)));
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

Value random_layers(const Field& field) {
    List items;
    if (const Protocol* base = find_protocol(field.protocol))
        for (std::uint64_t i = generator()() % 3; i > 0; --i) items.push_back(Value(Packet(*base)));
    return Value(std::move(items));
}

std::size_t count_layers(const Field&, const Value& internal) {
    return internal.items() != nullptr ? internal.items()->size() : 0;
}

}  // namespace

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
