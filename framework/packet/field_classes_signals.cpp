// Field classes of signals: bits with a scale anywhere in a CAN frame's data.
#include <fmt/format.h>

#include "framework/packet/field_class.h"
#include "framework/packet/script_shapes.h"

namespace pkttest {

namespace {

using Parameters = std::string_view[];

constexpr Parameters signals = {"name", "default", "start", "size", "scaling", "unit", "offset", "ndigits"};
constexpr Parameters signals_formatted = {"name", "default", "start",   "size", "scaling",
                                          "unit", "offset",  "ndigits", "fmt"};
constexpr Parameters signals_real = {"name", "default", "start", "scaling", "unit", "offset", "ndigits"};

double real_of(const Value& value, double otherwise) {
    double out = otherwise;
    value.to_real(out);
    return out;
}

/// BEFloatSignalField … say what their format would.
std::string_view format_of_signal(std::string_view name) {
    const bool little = name.starts_with("LE");
    if (name.ends_with("FloatSignalField")) return little ? "<f" : ">f";
    if (name.ends_with("UnsignedSignalField")) return little ? "<B" : ">B";
    return name == "SignalField" ? "B" : little ? "<b" : ">b";
}

std::optional<Problem> signal(const FieldClass& what, const FieldCall& call, RuntimeField& out) {
    constexpr int farthest = 1 << 16;  // Frames are shorter by far.
    start_field(call, signal_shape, 0, out);
    const std::string format = call.has("fmt") ? call.text("fmt") : std::string(format_of_signal(what.name));
    Scaling by{real_of(call["scaling"], 1), real_of(call["offset"], 0),
               static_cast<int>(call.number("ndigits", 3))};
    by.whole = call["scaling"].as<double>() == nullptr && call["offset"].as<double>() == nullptr;
    by.is_real = format.ends_with('f');
    by.unit = call.text("unit");
    const std::int64_t start = call.number("start", -1), size = by.is_real ? 32 : call.number("size", 0);
    if (start < 0 || start >= farthest || size < 1 || size > 64 || by.scaling == 0)
        return Problem{fmt::format("{} takes a start, 1 to 64 bits and a scaling that is not 0", what.name)};
    by.start = static_cast<int>(start);
    by.size = static_cast<int>(size);
    out.field.little_endian = format.starts_with('<');
    out.field.is_signed = !format.empty() && format.back() >= 'a';
    out.field.user = &out.keep(std::move(by));
    out.field.start = &out.keep(call["default"]);
    return std::nullopt;
}

constexpr FieldClass classes[] = {
    {"SignalField", signals_formatted, signal},   {"BESignedSignalField", signals, signal},
    {"BEUnsignedSignalField", signals, signal},   {"BEFloatSignalField", signals_real, signal},
    {"LESignedSignalField", signals, signal},     {"LEUnsignedSignalField", signals, signal},
    {"LEFloatSignalField", signals_real, signal},
};

}  // namespace

std::span<const FieldClass> signal_field_classes() { return classes; }

}  // namespace pkttest
