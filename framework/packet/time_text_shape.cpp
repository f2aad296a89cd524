// The shape of numbers that count time: UTCTimeField and SecondsIntField show what they stand for.
#include <fmt/format.h>

#include <cmath>
#include <ctime>

#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"
#include "framework/packet/value_set.h"

namespace pkttest {

namespace {

std::string represent_time(const Field& field, const Value& internal) {
    if (internal.set() != nullptr) return internal.set()->represent();
    const TimeText& text = *static_cast<const TimeText*>(field.user);
    double number = 0;
    if (!internal.to_real(number)) return represent(internal);
    const double seconds = number / text.divisor;
    if (text.format.empty())
        return text.fraction ? represent(Value(seconds)) + " sec"
                             : fmt::format("{} sec", static_cast<std::int64_t>(seconds));
    const std::time_t time = static_cast<std::time_t>(std::trunc(seconds)) + text.epoch;
    std::tm parts = {};
    char out[256] = {};
    if (::gmtime_r(&time, &parts) == nullptr) return represent(internal);
    const std::size_t size = std::strftime(out, sizeof out, text.format.c_str(), &parts);
    if (text.is_bare) return {out, size};
    return fmt::format("{} ({})", std::string_view(out, size), time);
}

}  // namespace

extern constexpr Shape time_text_shape = {
    .name = "time",
    .skip = [](const Field& f, const Layer& l, Cursor& c) { return integer_shape.skip(f, l, c); },
    .decode = [](const Field& f, const Layer& l, Cursor& c,
                 Value& out) { return integer_shape.decode(f, l, c, out); },
    .encode = [](const Field& f, const Layer& l, const Value& v,
                 BitWriter& out) { integer_shape.encode(f, l, v, out); },
    .normalize = [](const Field& f, const Value& in,
                    Value& out) { return integer_shape.normalize(f, in, out); },
    .human = [](const Field&, const Value& internal) { return internal; },
    .represent = represent_time,
    .random = [](const Field& f) { return integer_shape.random(f); }};

}  // namespace pkttest
