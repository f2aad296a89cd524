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

extern constexpr Shape time_text_shape =
    based_on<integer_shape>({.name = "time", .represent = represent_time});

}  // namespace pkttest
