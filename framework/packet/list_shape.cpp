// The shape of lists whose elements are one field: by count, by length or to the end.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

bool counts(const Field& field) {
    return field.extent.kind == Extent::Kind::count_from || field.extent.kind == Extent::Kind::count_by;
}

/// Runs `step` over the elements of the list; leaves the cursor behind it. `step` returns a reason to stop.
template <class Step>
const char* walk(const Field& field, const Layer& layer, Cursor& cursor, Step step) {
    std::size_t extent = 0;
    if (const char* reason = measure_extent(field, layer, cursor, extent)) return reason;
    if (counts(field)) {
        for (std::size_t i = 0; i < extent; ++i) {
            if (cursor.bit >= cursor.end) return cursor.note = "a count says more than there is", nullptr;
            const std::size_t before = cursor.bit;
            if (const char* reason = step(cursor)) return reason;
            if (cursor.bit == before) return "a list's element is empty";
        }
        return nullptr;
    }
    Cursor inner{cursor.data, cursor.bit, cursor.bit + extent * 8};
    while (inner.bit < inner.end) {
        const std::size_t before = inner.bit;
        if (const char* reason = step(inner)) return reason;
        if (inner.bit == before) return "a list's element is empty";
    }
    cursor.bit += with_padding(field, cursor, extent) * 8;
    return nullptr;
}

const char* skip_list(const Field& field, const Layer& layer, Cursor& cursor) {
    return walk(field, layer, cursor,
                [&](Cursor& at) { return field.element->shape->skip(*field.element, layer, at); });
}

const char* decode_list(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    List items;
    const char* reason = walk(field, layer, cursor, [&](Cursor& at) {
        Value item;
        const char* wrong = field.element->shape->decode(*field.element, layer, at, item);
        if (wrong == nullptr) items.push_back(std::move(item));
        return wrong;
    });
    out = Value(std::move(items));
    return reason;
}

void encode_list(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const std::size_t start = out.size();
    if (const List* items = internal.items())
        for (const Value& item : *items) field.element->shape->encode(*field.element, layer, item, out);
    out.pad(field, start);
    if (field.extent.kind == Extent::Kind::fixed)
        out.buffer().resize(start + static_cast<std::size_t>(field.extent.add));
}

std::optional<Problem> normalize_list(const Field& field, const Value& in, Value& internal) {
    List out;
    const List single{in};
    const List* items = in.items() != nullptr ? in.items() : &single;
    for (const Value& item : *items) {
        Value one;
        if (auto problem = normalize(*field.element, item, one)) {
            problem->message = fmt::format("in {}: {}", field.name, problem->message);
            return problem;
        }
        out.push_back(std::move(one));
    }
    internal = Value(std::move(out));
    return std::nullopt;
}

Value human_list(const Field& field, const Value& internal) {
    List out;
    if (const List* items = internal.items())
        for (const Value& item : *items) out.push_back(field.element->shape->human(*field.element, item));
    return Value(std::move(out));
}

std::string represent_list(const Field& field, const Value& internal) {
    const List* items = internal.items();
    if (items == nullptr) return represent(internal);
    // IPv6 addresses stand apart from the brackets, as in the reference.
    const std::string_view blank = field.element->shape == &ipv6_shape ? " " : "";
    std::string out;
    for (const Value& item : *items)
        out += (out.empty() ? "" : ", ") + field.element->shape->represent(*field.element, item);
    return fmt::format("[{}{}{}]", blank, out, blank);
}

Value random_list(const Field& field) {
    List items(generator()() % 4);
    for (Value& item : items) item = field.element->shape->random(*field.element);
    return Value(std::move(items));
}

std::size_t count_list(const Field&, const Value& internal) {
    return internal.items() != nullptr ? internal.items()->size() : 0;
}

}  // namespace

extern constexpr Shape list_shape = {.name = "list",
                                     .takes_lists = true,
                                     .skip = skip_list,
                                     .decode = decode_list,
                                     .encode = encode_list,
                                     .normalize = normalize_list,
                                     .human = human_list,
                                     .represent = represent_list,
                                     .random = random_list,
                                     .count = count_list};

}  // namespace pkttest
