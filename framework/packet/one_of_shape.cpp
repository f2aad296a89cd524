// The shape of a field that is one of several, as other fields of its layer tell (Scapy's MultipleTypeField).
// Its internal form is what a user sees, so that it can be given before what decides it.
#include <fmt/format.h>

#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest {

const Field& chosen_field(const Field& field, const Layer& layer) {
    for (const Case& one : field.cases)
        if (holds(one.when, layer)) return *one.field;
    return *field.cases.back().field;
}

namespace {

const char* skip_one(const Field& field, const Layer& layer, Cursor& cursor) {
    const Field& exact = chosen_field(field, layer);
    return exact.shape->skip(exact, layer, cursor);
}

const char* decode_one(const Field& field, const Layer& layer, Cursor& cursor, Value& out) {
    const Field& exact = chosen_field(field, layer);
    Value internal;
    const char* reason = exact.shape->decode(exact, layer, cursor, internal);
    out = internal.is_none() ? internal : exact.shape->human(exact, internal);
    return reason;
}

/// A value that the chosen field does not take is written as its own octets; nothing where it has none. The
/// default is the chosen field's.
void encode_one(const Field& field, const Layer& layer, const Value& value, BitWriter& out) {
    const Field& exact = chosen_field(field, layer);
    Value internal;
    if (value.is_none() || !normalize(exact, value, internal))
        exact.shape->encode(exact, layer, value.is_none() ? default_of(exact) : internal, out);
    else if (value == default_of(field) && value.octets() != nullptr)
        exact.shape->encode(exact, layer, default_of(exact), out);
    else if (value.octets() != nullptr)
        out.put_octets(*value.octets());
}

/// Any case's value will do: which case holds is known when the packet is built.
std::optional<Problem> normalize_one(const Field& field, const Value& in, Value& internal) {
    std::optional<Problem> problem;
    for (const Case& one : field.cases) {
        Value checked;
        problem = normalize(*one.field, in, checked);
        if (!problem) {
            internal = checked.set() != nullptr ? checked : in;
            return std::nullopt;
        }
    }
    return problem;
}

Value same(const Field&, const Value& internal) { return internal; }

std::string represent_one(const Field&, const Value& internal) {
    return internal.is_text() ? *internal.octets() : represent(internal);
}

Value random_one(const Field& field) {
    const Field& last = *field.cases.back().field;
    return last.shape->human(last, last.shape->random(last));
}

std::size_t count_one(const Field& field, const Value& value) {
    if (value.items() != nullptr) return value.items()->size();
    return value.is_none() ? 0 : field.cases.empty() ? 0 : 1;
}

}  // namespace

extern constexpr Shape one_of_shape = {.name = "one of several",
                                       .takes_lists = true,
                                       .skip = skip_one,
                                       .decode = decode_one,
                                       .encode = encode_one,
                                       .normalize = normalize_one,
                                       .human = same,
                                       .represent = represent_one,
                                       .random = random_one,
                                       .count = count_one};

}  // namespace pkttest
