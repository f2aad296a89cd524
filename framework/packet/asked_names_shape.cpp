// The shape of an enumeration whose names two functions make: EnumField("x", 0, (name_of, number_of)).
#include <fmt/format.h>

#include "framework/packet/compiled.h"
#include "framework/packet/packet.h"
#include "framework/packet/rule.h"
#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

/// What a function of one value answers, which no layer is needed for.
Value ask_of(const Rule& rule, const Value& value) {
    const Packet nothing(raw_protocol());
    return rule.ask(nothing[0], {value});
}

const AskedNames& names_of(const Field& field) { return *static_cast<const AskedNames*>(field.user); }

std::optional<Problem> normalize_asked(const Field& field, const Value& in, Value& internal) {
    return integer_shape.normalize(field, in.is_text() ? ask_of(*names_of(field).number, in) : in, internal);
}

std::string represent_asked(const Field& field, const Value& internal) {
    const Value name = ask_of(*names_of(field).name, internal);
    return name.octets() != nullptr ? *name.octets() : integer_shape.represent(field, internal);
}

}  // namespace

extern constexpr Shape asked_names_shape = based_on<integer_shape>(
    {.name = "number whose names are made", .normalize = normalize_asked, .represent = represent_asked});

}  // namespace pkttest
